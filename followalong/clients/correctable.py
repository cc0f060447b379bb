"""What can be taken off a record, and what each kind of row needs when it comes or goes.

A contact, a visit to an employer and a job live in three rooms, and one mistake may span two of
them. Imports only look down, so each room enters its kinds here when the application starts;
taking off, moving and putting back are written once (actions/corrections.py, ADR 13).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from followalong.agencies.roles import Permission, can
from followalong.clients.rules import CorrectionReason
from followalong.core.actor import Actor

Row = Any  # a LabelledModel of any room


def _nothing(by: Actor, row: Row) -> None:
    """Nothing else is worked out from a row of this kind."""


def _itself(row: Row) -> Row:
    return row


def _its_member(row: Row) -> Collection[UUID | None]:
    return {row.membership_id}


def _no_reason(row: Row) -> Exception | None:
    return None


# Why the copy of a correction that was itself a mistake is withdrawn.
UNDONE = "correction_undone"
# Pages that meet withdrawn rows, for a form that goes out twice, never meet what is sealed.
NOT_SEALED = ~Q(withdrawn_why__in=[*CorrectionReason, UNDONE])


@dataclass(frozen=True)
class Kind:
    """How one kind of row is taken off a record."""

    # The day it belongs to, which also says to which enrolment of the right person.
    day: Callable[[Row], date]
    # Facets, milestones, clocks: called for each row that came or went, in the same transaction.
    follow: Callable[[Actor, Row], None] = _nothing
    # Who wrote it, or answers for it; none where whoever may change it may also take it off.
    writers: Callable[[Row], Collection[UUID | None]] | None = _its_member
    # What it is a part of, if it is one of two sides of the same entry.
    whole: Callable[[Row], Row] = _itself
    # Why it has to stay, if it does.
    stays: Callable[[Row], Exception | None] = _no_reason
    # Called for the row at its new place before it is stored.
    settle: Callable[[Actor, Row], None] = _nothing
    needs_enrolment: bool = False
    can_move: bool = True


KINDS: dict[type, Kind] = {}
# What else goes along when a row of this kind goes; references among them are kept.
PARTS: dict[type, list[Callable[[Row], Iterable[Row]]]] = defaultdict(list)


def follow(by: Actor, row: Row) -> None:
    kind = KINDS.get(type(row))
    if kind:
        kind.follow(by, row)


def may_correct(by: Actor, row: Row) -> bool:
    """Its writer at any time, whoever leads the caseloads, and whoever answers what people ask
    about their records."""
    writers = KINDS[type(row)].writers
    is_theirs = writers is None or by.membership_id in writers(row)
    leads = (Permission.CASELOAD_ASSIGN, Permission.RIGHTS_ANSWER)
    return is_theirs or any(can(by.role, one) for one in leads)


def person_id(client: Row | None) -> UUID | None:
    """Two rows that were joined are one person."""
    return (client.same_as_id or client.pk) if client else None
