"""Enrolments that would overlap with one already stored (measures.md E9)."""

from datetime import date
from typing import Any

from followalong.clients.models import Enrolment
from followalong.core.dates import overlap
from followalong.exchange.format import Problem
from followalong.exchange.refs import Place


def with_stored(table: str, values: list[dict[str, Any]], place: Place) -> list[Problem]:
    """A problem for each row whose client was, or is, in that program at that time."""
    if table != "enrolment" or place.is_new:
        return []
    mine = {v["id"] for v in values}
    others: dict[tuple, list[tuple[date, date | None]]] = {}
    stays = Enrolment.objects.filter(client_id__in={v["client_id"] for v in values}).values_list(
        "pk", "client_id", "program_id", "entered_on", "exited_on"
    )
    for pk, client, program, entered_on, exited_on in stays:
        if pk not in mine:
            others.setdefault((client, program), []).append((entered_on, exited_on))
    problems = []
    for v in values:
        stay = (v["entered_on"], v["exited_on"])
        if any(overlap(*stay, *o) for o in others.get((v["client_id"], v["program_id"]), [])):
            entered = str(v["entered_on"])
            problems.append(
                Problem("overlapping_enrolment", "enrolment.csv", v["_line"], "entered_on", entered)
            )
    return problems
