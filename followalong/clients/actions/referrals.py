"""Asking to join, and the answer (domain.md 3.1)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.models import Program
from followalong.audit.record import record
from followalong.clients.actions.people import (
    Person,
    add_client,
    label_of,
    relabel,
    tie_to_program,
)
from followalong.clients.models import Client, Referral
from followalong.clients.refusals import DecisionRefused
from followalong.clients.rules import ReferralDecision, ReferralSource, decision_problem
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
    referrer: str | None = None,
    reason: str | None = None,
    received_on: dt.date | None = None,
) -> Referral:
    """Write down that someone asked for a person to join; anyone may ask.

    `client` is a person already known; what was said about them now stays with the referral
    and does not overwrite their record.
    """
    return _receive(
        by=by,
        client=client or add_client(by=by, program=program, person=person),
        program=program,
        source=ReferralSource(source),
        referrer=referrer,
        reason=reason,
        received_on=received_on or clock.localdate(),
        received_at=None if received_on else clock.now(),
    )


@transaction.atomic
def self_refer(
    *, by: Actor, program: Program, person: Person, reason: str | None, language: str
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
    )


def _receive(*, by: Actor, client: Client, program: Program, **values: object) -> Referral:
    referral = Referral(
        agency_id=by.agency_id,
        client=client,
        program=program,
        decision=ReferralDecision.PENDING,
        label=label_of(program),
        **values,
    )
    referral.save(force_insert=True)
    tie_to_program(by=by, client=client, program=program, on=referral.received_on)
    relabel(client)
    record(by=by, action="referral.received", subject=referral, clients=[client.pk])
    return referral


@transaction.atomic
def decide_referral(
    *,
    by: Actor,
    referral: Referral,
    decision: str,
    reason: str | None = None,
    note: str | None = None,
) -> Referral:
    """Answer a referral, or take it up again. Raises DecisionRefused.

    The table of moves and the closed list of reasons are rules; nobody is declined for
    readiness, health, substance use, a record or missed appointments.
    """
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    if problem := decision_problem(now=stored.decision, then=decision, reason=reason or None):
        raise DecisionRefused(problem)
    is_open_again = decision == ReferralDecision.PENDING
    stored.decision = decision
    stored.decline_reason = reason or None
    stored.decision_note = note or None
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
    return stored
