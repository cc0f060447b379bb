"""What people had locked away from the member who acts, looked up once and carried by the actor.

Locks live in a higher room, and imports only look down: that room's AppConfig.ready() appends its
look-up here. Whoever reads is bound before any rule is asked; a page's member is bound when they
come in, so a lock and its lifting hold from the next request on.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from followalong.core.actor import Actor, ActorKind, LockedAway

# The whole record, and one entry of it; every other part is named by lock_part_of().
EVERYTHING = "everything"
ONE_ENTRY = "entry"
# What colleagues did themselves stays theirs to read: no lock shuts it.
NEVER = "never"

look_ups: list[Callable[[Actor], tuple[LockedAway, ...]]] = []


def bound(actor: Actor) -> Actor:
    """The actor with what is locked away from them. Services and people are not bound."""
    if actor.kind != ActorKind.MEMBER or actor.locked_away is not None:
        return actor
    found = tuple(one for look_up in look_ups for one in look_up(actor))
    return replace(actor, locked_away=found)


def locked_of(actor: Actor, client_id: UUID) -> tuple[LockedAway, ...]:
    """What this person had locked away from the actor."""
    return tuple(one for one in bound(actor).locked_away or () if client_id in one.clients)


def lock_part_of(model: Any) -> str:
    """Which part of a record a table belongs to: its room, unless the table says otherwise."""
    return model.lock_part or model._meta.app_label


def shut_by(one: LockedAway, model: Any) -> Q | None:
    """The rows of a table that one lock keeps back; None where it keeps back nothing there."""
    if one.part == ONE_ENTRY:
        return _entry(one, model)
    part = lock_part_of(model)
    if part == NEVER or one.part not in (EVERYTHING, part):
        return None
    columns = {model.client_column, *_columns_to(model, "clients.client")}
    return _any(Q(**{f"{column}__in": one.clients}) for column in sorted(filter(None, columns)))


def _entry(one: LockedAway, model: Any) -> Q | None:
    """The row itself, and what hangs on it: later words, the person's own, a visit."""
    if model._meta.label_lower == one.row_type:
        return Q(pk=one.row_id)
    hangs = [Q(**{column: one.row_id}) for column in _columns_to(model, one.row_type or "")]
    if {"row_type", "row_id"} <= {field.name for field in model._meta.local_fields}:
        hangs.append(Q(row_type=one.row_type, row_id=one.row_id))
    return _any(hangs)


def _columns_to(model: Any, label: str) -> list[str]:
    return [
        field.attname
        for field in model._meta.local_fields
        if field.is_relation and field.related_model._meta.label_lower == label
    ]


def _any(conditions: Any) -> Q | None:
    found = list(conditions)
    return reduce(or_, found) if found else None
