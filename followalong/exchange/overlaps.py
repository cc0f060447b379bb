"""Rows that have no place beside one already stored: enrolments that overlap (measures.md E9),
a second choice that holds, a second meeting of a series on one day."""

from datetime import date
from typing import Any

from followalong.caseload.models import Appointment
from followalong.clients.models import Enrolment, OutreachChoice
from followalong.core.dates import overlap
from followalong.exchange.format import Problem
from followalong.exchange.refs import Place


def with_stored(table: str, values: list[dict[str, Any]], place: Place) -> list[Problem]:
    """A problem for each row whose place is taken by a row that is not in the package."""
    if place.is_new:
        return []
    if table == "outreach_choice":
        return _second_choices([v for v in values if v["to_on"] is None])
    if table == "appointment":
        return _same_days([v for v in values if v["series_id"] and v["series_on"]])
    return _second_stays(values) if table == "enrolment" else []


def _second_choices(values: list[dict[str, Any]]) -> list[Problem]:
    rows = OutreachChoice.objects.filter(enrolment_id__in={v["enrolment_id"] for v in values})
    held = dict(rows.filter(to_on__isnull=True).values_list("enrolment_id", "pk"))
    key = {"key": "enrolment_id"}
    return [
        Problem("repeated_row", "outreach_choice.csv", v["_line"], "enrolment_id", "", key)
        for v in values
        if held.get(v["enrolment_id"], v["id"]) != v["id"]
    ]


def _same_days(values: list[dict[str, Any]]) -> list[Problem]:
    rows = Appointment.objects.filter(series_id__in={v["series_id"] for v in values})
    there = {
        (series, on): pk for pk, series, on in rows.values_list("pk", "series_id", "series_on")
    }
    key = {"key": "series_id, series_on"}
    return [
        Problem(
            "repeated_row", "appointment.csv", v["_line"], "series_on", str(v["series_on"]), key
        )
        for v in values
        if there.get((v["series_id"], v["series_on"]), v["id"]) != v["id"]
    ]


def _second_stays(values: list[dict[str, Any]]) -> list[Problem]:
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
