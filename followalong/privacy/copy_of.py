"""Everything of one person's record that may go to them: one query, whatever its parts."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.packs import codes
from followalong.clients.choices_shown import language_of
from followalong.clients.models import Client, Disagreement
from followalong.clients.rows import same_person
from followalong.privacy.copy_parts import LEFT_OUT, NOT_OPENED, PARTS, Column, Part
from followalong.privacy.held_back import Held, held_of, instead
from followalong.privacy.rules import Says
from followalong.ui.words import full_day_text


@dataclass(frozen=True)
class Row:
    """One entry: its day, what it says, and which row of which table it is."""

    day: str
    says: Says
    entry: str = ""


@dataclass(frozen=True)
class Told:
    """One part in words: its name, and its rows."""

    title: str
    rows: list[Row]
    model: str = ""


@dataclass(frozen=True)
class Copy:
    """The whole copy in the person's language, as every way to hand it over says it."""

    name: str
    agency: str
    made_by: str
    made_on: dt.date
    language: str
    parts: list[Told]
    left_out: list[str]

    @property
    def made(self) -> str:
        return _("Made by %(name)s on %(day)s.") % {
            "name": self.made_by,
            "day": full_day_text(self.made_on),
        }


def sealed(copy: Copy) -> bytes:
    """The copy as it is kept for the person's own page."""
    return json.dumps(asdict(copy), ensure_ascii=False, default=str).encode()


def unsealed(content: bytes) -> Copy:
    """The same copy again."""
    kept = json.loads(content)
    parts = [
        Told(**part | {"rows": [Row(**row) for row in part["rows"]]}) for part in kept.pop("parts")
    ]
    return Copy(**kept | {"made_on": dt.date.fromisoformat(kept["made_on"]), "parts": parts})


def copy_of(request: HttpRequest, person: Client) -> Copy:
    """What this member may hand over of it, without what is held back. The page's language has to
    be the person's."""
    lang = language_of(person)
    member = request.membership  # type: ignore[attr-defined]
    held = held_of(request, person)
    return Copy(
        name=person.full_name,
        agency=member.agency.name,
        made_by=member.name,
        made_on=timezone.localdate(),
        language=lang,
        parts=[_checked(part, held, lang) for part in parts_of(request, person, lang)],
        left_out=_left_out(),
    )


def parts_of(request: HttpRequest, person: Client, lang: str) -> list[Told]:
    """The parts that hold something, the oldest row first, nothing held back."""
    people = same_person(person.pk)
    purpose = getattr(request, "purpose", "")
    parts = {
        f"part_{number}": ArraySubquery(_rows(part, people, request, purpose))
        for number, part in enumerate(PARTS)
    }
    row = read.one(request, Client.objects.annotate(**parts), pk=person.pk)
    found = ((part, getattr(row, f"part_{n}")) for n, part in enumerate(PARTS))
    against = _said_against(request, people)
    return [_told(part, rows, lang, against) for part, rows in found if rows]


def _said_against(request: HttpRequest, people: QuerySet) -> Mapping[str, list[str]]:
    """The person's own words against entries, to stand beside each."""
    said: dict[str, list[str]] = {}
    rows = Disagreement.objects.filter(client__in=people).order_by("said_on", "pk")
    for one in read.many(request, rows):
        said.setdefault(f"{one.row_type}:{one.row_id}", []).append(one.words)
    return said


def _checked(part: Told, held: Mapping[str, list[Held]], lang: str) -> Told:
    """The part as the person reads it: no ids, and the reason in place of what is held back."""
    rows = [Row(row.day, instead(row.says, held.get(row.entry, []))) for row in part.rows]
    return Told(part.title, rows)


def _left_out() -> list[str]:
    """What is not in it, each reason once."""
    return [*dict.fromkeys(str(why) for why in LEFT_OUT.values()), str(NOT_OPENED)]


def _rows(part: Part, people: QuerySet, request: HttpRequest, purpose: str) -> QuerySet:
    model = apps.get_model(part.model)
    rows = model.objects.filter(**{f"{_about(model)}__in": people}, **dict(part.only))
    rows = rows.visible_to(request.actor, purpose).order_by(part.day, "pk")  # type: ignore[attr-defined]
    named = {f"c{n}": F(column.path) for n, column in enumerate(part.columns)}
    return rows.values(row=JSONObject(day=F(part.day), pk=F("pk"), **named))


def _about(model: Any) -> str:
    return "pk" if model.client_column == "id" else str(model.client_column)


def _told(part: Part, rows: list[Any], lang: str, against: Mapping[str, list[str]]) -> Told:
    name, told = part.model.lower(), []
    for row in rows:
        entry = f"{name}:{row['pk']}"
        beside = [(_("You do not agree"), "\n".join(against[entry]))] if entry in against else []
        told.append(Row(_day(row["day"]), [*_lines(part, row, lang), *beside], entry))
    return Told(str(part.title), told, name)


def _lines(part: Part, row: dict[str, Any], lang: str) -> Says:
    said = ((one, row[f"c{n}"]) for n, one in enumerate(part.columns))
    return [(str(one.says), _in_words(one, value, lang)) for one, value in said if value]


def _in_words(column: Column, value: Any, lang: str) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(column, one, lang) for one in value)
    text = str(value)
    if column.listed:
        listed = codes.get(column.listed)
        return listed.label(text, lang) if text in listed else text
    return _day(text) if column.path.endswith("_on") else text


def _day(value: str | None) -> str:
    """A day with its year, since a copy is read for years; of a moment its day."""
    on = parse_date((value or "")[:10])
    return full_day_text(on) if on else _("no day")
