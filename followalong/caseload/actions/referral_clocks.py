"""The clocks of referrals: rows without an enrolment, worked out anew like all others."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.timings import rule_sets
from followalong.caseload import rules
from followalong.caseload.actions.clocks import BATCH, key_of, row_of, write_clocks
from followalong.caseload.models import Clock, Contact
from followalong.clients.models import Enrolment, Referral
from followalong.core.actor import Actor
from followalong.core.dates import local_date

Days = dict[UUID, list[date]]


def refresh_referral(by: Actor, referral: Referral) -> None:
    """What the room `clients` calls when a referral came, was answered or talked about."""
    refresh_referrals(by=by, referral_ids=[referral.pk])


def refresh_for_person(*, by: Actor, client_id: UUID) -> None:
    """After a contact with somebody who has no enrolment yet."""
    ids = Referral.objects.filter(client=client_id).values_list("pk", flat=True)
    refresh_referrals(by=by, referral_ids=list(ids))


@transaction.atomic(savepoint=False)
def refresh_referrals(
    *, by: Actor, referral_ids: Collection[UUID], as_of: date | None = None
) -> int:
    """Bring the clocks of these referrals up to date; how many rows changed."""
    ids = sorted(referral_ids)
    return sum(_refresh(ids[at : at + BATCH], as_of) for at in range(0, len(ids), BATCH))


def _refresh(ids: list[UUID], as_of: date | None) -> int:
    rows = Referral.objects.filter(pk__in=ids).select_related("agency").order_by("pk")
    referrals = list(rows.select_for_update(no_key=True, of=("self",)))
    contacts, entries = _contacts(referrals), _entries(ids)
    wanted = {
        key_of(row): row
        for of in _by_agency(referrals)
        for row in _rows(of, contacts, entries, as_of)
    }
    return write_clocks(wanted, _stored(ids))


def _stored(ids: Collection[UUID]) -> QuerySet[Clock]:
    return Clock.objects.filter(enrolment__isnull=True, subject_id__in=ids)


def _rows(
    referrals: list[Referral], contacts: Days, entries: Days, as_of: date | None
) -> Iterable[Clock]:
    """The clocks of one agency's referrals, by the rules of the programs they are to."""
    agency = referrals[0].agency
    pack = packs.load(agency.pack)
    today = as_of or local_date(timezone.now(), agency.timezone)
    sets = rule_sets(pack, {referral.program_id for referral in referrals}, today)
    for referral in referrals:
        of = sets[referral.program_id]
        timings = {rule: of[rule] for rule in rules.ReferralRule if rule in of}
        facts = _facts(referral, contacts[referral.client_id], entries[referral.pk])
        for clock in rules.rebuild_referral(facts, timings, today, pack.add_working_days):
            yield row_of(
                clock,
                agency_id=agency.pk,
                client_id=referral.client_id,
                label=referral.label,
            )


def _facts(referral: Referral, contacts: list[date], entries: list[date]) -> rules.ReferralFacts:
    receipt_on = referral.received_on if referral.receipt else None
    told = (referral.acknowledged_on, receipt_on, referral.decided_on, referral.talked_on)
    return rules.ReferralFacts(
        id=referral.pk,
        received_on=referral.received_on,
        decision=referral.decision,
        told_on=[day for day in told if day],
        met_on=[*contacts, *entries, *([referral.talked_on] if referral.talked_on else [])],
    )


def _contacts(referrals: Iterable[Referral]) -> Days:
    """The days of contacts with people before they were enrolled."""
    people = {referral.client_id for referral in referrals}
    found: Days = defaultdict(list)
    rows = Contact.objects.filter(client__in=people, enrolment__isnull=True)
    for client, on in rows.order_by().values_list("client_id", "started_on").distinct():
        found[client].append(on)
    return found


def _entries(ids: Collection[UUID]) -> Days:
    found: Days = defaultdict(list)
    rows = Enrolment.objects.filter(referral__in=ids)
    for referral, on in rows.values_list("referral_id", "entered_on"):
        found[referral].append(on)
    return found


def _by_agency(referrals: Iterable[Referral]) -> list[list[Referral]]:
    found: dict[UUID, list[Referral]] = defaultdict(list)
    for referral in referrals:
        found[referral.agency_id].append(referral)
    return list(found.values())
