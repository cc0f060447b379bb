"""The rows of a spreadsheet as its pages show them: what each cell says, and what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followalong.agencies.links import here
from followalong.agencies.packs import codes
from followalong.clients.lookalikes import SIGNS, alike
from followalong.clients.models import Client
from followalong.exchange.actions.sheet_people import described
from followalong.exchange.actions.sheet_reading import Reader, wrongs_of
from followalong.exchange.models import SheetRow
from followalong.exchange.sheets.fields import DAYS, Field, Reads
from followalong.exchange.sheets.rows import Read
from followalong.exchange.sheets.wrong import Wrong
from followalong.ui import words

SHOWN_SAMPLES = 3
LONGEST_SHOWN = 160
# What is answered once for all rows, not in the cell.
ASKED_ABOVE = frozenset(["same_name"])
Choices = Sequence[tuple[str, str]]


def short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


class Names:
    """The words for ids and codes: programs, staff and teams by what a package calls them."""

    def __init__(self, choices: Mapping[Reads, Choices]) -> None:
        self.choices = choices

    def of(self, field: Field) -> Choices:
        """What may be chosen for a field."""
        if field.codes:
            return codes.get(field.codes).choices(get_language() or "en")
        if field.reads is Reads.YES_NO:
            return [("yes", _("Yes")), ("no", _("No"))]
        return self.choices.get(field.reads, [])

    def say(self, field: Field, value: str) -> str:
        """A value as one reads it."""
        if not value:
            return ""
        if field.reads in DAYS:
            return words.day_text(date.fromisoformat(value), timezone.localdate())
        if field.reads is Reads.YES_NO:
            return _("Yes") if value == "true" else _("No")
        if field.reads is Reads.MINUTES:
            return ngettext("%(count)s minute", "%(count)s minutes", int(value)) % {"count": value}
        if field.reads in (Reads.HOURS, Reads.MONEY):
            return number_format(Decimal(value).normalize() + 0)
        return short(dict(self.of(field)).get(value, value))


def name_of(read: Read) -> str:
    v = read.values
    return " ".join(filter(None, [v.get("given_name"), v.get("family_name")])) or v.get(
        "employer", ""
    )


def heads(reader: Reader) -> list[Field]:
    """The columns of the preview, in our order."""
    return [f for f in reader.kind.fields if f.key in reader.columns]


def head_labels(reader: Reader) -> list[str]:
    return [_(field.label) for field in heads(reader)]


def with_fields(form: Any) -> list[dict[str, Any]]:
    """The rows of a form, each open cell with its field."""
    for one in form.rows:
        for cell in one["open"]:
            cell["field"] = form[cell["name"]]
        one["aside_field"] = form[one["aside_name"]]
        one["same_field"] = form[one["same_name"]] if one["alike"] else None
    return form.rows


def row(
    request: HttpRequest,
    one: SheetRow,
    *,
    reader: Reader,
    names: Names,
    people: Mapping[str, Client],
    is_whole: bool = False,
) -> dict[str, Any]:
    """One row: what it says, which cells are open to be put right, who may be here already.

    On a page of its own every cell is open.
    """
    texts, read = reader.texts(one), reader.read(one)
    wrong = {} if one.aside else wrongs_of(one, read)
    shown = heads(reader)
    extra = [f for f in reader.kind.fields if f.key in wrong and f not in shown]
    rest = [f for f in reader.kind.fields if is_whole and f not in shown and f not in extra]
    cells = [
        _cell(one, field, texts.get(field.key, ""), read, wrong.get(field.key), names, is_whole)
        for field in (*shown, *extra, *rest)
    ]
    first = len(shown) + len(extra)
    splits = any(found.code == "two_people" for found in wrong.values())
    return {
        "id": one.pk,
        "number": one.number,
        "part": one.part,
        "name": name_of(read)
        or texts.get("full_name")
        or _("Row %(number)s") % {"number": one.number},
        "href": here(request, "exchange:sheet_row", row_id=one.pk),
        "cells": cells,
        "plain": cells[: len(shown)],
        "extra": cells[len(shown) : first],
        "rest": cells[first:],
        "open": [cell for cell in cells if cell["is_open"]],
        "says_more": bool(extra or one.alike or splits),
        "is_aside": bool(one.aside),
        "aside": aside_text(one.aside),
        "aside_name": f"aside-{one.pk}",
        "same_name": f"same-{one.pk}",
        "alike": _alike(one, read, people) if one.alike and reader.kind.key == "people" else None,
        "splits": splits,
    }


def _cell(
    one: SheetRow,
    field: Field,
    text: str,
    read: Read,
    wrong: Wrong | None,
    names: Names,
    is_whole: bool,
) -> dict[str, Any]:
    choices = names.of(field) if wrong or is_whole else []
    value = read.values.get(field.key, "")
    said = _whole_name(read) if field.key == "full_name" and text else names.say(field, value)
    return {
        "key": field.key,
        "label": _(field.label),
        "text": text,
        "said": said,
        "is_open": is_whole or bool(wrong and wrong.code not in ASKED_ABOVE),
        "wrong": _translated(wrong) if wrong else None,
        "choices": choices,
        "name": f"fix-{one.pk}-{field.key}",
        "is_fixed": field.key in one.fixes,
    }


def _whole_name(read: Read) -> str:
    """How a name in one cell was taken apart: `Quist, Robert (Bobby)`."""
    v = read.values
    name = ", ".join(filter(None, [v.get("family_name"), v.get("given_name")]))
    return f"{name} ({v['preferred_name']})" if "preferred_name" in v else name


def _translated(wrong: Wrong) -> dict[str, str]:
    params = {k: _exact_of(v) for k, v in wrong.params.items()}
    said = Wrong(wrong.code, params)
    return {"text": said.text(_), "right": said.right(_)}


def _exact_of(value: object) -> object:
    return words.full_day_text(value) if isinstance(value, date) else value


def aside_text(why: str) -> str:
    """Why a row is left out, in words."""
    return {
        "": "",
        "by_hand": _("left out"),
        "total": _("looks like a total"),
        "heading": _("looks like a heading"),
        "note": _("looks like a note"),
        "header_again": _("names of the columns again"),
    }.get(why, why)


def _alike(one: SheetRow, read: Read, people: Mapping[str, Client]) -> dict[str, Any]:
    """Somebody here may be this person: who, where the reader may know; else that there is one."""
    count = len(one.alike)
    seen = [people[pk] for pk in one.alike if pk in people]
    told = [_told(client, read) for client in seen]
    question = ngettext(
        "%(count)s person here may be the same.", "%(count)s people here may be the same.", count
    ) % {"count": count}
    choices = [("new", _("Bring in as someone new"))]
    if count == 1:
        choices.append(("same", _("It is the same person")))
    answer = {True: "same", False: "new", None: ""}[one.is_same]
    return {"question": question, "told": told, "choices": choices, "answer": answer}


def _told(client: Client, read: Read) -> str:
    signs = next(iter(alike(described(read), [client]).values()), ())
    return f"{client.full_name}: {', '.join(str(SIGNS[sign]) for sign in signs)}"
