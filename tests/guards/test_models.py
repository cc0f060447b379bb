"""How models may refer to each other, and what they may not hold."""

import ast

from tests.guards.allow import judge
from tests.guards.rooms import floors, models, sources

# Foreign keys between rooms that may be followed backwards: field -> why.
BACKWARDS = {
    "caseload.Milestone.enrolment": "a person's line and page read their milestones",
    "caseload.Clock.enrolment": "a person's line and page read their clocks",
}
# Rooms that name agencies, actors and clients by plain ids, without foreign keys.
PLAIN_IDS = {"core", "audit"}


def between_rooms():
    for model in models():
        for field in model._meta.local_fields:
            if field.is_relation:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there:
                    yield f"{model._meta.label}.{field.name}", field, here, there


def test_foreign_keys_point_down():
    height = floors()
    upward = [
        f"{name} points up to {there}"
        for name, _, here, there in between_rooms()
        if height[there] <= height[here]
    ]
    assert not upward, f"Move the key to the higher room, or keep a plain id: {upward}"


def test_foreign_keys_between_rooms_are_not_followed_backwards():
    named = {
        name
        for name, field, _, _ in between_rooms()
        if field.remote_field.related_name not in (None, "+")
    }
    unnamed = [n for n, f, _, _ in between_rooms() if f.remote_field.related_name is None]
    assert not unnamed, f'Give these keys related_name="+": {unnamed}'
    judge(named, allowed=BACKWARDS, fix='Give these keys related_name="+", or say who reads them:')


def test_core_and_audit_refer_to_nothing():
    keys = [name for name, _, here, _ in between_rooms() if here in PLAIN_IDS]
    assert not keys, f"Keep a plain UUID column instead: {keys}"


def test_models_hold_no_logic_in_save():
    found = [
        f"{path}: {cls.name}.{item.name}"
        for path, tree in sources()
        if "/models" in path or path.endswith("/base.py")
        for cls in ast.walk(tree)
        if isinstance(cls, ast.ClassDef)
        for item in cls.body
        if isinstance(item, ast.FunctionDef) and item.name in {"save", "delete", "clean"}
    ]
    assert not found, f"Put it into an action (house.md card 5): {found}"


def test_nothing_listens_for_signals():
    found = [
        path
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (
            (node.module or "").endswith(("signals", "dispatch"))
            or any(alias.name in {"receiver", "Signal", "signals"} for alias in node.names)
        )
    ]
    assert not found, f"Call the lower room's action instead of a signal: {found}"
