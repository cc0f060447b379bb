"""Taking part in a program: starting, who goes along, ending, starting again (domain.md 5.1)."""

import datetime as dt

from django.db import transaction

from followalong.agencies.models import Membership, Program
from followalong.agencies.roles import Permission, can
from followalong.audit.record import record
from followalong.clients.actions.deaths import record_death
from followalong.clients.actions.endings import end_choices_with_service
from followalong.clients.actions.facets import begin_facets, end_facets
from followalong.clients.actions.holding import add_holder, end_holding, lock
from followalong.clients.actions.people import label_of, relabel, tie_to_program
from followalong.clients.actions.referrals import decide_referral
from followalong.clients.events import tell, tell_referral
from followalong.clients.models import Client, Enrolment, Referral
from followalong.clients.refusals import EntryRefused, ExitRefused
from followalong.clients.rows import same_person
from followalong.clients.rules import (
    EnrolmentProblem,
    ExitReason,
    ReferralDecision,
    Stay,
    entry_problem,
    exit_problem,
)
from followalong.core.actor import Actor


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
    if client.died_on is not None:
        raise EntryRefused(EnrolmentProblem.HAS_DIED)
    rows = same_person(client.same_as_id or client.pk)
    earlier = list(
        Enrolment.objects.filter(client__in=rows, program=program).order_by("entered_on")
    )
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
        add_holder(by=by, enrolment=enrolment, holder_id=specialist.pk, from_on=entered_on)
    begin_facets(enrolment)
    relabel(client)
    if referral is not None and referral.decision != ReferralDecision.ACCEPTED:
        decide_referral(by=by, referral=referral, decision=ReferralDecision.ACCEPTED)
    record(by=by, action="enrolment.started", subject=enrolment, clients=[client.pk])
    tell(by, enrolment)
    if referral is not None:
        tell_referral(by, referral)
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
def close_enrolment(
    *,
    by: Actor,
    enrolment: Enrolment,
    exited_on: dt.date,
    reason: str | None,
    note: str | None = None,
) -> Enrolment:
    """End support for one of the reasons there are; what is going on ends too. Raises ExitRefused,
    and DeathRefused where the reason is that they died: that stops everything else too.

    The day of the exit still counts as a day in the program.
    """
    stored = lock(enrolment)
    problem = exit_problem(
        Stay(stored.entered_on, stored.exited_on),
        exited_on,
        reason,
        by_supervisor=can(by.role, Permission.CASELOAD_ASSIGN),
    )
    if problem:
        raise ExitRefused(problem)
    if reason == ExitReason.DIED:
        return _closed_by_death(by, stored, exited_on, note)
    stored.exited_on = exited_on
    stored.exit_reason = reason
    stored.exit_note = note or None
    stored.version += 1
    stored.save()
    end_holding(by=by, enrolment=stored, last_on=exited_on)
    end_facets(stored, last_on=exited_on, by=by)
    end_choices_with_service(by=by, enrolment=stored, last_on=exited_on)
    record(
        by=by,
        action="enrolment.closed",
        subject=stored,
        clients=[stored.client_id],
        fields=["exited_on", "exit_reason"],
    )
    tell(by, stored)
    return stored


def _closed_by_death(
    by: Actor, enrolment: Enrolment, died_on: dt.date, note: str | None
) -> Enrolment:
    """A death ends more than this one enrolment; the words stay with this one."""
    record_death(by=by, client=enrolment.client, died_on=died_on)
    enrolment.refresh_from_db()
    if note:
        enrolment.exit_note = note
        enrolment.save(update_fields=["exit_note", "changed_at"])
    return enrolment
