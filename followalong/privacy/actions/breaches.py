"""Information that went astray: written down, told to whom it concerns, closed with what was
learned."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from followalong.agencies import packs
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.privacy.models import Breach, BreachNotice, BreachPerson, LookFlag, RightsRequest
from followalong.privacy.refusals import AlreadyNamed, BreachClosed, StillToTell
from followalong.privacy.rules import is_settled, tell_by

BREACH_WORDS = ("what", "happened_on", "found_on", "kinds", "done_at_once", "risk")


@transaction.atomic
def write_breach(
    *,
    by: Actor,
    flag: LookFlag | None = None,
    request: RightsRequest | None = None,
    **said: Any,
) -> Breach:
    """Write down what happened. Whom a flag or request is about is concerned at once."""
    breach = Breach(agency_id=by.agency_id, written_by_id=by.membership_id)
    breach.flag, breach.request = flag, request
    _say(breach, said)
    breach.save()
    record(by=by, action="breach.written", subject=breach, fields=sorted(said))
    origin = flag or request
    if origin and origin.client:
        add_breach_person(by=by, breach=breach, client=origin.client)
    return breach


@transaction.atomic
def change_breach(*, by: Actor, breach: Breach, **said: Any) -> Breach:
    """What is known by now. Raises BreachClosed."""
    stored = _open(breach)
    _say(stored, said)
    return _kept(by, stored, "breach.changed", sorted(said))


@transaction.atomic
def add_breach_person(*, by: Actor, breach: Breach, client: Client) -> BreachPerson:
    """Somebody whose information it was. Raises BreachClosed and AlreadyNamed."""
    stored, person = _open(breach), client.person
    if BreachPerson.objects.filter(breach=stored, client=person).exists():
        raise AlreadyNamed
    concerned = BreachPerson.objects.create(
        agency_id=by.agency_id, label=person.label, breach=stored, client=person
    )
    record(by=by, action="breach_person.added", subject=concerned, clients=[person.pk])
    return concerned


@transaction.atomic
def tell_breach_person(
    *, by: Actor, concerned: BreachPerson, on: dt.date, how: str, words: str | None = None
) -> BreachPerson:
    """This person knows, or it is written down why they are not told. Raises BreachClosed."""
    _open(concerned.breach)
    stored = BreachPerson.objects.select_for_update(of=("self",)).get(pk=concerned.pk)
    stored.told_on, stored.told_how, stored.told_words = on, how, words or None
    stored.told_by_id, stored.version = by.membership_id, stored.version + 1
    stored.save()
    record(by=by, action="breach_person.told", subject=stored, clients=[stored.client_id])
    return stored


@transaction.atomic
def tell_of_breach(*, by: Actor, breach: Breach, whom: str, on: dt.date, how: str) -> BreachNotice:
    """An office or another agency was told. Raises BreachClosed."""
    notice = BreachNotice.objects.create(
        agency_id=by.agency_id,
        breach=_open(breach),
        whom=whom,
        told_on=on,
        told_how=how,
        told_by_id=by.membership_id,
    )
    record(by=by, action="breach_notice.given", subject=notice)
    return notice


@transaction.atomic
def close_breach(*, by: Actor, breach: Breach, learned: str) -> Breach:
    """Everybody is told, and something was learned. Raises BreachClosed and StillToTell."""
    stored = _open(breach)
    told = BreachPerson.objects.filter(breach=stored).values_list("told_on", flat=True)
    if not is_settled(told):
        raise StillToTell
    stored.closed_on, stored.closed_by_id = timezone.localdate(), by.membership_id
    stored.learned = learned
    return _kept(by, stored, "breach.closed", ["learned"])


def _open(breach: Breach) -> Breach:
    rows = Breach.objects.select_for_update(of=("self",)).select_related("agency")
    stored: Breach = rows.get(pk=breach.pk)
    if stored.closed_on:
        raise BreachClosed
    return stored


def _say(breach: Breach, said: dict[str, Any]) -> None:
    for name in BREACH_WORDS:
        if name in said:
            setattr(breach, name, said[name])
    pack = packs.load(breach.agency.pack)
    breach.tell_by = tell_by(breach.found_on, pack.value("breach_days"))


def _kept(by: Actor, breach: Breach, action: str, fields: list[str]) -> Breach:
    breach.version += 1
    breach.save()
    record(by=by, action=action, subject=breach, fields=fields)
    return breach
