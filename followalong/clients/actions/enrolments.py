"""Taking part in a program: starting, who goes along, ending, starting again (domain.md 5.1)."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.models import Membership, Program
from followalong.agencies.roles import Permission, can
from followalong.audit.record import record
from followalong.clients.actions.facets import begin_facets, end_facets
from followalong.clients.actions.people import label_of, relabel, tie_to_program
from followalong.clients.actions.referrals import decide_referral
from followalong.clients.events import tell
from followalong.clients.models import Assignment, Client, Enrolment, Referral
from followalong.clients.refusals import AssignProblem, AssignRefused, EntryRefused, ExitRefused
from followalong.clients.rules import ReferralDecision, Stay, entry_problem, exit_problem
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY, closed


@transaction.atomic
def enrol(
    *,
    by: Actor,
    client: Client,
    program: Program,
    entered_on: dt.date,
    work_status: str | None,
    specialist: Membership | None,
    referral: Referral | None = None,
) -> Enrolment:
    """Begin: the day of the first meeting at which the person agreed. Raises EntryRefused.

    A referral that was not accepted yet is accepted with it. Whoever was in the program before
    gets a new enrolment that continues the last one: both times stay on record.
    """
    # One start at a time for one person, so that two colleagues don't both make one.
    client = Client.objects.select_for_update().get(pk=client.pk)
    earlier = list(Enrolment.objects.filter(client=client, program=program).order_by("entered_on"))
    stays = [Stay(stay.entered_on, stay.exited_on) for stay in earlier]
    if problem := entry_problem(Stay(entered_on), stays):
        raise EntryRefused(problem)
    enrolment = Enrolment(
        agency_id=by.agency_id,
        client=client,
        program=program,
        referral=referral,
        specialist=specialist,
        entered_on=entered_on,
        work_status_at_entry=work_status or None,
        continues=earlier[-1] if earlier else None,
        label=label_of(program),
    )
    enrolment.save(force_insert=True)
    tie_to_program(by=by, client=client, program=program, on=entered_on)
    if specialist is not None:
        _add_holder(enrolment, specialist.pk, from_on=entered_on)
    begin_facets(enrolment)
    relabel(client)
    if referral is not None and referral.decision != ReferralDecision.ACCEPTED:
        decide_referral(by=by, referral=referral, decision=ReferralDecision.ACCEPTED)
    record(by=by, action="enrolment.started", subject=enrolment, clients=[client.pk])
    tell(by, enrolment)
    return enrolment


@transaction.atomic
def reopen(
    *,
    by: Actor,
    enrolment: Enrolment,
    entered_on: dt.date,
    work_status: str | None,
    specialist: Membership | None,
) -> Enrolment:
    """Start again after an ending, without being asked to qualify again. Raises EntryRefused."""
    return enrol(
        by=by,
        client=enrolment.client,
        program=enrolment.program,
        entered_on=entered_on,
        work_status=work_status,
        specialist=specialist,
    )


@transaction.atomic
def assign(
    *,
    by: Actor,
    enrolment: Enrolment,
    specialist: Membership,
    from_on: dt.date,
    reason: str | None = None,
) -> Assignment:
    """Hand a person to another specialist from a day on; the history stays. Raises AssignRefused.

    Rare by intent: one worker carries a person through every phase (domain.md 0.1).
    """
    stored = _lock(enrolment)
    history = list(Assignment.objects.filter(enrolment=stored).order_by("from_on", "pk"))
    if problem := _assign_problem(stored, history, specialist, from_on):
        raise AssignRefused(problem)
    if not history and stored.specialist_id:
        # Until now the enrolment alone said who held it (measures.md E4): write that down first.
        history = [_add_holder(stored, stored.specialist_id, from_on=stored.entered_on)]
    for row in history:
        if row.to_on is None or row.to_on >= from_on:
            _end_row(row, from_on - ONE_DAY, by=by)
    made = _add_holder(stored, specialist.pk, from_on=from_on, reason=reason or None)
    stored.specialist = specialist
    stored.version += 1
    stored.save()
    record(
        by=by,
        action="enrolment.assigned",
        subject=stored,
        clients=[stored.client_id],
        fields=["specialist"],
    )
    tell(by, stored)
    return made


def _assign_problem(
    enrolment: Enrolment, history: list[Assignment], specialist: Membership, from_on: dt.date
) -> AssignProblem | None:
    if enrolment.exited_on or not closed(from_on, enrolment.entered_on, None):
        return AssignProblem.OUTSIDE_STAY
    if enrolment.specialist_id == specialist.pk:
        return AssignProblem.ALREADY_HOLDS
    if history and from_on < history[-1].from_on:
        return AssignProblem.BEFORE_LAST_CHANGE
    return None


@transaction.atomic
def close_enrolment(
    *,
    by: Actor,
    enrolment: Enrolment,
    exited_on: dt.date,
    reason: str | None,
    note: str | None = None,
) -> Enrolment:
    """End support for one of the reasons there are; what is going on ends too. Raises ExitRefused.

    The day of the exit still counts as a day in the program.
    """
    stored = _lock(enrolment)
    problem = exit_problem(
        Stay(stored.entered_on, stored.exited_on),
        exited_on,
        reason,
        by_supervisor=can(by.role, Permission.CASELOAD_ASSIGN),
    )
    if problem:
        raise ExitRefused(problem)
    stored.exited_on = exited_on
    stored.exit_reason = reason
    stored.exit_note = note or None
    stored.version += 1
    stored.save()
    for row in Assignment.objects.filter(enrolment=stored):
        if row.to_on is None or row.to_on > exited_on:
            _end_row(row, exited_on, by=by)
    end_facets(stored, last_on=exited_on, by=by)
    record(
        by=by,
        action="enrolment.closed",
        subject=stored,
        clients=[stored.client_id],
        fields=["exited_on", "exit_reason"],
    )
    tell(by, stored)
    return stored


def _lock(enrolment: Enrolment) -> Enrolment:
    """The row as it stands now, held until this transaction ends."""
    return Enrolment.objects.select_for_update().get(pk=enrolment.pk)


def _add_holder(
    enrolment: Enrolment, membership_id: UUID, *, from_on: dt.date, reason: str | None = None
) -> Assignment:
    row = Assignment(
        agency_id=enrolment.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=membership_id,
        from_on=from_on,
        reason=reason,
        label=enrolment.label,
    )
    row.save(force_insert=True)
    return row


def _end_row(row: Assignment, last_on: dt.date, *, by: Actor) -> None:
    """The last day of a row; one that would end before it began is taken back."""
    if last_on < row.from_on:
        row.withdrawn_at, row.withdrawn_by = clock.now(), by.id
        row.withdrawn_why = "replaced"
    else:
        row.to_on = last_on
    row.version += 1
    row.save()
