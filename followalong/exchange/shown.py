"""What the pages about packages show, prepared."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followalong.agencies.links import here
from followalong.exchange.format import TABLES, Problem, note_of_many
from followalong.exchange.importing import Result
from followalong.exchange.models import Batch
from followalong.exchange.sheet_shown import outcome
from followalong.ui import words

MOST_PROBLEMS = 200
MOST_CONFLICTS = 200
MOST_ENROLMENTS = 200
NUMBER = "number"


def batch_line(request: HttpRequest, row: Batch) -> dict[str, Any]:
    """One import in the list: when, what it did, whether it was taken back."""
    return {
        "name": row.file_name,
        "href": here(request, "exchange:batch", batch_id=row.pk),
        "over": _when(row.made_at),
        "meta": what_it_did(row.report),
        "is_undone": row.state == Batch.State.UNDONE,
    }


def what_it_did(report: Mapping[str, Any]) -> str:
    """How many rows were new, changed and as before, and how many cells stayed as they are here."""
    new, changed, same = (
        sum(report.get(kind, {}).values()) for kind in ("new", "changed", "unchanged")
    )
    left = report.get("conflict_count", 0)
    said = [
        (new, ngettext("%(count)d new row", "%(count)d new rows", new)),
        (changed, ngettext("%(count)d row changed", "%(count)d rows changed", changed)),
        (same, ngettext("%(count)d row as before", "%(count)d rows as before", same)),
        (left, ngettext("%(count)d cell left as here", "%(count)d cells left as here", left)),
    ]
    parts = [words % {"count": count} for count, words in said if count]
    return " · ".join(parts) or _("nothing in it")


def found(result: Result) -> dict[str, Any]:
    """What a check found, for whoever chose the files: their own cells, seen by nobody else."""
    report = result.report
    outcome = result.outcome.as_dict() if result.outcome else {}
    return {
        "is_refused": result.is_refused,
        "problem_count": len(report.problems),
        "problems": _problems(report.problems[:MOST_PROBLEMS]),
        "is_cut": len(report.problems) > MOST_PROBLEMS,
        "limit": MOST_PROBLEMS,
        "did": what_it_did(outcome) if outcome else "",
        **_tables(outcome | result.remarks(), report.notes.examples),
    }


def batch(row: Batch, maker: str) -> dict[str, Any]:
    """One import as it is remembered."""
    return {
        "id": row.pk,
        "name": row.file_name,
        "when": _when(row.made_at),
        "maker": maker,
        "did": what_it_did(row.report),
        "undone": _when(row.undone_at) if row.undone_at else "",
        "can_undo": row.state == Batch.State.STORED,
        **_tables(row.report, ()),
    }


def _tables(report: Mapping[str, Any], examples: Iterable[Problem]) -> dict[str, Any]:
    """The tables that a check and a finished import have in common."""
    conflicts = report.get("conflicts", [])
    enrolments = report.get("left_out_enrolments", [])
    return {
        "counts": outcome(report) if "sheet" in report else _counts(report),
        "count_columns": [
            _("What") if "sheet" in report else _("File"),
            *((_("New"), NUMBER), (_("Changed"), NUMBER), (_("As before"), NUMBER)),
        ],
        "is_sheet": "sheet" in report,
        "left_out_rows": report.get("left_out_rows", 0),
        "notes": _notes(report.get("notes", {}), examples),
        "note_columns": [_("What"), (_("Rows"), NUMBER), _("For example")],
        "conflicts": [(f"{c['table']}.csv", c["line"], c["id"], c["column"]) for c in conflicts][
            :MOST_CONFLICTS
        ],
        "conflict_count": report.get("conflict_count", 0),
        "conflict_columns": [_("File"), (_("Line"), NUMBER), _("Row"), _("Column")],
        "left_out": [(f"{t}.csv", n) for t, n in report.get("left_out", {}).items()],
        "left_out_columns": [_("File"), (_("Rows left out"), NUMBER)],
        "left_out_enrolments": ", ".join(enrolments[:MOST_ENROLMENTS]),
        "unmatched": report.get("unmatched_disclosures", 0),
        "problem_columns": [
            *(_("File"), (_("Line"), NUMBER), _("Column"), _("What stands there")),
            *(_("What is wrong"), _("What would be right")),
        ],
    }


def _problems(problems: Iterable[Problem]) -> list[tuple]:
    return [(p.file, p.line, p.column, p.value, p.text(_), p.right(_)) for p in problems]


def _counts(report: Mapping[str, Any]) -> list[tuple]:
    kinds = [report.get(kind, {}) for kind in ("new", "changed", "unchanged")]
    rows = [(f"{t.name}.csv", *(kind.get(t.name, 0) for kind in kinds)) for t in TABLES]
    return [row for row in rows if any(row[1:])]


def _notes(counts: Mapping[str, int], examples: Iterable[Problem]) -> list[tuple]:
    """What was odd and kept, most frequent first, with one place to look at."""
    first: dict[str, Problem] = {}
    for example in examples:
        first.setdefault(example.code, example)
    rows = []
    for code, count in Counter(counts).most_common():
        note, where = first.get(code), ""
        if note:
            where = _("%(file)s, line %(line)s") % {"file": note.file, "line": note.line}
        rows.append((_(note_of_many(code)), count, where))
    return rows


def _when(moment: Any) -> str:
    local = timezone.localtime(moment)
    return f"{words.day_text(local.date(), timezone.localdate())}, {local:%H:%M}"
