"""Whose record's time is over, and what keeps it: worked out as a service, since nobody here sees
every program and an answer must not depend on who asks."""

import datetime as dt
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.actors import service_actor
from followalong.agencies.models import Agency
from followalong.caseload.models import Contact
from followalong.clients.models import Client, Enrolment, Referral
from followalong.clients.rows import WAITING
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.employers.models import EmployerContact
from followalong.privacy.models import LegalHold, RetentionTime, Share
from followalong.privacy.rules import (
    ACCOUNT,
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


# For whom something goes on: an enrolment, or an answer they wait for.
GOES_ON: tuple[tuple[type[Any], Q], ...] = (
    (Enrolment, Q(exited_on__isnull=True)),
    (Referral, WAITING),
)
# Of a person's row: the rows that name it, and those that name one joined to it.
ABOUT = ("client", "client__same_as")


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


def standing_of(by: Actor, agency: Agency, client_id: UUID, reason: str) -> Standing:
    """One person, by the row that stands for them, whatever keeps their record."""
    with _acting(by, agency):
        row = _told(Client.objects.filter(pk=client_id)).get()
    return _standing(row, agency, reason)


def out_of_time(by: Actor, agency: Agency, said: dict[str, int], *, at_most: int) -> list[Standing]:
    """Whose time is over, held or not; who has waited longest first. `said` is what the agency set,
    in years by kind of record."""
    if RECORD not in said:
        return []
    years = max(*(said.get(kind, 0) for kind in WITH_THE_PERSON), *_least(agency))
    with _acting(by, agency):
        cutoff = years_after(timezone.localdate(), -years)
        rows = list(_told(_unserved_since(cutoff))[:at_most])
    today = timezone.localdate()
    found = [_standing(row, agency, TIME_OVER) for row in rows]
    over = [one for one in found if one.over and one.over <= today]
    return sorted(over, key=lambda one: (one.over or today, one.client_id))


def _least(agency: Agency) -> list[int]:
    """What the law of the place asks for at least, in years."""
    rules = packs.load(agency.pack).retention
    return [rules[kind].at_least or 0 for kind in WITH_THE_PERSON]


def _keeps(row: Any, agency: Agency, reason: str) -> list[Keep] | None:
    """What the agency set, or for a person's own wish what the law asks for at least; None while
    nobody said how long the record is kept."""
    least = [Keep(years) for years in _least(agency)]
    if reason == ASKED:
        return least
    if row.record_years is None:
        return None
    own = [Keep(row.record_years, row.record_age)]
    if row.account_years is not None:
        own.append(Keep(row.account_years, row.account_age))
    return [*own, *least]


def _standing(row: Any, agency: Agency, reason: str) -> Standing:
    # Of somebody who was never served: since nothing was written about them any more.
    last_on = row.last_on or timezone.localtime(row.changed_at).date()
    asked = _keeps(row, agency, reason)
    return Standing(
        client_id=row.pk,
        last_on=last_on,
        is_here=row.is_here,
        is_held=row.is_held,
        over=over_on(last_on, row.born_on, asked) if asked is not None else None,
        is_gone=row.let_go_on is not None,
    )


def _told(people: QuerySet[Client]) -> QuerySet[Client]:
    """With each person, by the row that stands for them, all that keeps their record."""
    days = (_last(model, day, about) for model, day in SERVED for about in ABOUT)
    holds = LegalHold.objects.filter(lifted_on__isnull=True)
    return people.annotate(
        last_on=Greatest(*days),
        is_here=_any(GOES_ON),
        is_held=_any([(LegalHold, Q(lifted_on__isnull=True))])
        | Exists(holds.filter(client__isnull=True)),
        record_years=_said(RECORD, "years"),
        record_age=_said(RECORD, "until_age"),
        account_years=_said(ACCOUNT, "years"),
        account_age=_said(ACCOUNT, "until_age"),
    )


def _said(kind: str, column: str) -> Subquery:
    return Subquery(RetentionTime.objects.filter(kind=kind).values(column)[:1])


def _last(model: type[Any], day: str, about: str) -> Subquery:
    rows = model.objects.filter(**{about: OuterRef("pk")}).order_by().values(about)
    return Subquery(rows.annotate(last=Max(day)).values("last"))


def _any(tables: Iterable[tuple[type[Any], Q]]) -> Q:
    """Whether there is such a row about the person, on whichever of their rows it stands."""
    exists = (
        Q(Exists(model.objects.filter(when, **{about: OuterRef("pk")})))
        for model, when in tables
        for about in ABOUT
    )
    return reduce(or_, exists)


def _unserved_since(cutoff: dt.date) -> QuerySet[Client]:
    """People, by the row that stands for them, for whom nothing happened after a day."""
    later = [(model, Q(**{f"{day}__gt": cutoff})) for model, day in SERVED]
    people = Client.objects.filter(same_as__isnull=True, let_go_on__isnull=True)
    return people.exclude(_any([*later, *GOES_ON])).order_by("pk")


def _acting(by: Actor, agency: Agency) -> AbstractContextManager[Actor]:
    service = service_actor("clockmaker", agency, on_behalf_of=by.membership_id)
    return acting_as(service, back=by)
