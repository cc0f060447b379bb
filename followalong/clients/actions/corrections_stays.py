"""What a referral and an enrolment need when they are taken off a record, moved or put back."""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.utils import timezone as clock

from followalong.agencies.base import LabelledModel
from followalong.clients.actions.endings import end_choices_with_service, follow_service_ends
from followalong.clients.actions.people import label_of, relabel, tie_to_program
from followalong.clients.actions.ties import share_if_joined
from followalong.clients.correctable import KINDS, PARTS, Kind, Row
from followalong.clients.events import tell
from followalong.clients.models import (
    Assignment,
    EligibilityAnswer,
    Enrolment,
    Facet,
    OutreachChoice,
    Referral,
    Relation,
)
from followalong.clients.refusals import CorrectionProblem, CorrectionRefused, EntryRefused
from followalong.clients.rules import Stay, entry_problem
from followalong.core.actor import Actor

# What belongs to an enrolment itself and goes along; clocks and milestones are worked out anew.
OWN = (Assignment, Facet, OutreachChoice)
WORKED_OUT = frozenset({"caseload.clock", "caseload.milestone"})
NO_REASON_TO_SEE = "correction"


def enter_kinds() -> None:
    """Called once, when the application starts. Whoever answers referrals may take one off."""
    KINDS[Referral] = Kind(
        day=lambda referral: referral.received_on,
        writers=None,
        follow=_referral,
        stays=_has_started,
        settle=_of_its_program,
    )
    PARTS[Referral].append(lambda row: EligibilityAnswer.objects.filter(referral=row))
    KINDS[Enrolment] = Kind(
        day=lambda enrolment: enrolment.entered_on,
        writers=lambda enrolment: {enrolment.specialist_id},
        follow=_enrolment,
        stays=_is_lived,
        settle=_fits,
    )
    PARTS[Enrolment].append(_own)


def _own(enrolment: Enrolment) -> Iterable[Row]:
    for model in OWN:
        yield from model.objects.filter(enrolment=enrolment).order_by("pk")


def _has_started(referral: Referral) -> Exception | None:
    started = Enrolment.objects.filter(referral=referral).exists()
    return CorrectionRefused(CorrectionProblem.STARTED) if started else None


def _is_lived(enrolment: Enrolment) -> Exception | None:
    """Whatever was written for it is taken off or moved first, so that nothing is lost."""
    own = {row.pk for find in PARTS[Enrolment] for row in find(enrolment)}
    for model in apps.get_models():
        if issubclass(model, LabelledModel) and _names(model, enrolment, besides=own):
            return CorrectionRefused(CorrectionProblem.LIVED)
    return None


def _names(model: type[LabelledModel], enrolment: Enrolment, *, besides: set[UUID]) -> bool:
    """Whether a row of this kind, in whatever room, refers to the enrolment."""
    if model._meta.label_lower in WORKED_OUT:
        return False
    columns = [f.name for f in model._meta.local_fields if f.related_model is Enrolment]
    rows = model.objects.exclude(pk__in=besides)
    return any(rows.filter(**{column: enrolment}).exists() for column in columns)


def _of_its_program(by: Actor, referral: Referral) -> None:
    referral.label = label_of(referral.program)


def _fits(by: Actor, enrolment: Enrolment) -> None:
    """A person is in one program once on one day."""
    enrolment.label = label_of(enrolment.program)
    same = Enrolment.objects.filter(client=enrolment.client_id, program=enrolment.program_id)
    stays = [Stay(*days) for days in same.values_list("entered_on", "exited_on")]
    if problem := entry_problem(Stay(enrolment.entered_on, enrolment.exited_on), stays):
        raise EntryRefused(problem)


def _referral(by: Actor, referral: Referral) -> None:
    _open_or_close(by, referral)


def _enrolment(by: Actor, enrolment: Enrolment) -> None:
    _open_or_close(by, enrolment)
    follow_service_ends(by=by, client=enrolment.client)
    if enrolment.exited_on and not enrolment.withdrawn_at:
        last_on = enrolment.exited_on
        end_choices_with_service(by=by, enrolment=enrolment, last_on=last_on, signed_by=last_on)
    tell(by, enrolment)


def _open_or_close(by: Actor, row: Row) -> None:
    """What opens a person to a program's staff is that they asked it, or are in it."""
    if not row.withdrawn_at:
        tie_to_program(by=by, client=row.client, program=row.program, on=KINDS[type(row)].day(row))
    elif not _is_known_to(row):
        ties = Relation.objects.filter(client=row.client_id, program=row.program_id)
        ties.filter(is_shared=False).update(
            withdrawn_at=clock.now(), withdrawn_by=by.id, withdrawn_why=NO_REASON_TO_SEE
        )
        share_if_joined(row.client)
    relabel(row.client)


def _is_known_to(row: Row) -> bool:
    about = {"client": row.client_id, "program": row.program_id}
    return any(model.objects.filter(**about).exists() for model in (Referral, Enrolment))
