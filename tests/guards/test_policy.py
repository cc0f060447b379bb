"""The policy is what was reviewed, and nothing of it can change unnoticed (ACC-02, ACC-04)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps

from followalong.agencies import prevents
from followalong.agencies.deciding import Because
from followalong.agencies.permissions import CLASSES_OF
from followalong.agencies.privacy_classes import CLASSES
from followalong.agencies.role_table import prevents as every_prevent
from followalong.agencies.roles import ROLES, Permission
from followalong.clients.models import Client
from followalong.core.db import set_context
from tests.cast import MemberClient
from tests.guards.golden import USUAL, Scene, compare, matrix, permissions, reaches, read


@pytest.fixture
def scene(world) -> Scene:
    made = Scene.make(world)
    set_context(None)
    return made


def differs() -> bool:
    """Whether the table of roles is another than the reviewed one."""
    return bool(
        compare("golden-permissions.csv", permissions()) or compare("golden-reach.csv", reaches())
    )


def test_the_role_table_is_the_reviewed_one():
    assert not compare("golden-permissions.csv", permissions())
    assert not compare("golden-reach.csv", reaches())


def test_every_permission_says_of_which_classes_it_is():
    assert set(CLASSES_OF) == set(Permission)
    assert {c for classes in CLASSES_OF.values() for c in classes.split()} <= set(CLASSES)


def test_the_matrix_is_the_reviewed_one(scene):
    changed = compare("golden-matrix.csv", matrix(scene))
    assert not changed, "\n".join(sorted(changed))


def test_every_reason_to_refuse_is_in_the_matrix():
    """NO_PERMISSION is the role table's: its empty cells."""
    said = {line[-1] for line in read("golden-matrix.csv")}
    reasons = {one.words for one in every_prevent()} | set(Because) - {Because.NO_PERMISSION}
    assert reasons <= said, reasons - said


@contextmanager
def instead(thing: object, name: str, value: object) -> Iterator[None]:
    before = getattr(thing, name)
    object.__setattr__(thing, name, value)
    yield
    object.__setattr__(thing, name, before)


def test_no_permission_of_any_role_can_flip_unnoticed():
    unnoticed = []
    for role in ROLES.values():
        for permission in Permission:
            with instead(role, "permissions", role.permissions ^ {permission}):
                if not differs():
                    unnoticed.append(f"{role.slug} {permission}")
    assert not unnoticed, unnoticed


def test_no_reason_to_refuse_can_go_unnoticed(scene):
    """Each prevent of each table taken away: the matrix tells."""
    reviewed = [tuple(line) for line in read("golden-matrix.csv")]
    unnoticed = []
    for one in every_prevent():
        refused = {line[:-2] for line in reviewed if line[-1] == one.words}
        with instead(one, "leaves", lambda *_: None):
            now = {tuple(line) for line in matrix(scene, refused.__contains__)[1:]}
        if not refused or now <= set(reviewed):
            unnoticed.append(one.slug)
    assert not unnoticed, unnoticed


def test_every_table_about_people_has_the_prevents_of_the_labels():
    bare = [
        model._meta.label
        for model in apps.get_models()
        if any(f.name == "label" for f in model._meta.local_fields)
        and hasattr(model, "prevents")
        and not set(prevents.LABELS) <= set(model.prevents)
    ]
    assert not bare, bare


def test_pages_answer_as_the_matrix_says(scene):
    """Sampled over HTTP: the person's page for every role and tie, notes of every label."""
    faults, asked = [], {"allow": 0, "deny": 0}
    for role, tie, record, label, _consent, decision, why in read("golden-matrix.csv")[1:]:
        member = scene.world.members.get(role)
        if member is None or tie not in scene.people:
            continue
        if record == "person":
            page, known = "home:client", {"client_id": scene.people[tie][Client].pk}
        elif record == "contact note" and label and tie == USUAL:
            page, known = "caseload:contact", {"contact_id": scene.notes[label].pk}
        else:
            continue
        browser = MemberClient(member)
        status = browser.get(browser.here(page, **known)).status_code
        asked[decision] += 1
        if (status == 200) != (decision == "allow") or status not in (200, 403, 404):
            faults.append(f"{role} {tie} {record} {label}: {decision} ({why}), but {status}")
    assert not faults, "\n".join(faults)
    assert min(asked.values()) > 20
