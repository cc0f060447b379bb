"""Of whom the rows of a sheet speak: which are one person, who is here already, and for a list of
contacts with whom and in which time in the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from uuid import UUID

from followalong.audit.record import record
from followalong.clients.lookalikes import Described
from followalong.clients.rules.sameness import Sign
from followalong.core.actor import Actor
from followalong.core.text import name_key
from followalong.exchange.actions import here
from followalong.exchange.models import Sheet, SheetRow
from followalong.exchange.rules import columns, twins
from followalong.exchange.sheets.fields import Kind
from followalong.exchange.sheets.package import new_id
from followalong.exchange.sheets.rows import Read

if TYPE_CHECKING:
    from followalong.exchange.actions.sheet_reading import Reading

MOST_TWINS = 25  # groups of rows with one name that are asked about at a time
MOST_ROWS = 8  # so many rows of a group are shown


def tell_apart(by: Actor, sheet: Sheet, reading: Reading) -> list[dict]:
    """Whom each row is about; the rows of one name that somebody must tell apart, and those of
    nearly one that somebody may."""
    if reading.reader.kind.key != "people":
        return []
    answers = sheet.answers.get("twins", {})
    named = {row: read for row, read in reading.reads.items() if "given_name" in read.values}
    sorted_out = twins.sort_out([_said(row, read) for row, read in named.items()], answers)
    close = _near(named, sorted_out.person)
    joined = {
        sorted_out.person[group.rows[1]]: sorted_out.person[group.rows[0]]
        for group in close
        if answers.get(group.name) == twins.SAME
    }
    ids = {
        sorted_out.person[row]: read.values["client_id"]
        for row, read in named.items()
        if "client_id" in read.values
    }
    salt = (columns.fingerprint(sheet.headers), str(by.team_id or ""))
    addiction = here.addiction_programs(by)
    for row, read in named.items():
        person = _followed(joined, sorted_out.person[row])
        apart = "sud" if read.values.get("program") in addiction else ""
        reading.clients[row] = ids.get(person) or new_id("client", *salt, apart, person)
    rows = {row.pk: row for row in reading.rows}
    for group in sorted_out.asked:
        for pk in group.rows:
            _add_problem(rows[pk], "given_name", "same_name")
    open_ones = [group for group in close if group.name not in answers]
    return [_asked(group, is_near=False) for group in sorted_out.asked[:MOST_TWINS]] + [
        _asked(group, is_near=True) for group in open_ones[:MOST_TWINS]
    ]


def _said(row: UUID, read: Read) -> twins.Said:
    v = read.values
    key = name_key(v.get("given_name"), v.get("family_name"))
    return twins.Said(row, key, here.day_of(v.get("born_on")), v.get("client_id", ""))


def _near(named: Mapping[UUID, Read], person: Mapping[UUID, str]) -> list[twins.Twins]:
    first = {person[row]: row for row in reversed(list(named))}
    people = {who: described(named[row]).traits for who, row in first.items()}
    sure = {person[row] for row, read in named.items() if "client_id" in read.values}
    return twins.near(people, first, sure)


def _followed(joined: Mapping[str, str], person: str) -> str:
    """Whom somebody said this person is; that one may be another in turn."""
    seen = {person}
    while joined.get(person) not in (None, *seen):
        person = joined[person]
        seen.add(person)
    return person


def _asked(group: twins.Twins, *, is_near: bool) -> dict:
    rows = [str(row) for row in group.rows][:MOST_ROWS]
    return {"name": group.name, "rows": rows, "is_near": is_near}


def _add_problem(row: SheetRow, field: str, code: str) -> None:
    row.problems = {**row.problems, field: [code, {}]}
    row.wrong += 1


def who_is_here(by: Actor, sheet: Sheet, reading: Reading) -> None:
    """Compare the people of the rows with those who are here; only what changed is asked anew."""
    if reading.reader.kind.key not in ("people", "contacts"):
        return
    if reading.reader.kind.key == "contacts":
        numbers = {row: read.values.get("client_id", "") for row, read in reading.reads.items()}
        reading.clients = {row: number for row, number in numbers.items() if number}
    reading.known = here.clients_by_source(by, reading.clients.values())
    unseen = here.taken_unseen(by, reading.clients.values())
    unasked: dict[str, Described] = {}
    asking: dict[str, list[SheetRow]] = defaultdict(list)
    for row in reading.rows:
        client = reading.clients.get(row.pk, "")
        if client in unseen:
            _add_problem(row, "client_id", "taken_unseen")
        if row.aside or client in reading.known or not _is_named(reading, row):
            row.alike, row.alike_for = [], ""
            continue
        who = described(reading.reads[row.pk])
        key = _fingerprint(who)
        if row.alike_for != key:
            unasked[key] = who
            asking[key].append(row)
    _compare(by, sheet, unasked, asking, reading.reader.kind)


def _is_named(reading: Reading, row: SheetRow) -> bool:
    return "given_name" in reading.reads[row.pk].values


def _compare(
    by: Actor,
    sheet: Sheet,
    unasked: dict[str, Described],
    asking: dict[str, list[SheetRow]],
    kind: Kind,
) -> None:
    found = here.alike_of(by, list(unasked.values())) if unasked else []
    # A contact is with the one who has that very name; a person may be one whose name is near.
    only = Sign.SAME_NAME if kind.key == "contacts" else None
    seen: set[UUID] = set()
    for key, signs in zip(unasked, found, strict=True):
        ids = [pk for pk, told in signs.items() if only is None or only in told]
        seen |= set(ids)
        for row in asking[key]:
            row.alike, row.alike_for = [str(pk) for pk in ids], key
    if seen:
        record(by=by, action="sheet.compared", subject=sheet, clients=seen, row_count=len(unasked))


def with_whom(by: Actor, reading: Reading) -> None:
    """For a list of contacts: the person of each row, and their enrolment on that day."""
    if reading.reader.kind.key != "contacts":
        return
    for row in reading.rows:
        if row.aside:
            continue
        own = reading.reads[row.pk].values.get("client_id")
        where = "client_id" if own else "full_name"
        found = [reading.known[own]] if own in reading.known else [UUID(pk) for pk in row.alike]
        if own and own not in reading.known:
            found = []
        if len(found) != 1 and (own or _is_named(reading, row)):
            _add_problem(row, where, "several_here" if found else "nobody_here")
        elif found:
            row.alike = [str(found[0])]
    _enrolments(by, reading)


def _enrolments(by: Actor, reading: Reading) -> None:
    rows = [row for row in reading.rows if not row.aside and len(row.alike) == 1]
    sources = here.sources_of(by, {UUID(row.alike[0]) for row in rows})
    stays = here.stays_of(sources)
    for row in rows:
        values = reading.reads[row.pk].values
        client = sources.get(UUID(row.alike[0]), "")
        found = _stay_on(stays, client, values.get("program"), values.get("started_on", ""))
        if found:
            values["enrolment"] = found
            reading.clients[row.pk] = client
        elif "started_on" in values and not row.wrong:
            _add_problem(row, "started_on", "no_enrolment")


def _stay_on(stays: Any, client: str, program: str | None, day: str) -> str:
    """The enrolment of that day; else the last that began before, else the first after."""
    mine = sorted(
        (first, last, key)
        for (who, where), rows in stays.items()
        if who == client and program in (None, where)
        for key, first, last in rows
    )
    on = [key for first, last, key in mine if first <= day and (not last or day <= last)]
    before = [key for first, _last, key in mine if first <= day]
    return next(iter([*on[::-1], *before[::-1], *(key for *_, key in mine)]), "")


def described(read: Read) -> Described:
    v = read.values
    return Described(
        v.get("given_name"),
        v.get("family_name"),
        v.get("preferred_name"),
        here.day_of(v.get("born_on")),
        v.get("phone"),
    )


def _fingerprint(who: Described) -> str:
    text = "\0".join(str(part) for part in (*who.names, who.born_on, who.traits.phone))
    return blake2b(text.encode(), digest_size=16).hexdigest()
