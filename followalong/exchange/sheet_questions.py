"""What is asked once for many rows: which comes first in a column of days, what a word means, who
is the same person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followalong.exchange.actions.sheet_reading import Reader
from followalong.exchange.models import Sheet, SheetRow
from followalong.exchange.rules.dates import Order
from followalong.exchange.rules.twins import OTHERS, SAME
from followalong.exchange.sheet_preview import Choices, Names, name_of
from followalong.exchange.sheets.fields import Kind
from followalong.exchange.sheets.rows import Read
from followalong.ui import words

# What a question is about.
ABOUT = ("days", "names", "words", "twins")
# The answer that a word says nothing anybody knows.
NOTHING = "-"


def questions(
    sheet: Sheet, reader: Reader, names: Names, twin_rows: Mapping[str, SheetRow]
) -> list[dict[str, Any]]:
    """What is open for many rows at once, as fields of a form."""
    found = [_day_question(q, reader.kind) for q in sheet.found.get("days", ())]
    if example := sheet.found.get("name"):
        found.append(_name_question(example, reader))
    for q in sheet.found.get("words", ()):
        found.append(_word_question(q, reader.kind, names))
    for group in sheet.found.get("twins", ()):
        rows = [twin_rows[pk] for pk in group["rows"] if pk in twin_rows]
        found.append(_twin_question(group, [(row, reader.read(row)) for row in rows]))
    return found


def _question(name: str, about: str, label: str, choices: Choices, **more: Any) -> dict[str, Any]:
    usual = {"hint": "", "answer": "", "is_chips": True, "key": "", "fold": ""}
    return {**usual, "name": name, "about": about, "label": label, "choices": choices, **more}


def _day_question(q: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    field = kind.field(q["field"])
    label = _("%(column)s: what is %(example)s?") % {
        "column": _(field.label),
        "example": q["example"],
    }
    choices = [
        (Order.DAY.value, _exact(q["day_first"])),
        (Order.MONTH.value, _exact(q["month_first"])),
    ]
    hint = _("Some days of this column have the day first and some the month.")
    return _question(
        f"days-{field.key}",
        "days",
        label,
        choices,
        hint=hint if q["is_mixed"] else "",
        answer=q["answer"],
        key=field.key,
    )


def _exact(day: str) -> str:
    return words.full_day_text(date.fromisoformat(day)) if day else "—"


def _name_question(example: str, reader: Reader) -> dict[str, Any]:
    return _question(
        "names",
        "names",
        _("“%(name)s”: which part comes first?") % {"name": example},
        [("given", _("First name first")), ("family", _("Last name first"))],
        answer="family" if reader.how.is_family_first else "given",
    )


def _word_question(q: Mapping[str, Any], kind: Kind, names: Names) -> dict[str, Any]:
    field = kind.field(q["field"])
    rows = ngettext("%(count)s row", "%(count)s rows", q["count"]) % {"count": q["count"]}
    label = _("%(column)s: “%(word)s”") % {"column": _(field.label), "word": q["said"]}
    choices = [("", _("Choose")), *names.of(field), (NOTHING, _("Nothing: it is not known"))]
    more = {"hint": rows, "is_chips": False, "key": field.key, "fold": q["fold"]}
    name = blake2b(q["fold"].encode(), digest_size=6).hexdigest()
    return _question(f"word-{field.key}-{name}", "words", label, choices, **more)


def _twin_question(
    group: Mapping[str, Any], rows: Sequence[tuple[SheetRow, Read]]
) -> dict[str, Any]:
    told = "; ".join(_row_in_words(row, read) for row, read in rows)
    name = name_of(rows[0][1]) if rows else ""
    return _question(
        f"twin-{group['name']}",
        "twins",
        _asked_of(group, name),
        [(SAME, _("One person")), (OTHERS, _("Different people"))],
        hint=told,
        key=group["name"],
    )


def _asked_of(group: Mapping[str, Any], name: str) -> str:
    if group.get("is_near"):
        return _("May these be one person?")
    return _("Are all these %(name)s?") % {"name": name}


def _row_in_words(row: SheetRow, read: Read) -> str:
    v = read.values
    parts = [
        name_of(read),
        _("born %(day)s") % {"day": v["born_on"]} if "born_on" in v else _("no date of birth"),
        v.get("phone", ""),
        v.get("job_title", ""),
    ]
    said = ", ".join(part for part in parts if part)
    return _("row %(number)s: %(said)s") % {"number": row.number, "said": said}


def answers(said: dict[str, list[tuple[dict[str, Any], str]]]) -> dict[str, Any]:
    """What was answered, as the action takes it."""
    meanings: dict[str, dict[str, str]] = {}
    for q, answer in said["words"]:
        meanings.setdefault(q["key"], {})[q["fold"]] = "" if answer == NOTHING else answer
    return {
        "orders": {q["key"]: answer for q, answer in said["days"]},
        "meanings": meanings,
        "twins": {q["key"]: answer for q, answer in said["twins"]},
        "is_family_first": next((answer == "family" for _q, answer in said["names"]), None),
    }
