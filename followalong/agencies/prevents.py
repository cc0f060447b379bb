"""What keeps a row from somebody whom its table's rule would let in. One of these is enough.

Each says what must be true of the rows that stay, as a Q by field name; None where it keeps
nothing back. `visible_to()` applies them after the table's own rule, `decide()` names them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from followalong.agencies.roles import Permission, can
from followalong.core.actor import Actor, ActorKind

_ = str  # marks words for the catalogues; pages translate them


@dataclass(frozen=True, slots=True)
class Prevent:
    """A reason to refuse, in words, and the rows that are left all the same."""

    slug: str
    words: str
    leaves: Callable[[Actor], Q | None]

    def lets(self, actor: Actor) -> Q:
        rows = self.leaves(actor)
        return Q() if rows is None else rows


def _no_addiction(actor: Actor) -> Q | None:
    return None if actor.sees_sud else ~Q(label="SUD")


def _unlocked(actor: Actor) -> Q | None:
    is_open = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.SEALED_VIEW)
    return None if is_open or actor.sees_locked else ~Q(label="LOCKED")


def _no_legal(actor: Actor) -> Q | None:
    is_open = actor.kind == ActorKind.SERVICE or can(actor.role, Permission.FILE_VIEW)
    return None if is_open else ~Q(label="LEGAL")


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
# Of every row about a person.
LABELS = (ADDICTION, LOCKED, LEGAL)
