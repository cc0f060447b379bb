"""People handed over together, with what is planned for them (domain.md 0.1: rare by intent)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Cover, Membership
from followalong.agencies.withdrawing import end_row
from followalong.audit.record import record
from followalong.caseload.models import Appointment, NextStep, Series
from followalong.caseload.rules import AppointmentStatus
from followalong.clients.actions import (
    end_cover,
    take_up_transfers,
    transfer_enrolment,
)
from followalong.clients.models import Enrolment, Relation
from followalong.clients.refusals import AssignRefused
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY


class Move(NamedTuple):
    """One enrolment, and who goes along from then on."""

    enrolment: Enrolment
    to: Membership


class HandOverRefused(Exception):
    """One of the moves cannot be, so none is; it says whose, and why."""


class NobodyMoves(Exception):
    """Nobody was given to anyone."""

    def __init__(self) -> None:
        super().__init__(_("Choose somebody for at least one person."))


@transaction.atomic
def hand_over(
    *,
    by: Actor,
    moves: Sequence[Move],
    from_on: date,
    reason: str,
    leaving: Membership | None = None,
) -> UUID:
    """Hand several people over from a day on: all of them, or none.

    What is planned for them goes along: meetings from that day on, and their holder's open next
    steps. Whoever is `leaving` then covers nobody and is tied to nobody any more, and what they
    had agreed to do for other people goes to whoever goes along with those. Answers the id of the
    first hand-over, or of who leaves. Raises NobodyMoves, HandOverRefused.
    """
    if not moves and leaving is None:
        raise NobodyMoves
    made = []
    # In one order everywhere, so that two leads never wait for each other in a circle.
    for move in sorted(moves, key=lambda one: one.enrolment.pk):
        made.append(_transfer(by, move, from_on, reason))
    if leaving is not None:
        end_ties(by=by, member=leaving, last_on=from_on - ONE_DAY)
        _leave_steps(by, steps_for_others(leaving.pk, from_on))
    record(
        by=by,
        action="caseload.handed_over",
        subject=leaving,
        clients=[move.enrolment.client_id for move in moves],
        fields=["specialist", "appointments", "next_steps"],
        row_count=len(moves),
    )
    return made[0] if made or leaving is None else leaving.pk


def _transfer(by: Actor, move: Move, from_on: date, reason: str) -> UUID:
    try:
        made = transfer_enrolment(
            by=by, enrolment=move.enrolment, specialist=move.to, from_on=from_on, reason=reason
        )
    except AssignRefused as refused:
        name = move.enrolment.client.person.full_name
        raise HandOverRefused(
            _("%(name)s: %(why)s Nobody was handed over.") % {"name": name, "why": refused}
        ) from refused
    return made.pk


@transaction.atomic
def take_up(*, by: Actor) -> None:
    """The night's part: planned hand-overs whose day has come, with what is planned.

    What somebody who left had agreed to do goes to whoever goes along with the person.
    """
    take_up_transfers(by=by)
    gone = Membership.objects.filter(ended_on__lt=timezone.localdate()).values("pk")
    _leave_steps(by, _steps_held_by_another(owner__in=gone))


def steps_for_others(member: UUID | str, from_on: date) -> QuerySet[NextStep]:
    """What somebody agreed to do from that day on for people with whom somebody else goes along.

    Of a day to come, what is due before it or has no day stays until then.
    """
    rows = _steps_held_by_another(owner=member)
    return rows if from_on <= timezone.localdate() else rows.filter(due_on__gte=from_on)


def _steps_held_by_another(**whose: Any) -> QuerySet[NextStep]:
    return NextStep.objects.filter(
        ~Q(enrolment__specialist=F("owner")),
        done_on__isnull=True,
        enrolment__exited_on__isnull=True,
        enrolment__specialist__isnull=False,
        **whose,
    )


def _leave_steps(by: Actor, steps: QuerySet[NextStep]) -> None:
    """Each goes to whoever goes along with its person."""
    clients = sorted(set(steps.values_list("client_id", flat=True)))
    if not clients:
        return
    holder = Enrolment.objects.filter(pk=OuterRef("enrolment")).values("specialist")
    number = steps.update(
        owner=Subquery(holder), version=F("version") + 1, changed_at=timezone.now()
    )
    record(
        by=by,
        action="next_step.handed_over",
        clients=clients,
        fields=["owner"],
        row_count=number,
    )


def move_plans(enrolment: Enrolment, before: UUID | None, to: UUID | None, from_on: date) -> None:
    """What the room `clients` calls at a hand-over, planned, done or given up: meetings with the
    person alone from that day on, and the holder's open next steps.

    Of a hand-over to come, the next steps until then stay where they are till its day.
    """
    if before is None or to is None or before == to:
        return
    changed = {"version": F("version") + 1, "changed_at": timezone.now()}
    has_come = from_on <= timezone.localdate()
    about = Q(enrolment=enrolment) | Q(enrolment__isnull=True, client=enrolment.client_id)
    alone = Q(about, membership=before, group_id__isnull=True)
    Appointment.objects.filter(
        alone, status=AppointmentStatus.PLANNED, starts_on__gte=from_on
    ).update(membership=to, **changed)
    steps = NextStep.objects.filter(enrolment=enrolment, owner=before, done_on__isnull=True)
    if not has_come:
        steps = steps.filter(due_on__gte=from_on)
    steps.update(owner=to, **changed)
    if has_come:
        still = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
        Series.objects.filter(alone, still).update(membership=to, **changed)


@transaction.atomic
def end_ties(*, by: Actor, member: Membership, last_on: date) -> None:
    """After their last day nobody's record is open to a member by a tie, and no cover goes on."""
    concerned = Q(away=member) | Q(covering=member)
    for cover in Cover.objects.filter(concerned, to_on__gt=last_on).order_by("pk"):
        end_cover(by=by, cover=cover, on=last_on + ONE_DAY)
    ties = Relation.objects.filter(membership=member).exclude(to_on__lte=last_on).order_by("pk")
    ended = list(ties)
    for tie in ended:
        end_row(tie, last_on, by=by)
    if ended:
        record(
            by=by,
            action="relation.ended",
            subject=member,
            clients=[tie.client_id for tie in ended],
            fields=["to_on"],
            row_count=len(ended),
        )
