"""Losing touch and coming back: what the person allowed, and when they ask us to stop."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from followalong.agencies.withdrawing import end_row
from followalong.audit.record import record
from followalong.clients.actions.facets import close_facet, open_facet
from followalong.clients.actions.holding import lock
from followalong.clients.events import tell
from followalong.clients.models import Enrolment, Facet, OutreachChoice
from followalong.clients.refusals import OutreachProblem, OutreachRefused
from followalong.clients.rules import FacetKind, PauseReason, Way
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY

# What is over once a person is back in touch.
AWAY = Q(kind__in=[FacetKind.OUT_OF_TOUCH, FacetKind.ASKED_TO_STOP]) | Q(
    kind=FacetKind.PAUSED, reason=PauseReason.RESTING
)


@transaction.atomic
def record_outreach_choice(
    *,
    by: Actor,
    enrolment: Enrolment,
    ways: Collection[str],
    ask_whom: str | None = None,
    stop_after_weeks: int | None = None,
    stop_after_tries: int | None = None,
    in_their_words: str | None = None,
    from_on: dt.date | None = None,
) -> OutreachChoice:
    """What the person says we may do if we lose touch; it takes the place of what they said before.

    Raises OutreachRefused.
    """
    from_on = from_on or clock.localdate()
    stored = lock(enrolment)
    if problem := _problem(stored, set(ways), ask_whom):
        raise OutreachRefused(problem)
    for earlier in OutreachChoice.objects.filter(enrolment=stored, to_on__isnull=True):
        end_row(earlier, from_on - ONE_DAY, by=by)
    choice = OutreachChoice(
        agency_id=by.agency_id,
        client_id=stored.client_id,
        enrolment=stored,
        membership_id=by.membership_id,
        from_on=from_on,
        ways=[way for way in Way if way in ways],
        ask_whom=ask_whom or None,
        stop_after_weeks=stop_after_weeks,
        stop_after_tries=stop_after_tries,
        in_their_words=in_their_words or None,
        label=stored.label,
    )
    choice.save(force_insert=True)
    record(
        by=by,
        action="outreach_choice.recorded",
        subject=choice,
        clients=[choice.client_id],
        fields=["ways"],
    )
    tell(by, stored)
    return choice


def _problem(enrolment: Enrolment, ways: set[str], ask_whom: str | None) -> OutreachProblem | None:
    if enrolment.exited_on:
        return OutreachProblem.SUPPORT_ENDED
    if not ways:
        return OutreachProblem.NO_WAY
    if Way.WAIT in ways and len(ways) > 1:
        return OutreachProblem.WAIT_RULES_OUT
    if Way.ASK_SOMEONE in ways and not ask_whom:
        return OutreachProblem.WHOM
    return None


@transaction.atomic
def ask_to_stop(*, by: Actor, enrolment: Enrolment) -> Facet:
    """`Please stop`: every try and every prompt ends at once. The enrolment stays open, and so
    does the door. Raises FacetRefused when they said so already."""
    return open_facet(by=by, enrolment=enrolment, kind=FacetKind.ASKED_TO_STOP)


@transaction.atomic
def lose_touch(*, by: Actor, enrolment: Enrolment, from_on: dt.date | None = None) -> Facet:
    """We have lost touch: outreach begins, as the person allowed. Raises FacetRefused."""
    return open_facet(by=by, enrolment=enrolment, kind=FacetKind.OUT_OF_TOUCH, from_on=from_on)


@transaction.atomic
def back_in_touch(*, by: Actor, enrolment: Enrolment) -> list[Facet]:
    """They are back, whatever they asked before: nothing has to be explained."""
    away = Facet.objects.filter(AWAY, enrolment=lock(enrolment), to_on__isnull=True)
    return [close_facet(by=by, facet=facet) for facet in away]
