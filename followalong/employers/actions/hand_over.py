"""Somebody leaves or an area changes: people, what is planned for them, and employers."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from followalong.agencies.models import Membership
from followalong.audit.record import record
from followalong.caseload import actions as caseload
from followalong.core.actor import Actor
from followalong.employers.models import AgencyEmployer


class EmployerMove(NamedTuple):
    """One employer, and who keeps in touch from now on."""

    employer: AgencyEmployer
    to: Membership


@transaction.atomic
def hand_over(
    *,
    by: Actor,
    moves: Sequence[caseload.Move],
    from_on: date,
    reason: str,
    leaving: Membership | None = None,
    employers: Sequence[EmployerMove] = (),
) -> UUID:
    """People from a day on, as caseload.hand_over; the employers of who leaves at once.

    So both can call on them together while both are here. Raises NobodyMoves, HandOverRefused.
    """
    made = caseload.hand_over(by=by, moves=moves, from_on=from_on, reason=reason, leaving=leaving)
    if leaving is not None and employers:
        _give(by, leaving, employers)
    return made


def _give(by: Actor, leaving: Membership, employers: Sequence[EmployerMove]) -> None:
    """Only what is still theirs: what somebody else took up meanwhile stays there."""
    now, number = timezone.now(), 0
    ordered = sorted(employers, key=lambda move: move.to.pk)
    for to, moves in groupby(ordered, key=lambda move: move.to):
        theirs = AgencyEmployer.objects.filter(
            pk__in=[move.employer.pk for move in moves], owner=leaving
        )
        number += theirs.update(owner=to, version=F("version") + 1, changed_at=now)
    record(
        by=by, action="employer.handed_over", subject=leaving, fields=["owner"], row_count=number
    )
