"""What a spreadsheet is compared with: names of staff and programs, people, employers, jobs.

All of it is read in the session of whoever brings the file in, so the database shows them no
addiction program that is not theirs. Who is found is on the record; on screen they are a count,
unless the reader may open them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from followalong.agencies import packs
from followalong.agencies.everywhere import service_in
from followalong.agencies.models import Agency, Membership, Program, Team
from followalong.agencies.roles import ROLES, Reach
from followalong.clients.lookalikes import COMPARED, Described, alike
from followalong.clients.models import Client, Enrolment
from followalong.clients.rules.sameness import Sign, days_like, sound_keys
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.core.text import fold, name_key
from followalong.employers.models import AgencyEmployer
from followalong.exchange.sheets.fields import Reads
from followalong.exchange.sheets.package import Here
from followalong.jobs.models import Job


def source_of(row: Any) -> str:
    """The id that a package uses for a row that is here."""
    return row.source_id or str(row.pk)


def programs(by: Actor) -> QuerySet[Program]:
    """The programs that this actor may bring people into: their own, or all of the agency."""
    rows = Program.objects.filter(agency_id=by.agency_id).order_by("name")
    return rows.filter(pk=by.team_id) if by.team_id else rows


def addiction_programs(by: Actor) -> set[str]:
    return {source_of(program) for program in programs(by) if program.is_sud}


def staff(by: Actor) -> QuerySet[Membership]:
    return Membership.objects.filter(agency_id=by.agency_id).order_by("given_name", "family_name")


def teams(by: Actor) -> QuerySet[Team]:
    return Team.objects.filter(agency_id=by.agency_id, kind=Team.Kind.TREATMENT).order_by("name")


@dataclass(frozen=True)
class Known:
    """Programs, staff and teams: their ids by folded name, and what one may choose from."""

    names: Mapping[Reads, Mapping[str, str]]
    choices: Mapping[Reads, list[tuple[str, str]]]


def known(by: Actor) -> Known:
    """A name that several have means nobody."""
    rows: dict[Reads, list[tuple[str, str, list[str]]]] = {
        Reads.PROGRAM: [(source_of(p), p.name, [p.name]) for p in programs(by)],
        Reads.TEAM: [(source_of(t), t.name, [t.name]) for t in teams(by)],
        Reads.STAFF: [(source_of(m), m.name, _names(m)) for m in staff(by)],
    }
    return Known(
        {
            kind: _named((pk, [pk, *names]) for pk, _name, names in found)
            for kind, found in rows.items()
        },
        {kind: [(pk, name) for pk, name, _names in found] for kind, found in rows.items()},
    )


def _names(member: Membership) -> list[str]:
    given, family = member.given_name, member.family_name or ""
    return [given, f"{given} {family}", f"{family} {given}", f"{given} {family[:1]}"] + (
        [member.email] if member.email else []
    )


def _named(rows: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for source, names in rows:
        for name in {fold(name) for name in names} - {""}:
            found[name].add(source)
    return {name: min(sources) for name, sources in found.items() if len(sources) == 1}


def agency_of(by: Actor) -> Agency:
    return Agency.objects.get(pk=by.agency_id)


def base(by: Actor) -> Here:
    """The agency itself, before anything in it is looked up."""
    agency = agency_of(by)
    currency = packs.load(agency.pack).value("currency")
    return Here(source_of(agency), agency.timezone, currency)


def employers_named(by: Actor, names: Iterable[str]) -> dict[str, str]:
    """Employers here by folded name; of several with one name the first."""
    rows = AgencyEmployer.objects.filter(
        agency_id=by.agency_id, name_key__in={fold(name) for name in names}
    ).order_by("-pk")
    return {row.name_key: source_of(row) for row in rows.only("name_key", "source_id")}


def stays_of(clients: Mapping[UUID, str]) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """(client, program) -> enrolments of these clients, by the package's ids."""
    rows = Enrolment.objects.filter(client_id__in=list(clients)).select_related("program")
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows.order_by("entered_on"):
        last = row.exited_on.isoformat() if row.exited_on else ""
        key = (clients[row.client_id], source_of(row.program))
        found[key].append((source_of(row), row.entered_on.isoformat(), last))
    return dict(found)


def jobs_of(clients: Mapping[UUID, str]) -> dict[tuple[str, str], list[str]]:
    """(enrolment, first day) -> jobs of these clients."""
    rows = Job.objects.filter(client_id__in=list(clients)).select_related("enrolment")
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows.order_by("pk"):
        key = (source_of(row.enrolment), row.started_on.isoformat())
        found[key].append(source_of(row))
    return dict(found)


def people(by: Actor) -> QuerySet[Client]:
    """The people that a file may be compared with. Who opens records compares with those; an
    administrator, who opens none, with all that the session shows."""
    rows = Client.objects.filter(agency_id=by.agency_id)
    return rows if ROLES[by.role].reach is Reach.NONE else rows.visible_to(by)


def clients_by_source(by: Actor, ids: Iterable[str]) -> dict[str, UUID]:
    """People here by the id that a package uses for them."""
    rows = people(by).filter(source_id__in=set(ids))
    return {source: pk for pk, source in rows.values_list("pk", "source_id") if source}


def taken_unseen(by: Actor, ids: Iterable[str]) -> set[str]:
    """Of these ids those of people whom this actor may not even be compared with."""
    wanted = set(ids)
    mine = set(clients_by_source(by, wanted))
    with acting_as(service_in("import", by.agency_id, on_behalf_of=by.id)):
        rows = Client.objects.filter(source_id__in=wanted - mine)
        return set(rows.values_list("source_id", flat=True))


def sources_of(by: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = people(by).filter(pk__in=set(ids)).values_list("pk", "source_id")
    return {pk: source or str(pk) for pk, source in rows}


SIMILAR = """
SELECT q.n, s.id
  FROM jsonb_to_recordset(%s::jsonb) AS q(n int, name text, sounds text[], phone text, days date[]),
       LATERAL similar_clients(q.name, q.sounds, q.phone, q.days, %s) AS s
"""


def alike_of(by: Actor, described: list[Described]) -> list[dict[UUID, tuple[Sign, ...]]]:
    """For each described person those here who may be the same, judged by the room's own rule."""
    asked = [
        {
            "n": n,
            "name": name_key(*who.names),
            "sounds": sound_keys(*who.names),
            "phone": who.traits.phone,
            "days": [day.isoformat() for day in days_like(who.born_on)],
        }
        for n, who in enumerate(described)
        if who.traits.parts
    ]
    near: dict[int, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(SIMILAR, [json.dumps(asked), COMPARED])
        for n, pk in cursor.fetchall():
            near[n].add(pk)
    clients = people(by).in_bulk({pk for ids in near.values() for pk in ids})
    return [
        alike(who, [clients[pk] for pk in sorted(near[n]) if pk in clients])
        for n, who in enumerate(described)
    ]


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
