"""Asking to join, and the answer (domain.md 3.1)."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.models import Program, Site
from followalong.audit.record import record
from followalong.clients.actions.duplicates import tell_apart
from followalong.clients.actions.people import (
    Person,
    add_client,
    label_of,
    relabel,
    tie_to_program,
)
from followalong.clients.actions.routes import followed
from followalong.clients.events import tell_referral
from followalong.clients.models import Client, Referral, ReferralLink
from followalong.clients.refusals import DecisionRefused
from followalong.clients.rules import (
    ReferralDecision,
    ReferralProblem,
    ReferralSource,
    decision_problem,
)
from followalong.core.actor import Actor
from followalong.core.ids import receipt_code


@transaction.atomic
def receive_referral(
    *,
    by: Actor,
    program: Program,
    source: str,
    person: Person,
    client: Client | None = None,
    not_same: Mapping[Client, Sequence[str]] | None = None,
    referrer: str | None = None,
    reason: str | None = None,
    received_on: dt.date | None = None,
    site: Site | None = None,
    link: ReferralLink | None = None,
    is_agreed: bool = False,
    language: str | None = None,
) -> Referral:
    """Write down that someone asked for a person to join; anyone may ask.

    `client` is a person already known; what was said about them now stays with the referral
    and does not overwrite their record. `not_same` are people whom the writer was shown and said
    are not the new one. `is_agreed`: who asked says that they know and agree.
    """
    if client is None:
        client = add_client(by=by, program=program, person=person)
        tell_apart(by=by, one=client, others=not_same or {})
    return _receive(
        by=by,
        client=client,
        program=program,
        source=ReferralSource(source),
        referrer=referrer,
        reason=reason,
        received_on=received_on or clock.localdate(),
        received_at=None if received_on else clock.now(),
        site=site,
        link=link,
        agreed_on=clock.localdate() if is_agreed else None,
        language=language,
    )


@transaction.atomic
def self_refer(
    *,
    by: Actor,
    program: Program,
    person: Person,
    reason: str | None,
    language: str,
    site: Site | None = None,
) -> Referral:
    """Take in what a person wrote on the public page; the receipt is all they get to keep."""
    return _receive(
        by=by,
        client=add_client(by=by, program=program, person=person),
        program=program,
        source=ReferralSource.SELF,
        reason=reason,
        received_on=clock.localdate(),
        received_at=clock.now(),
        receipt=receipt_code(),
        language=language,
        site=site,
    )


def _receive(
    *,
    by: Actor,
    client: Client,
    program: Program,
    source: str,
    site: Site | None,
    **values: object,
) -> Referral:
    """The referral, with whoever its route says follows it up."""
    route = followed(program, site=site, source=source, today=clock.localdate())
    referral = Referral(
        agency_id=by.agency_id,
        client=client,
        program=program,
        source=source,
        site=site,
        owner_id=route.owner,
        peer_id=route.peer,
        decision=ReferralDecision.PENDING,
        label=label_of(program),
        **values,
    )
    referral.save(force_insert=True)
    tie_to_program(by=by, client=client, program=program, on=referral.received_on)
    relabel(client)
    record(by=by, action="referral.received", subject=referral, clients=[client.pk])
    tell_referral(by, referral)
    return referral


@transaction.atomic
def decide_referral(
    *,
    by: Actor,
    referral: Referral,
    decision: str,
    reason: str | None = None,
    note: str | None = None,
    wait_reason: str | None = None,
    touch_on: dt.date | None = None,
) -> Referral:
    """Answer a referral, or take it up again. Raises DecisionRefused.

    The table of moves and the closed list of reasons are rules; nobody is declined for
    readiness, health, substance use, a record or missed appointments. On the waiting list go
    why it takes a while and the day to be in touch again.
    """
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    if problem := decision_problem(now=stored.decision, then=decision, reason=reason or None):
        raise DecisionRefused(problem)
    is_open_again = decision == ReferralDecision.PENDING
    stored.decision = decision
    stored.decline_reason = reason or None
    stored.decision_note = note or None
    is_listed = decision == ReferralDecision.WAITLISTED
    stored.wait_reason = (wait_reason or None) if is_listed else None
    stored.touch_on = touch_on if is_listed else None
    stored.decided_at = None if is_open_again else clock.now()
    stored.decided_on = None if is_open_again else clock.localdate()
    stored.decided_by_id = None if is_open_again else by.membership_id
    stored.version += 1
    stored.save()
    record(
        by=by,
        action="referral.decided",
        subject=stored,
        clients=[stored.client_id],
        fields=["decision", "decline_reason"],
    )
    tell_referral(by, stored)
    return stored


@transaction.atomic
def acknowledge_referral(*, by: Actor, referral: Referral, on: dt.date | None = None) -> Referral:
    """Whoever asked was told that it arrived. Said twice is said once: the first day stays."""
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    if stored.acknowledged_on is None:
        stored.acknowledged_on = on or clock.localdate()
        stored.version += 1
        stored.save(update_fields=["acknowledged_on", "version", "changed_at"])
        record(
            by=by,
            action="referral.acknowledged",
            subject=stored,
            clients=[stored.client_id],
            fields=["acknowledged_on"],
        )
        tell_referral(by, stored)
    return stored


@transaction.atomic
def plan_touch(
    *, by: Actor, referral: Referral, wait_reason: str | None, touch_on: dt.date | None
) -> Referral:
    """Why somebody still waits, and when we are next in touch. Raises DecisionRefused."""
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    if stored.decision != ReferralDecision.WAITLISTED:
        raise DecisionRefused(ReferralProblem.NO_SUCH_MOVE)
    stored.wait_reason, stored.touch_on = wait_reason or None, touch_on
    stored.version += 1
    stored.save()
    record(
        by=by,
        action="referral.touch_planned",
        subject=stored,
        clients=[stored.client_id],
        fields=["wait_reason", "touch_on"],
    )
    return stored
