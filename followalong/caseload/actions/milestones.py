"""Dated facts that higher rooms push down, so that clocks need to ask nobody else."""

from datetime import date
from uuid import UUID

from django.db import transaction

from followalong.caseload.actions.clocks import refresh_clocks
from followalong.caseload.models import Milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor


@transaction.atomic(savepoint=False)
def note_milestone(
    *,
    by: Actor,
    enrolment: Enrolment,
    kind: MilestoneKind,
    on: date,
    subject_id: UUID,
    until: date | None = None,
) -> None:
    """Say that something happened in an enrolment, or that its day was another one.

    The subject is the job or employer contact it is about; each has one fact of a kind. Part of
    the caller's action in the caller's transaction: that action is what the record names.
    """
    facts = Milestone.objects.filter(enrolment_id=enrolment.pk, kind=kind, subject_id=subject_id)
    if not facts.update(on=on, until=until):
        Milestone.objects.create(
            agency_id=by.agency_id,
            client_id=enrolment.client_id,
            enrolment_id=enrolment.pk,
            label=enrolment.label,
            kind=kind,
            on=on,
            until=until,
            subject_id=subject_id,
        )
    refresh_clocks(by=by, enrolment=enrolment)


@transaction.atomic(savepoint=False)
def remove_milestone(
    *, by: Actor, enrolment: Enrolment, kind: MilestoneKind, subject_id: UUID
) -> None:
    """Take back a fact that does not hold: its subject was withdrawn or no longer counts."""
    facts = Milestone.objects.filter(enrolment_id=enrolment.pk, kind=kind, subject_id=subject_id)
    if facts.delete()[0]:
        refresh_clocks(by=by, enrolment=enrolment)
