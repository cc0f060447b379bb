"""The rows that this room's pages ask for, before the read gate narrows them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, JSONObject, TruncWeek
from django.http import HttpRequest

from followalong.agencies import read
from followalong.agencies.access import led_by
from followalong.agencies.models import Membership
from followalong.agencies.roles import ROLES, Permission
from followalong.clients.models import Enrolment
from followalong.clients.rows import same_person
from followalong.core.dates import week_start
from followalong.core.text import fold
from followalong.employers.models import (
    AgencyEmployer,
    Employer,
    EmployerContact,
    EmployerPerson,
    EmployerSite,
    SignOff,
)
from followalong.employers.rules import COUNTING_PURPOSES, EmployerMode, MadeBy

DEVELOPERS = [slug for slug, role in ROLES.items() if Permission.EMPLOYER_EDIT in role.permissions]
FOUND_AT_MOST = 50
# A visit planned for the coming days belongs on the list of those that are due.
AHEAD = dt.timedelta(days=7)
SIX_DAYS = dt.timedelta(days=6)
LAST_LETTER = "\uffff"


def employers(request: HttpRequest, today: dt.date) -> QuerySet[AgencyEmployer]:
    """The agency's employers, each with the last contact that the reader may see."""
    past = EmployerContact.objects.filter(
        employer__in=_one_business(OuterRef(OuterRef("pk"))), started_on__lte=today
    )
    last = read.visible(request, past).order_by("-started_on", "-id")
    who = JSONObject(on=F("started_on"), by=F("membership_id"), name=F("membership__given_name"))
    rows = AgencyEmployer.objects.select_related("employer", "owner")
    return rows.annotate(last_contact=Subquery(last.values(row=who)[:1])).order_by("name_key", "pk")


def with_visits(request: HttpRequest, rows: QuerySet[AgencyEmployer]) -> QuerySet[AgencyEmployer]:
    """The same, each with how often somebody went there, as far as the reader may see."""
    at = _one_business(OuterRef(OuterRef("pk")))
    there = EmployerContact.objects.filter(employer__in=at, mode=EmployerMode.IN_PERSON)
    number = read.visible(request, there).values("employer").annotate(number=Count("pk"))
    return rows.annotate(visits=Coalesce(Subquery(number.values("number")), 0))


def _one_business(pk: Any) -> QuerySet:
    """The ids of an employer and of those joined with it."""
    return AgencyEmployer.objects.filter(Q(pk=pk) | Q(same_as=pk)).order_by().values("pk")


def standing(rows: QuerySet[AgencyEmployer]) -> QuerySet[AgencyEmployer]:
    """Without those that another row stands for since they were joined."""
    return rows.filter(same_as__isnull=True)


def joined_with(known: AgencyEmployer) -> QuerySet[AgencyEmployer]:
    rows = AgencyEmployer.objects.filter(same_as=known)
    return rows.select_related("employer").order_by("name_key", "pk")


def kept_by(rows: QuerySet[AgencyEmployer], membership_id: UUID) -> QuerySet[AgencyEmployer]:
    return rows.filter(owner=membership_id)


def kept_in_number(request: HttpRequest, owner: OuterRef) -> QuerySet:
    """With how many employers a member keeps in touch, as a subquery."""
    rows = read.visible(request, AgencyEmployer.objects.filter(owner=owner)).order_by()
    return rows.values("owner").annotate(number=Count("pk")).values("number")


def visits_due(rows: QuerySet[AgencyEmployer], today: dt.date) -> QuerySet[AgencyEmployer]:
    """Planned for the coming days or before, the longest waiting first."""
    return rows.filter(next_on__lte=today + AHEAD).order_by("next_on", "name_key", "pk")


def named_like(rows: QuerySet[AgencyEmployer], words: str) -> QuerySet[AgencyEmployer]:
    """Names that resemble these words, spelling mistakes included."""
    found = RawSQL("SELECT id FROM search_employers(%s, %s)", [fold(words), FOUND_AT_MOST])  # noqa: S611
    return rows.filter(pk__in=found)


def after(rows: QuerySet[AgencyEmployer], name_key: str, pk: UUID) -> QuerySet[AgencyEmployer]:
    """What follows one row in the order of names."""
    return rows.filter(Q(name_key__gt=name_key) | Q(name_key=name_key, pk__gt=pk))


def others_of_the_pool(words: str) -> QuerySet[Employer]:
    """Employers whose name begins so, which other agencies of the region know and this one not."""
    ours = AgencyEmployer.objects.filter(employer=OuterRef("pk"))
    key = fold(words)
    between = Employer.objects.filter(name_key__gte=key, name_key__lt=key + LAST_LETTER)
    return between.filter(~Exists(ours)).order_by("name_key", "pk")


def people_of(known: AgencyEmployer) -> QuerySet[EmployerPerson]:
    """Who works there now, with the colleague who knows them."""
    there = _one_business(known.pk)
    rows = EmployerPerson.objects.filter(employer__in=there, left_on__isnull=True)
    return rows.select_related("known_by").order_by("name", "pk")


