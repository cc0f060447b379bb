"""A résumé as plain text that anybody can correct, and as JSON Resume for other programs.

What somebody did stands as parts with an empty line between: what it was, where, the years, and
what they did there, each on a line of its own beginning with a dash or a dot.
"""

import re
from dataclasses import dataclass
from typing import Any

YEARS = re.compile(r"^(?=.*\d)(\d{4})?\s*[-–]\s*(\d{4})?$|^(\d{4})$")
MARKS = "-–•* \t"
EMAIL = re.compile(r"^\S+@\S+\.\S+$")
PHONE = re.compile(r"^[+(]?\d[\d ().+-]{5,}$")
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


@dataclass(frozen=True)
class Entry:
    """A job or a course: what, where, when as years, and what they did, line by line."""

    what: str
    where: str = ""
    when: str = ""
    did: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[str, str]:
        """The first and the last year; empty is not known, or still so."""
        found = YEARS.match(self.when)
        if found is None:
            return "", ""
        return (found[1] or found[3] or "", found[2] or found[3] or "")


@dataclass(frozen=True)
class Content:
    """What a résumé says, as it is typed."""

    name: str
    contact: str = ""
    summary: str = ""
    skills: str = ""
    work: str = ""
    learning: str = ""


def read_entries(text: str) -> tuple[Entry, ...]:
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return tuple(_entry(part) for part in parts if part.strip(MARKS + "\n"))


def _entry(part: str) -> Entry:
    plain: list[str] = []
    did: list[str] = []
    when = ""
    for line in (one.strip() for one in part.split("\n")):
        if not when and YEARS.match(line):
            when = line
        elif line[:1] in MARKS or len(plain) == 2:
            did.append(line.lstrip(MARKS))
        else:
            plain.append(line)
    what, where = [*plain, "", ""][:2]
    return Entry(what, where, when, tuple(line for line in did if line))


def write_entries(entries: tuple[Entry, ...]) -> str:
    """As `read_entries` reads it."""
    return "\n\n".join(
        "\n".join(filter(None, [one.what, one.where, one.when, *(f"• {line}" for line in one.did)]))
        for one in entries
    )


def read_lines(text: str) -> tuple[str, ...]:
    """One thing a line, with or without a mark before it."""
    found = (line.strip().lstrip(MARKS) for line in text.splitlines())
    return tuple(line for line in found if line)


def as_json_resume(content: Content) -> dict[str, Any]:
    """As other programs read it (jsonresume.org); what is not known is left out."""
    work = [
        _known(position=one.what, name=one.where, **_dates(one), highlights=list(one.did))
        for one in read_entries(content.work)
    ]
    education = [
        _known(area=one.what, institution=one.where, **_dates(one), courses=list(one.did))
        for one in read_entries(content.learning)
    ]
    return _known(
        **{"$schema": SCHEMA},
        basics=_known(name=content.name, summary=content.summary, **_reach(content.contact)),
        work=work,
        education=education,
        skills=[{"name": one} for one in read_lines(content.skills)],
    )


def from_json_resume(told: Any) -> dict[str, str]:
    """What another program's JSON Resume says, by the columns of a résumé. Raises ValueError."""
    if not isinstance(told, dict) or not {"basics", "work", "education", "skills"} & set(told):
        raise ValueError("not a JSON Resume")
    basics = _dict(told.get("basics"))
    place = _dict(basics.get("location"))
    reach = [basics.get("phone"), basics.get("email"), place.get("address"), place.get("city")]
    jobs = (
        Entry(_word(one, "position"), _word(one, "name"), _when(one), _list(one.get("highlights")))
        for one in _dicts(told.get("work"))
    )
    courses = (
        Entry(
            " · ".join(filter(None, [_word(one, "studyType"), _word(one, "area")])),
            _word(one, "institution"),
            _when(one),
            _list(one.get("courses")),
        )
        for one in _dicts(told.get("education"))
    )
    return {
        "name": _word(basics, "name"),
        "contact": "\n".join(one for one in reach if isinstance(one, str) and one),
        "summary": _word(basics, "summary"),
        "skills": "\n".join(
            filter(None, (_word(one, "name") for one in _dicts(told.get("skills"))))
        ),
        "work": write_entries(tuple(jobs)),
        "learning": write_entries(tuple(courses)),
    }


def _dict(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _list(found: Any) -> tuple[str, ...]:
    lines = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return tuple(line for one in lines for line in read_lines(one))


def _word(told: dict[str, Any], name: str) -> str:
    found = told.get(name)
    return found.strip() if isinstance(found, str) else ""


def _when(told: dict[str, Any]) -> str:
    """Years are enough: `2019-03-01` to nothing is `2019–`."""
    first, last = _word(told, "startDate")[:4], _word(told, "endDate")[:4]
    when = first if first and first == last else f"{first}–{last}"
    return when if YEARS.match(when) else ""


def _dates(entry: Entry) -> dict[str, str]:
    first, last = entry.years
    return {"startDate": first, "endDate": last}


def _reach(contact: str) -> dict[str, Any]:
    """A line with an @ is an address, one of digits a telephone, the others where they live."""
    lines = read_lines(contact)
    email = next((one for one in lines if EMAIL.match(one)), "")
    phone = next((one for one in lines if PHONE.match(one)), "")
    place = "\n".join(one for one in lines if one not in (email, phone))
    return {"email": email, "phone": phone, "location": _known(address=place)}


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
