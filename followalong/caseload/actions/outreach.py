"""Out of touch: what was tried, leaving somebody in peace, and ending support after all of it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import packs
from followalong.caseload.actions.facts import TRY
from followalong.caseload.models import Appointment, Contact, Series
from followalong.caseload.rules import (
    Agreed,
    AppointmentStatus,
    Effort,
    days_since,
    missing,
    suggested,
)
from followalong.clients.actions import close_enrolment, close_facet, open_facet
from followalong.clients.models import Enrolment, Facet, OutreachChoice
from followalong.clients.rules import ExitReason, FacetKind, PauseReason
from followalong.core.actor import Actor


class NeedsWords(ValueError):
    """Something that is suggested was not done: whoever decides says why now."""


class NotOutOfTouch(ValueError):
    """Nobody noted that we lost touch, so this is no reason for an ending."""


def effort_of(enrolment: Enrolment, today: date) -> tuple[Effort, Effort]:
    """What was done since we lost touch, and what is suggested. The same whoever looks."""
    since = _out_since(enrolment, today)
    agency = enrolment.agency
    pack = packs.load(agency.pack)
    usual = Effort(*(pack.value(f"out_of_touch_{part}") for part in Effort._fields))
    current = OutreachChoice.objects.filter(enrolment=enrolment, to_on__isnull=True).first()
    agreed = current and Agreed(current.ways, current.stop_after_weeks, current.stop_after_tries)
    if since is None:
        return Effort(0, 0, 0), suggested(usual, agreed)
    tried = Contact.objects.filter(TRY, enrolment=enrolment, started_on__gte=since)
    done = tried.aggregate(tries=Count("pk"), staff=Count("membership", distinct=True))
    return Effort(days=days_since(since, today), **done), suggested(usual, agreed)


@transaction.atomic
def close_out_of_touch(
    *, by: Actor, enrolment: Enrolment, exited_on: date, note: str | None = None
) -> Enrolment:
    """End support for somebody out of touch. What was tried is suggested, never demanded: with
    less, whoever leads says why. Somebody who asked us to stop is let go without a word.

    Raises NotOutOfTouch, NeedsWords, and what close_enrolment raises.
    """
    today = timezone.localdate()
    kinds = _kinds_on(enrolment, today)
    if not kinds & {FacetKind.OUT_OF_TOUCH, FacetKind.ASKED_TO_STOP}:
        raise NotOutOfTouch(_("They are not noted as out of touch. Choose another reason."))
    less = missing(*effort_of(enrolment, today))
    if FacetKind.ASKED_TO_STOP not in kinds and any(less) and not note:
        raise NeedsWords(_("Say in a few words why now, as less was tried than suggested."))
    return close_enrolment(
        by=by,
        enrolment=enrolment,
        exited_on=exited_on,
        reason=ExitReason.OUT_OF_TOUCH,
        note=note,
    )


@transaction.atomic
def let_rest(*, by: Actor, enrolment: Enrolment) -> Facet:
    """Resting, with an open door: nothing ends, and nothing asks for them. Raises FacetRefused."""
    held = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    away = Facet.objects.filter(enrolment=held, kind=FacetKind.OUT_OF_TOUCH)
    for facet in away.filter(to_on__isnull=True):
        close_facet(by=by, facet=facet)
    return open_facet(by=by, enrolment=enrolment, kind=FacetKind.PAUSED, reason=PauseReason.RESTING)


def leave_in_peace(by: Actor, enrolment: Enrolment) -> None:
    """What the room `clients` calls when a facet changed: nothing is planned with somebody who
    asked us to stop."""
    today = timezone.localdate()
    if FacetKind.ASKED_TO_STOP not in _kinds_on(enrolment, today):
        return
    planned = Appointment.objects.filter(
        enrolment=enrolment, starts_on__gte=today, status=AppointmentStatus.PLANNED
    )
    changed = {"version": F("version") + 1, "changed_at": timezone.now()}
    planned.update(status=AppointmentStatus.CANCELLED, **changed)
    series = Series.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))
    series.filter(enrolment=enrolment).update(until_on=today - timedelta(days=1), **changed)


def _out_since(enrolment: Enrolment, today: date) -> date | None:
    rows = _on(enrolment, today).filter(kind=FacetKind.OUT_OF_TOUCH)
    return rows.aggregate(since=Max("from_on"))["since"]


def _kinds_on(enrolment: Enrolment, today: date) -> set[str]:
    return set(_on(enrolment, today).values_list("kind", flat=True))


def _on(enrolment: Enrolment, today: date) -> QuerySet[Facet]:
    still = Q(to_on__isnull=True) | Q(to_on__gte=today)
    return Facet.objects.filter(still, enrolment=enrolment, from_on__lte=today)
