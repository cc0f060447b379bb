"""One day's looks, read for those that deserve a word (standards.md AUD-10).

The day's record is read pair by pair (a member, a person) from a cursor on the server, so memory
does not grow with the day.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from followalong.agencies.models import Membership
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Appointment, Contact
from followalong.clients.models import Assignment, Client, Enrolment, Referral, Relation
from followalong.clients.rows import PERSON, rows_of
from followalong.core.ids import least_uuid7
from followalong.privacy.rules import Person, Reader, Rule, is_many, raised

AT_ONCE = 500
# Who met somebody, or was theirs, this long before or after has a reason to look.
AROUND = dt.timedelta(days=60)
# A record that was opened is an event that names one person; a list names many.
OPENED = """
SELECT membership_id, person FROM (
    SELECT e.membership_id, (array_agg(coalesce(c.same_as_id, c.id)))[1] AS person
    FROM audit_event e
    JOIN audit_seen s ON s.event_id = e.id
    JOIN clients_client c ON c.id = s.client_id
    WHERE e.agency_id = %s AND e.at >= %s AND e.at < %s AND e.id >= %s AND s.event_id >= %s
        AND e.membership_id IS NOT NULL AND e.action = 'page.read' AND e.outcome = 'done'
        AND e.purpose NOT IN ('BTG', 'ETREAT')
    GROUP BY e.id
    HAVING count(DISTINCT coalesce(c.same_as_id, c.id)) = 1
) opened GROUP BY membership_id, person ORDER BY membership_id, person
"""


class Raised(NamedTuple):
    member: UUID
    client: Client | None
    rule: Rule


def of_day(agency_id: UUID, day: dt.date, most: int) -> Iterator[Raised]:
    """What the rules say of one day, in the agency's time."""
    pairs = _opened(agency_id, day)
    for member_id, mine in groupby(pairs, key=lambda pair: pair[0]):
        member, seen = Membership.everything.get(pk=member_id), 0
        for some in batches((person for _member, person in mine), AT_ONCE):
            seen += len(some)
            yield from _of_member(member, some, day)
        if is_many(seen, most):
            yield Raised(member_id, None, Rule.MANY)


def batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    coming = iter(rows)
    while some := list(islice(coming, size)):
        yield some


def _opened(agency_id: UUID, day: dt.date) -> Iterator[tuple[UUID, UUID]]:
    begins = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    ends = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))
    with connection.chunked_cursor() as cursor:
        # The record lies by months of its ids: those of years before need not be opened.
        least = least_uuid7(begins - dt.timedelta(days=1))
        cursor.execute(OPENED, [agency_id, begins, ends, least, least])
        yield from cursor


def _of_member(member: Membership, people: list[UUID], day: dt.date) -> Iterator[Raised]:
    reader = Reader(member.given_name, member.family_name or "", member.email or "")
    tied = set(people) if _looks_over_all(member.role) else _tied(member, people, day)
    for client in Client.everything.filter(pk__in=people):
        for rule in sorted(raised(reader, _person(client), is_tied=client.pk in tied)):
            yield Raised(member.pk, client, rule)


def _person(client: Client) -> Person:
    return Person(
        given=client.given_name,
        preferred=client.preferred_name or "",
        family=client.family_name or "",
        email=client.email or "",
        emergency_contact=client.emergency_contact or "",
    )


def _looks_over_all(role: str) -> bool:
    """Whose work is to look at everybody: a caseload review or a privacy question is their tie."""
    return can(role, Permission.CASELOAD_VIEW_TEAM) or can(role, Permission.AUDIT_VIEW)


def _tied(member: Membership, people: list[UUID], day: dt.date) -> set[UUID]:
    """The people among these with whom the record ties this member around that day."""
    rows, mine = rows_of(people), {"membership": member.pk}
    since, until = day - AROUND, day + AROUND
    asked = [
        Enrolment.objects.filter(client__in=rows, specialist=member.pk),
        Assignment.objects.filter(client__in=rows, **mine).exclude(to_on__lt=since),
        Relation.objects.filter(client__in=rows, **mine).exclude(to_on__lt=since),
        Contact.objects.filter(client__in=rows, started_on__range=(since, until), **mine),
        Appointment.objects.filter(client__in=rows, starts_on__range=(since, until), **mine),
    ]
    if can(member.role, Permission.REFERRAL_VIEW):
        # Somebody who asked to join lately is everybody's who answers.
        asked.append(Referral.objects.filter(client__in=rows, received_on__gte=since))
    return {person for some in asked for person in some.values_list(PERSON, flat=True).distinct()}
