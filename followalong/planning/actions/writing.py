"""Writing in the living documents: each saving is a new version beside the ones before it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.agencies.base import Label
from followalong.audit.record import record
from followalong.caseload.actions.milestones import note_milestone
from followalong.caseload.models import Milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients.models import Enrolment
from followalong.clients.rows import same_person
from followalong.core.actor import Actor
from followalong.planning.models import LegalHistory, Written
from followalong.planning.refusals import ChangedMeanwhile


@transaction.atomic
def write_version(
    *,
    by: Actor,
    enrolment: Enrolment,
    model: type[Written],
    values: dict[str, Any],
    entry_id: UUID | None = None,
    seen: UUID | None = None,
) -> Written:
    """Keep what was written as the version that stands now; without an entry it begins one.

    `seen` is the version that the writer had before their eyes. Words that are the same make no
    version. Raises ChangedMeanwhile.
    """
    before = _standing(enrolment, model, values, entry_id)
    if before is not None:
        if before.pk != seen:
            raise ChangedMeanwhile
        if not before.is_gone and all(getattr(before, n) == v for n, v in values.items()):
            return before
    changed = [n for n, v in values.items() if v is not None and v != getattr(before, n, None)]
    return _keep(by, enrolment, model, before, values, f"{model.noun}.written", changed)


@transaction.atomic
def take_out(*, by: Actor, enrolment: Enrolment, row: Written) -> Written:
    """It does not belong here any more: it leaves the page, and its versions stay."""
    model = type(row)
    before = _standing(enrolment, model, {}, row.entry_id)
    if before is None or before.is_gone:
        return row
    values = {name: getattr(before, name) for name in model.written}
    if part := getattr(before, "part", None):
        values["part"] = part
    return _keep(by, enrolment, model, before, values, f"{model.noun}.taken_out", [], is_gone=True)


def _standing(
    enrolment: Enrolment, model: type[Written], values: dict[str, Any], entry_id: UUID | None
) -> Written | None:
    """What stands now, with the enrolment held, so that two who save at once come in turn."""
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    person = same_person(enrolment.client.person.pk)
    rows = model._default_manager.filter(client__in=person, is_latest=True)
    rows = rows.order_by("-written_at", "-pk")
    if entry_id is not None:
        return rows.filter(entry_id=entry_id).first()
    if "part" in values:
        return rows.filter(part=values["part"]).first()
    return rows.first() if model.is_single else None


def _keep(
    by: Actor,
    enrolment: Enrolment,
    model: type[Written],
    before: Written | None,
    values: dict[str, Any],
    action: str,
    changed: list[str],
    *,
    is_gone: bool = False,
) -> Written:
    if before is not None:
        model._default_manager.filter(pk=before.pk).update(is_latest=False)
        values = {**values, "entry_id": before.entry_id}
    row = model(
        agency_id=by.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=by.membership_id,
        label=_label(enrolment, model),
        written_at=timezone.now(),
        written_on=timezone.localdate(),
        is_gone=is_gone,
        **values,
    )
    row.save(force_insert=True)
    record(by=by, action=action, subject=row, clients=[row.client_id], fields=sorted(changed))
    if model.is_profile:
        _settle_first_version(by, enrolment)
    return row


def _label(enrolment: Enrolment, model: type[Written]) -> str:
    """Legal history is labelled so; what belongs to an addiction program stays behind its wall."""
    if model is LegalHistory and enrolment.label == Label.NORMAL:
        return Label.LEGAL
    return enrolment.label


def _settle_first_version(by: Actor, enrolment: Enrolment) -> None:
    """The first words of a profile are its first version: its clock has what it waited for."""
    kind = MilestoneKind.PROFILE_WRITTEN
    if Milestone.objects.filter(enrolment_id=enrolment.pk, kind=kind).exists():
        return
    note_milestone(
        by=by, enrolment=enrolment, kind=kind, on=timezone.localdate(), subject_id=enrolment.pk
    )
