"""Whose record's time is over, and what keeps it: worked out as a service, since nobody here sees
every program and an answer must not depend on who asks."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.actors import service_actor
from followalong.agencies.models import Agency
from followalong.caseload.models import Contact
from followalong.clients.models import Client, Enrolment, Referral
from followalong.clients.rows import PERSON, WAITING
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.employers.models import EmployerContact
from followalong.privacy.models import LegalHold, RetentionTime, Share
from followalong.privacy.rules import (
    ASKED,
    RECORD,
    TIME_OVER,
    WITH_THE_PERSON,
    ErasureProblem,
    Keep,
    erasure_problem,
    over_on,
    years_after,
)

# What is done for a person, and the day that says when it was last.
SERVED: tuple[tuple[type[Any], str], ...] = (
    (Enrolment, "entered_on"),
    (Enrolment, "exited_on"),
    (Referral, "received_on"),
    (Referral, "decided_on"),
    (Contact, "started_on"),
    (EmployerContact, "started_on"),
    (Share, "sent_on"),
)


LAST = ("person", "last")


@dataclass(frozen=True)
class Standing:
    """One person's record: when they were last served, what holds it, when its time is over."""

    client_id: UUID
    last_on: dt.date
    is_here: bool
    is_held: bool
    over: dt.date | None
    is_gone: bool = False

    @property
    def problem(self) -> ErasureProblem | None:
        told = {"is_gone": self.is_gone, "is_here": self.is_here, "is_held": self.is_held}
        return erasure_problem(over=self.over, today=timezone.localdate(), **told)


def keeps(agency: Agency, reason: str) -> list[Keep] | None:
    """What an agency set, or for a person's own wish what the law asks for at least; None while
    nobody said how long the record is kept."""
    rules = packs.load(agency.pack).retention
    least = {kind: Keep(rules[kind].at_least or 0) for kind in WITH_THE_PERSON}
    if reason == ASKED:
        return list(least.values())
    times = {row.kind: row for row in RetentionTime.objects.filter(agency=agency)}
    if RECORD not in times:
        return None
    own = [Keep(row.years, row.until_age) for kind, row in times.items() if kind in least]
    return [*own, *least.values()]


def standing_of(by: Actor, client_id: UUID, reason: str) -> Standing:
    """One person, whatever keeps their record."""
    with acting_as(_service(by)):
        return _standings(Agency.objects.get(pk=by.agency_id), [client_id], reason)[0]


def out_of_time(by: Actor, *, at_most: int) -> list[Standing]:
    """Whose time is over, held or not; who has waited longest first."""
    with acting_as(_service(by)):
        agency = Agency.objects.get(pk=by.agency_id)
        asked = keeps(agency, TIME_OVER)
        if asked is None:
            return []
        cutoff = years_after(timezone.localdate(), -max(keep.years for keep in asked))
        ids = list(_unserved_since(cutoff).values_list("pk", flat=True)[:at_most])
        found = _standings(agency, ids, TIME_OVER)
    today = timezone.localdate()
    over = [one for one in found if one.over and one.over <= today]
    return sorted(over, key=lambda one: (one.over or today, one.client_id))


def _unserved_since(cutoff: dt.date) -> QuerySet[Client]:
    """People, by the row that stands for them, for whom nothing happened after a day."""
    people = Client.objects.filter(same_as__isnull=True, let_go_on__isnull=True)
    later = [(model, Q(**{f"{day}__gt": cutoff})) for model, day in SERVED]
    goes_on = [(Enrolment, Q(exited_on__isnull=True)), (Referral, WAITING)]
    for model, when in (*later, *goes_on):
        rows = model.objects.filter(when)
        people = people.exclude(Exists(rows.filter(client=OuterRef("pk"))))
        people = people.exclude(Exists(rows.filter(client__same_as=OuterRef("pk"))))
    return people.order_by("pk")


def _standings(agency: Agency, ids: Collection[UUID], reason: str) -> list[Standing]:
    """In the order of the ids."""
    asked = keeps(agency, reason)
    people = Client.objects.filter(pk__in=ids).select_related("same_as")
    persons = {row.pk: row.person for row in people}
    those = {person.pk for person in persons.values()}
    served, here, held = _served(those), _here(those), _held(those)
    return [_standing(pk, persons[pk], asked, served, here, held) for pk in ids if pk in persons]


def _standing(
    pk: UUID,
    person: Client,
    asked: list[Keep] | None,
    served: dict[UUID, dt.date],
    here: set[UUID],
    held: set[UUID | None],
) -> Standing:
    # A row's id says when it was made: the last that is known of somebody never served.
    last_on = served.get(person.pk) or timezone.localtime(person.changed_at).date()
    return Standing(
        client_id=pk,
        last_on=last_on,
        is_here=person.pk in here,
        is_held=None in held or person.pk in held,
        over=over_on(last_on, person.born_on, asked) if asked is not None else None,
        is_gone=person.let_go_on is not None,
    )


def _of(model: type[Any], people: Collection[UUID]) -> QuerySet:
    """A table's rows about these people, each with the row that stands for the person."""
    about = Q(client__in=people) | Q(client__same_as__in=people)
    return model.objects.filter(about).annotate(person=PERSON)


def _served(people: Collection[UUID]) -> dict[UUID, dt.date]:
    """The last day of each person, in one question for all tables."""
    days = [
        _of(model, people).order_by().values("person").annotate(last=Max(day)).values_list(*LAST)
        for model, day in SERVED
    ]
    last: dict[UUID, dt.date] = {}
    for person, on in days[0].union(*days[1:], all=True):
        if on and on > last.get(person, dt.date.min):
            last[person] = on
    return last


def _here(people: Collection[UUID]) -> set[UUID]:
    """For whom something goes on: an enrolment, or an answer they wait for."""
    stays = _of(Enrolment, people).filter(exited_on__isnull=True)
    asks = _of(Referral, people).filter(WAITING)
    return {person for (person,) in stays.values_list("person").union(asks.values_list("person"))}


def _held(people: Collection[UUID]) -> set[UUID | None]:
    """Whom a hold keeps; None among them where it keeps everybody."""
    holds = LegalHold.objects.filter(lifted_on__isnull=True)
    about = Q(client__isnull=True) | Q(client__in=people) | Q(client__same_as__in=people)
    person = Coalesce("client__same_as", "client")
    return set(holds.filter(about).annotate(person=person).values_list("person", flat=True))


def _service(by: Actor) -> Actor:
    agency = Agency.objects.get(pk=by.agency_id)
    return service_actor("clockmaker", agency, on_behalf_of=by.membership_id)
