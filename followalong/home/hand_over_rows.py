"""Who is to be handed over, who could go along with them, and what is planned: three queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from followalong.agencies import read
from followalong.agencies.models import Membership, StaffFte, TeamMembership
from followalong.agencies.rows import team_of
from followalong.caseload.actions import steps_for_others
from followalong.caseload.models import Appointment, NextStep
from followalong.caseload.rules import AppointmentStatus, Receiver, ToPlace, spread
from followalong.clients.models import Assignment, Enrolment
from followalong.clients.rows import HOLDERS
from followalong.employers.models import AgencyEmployer
from followalong.employers.rows import DEVELOPERS, kept_by
from followalong.home.flags import active
from followalong.home.mine import open_enrolments
from followalong.home.people import facets_on
from followalong.home.team_table import NOBODY

# More than anybody hands over at once; a page of so many choices can still be sent.
AT_MOST = 300


@dataclass(frozen=True)
class Asked:
    """Whose people (`who`), or which of them; back from which hand-over; to whom; from when."""

    who: str = ""
    some: tuple[UUID, ...] = ()
    back: UUID | None = None
    to: tuple[UUID, ...] = ()
    from_on: date = date.max
    is_leaving: bool = False

    @property
    def is_begun(self) -> bool:
        """The address says whose people it is about."""
        return bool(self.who or self.some or self.back)

    @property
    def is_complete(self) -> bool:
        """A proposal can be made."""
        return self.is_begun and bool(self.to or self.back)

    @property
    def one_holder(self) -> bool:
        """All people of one colleague are handed over, so that what is left can be said."""
        return bool(self.who) and self.who != NOBODY and not self.some

    @property
    def leaver(self) -> str:
        """Who leaves, so that nothing may stay with them; empty when nobody does."""
        return self.who if self.is_leaving and self.one_holder else ""


def lines(request: HttpRequest, asked: Asked, today: date) -> list[Enrolment]:
    """The open enrolments concerned, by name, each with what moves along."""
    rows = _concerned(asked).select_related("client__same_as", "program", "specialist", "referral")
    mine = {"enrolment": OuterRef("pk")}
    meetings = _planned(asked).filter(**mine, group_id__isnull=True)
    steps = NextStep.objects.filter(**mine, done_on__isnull=True)
    rows = rows.annotate(
        facets_now=ArraySubquery(facets_on(today).filter(**mine).values("kind").distinct()),
        meeting_count=Coalesce(_number(meetings), 0),
        step_count=Coalesce(_number(steps), 0),
        before=Subquery(_holder_before()),
    )
    return read.many(request, rows.order_by("client__name_key", "pk"), limit=AT_MOST)


def _concerned(asked: Asked) -> QuerySet[Enrolment]:
    rows = open_enrolments()
    if asked.some:
        return rows.filter(pk__in=asked.some)
    if asked.back:
        return rows.filter(pk__in=_handed_over_with(asked.back))
    return rows.filter(specialist=None if asked.who == NOBODY else UUID(asked.who))


def _handed_over_with(assignment_id: UUID) -> QuerySet:
    """The enrolments handed over on the same day, for the same reason, as this one."""
    one = Assignment.objects.filter(pk=assignment_id)
    same = {name: Subquery(one.values(name)[:1]) for name in ("from_on", "reason")}
    return Assignment.objects.filter(**same).values("enrolment")


def _holder_before() -> QuerySet:
    """Who held an enrolment before whoever holds it now, or is planned to."""
    earlier = Assignment.objects.filter(enrolment=OuterRef("pk"), to_on__isnull=False)
    return earlier.order_by("-from_on", "-pk").values("membership")[:1]


def receivers(request: HttpRequest, asked: Asked, today: date, days: int) -> list[Any]:
    """Who could go along from that day on, with how many they go along with now, by name."""
    held = read.visible(request, open_enrolments().filter(specialist=OuterRef("pk")))
    shares = StaffFte.objects.filter(membership=OuterRef("pk"), from_on__lte=asked.from_on)
    now = Q(to_on__isnull=True) | Q(to_on__gte=asked.from_on)
    teams = TeamMembership.objects.filter(
        now, membership=OuterRef("pk"), from_on__lte=asked.from_on
    )
    rows = team_of(request.actor, asked.from_on).filter(role__in=HOLDERS)  # type: ignore[attr-defined]
    if asked.who and asked.who != NOBODY:
        rows = rows.exclude(pk=asked.who)
    return read.many(
        request,
        rows.annotate(
            holds=Coalesce(_number(held), 0),
            active=Coalesce(_number(held.filter(active(today, days))), 0),
            fte_then=Coalesce(Subquery(shares.order_by("-from_on").values("fte")[:1]), "fte"),
            teams=ArraySubquery(teams.values("team").distinct()),
            sites=ArraySubquery(
                held.filter(referral__site__isnull=False).values("referral__site").distinct()
            ),
        ),
    )


def _number(rows: QuerySet) -> Subquery:
    return Subquery(rows.order_by().values(of=OuterRef("pk")).annotate(n=Count("pk")).values("n"))


def proposed(people: list[Enrolment], staff: list[Any], asked: Asked) -> dict[UUID, UUID | None]:
    """Back to whoever they came from; else shared among those who were chosen."""
    if asked.back:
        here = {member.pk for member in staff}
        return {row.pk: row.before if row.before in here else None for row in people}
    chosen = [_receiver(member) for member in staff if member.pk in asked.to]
    return spread([_to_place(row) for row in people], chosen)


def _to_place(row: Enrolment) -> ToPlace:
    return ToPlace(
        id=row.pk,
        program=row.program_id,
        is_sud=row.program.is_sud,
        team=row.client.treatment_team_id,
        site=row.referral.site_id if row.referral else None,
    )


def _receiver(member: Any) -> Receiver:
    return Receiver(
        id=member.pk,
        program=member.program_id,
        teams=frozenset(member.teams),
        sites=frozenset(member.sites),
        active=member.active,
        people=member.holds,
        fte=member.fte_then,
    )


def may_take(member: Membership, row: Enrolment) -> bool:
    """Whether this member may go along with that person at all."""
    return Receiver(id=member.pk, program=member.program_id).may_take(
        row.program_id, row.program.is_sud
    )


def _planned(asked: Asked) -> QuerySet[Appointment]:
    """What stands in calendars from the day of the hand-over on."""
    return Appointment.objects.filter(
        status=AppointmentStatus.PLANNED, starts_on__gte=asked.from_on
    )


def left_behind(asked: Asked) -> QuerySet[Appointment]:
    """Meetings of whoever hands over that go along with nobody: groups, those about no one, and
    those with people who are with somebody else."""
    with_others = ~Q(client__in=_concerned(asked).values("client"))
    alone = Q(group_id__isnull=False) | Q(client__isnull=True) | with_others
    rows = _planned(asked).filter(alone, membership=asked.who)
    return rows.select_related("client").order_by("starts_at", "pk")


def employers_of(request: HttpRequest, asked: Asked) -> list[AgencyEmployer]:
    """The employers with whom whoever leaves keeps in touch, by name."""
    if not asked.leaver:
        return []
    rows = kept_by(AgencyEmployer.objects.select_related("employer"), UUID(asked.leaver))
    return read.many(request, rows.order_by("name_key", "pk"), limit=AT_MOST)


def keepers(request: HttpRequest, asked: Asked) -> list[Membership]:
    """Who may keep in touch with employers from that day on, job developers too."""
    if not asked.leaver:
        return []
    rows = team_of(request.actor, asked.from_on).filter(role__in=DEVELOPERS)  # type: ignore[attr-defined]
    return read.many(request, rows.exclude(pk=asked.leaver))


def dealt(
    employers: list[AgencyEmployer], able: Iterable[Membership], asked: Asked
) -> dict[UUID, UUID]:
    """Shared evenly among those who were chosen and may keep in touch with employers."""
    chosen = [member.pk for member in able if member.pk in asked.to]
    return dict(zip((row.pk for row in employers), cycle(chosen), strict=False))


def steps_left(request: HttpRequest, asked: Asked) -> list[NextStep]:
    """What whoever leaves agreed to do for people with whom somebody else goes along."""
    if not asked.leaver:
        return []
    rows = steps_for_others(asked.leaver, asked.from_on)
    rows = rows.select_related("client__same_as", "enrolment__specialist")
    return read.many(request, rows.order_by("client__name_key", "pk"), limit=AT_MOST)
