"""A copy before it goes: its entries, one part at a time or by a word, and what is held back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import get_language

from followalong.agencies import read
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.core.text import fold
from followalong.privacy.copy_of import Row, Told, parts_of
from followalong.privacy.copy_parts import PARTS
from followalong.privacy.held_back import held_of

PAGE = 50


@dataclass(frozen=True)
class Found:
    """One entry of somebody's record: the row, what a copy says of it, and of which part it is."""

    row: Any
    told: Row
    part: str


def checking(request: HttpRequest, client: Client, place: str, *, marks: bool) -> dict[str, Any]:
    """One part, or every entry that holds a word; fifty at a time. Each leads to `place`."""
    parts = parts_of(request, client, get_language() or "en")
    held: Any = held_of(request, client) if marks else {}
    words = request.GET.get("q", "").strip()
    asked = request.GET.get("part", "")
    part = next((one for one in parts if one.model == asked), parts[0] if parts else None)
    shown = parts if words else [part] if part else []
    chosen = [(one, row) for one in shown for row in one.rows if _holds(row, words)]
    first = _whole(request.GET.get("from", ""))
    page = request.path
    return {
        "q": words,
        "parts": [_tab(page, one, held, is_on=not words and one is part) for one in parts],
        "rows": [_line(place, *one, held) for one in chosen[first : first + PAGE]],
        "more": _more(page, first + PAGE, words, asked) if len(chosen) > first + PAGE else "",
        "held_count": sum(map(len, held.values())),
    }


def entry_of(request: HttpRequest, client: Client, entry: str) -> Found | None:
    """The entry of this person that is named so; None where there is none to open."""
    kind, _colon, _key = entry.partition(":")
    if not any(part.model.lower() == kind for part in PARTS):
        return None
    parts = parts_of(request, client, get_language() or "en")
    found = next(((part, row) for part in parts for row in part.rows if row.entry == entry), None)
    if found is None:
        return None
    return Found(_row(request, client, entry), found[1], found[0].title)


def _row(request: HttpRequest, client: Client, entry: str) -> Any:
    kind, _colon, key = entry.partition(":")
    about = "pk__in" if kind == "clients.client" else "client__in"
    rows = apps.get_model(kind).objects.filter(**{about: same_person(client.pk)})
    return read.one(request, rows, pk=UUID(key))


def _holds(row: Row, words: str) -> bool:
    return not words or any(fold(words) in fold(text) for _name, text in row.says)


def _tab(page: str, part: Told, held: Any, *, is_on: bool) -> dict[str, Any]:
    marked = sum(row.entry in held for row in part.rows)
    return {
        "title": part.title,
        "count": len(part.rows),
        "marked": marked,
        "href": f"{page}?{urlencode({'part': part.model})}",
        "is_on": is_on,
    }


def _line(place: str, part: Told, row: Row, held: Any) -> dict[str, Any]:
    return {
        "part": part.title,
        "day": row.day,
        "says": row.says,
        "held": held.get(row.entry, []),
        "href": f"{place}?{urlencode({'entry': row.entry})}",
    }


def _more(page: str, first: int, words: str, part: str) -> str:
    return f"{page}?{urlencode({'q': words, 'part': part, 'from': first})}"


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
