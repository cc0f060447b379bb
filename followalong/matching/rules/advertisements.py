"""Advertisements as others write them, read into what an opening needs: CSV and JobPosting.

Every row is either an Advertisement or Refused with a reason; none disappears.
"""

import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from followalong.core.text import fold

# How long an advertisement stays on the list that names no last day.
STANDS = dt.timedelta(days=60)
LONGEST = {"employer": 300, "title": 300, "hours": 200, "pay": 200, "id": 64, "details": 20_000}
# Column heads that mean the same, folded; the first that is there and filled counts.
HEADS = {
    "employer": ("employer", "hiring organization", "company", "organization", "agency"),
    "title": ("title", "job title", "business title", "position"),
    "hours": ("hours", "employment type", "full time part time indicator"),
    "pay": ("pay", "salary", "wage"),
    "details": ("details", "description", "job description"),
    "posted": ("posted", "date posted", "posting date"),
    "last_day": ("last day", "valid through", "post until", "closing date"),
    "id": ("id", "job id", "identifier", "reference"),
}
HOURS = {"f": "full time", "p": "part time"}


class Why(StrEnum):
    """Why a row can't be an opening."""

    NO_TITLE = "no_title"
    NO_EMPLOYER = "no_employer"
    UNREADABLE_DAY = "unreadable_day"
    RAGGED = "ragged"
    TOO_LONG = "too_long"
    TWICE = "twice"
    NO_ADVERTISEMENT = "no_advertisement"


@dataclass(frozen=True)
class Advertisement:
    employer: str
    title: str
    hours: str = ""
    pay: str = ""
    details: str = ""
    posted_on: dt.date | None = None
    last_day: dt.date | None = None
    source_id: str = ""


@dataclass(frozen=True)
class Refused:
    line: int
    why: Why


def read_advertisements(text: str) -> tuple[list[Advertisement], list[Refused]]:
    """What a file says, whichever of the two kinds it is."""
    rows = (
        _postings(text) if text.lstrip("\ufeff \r\n\t").startswith(("{", "[", "<")) else _csv(text)
    )
    good: list[Advertisement] = []
    refused: list[Refused] = []
    seen: set[Any] = set()
    for line, row in rows:
        answer = row if isinstance(row, Why) else _advertisement(row)
        if isinstance(answer, Advertisement):
            same = answer.source_id or answer
            answer = Why.TWICE if same in seen else answer
            seen.add(same)
        if isinstance(answer, Why):
            refused.append(Refused(line, answer))
        else:
            good.append(answer)
    return good, refused


def last_day_of(one: Advertisement, today: dt.date) -> dt.date:
    """Its own last day, else some weeks after it was posted."""
    return one.last_day or (one.posted_on or today) + STANDS


def _csv(text: str) -> Iterator[tuple[int, Mapping[str, str] | Why]]:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    heads = [fold(head) for head in next(reader, [])]
    for line, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heads):
            yield line, Why.RAGGED
            continue
        row = dict(zip(heads, cells, strict=True))
        said = {name: _first(row, heads_of) for name, heads_of in HEADS.items()}
        yield line, said | {"pay": said["pay"] or _range(row), "hours": _hours(said["hours"])}


def _first(row: Mapping[str, str], heads: tuple[str, ...]) -> str:
    return next((row[head].strip() for head in heads if row.get(head, "").strip()), "")


def _hours(said: str) -> str:
    return HOURS.get(said.lower(), said)


def _range(row: Mapping[str, str]) -> str:
    ends = [row.get(f"salary range {end}", "").strip() for end in ("from", "to")]
    told = " to ".join(dict.fromkeys(end for end in ends if end))
    return f"{told} {row.get('salary frequency', '').strip().lower()}".strip() if told else ""


def _postings(text: str) -> Iterator[tuple[int, Mapping[str, str] | Why]]:
    """Every schema.org JobPosting in a JSON document or in a page's JSON-LD."""
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        tag = r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>"
        documents = re.findall(tag, text, re.DOTALL | re.IGNORECASE)
    else:
        documents = [text.lstrip("\ufeff")]
    number = 0
    for document in documents:
        try:
            found = list(_job_postings(json.loads(document)))
        except (ValueError, RecursionError):
            found = []
        for posting in found:
            number += 1
            yield number, _said_in(posting)
    if not number:
        yield 1, Why.NO_ADVERTISEMENT


def _job_postings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _job_postings(one)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
        yield from _job_postings(value.get("@graph"))


def _said_in(posting: Mapping[str, Any]) -> dict[str, str]:
    identifier = posting.get("identifier")
    kinds = posting.get("employmentType")
    return {
        "employer": _name(posting.get("hiringOrganization")),
        "title": _plain(posting.get("title")),
        "hours": _plain(", ".join(map(str, kinds)) if isinstance(kinds, list) else kinds)
        .replace("_", " ")
        .lower(),
        "pay": _pay(posting.get("baseSalary")),
        "details": _plain(posting.get("description")),
        "posted": _plain(posting.get("datePosted")),
        "last_day": _plain(posting.get("validThrough")),
        "id": _plain(identifier.get("value") if isinstance(identifier, dict) else identifier),
    }


def _name(value: Any) -> str:
    return _plain(value.get("name") if isinstance(value, dict) else value)


def _pay(value: Any) -> str:
    if not isinstance(value, dict):
        return _plain(value)
    amount = value.get("value")
    if not isinstance(amount, dict):
        return " ".join(filter(None, (_plain(amount), _plain(value.get("currency")))))
    ends = (_plain(amount.get(name)) for name in ("value", "minValue", "maxValue"))
    told = " to ".join(dict.fromkeys(end for end in ends if end))
    unit = _plain(amount.get("unitText")).lower()
    return " ".join(filter(None, (told, _plain(value.get("currency")), unit)))


def _plain(value: Any) -> str:
    """Text without markup; what is neither text nor number says nothing."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    broken = re.sub(r"<(?:br|/p|/li)[^>]*>", "\n", html.unescape(str(value)), flags=re.IGNORECASE)
    return re.sub(r"<[^>]*>", "", broken).replace("\x00", "").strip()


def _advertisement(row: Mapping[str, str]) -> Advertisement | Why:
    said = {name: value.replace("\x00", "").strip() for name, value in row.items()}
    if not said["title"]:
        return Why.NO_TITLE
    if not said["employer"] or not fold(said["employer"]):
        return Why.NO_EMPLOYER
    if any(len(said[name]) > most for name, most in LONGEST.items()):
        return Why.TOO_LONG
    try:
        posted, last_day = _day(said["posted"]), _day(said["last_day"])
    except ValueError:
        return Why.UNREADABLE_DAY
    return Advertisement(
        employer=said["employer"],
        title=said["title"],
        hours=said["hours"],
        pay=said["pay"],
        details=said["details"],
        posted_on=posted,
        last_day=last_day,
        source_id=said["id"],
    )


def _day(said: str) -> dt.date | None:
    """The day of an ISO date, with or without a time; None when nothing is said."""
    return dt.date.fromisoformat(said[:10]) if said else None