def sites_of(known: AgencyEmployer) -> QuerySet[EmployerSite]:
    """Where its people work now."""
    return all_sites_of(known).filter(closed_on__isnull=True)


def all_sites_of(known: AgencyEmployer) -> QuerySet[EmployerSite]:
    """The same, with those that have closed."""
    shared = _one_business(known.pk).values("employer")
    return EmployerSite.objects.filter(employer__in=shared).order_by("name", "pk")


def contacts_of(employer: AgencyEmployer) -> QuerySet[EmployerContact]:
    """Contacts with one employer, newest first."""
    return _with_people(EmployerContact.objects.filter(employer__in=_one_business(employer.pk)))


def first_visits(known: AgencyEmployer) -> QuerySet[EmployerContact]:
    """The visits in person, from the first on."""
    there = contacts_of(known).filter(mode=EmployerMode.IN_PERSON)
    return there.order_by("started_on", "id")


def near(query: QuerySet[AgencyEmployer], code: str) -> QuerySet[AgencyEmployer]:
    """Those whose postal code begins alike, the longest likeness first."""
    starts = [Q(employer__postal_code__istartswith=code[:letters]) for letters in (3, 2, 1)]
    likeness = Case(*(When(one, then=at) for at, one in enumerate(starts)), default=len(starts))
    return query.filter(starts[-1]).order_by(likeness, "name_key", "pk")


def all_contacts() -> QuerySet[EmployerContact]:
    return _with_people(EmployerContact.objects.all())


def contacts_of_week(membership_id: UUID, today: dt.date) -> QuerySet[EmployerContact]:
    """One worker's own contacts since Monday."""
    monday = week_start(today)
    return _with_people(
        EmployerContact.objects.filter(membership=membership_id, started_on__gte=monday)
    )


def contacts_of_team(request: HttpRequest, monday: dt.date) -> QuerySet[EmployerContact]:
    """What the colleagues of the reader's program did with employers in one ISO week."""
    in_week = EmployerContact.objects.filter(started_on__range=(monday, monday + SIX_DAYS))
    return _with_people(in_week.filter(led_by(request.actor, "membership__")))  # type: ignore[attr-defined]


def unsigned_weeks(request: HttpRequest, since: dt.date, today: dt.date) -> dict[dt.date, int]:
    """Mondays of the weeks in which something is not signed off yet, with how many contacts."""
    rows = EmployerContact.objects.filter(
        led_by(request.actor, "membership__"),  # type: ignore[attr-defined]
        signed_off_on__isnull=True,
        started_on__range=(since, today),
    )
    weeks = read.visible(request, rows).order_by().values(monday=TruncWeek("started_on"))
    return dict(weeks.annotate(n=Count("pk")).order_by("-monday").values_list("monday", "n"))


def words_to_team(first: dt.date, last: dt.date) -> QuerySet[SignOff]:
    """What leads said when they signed the weeks between two Mondays off, newest first."""
    rows = SignOff.objects.filter(week_of__range=(first, last), comment__isnull=False)
    return rows.select_related("signed_by").order_by("-week_of", "-signed_on", "-pk")


def counting(rows: QuerySet[EmployerContact]) -> QuerySet[EmployerContact]:
    """Those of them that rules.counts17 counts among a worker's own (measures.md C5)."""
    rows = rows.filter(
        mode=EmployerMode.IN_PERSON, hiring_authority=True, purpose__in=COUNTING_PURPOSES
    )
    return rows.filter(Q(made_by__isnull=True) | ~Q(made_by=MadeBy.CLIENT))


def recent_of(membership_id: UUID) -> QuerySet[EmployerContact]:
    """A worker's latest contacts, from which the likeliest answers are taken."""
    rows = EmployerContact.objects.filter(membership=membership_id)
    return rows.order_by("-started_on", "-id").select_related("contact", "employer__employer")


def older_than(on: dt.date, pk: UUID) -> Q:
    """What comes after one contact, newest first."""
    return Q(started_on__lt=on) | Q(started_on=on, pk__lt=pk)


def people_held_by(membership_id: UUID) -> QuerySet[Enrolment]:
    """Whom a worker goes along with: for one of them a visit may have been made."""
    rows = Enrolment.objects.filter(specialist=membership_id, exited_on__isnull=True)
    return rows.select_related("client__same_as").order_by("client__name_key", "pk")


def enrolments_of(client_id: UUID) -> QuerySet[Enrolment]:
    """A person's enrolments, the open one first."""
    rows = Enrolment.objects.filter(client__in=same_person(client_id))
    rows = rows.select_related("client__same_as")
    return rows.order_by(F("exited_on").desc(nulls_first=True), "-entered_on")


def developers(today: dt.date) -> QuerySet[Membership]:
    """Who may keep in touch with employers."""
    here = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    return Membership.objects.filter(here, role__in=DEVELOPERS).order_by("given_name", "pk")


def _with_people(rows: QuerySet[EmployerContact]) -> QuerySet[EmployerContact]:
    rows = rows.select_related("client", "membership", "contact", "employer__employer")
    return rows.order_by("-started_on", "-id")
