"""What a team meeting speaks of, made from the records when it is opened.

Every line is about somebody whom the reader may see; before a treatment team only about those who
agreed to it. Who is left out for that is not even counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Clock, Meeting
from followalong.caseload.rules import ClockRule
from followalong.clients.agreed import agreed_to_team
from followalong.clients.models import Client, Enrolment
from followalong.clients.rows import waiting_referrals
from followalong.employers.models import EmployerContact
from followalong.home.entries import label
from followalong.home.flags import facet, quiet
from followalong.home.meeting_form import TREATMENT
from followalong.home.mine import open_enrolments
from followalong.home.people import RUNNING, facets_on
from followalong.jobs.models import Job
from followalong.ui.words import day_text, days_text

LARGEST = 300
LEADS, REFERRALS = 30, 30
# A meeting has an hour: of each part so many come first, and a fold holds the others.
IN_SIGHT = 8
WEEK = timedelta(days=6)
# Days in a job that a team is glad about together.
GLAD_OF = (30, 60, 90, 180, 365)


@dataclass(frozen=True)
class Line:
    """Somebody to speak of, and why; or an employer, when nobody is named."""

    name: str
    why: str
    said: str = ""
    client_id: UUID | None = None
    href: str = ""


@dataclass
class Agenda:
    """The parts of a meeting, in the order in which they come."""

    good: list[Line] = field(default_factory=list)
    leads: list[Line] = field(default_factory=list)
    stuck: list[Line] = field(default_factory=list)
    think_of: list[Line] = field(default_factory=list)


def agenda(request: HttpRequest, meeting: Meeting, pack: Pack) -> Agenda:
    """Everything: people with their jobs, what employers said, and who asked to join."""
    day = meeting.held_on
    folk = _folk(request, meeting, day)
    made = Agenda()
    if meeting.type != TREATMENT:
        made.leads = list(_leads(request, meeting, day, pack))
    for row in folk:
        for job in row.jobs_of_week or ():
            if why := _glad_text(job, day):
                made.good.append(_person(row, why, job["own_words"]))
            if why := _end_text(job, day):
                made.think_of.append(_person(row, why, job["learned"]))
        if why := _stuck_text(row, day, pack):
            made.stuck.append(_person(row, why))
        if why := _quiet_text(row):
            made.think_of.append(_person(row, why))
    made.think_of = [*_referred(request, meeting, day), *made.think_of]
    named = [line.client_id for line in (*made.good, *made.stuck, *made.think_of)]
    request.reading.add(Client, named, len(named))  # type: ignore[attr-defined]
    return made


def in_meeting(meeting: Meeting, *, everybody: bool = False) -> QuerySet[Enrolment]:
    """The open enrolments of those whom the meeting may speak of; `everybody`: also ended ones."""
    rows = Enrolment.objects.all() if everybody else open_enrolments()
    if meeting.type == TREATMENT:
        return of_team(rows, meeting).filter(agreed_to_team())
    return rows.filter(program=meeting.program_id) if meeting.program_id else rows


def of_team(rows: QuerySet[Enrolment], meeting: Meeting) -> QuerySet[Enrolment]:
    """Those whose treatment team meets, whether it may hear of them or not."""
    if meeting.program_id:
        rows = rows.filter(program=meeting.program_id)
    if meeting.team_id:
        of = Q(client__treatment_team=meeting.team_id)
        rows = rows.filter(of | Q(client__same_as__treatment_team=meeting.team_id))
    return rows


def _folk(request: HttpRequest, meeting: Meeting, day: date) -> list[Any]:
    """Enrolments with what makes somebody worth a word."""
    search = facets_on(day).filter(kind="SEARCHING", enrolment=OuterRef("pk"))
    first_visit = Clock.objects.filter(
        RUNNING,
        rule=ClockRule.FIRST_EMPLOYER_CONTACT,
        warn_on__lte=day,
        enrolment=OuterRef("pk"),
    )
    rows = in_meeting(meeting).select_related("client__same_as", "specialist")
    rows = rows.annotate(
        searching_since=Subquery(search.order_by("from_on").values("from_on")[:1]),
        is_working=facet("WORKING", day),
        is_quiet=quiet(day),
        no_visit=Exists(first_visit),
        jobs_of_week=_jobs_of_week(request, day),
    )
    # The longest search first; names settle the rest.
    rows = rows.order_by(F("searching_since").asc(nulls_last=True), "client__name_key", "pk")
    return list(read.visible(request, rows)[:LARGEST])


def _stuck_text(row: Any, day: date, pack: Pack) -> str:
    """A long search, or one without a first meeting with an employer. A fact, never blame."""
    parts = []
    since = row.searching_since
    if since and not row.is_working and (day - since).days > pack.value("long_search_days"):
        parts.append(_("looking for %(time)s") % {"time": days_text((day - since).days)})
    if row.no_visit:
        parts.append(_("no employer met yet"))
    return _with(row, parts)


def _quiet_text(row: Any) -> str:
    return _with(row, [_("nothing heard for a while")] if row.is_quiet else [])


def _with(row: Any, parts: list[str]) -> str:
    if not parts:
        return ""
    who = _("with %(name)s") % {"name": row.specialist.name} if row.specialist else ""
    return " · ".join(filter(None, [*parts, who]))


def _person(row: Any, why: str, said: str | None = None) -> Line:
    person = row.client.person
    return Line(person.full_name, why, said or "", person.pk)


def _jobs_of_week(request: HttpRequest, day: date) -> ArraySubquery:
    """Jobs that began or ended in the week, and those in which a round day came up."""
    week = (day - WEEK, day)
    worth = Q(started_on__range=week) | Q(ended_on__range=week)
    held = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    for days in GLAD_OF:
        worth |= held & Q(started_on__range=[on - timedelta(days=days) for on in week])
    names = ("title", "started_on", "ended_on", "own_words", "learned")
    row = JSONObject(**{n: n for n in names}, employer=F("employer__employer__name"))
    rows = Job.objects.filter(worth, enrolment=OuterRef("pk")).order_by("started_on", "pk")
    return ArraySubquery(read.visible(request, rows).values(row=row))


def _glad_text(job: dict[str, Any], day: date) -> str:
    """A start this week, or a round day; empty for a job that only ended."""
    started = date.fromisoformat(job["started_on"])
    if started >= day - WEEK:
        text = _("Started: %(job)s") % {"job": job["title"]}
    else:
        reached = (d for d in GLAD_OF if day - WEEK <= started + timedelta(days=d) <= day)
        days = None if job["ended_on"] else next(reached, None)
        said = {"count": days, "job": job["title"]}
        text = _("%(count)d days in the job: %(job)s") % said if days else ""
    return " · ".join(filter(None, [text, job["employer"]])) if text else ""


def _end_text(job: dict[str, Any], day: date) -> str:
    """An end this week: what was learned, and whether another job is wanted."""
    if not job["ended_on"] or not day - WEEK <= date.fromisoformat(job["ended_on"]) <= day:
        return ""
    return _("Job ended: %(job)s") % {"job": job["title"]}


def _leads(request: HttpRequest, meeting: Meeting, day: date, pack: Pack) -> Iterator[Line]:
    """What employers said this week. For whom somebody was there is nobody's business here."""
    if not can(request.actor.role, Permission.EMPLOYER_VIEW):  # type: ignore[attr-defined]
        return
    rows = EmployerContact.objects.filter(
        Q(learned__gt="") | Q(purpose="FOLLOW_UP_OPENING"), started_on__range=(day - WEEK, day)
    )
    if meeting.program_id:
        rows = rows.filter(
            Q(membership__program=meeting.program_id) | Q(membership__program__isnull=True)
        )
    rows = rows.select_related("employer__employer", "membership").defer("note")
    found = read.visible(request, rows.order_by("-started_on", "-pk"))[:LEADS]
    for row in found:
        parts = [
            label(pack, "employer_contact.purpose", row.purpose),
            row.membership.name if row.membership else "",
            day_text(row.started_on, day),
        ]
        yield Line(
            row.employer.employer.name,
            " · ".join(filter(None, parts)),
            row.learned or "",
            href=here(request, "employers:employer", employer_id=row.employer_id),
        )


def _referred(request: HttpRequest, meeting: Meeting, day: date) -> Iterator[Line]:
    """Who asked to join lately and waits for an answer."""
    if not can(request.actor.role, Permission.REFERRAL_VIEW):  # type: ignore[attr-defined]
        return
    rows = waiting_referrals().filter(received_on__range=(day - WEEK, day))
    if meeting.program_id:
        rows = rows.filter(program=meeting.program_id)
    if meeting.type == TREATMENT:
        rows = rows.filter(agreed_to_team())
        if meeting.team_id:
            rows = rows.filter(client__treatment_team=meeting.team_id)
    for row in read.many(request, rows.annotate(of=F("client__same_as")), limit=REFERRALS):
        why = _("Asked to join %(day)s") % {"day": day_text(row.received_on, day)}
        yield Line(row.client.full_name, why, client_id=row.of or row.client_id)
