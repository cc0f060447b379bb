"""May somebody do this to this row, and why? The rules of `visible_to()`, told step by step.

Nothing here is a second set of rules. The answer is what the read gate would give; the reason is
the first of the same rules that refuses, in the order of standards.md 2.2.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from followalong.agencies.locks import bound
from followalong.agencies.roles import Permission, can, opens_records
from followalong.core.actor import Actor

_ = str  # marks words for the catalogues; pages translate them


class Because(StrEnum):
    """Reasons in words; those of a prevent stand in prevents.py."""

    ALLOWED = _("Everything that is asked for is there.")
    OTHER_AGENCY = _("It belongs to another agency.")
    NO_PERMISSION = _("The role does not name this.")
    OPENS_NOBODY = _("The role opens nobody’s record.")
    NO_TIE = _("Nothing ties them to this person today.")
    NOT_THIS_KIND = _("The role, or whose the row is, keeps this kind of record closed to them.")


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, its reason, and the questions asked: what was asked -> whether it let them on."""

    allowed: bool
    why: str
    steps: tuple[tuple[str, bool], ...]


def may(actor: Actor, row: Any, permission: Permission | None = None, purpose: str = "") -> bool:
    """Whether the actor may read the row; with a permission, whether they may also do that."""
    return _is_named(actor, permission) and _kept(row).visible_to(actor, purpose).exists()


def decide(
    actor: Actor, row: Any, permission: Permission | None = None, purpose: str = ""
) -> Decision:
    """The same answer, with the reason and the questions that led to it."""
    actor, steps = bound(actor), list[tuple[str, bool]]()
    for asked, passed, why in _questions(actor, row, permission, purpose):
        steps.append((asked, passed))
        if not passed:
            return Decision(False, why, tuple(steps))
    return Decision(True, Because.ALLOWED, tuple(steps))


def _questions(
    actor: Actor, row: Any, permission: Permission | None, purpose: str
) -> Iterator[tuple[str, bool, str]]:
    model, kept = type(row), _kept(row)
    yield "agency", row.agency_id == actor.agency_id, Because.OTHER_AGENCY
    yield "role", _is_named(actor, permission), Because.NO_PERMISSION
    person = _person(row)
    ruled = kept.filter(model.opened_to(actor, purpose))
    is_open = kept.visible_to(actor, purpose).exists()
    is_ruled = is_open or ruled.exists()
    if person is not None and not is_ruled:
        # Told apart, since the privacy officer asks which it was; the rule has refused already.
        yield "reach", opens_records(actor.role), Because.OPENS_NOBODY
        yield "tie", person.filter(person.model.opened_to(actor, purpose)).exists(), Because.NO_TIE
    yield "kind of record", is_ruled, Because.NOT_THIS_KIND
    for prevent in model.prevents:
        is_left = is_open or ruled.filter(prevent.lets(actor, model)).exists()
        yield prevent.slug, is_left, prevent.words


def _is_named(actor: Actor, permission: Permission | None) -> bool:
    return permission is None or can(actor.role, permission)


def _kept(row: Any) -> Any:
    return type(row).objects.filter(pk=row.pk)


def _person(row: Any) -> Any:
    """The row of the person whom it is about, to be looked at by the rule for people."""
    column = type(row).client_column
    if column is None or getattr(row, column) is None:
        return None
    model = type(row) if column == "id" else row._meta.get_field("client").related_model
    return model.objects.filter(pk=getattr(row, column))
