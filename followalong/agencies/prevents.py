"""What keeps a row from somebody whom its table's rule would let in. One of these is enough.

Each says what must be true of the rows that stay, as a Q by field name; None where it keeps
nothing back. `visible_to()` applies them after the table's own rule, `decide()` names them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from followalong.agencies.locks import shut_by
from followalong.agencies.roles import Permission, can
from followalong.core.actor import Actor, ActorKind

_ = str  # marks words for the catalogues; pages translate them


@dataclass(frozen=True, slots=True)
class Prevent:
    """A reason to refuse, in words, and the rows that are left all the same."""

    slug: str
    words: str
    leaves: Callable[..., Q | None]
    # True where the answer is another one for each table.
    by_table: bool = False

    def left(self, actor: Actor, model: Any) -> Q | None:
        return self.leaves(actor, model) if self.by_table else self.leaves(actor)

    def lets(self, actor: Actor, model: Any) -> Q:
        rows = self.left(actor, model)
        return Q() if rows is None else rows


def _no_addiction(actor: Actor) -> Q | None:
    return None if actor.sees_sud else ~Q(label="SUD")


def _unlocked(actor: Actor) -> Q | None:
    is_open = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.SEALED_VIEW)
    return None if is_open or actor.sees_locked else ~Q(label="LOCKED")


def _no_legal(actor: Actor) -> Q | None:
    is_open = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.FILE_VIEW)
    return None if is_open else ~Q(label="LEGAL")


def _not_locked_away(actor: Actor, model: Any) -> Q | None:
    if actor.sees_locked:
        return None
    shut = [rows for one in actor.locked_away or () if (rows := shut_by(one, model))]
    return ~reduce(or_, shut) if shut else None


ADDICTION = Prevent(
    "addiction",
    _("It belongs to an addiction program, and only that program’s own staff open it."),
    _no_addiction,
)
LOCKED = Prevent(
    "locked",
    _("The person had it locked. Only whoever answers for privacy opens it."),
    _unlocked,
)
LEGAL = Prevent(
    "legal",
    _("It tells of somebody’s legal history, which this role has no need of."),
    _no_legal,
)
LOCK_BOX = Prevent(
    "lock_box",
    _("The person locked it away from them: neither team, cover nor role opens it."),
    _not_locked_away,
    by_table=True,
)
# Of every row about a person.
LABELS = (ADDICTION, LOCKED, LEGAL, LOCK_BOX)
