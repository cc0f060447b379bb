"""From what rows say to the tables of the package, for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from followalong.core.text import fold
from followalong.exchange.sheets.package import Built, Here, Line, Writer, new_id
from followalong.exchange.sheets.rows import has_job

CLIENT = ("given_name", "family_name", "preferred_name", "pronouns", "born_on", "language") + (
    ("postal_code", "phone", "email", "ok_to_text", "safe_contact", "emergency_contact")
    + ("authority_ref",)
)


def build(kind: str, lines: list[Line], here: Here) -> Built:
    """The package that these rows make."""
    writer = Writer(here)
    for line in sorted(lines, key=_by_day):
        _WRITERS[kind](writer, line)
    return writer.build()


def _by_day(line: Line) -> str:
    """Someone's first time in a program comes before their second."""
    return line.values.get("entered_on", "")


def _people(w: Writer, line: Line) -> None:
    v = line.values
    person = {column: v.get(column) for column in CLIENT}
    team = v.get("team")
    w.add(
        "client",
        line.row,
        line.client,
        client_id=line.client,
        agency_id=w.here.agency_id,
        treatment_team_id=team,
        **person,
    )
    referral = _referral(w, line)
    if not v.get("entered_on"):
        return
    key = _enrolment_id(w, line)
    w.add(
        "enrolment",
        line.row,
        key,
        enrolment_id=key,
        client_id=line.client,
        program_id=v["program"],
        referral_id=referral,
        specialist_id=v.get("specialist"),
        entered_on=v["entered_on"],
        work_status_at_entry=v.get("work_status"),
        exited_on=v.get("exited_on"),
        exit_reason=v.get("exit_reason"),
    )
    if has_job(v):
        _job(w, line, key)


def _referral(w: Writer, line: Line) -> str:
    """A referral where its day and where it came from are known; what came of it follows."""
    v = line.values
    if not (v.get("referred_on") and v.get("source")):
        return ""
    key = new_id("referral", line.client, v["program"], v["referred_on"])
    return w.add(
        "referral",
        line.row,
        key,
        referral_id=key,
        client_id=line.client,
        program_id=v["program"],
        received_on=v["referred_on"],
        source=v["source"],
        decision="accepted" if v.get("entered_on") else None,
    )


def _enrolment_id(w: Writer, line: Line) -> str:
    """The enrolment this is: one already here, the one of an earlier row, or a new one.

    The first of a client and program keeps its id when the day is put right later.
    """
    client, program, entered = line.client, line.values["program"], line.values["entered_on"]
    stored = w.here.enrolments.get((client, program), [])
    for key, first, last in stored:
        if first == entered or (not last and first <= entered and not _left(w, key)):
            return key
    first_id = new_id("enrolment", client, program)
    if any(key == first_id and not last for key, _first, last in stored):
        return first_id
    earlier = w.tables["enrolment"].get(first_id)
    is_first = earlier is None or earlier["entered_on"] == entered
    taken = any(key == first_id for key, _first, _last in stored)
    if is_first and not taken:
        return first_id
    return new_id("enrolment", client, program, entered)


def _left(w: Writer, key: str) -> bool:
    """Whether an earlier row of this list says that this enrolment ended."""
    return bool(w.tables["enrolment"].get(key, {}).get("exited_on"))


def _job(w: Writer, line: Line, enrolment: str) -> None:
    v = line.values
    known = w.here.jobs.get((enrolment, v["job_started_on"]), [])
    at = w.taken("job", enrolment, v["job_started_on"])
    key = w.numbered("job", enrolment, v["job_started_on"])
    if at < len(known):
        key = known[at]
    w.add(
        "job",
        line.row,
        key,
        job_id=key,
        enrolment_id=enrolment,
        employer_id=_employer(w, line),
        title=v["job_title"],
        started_on=v["job_started_on"],
        ended_on=v.get("job_ended_on"),
        end_reason=v.get("end_reason"),
        hours_per_week=v.get("hours_per_week"),
        hourly_wage=v.get("hourly_wage"),
        currency=w.here.currency if v.get("hourly_wage") else None,
        permanent=v.get("permanent"),
    )


def _employer(w: Writer, line: Line, **more: str | None) -> str:
    """The employer that is meant: by its number, by its name here, or a new one."""
    name, own = line.values.get("employer", ""), line.values.get("employer_id", "")
    if not name and not own:
        return ""
    known = "" if own else w.here.employers.get(fold(name), "")
    key = own or known or new_id("employer", fold(name))
    if name and not (known and not any(more.values())):
        cells = {"employer_id": key, "agency_id": w.here.agency_id, "name": name, **more}
        w.add("employer", line.row, key, **cells)
    return key


def _employers(w: Writer, line: Line) -> None:
    _employer(w, line, naics=line.values.get("naics"), postal_code=line.values.get("postal_code"))


def _contact(w: Writer, line: Line) -> None:
    v = line.values
    at = _moment(v, w.here)
    key = v.get("contact_id") or w.numbered("contact", v["enrolment"], v["staff"], at)
    w.add(
        "contact",
        line.row,
        key,
        contact_id=key,
        staff_id=v["staff"],
        enrolment_id=v["enrolment"],
        started_at=at,
        **_same(v, "minutes", "travel_minutes", "mode", "location", "category", "two_way", "note"),
    )


def _employer_contact(w: Writer, line: Line) -> None:
    v = line.values
    at, employer = _moment(v, w.here), _employer(w, line)
    key = v.get("contact_id") or w.numbered("employer_contact", employer, v["staff"], at)
    w.add(
        "employer_contact",
        line.row,
        key,
        employer_contact_id=key,
        employer_id=employer,
        staff_id=v["staff"],
        started_at=at,
        **_same(v, "minutes", "mode", "purpose", "hiring_authority", "note"),
    )


def _same(values: Mapping[str, str], *names: str) -> dict[str, Any]:
    return {name: values.get(name) for name in names}


def _moment(values: Mapping[str, str], here: Here) -> str:
    """The day, with its hour in the agency's zone where one is said."""
    if not values.get("started_at"):
        return values["started_on"]
    moment = datetime.fromisoformat(f"{values['started_on']}T{values['started_at']}")
    return moment.replace(tzinfo=ZoneInfo(here.timezone)).isoformat()


_WRITERS = {
    "people": _people,
    "contacts": _contact,
    "employers": _employers,
    "employer_contacts": _employer_contact,
}
