"""The end of a day: what was planned becomes drafts; what happened is saved, each once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.writing import write
from followalong.caseload.actions import (
    Part,
    log_contact,
    log_group,
    refuse_others,
    refuse_settled,
)
from followalong.caseload.rows import short_texts
from followalong.employers.actions import log_employer_contact, refuse_made
from followalong.employers.rules import EmployerMode
from followalong.home.agenda import PLANS
from followalong.home.catch_up_rows import Row, drafts
from followalong.home.happened import began


@requires(*PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def catch_up(request: HttpRequest) -> HttpResponse:
    """Everything planned that has no word yet, of today and of a fortnight before."""
    found, saved = drafts(request), 0
    if request.method == "POST":
        found, saved = _save(request, found)
        if not any(row.form.errors for row in found):
            said = _saved_words(saved) or _("Nothing was saved; it waits for you.")
            messages.success(request, said)
            return go(request, "home:today")
    context = {
        "rows": found,
        "saved": _saved_words(saved),
        "snippets": short_texts(request) if found else [],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "home/catch_up.html", context, status=status)


def _save(request: HttpRequest, found: list[Row]) -> tuple[list[Row], int]:
    """Save each draft on its own, once. What cannot be saved stays, with its words."""
    left, saved = [], 0
    for row in found:
        is_valid = row.form.is_valid()
        if is_valid and not row.form.is_left and _written(request, row):
            saved += 1
        else:
            left.append(row)
    return left, saved


def _written(request: HttpRequest, row: Row) -> UUID | None:
    do = {"meeting": _met, "visit": _visited}[row.kind]
    return write(request, row.form, lambda: do(request, row))


def _saved_words(saved: int) -> str:
    if not saved:
        return ""
    said = ngettext("One entry is saved.", "%(count)d entries are saved.", saved)
    return said % {"count": saved}


def _met(request: HttpRequest, row: Row) -> UUID:
    by: Any = request.actor  # type: ignore[attr-defined]
    for meeting in row.about:
        refuse_others(by, meeting)
        refuse_settled(meeting)
    entry, first = row.form.entry(), row.about[0]
    if len(row.about) > 1 or first.group_id:
        return _met_together(by, row, entry)
    person = row.people[0] if row.people else None
    contact = log_contact(
        by=by,
        started=began(first, entry["mode"] or ""),
        enrolment=person.enrolment if person else None,
        client=person.client if person else None,
        meeting=first,
        **entry,
    )
    pk: UUID = contact.pk
    return pk


def _met_together(by: Any, row: Row, entry: dict[str, Any]) -> UUID:
    """A group in which all were there; where one was not, its own form asks about each."""
    meetings = {one.person.pk: one for one in row.about if one.person}
    parts = [
        Part(one.enrolment or one.client, meeting=meetings[one.client.pk]) for one in row.people
    ]
    told = {name: entry[name] for name in ("mode", "location", "minutes", "note")}
    made = log_group(by=by, started=began(row.about[0], ""), parts=parts, **told)
    pk: UUID = made[0].pk
    return pk


def _visited(request: HttpRequest, row: Row) -> UUID:
    said, employer = row.form.cleaned_data, row.about[0]
    refuse_made(employer, said["on"])
    entry = log_employer_contact(
        by=request.actor,  # type: ignore[attr-defined]
        employer=employer,
        started=said["on"],
        minutes=said["minutes"],
        mode=EmployerMode.IN_PERSON,
        purpose=said["purpose"] or None,
        hiring_authority={"yes": True, "no": False}.get(said["hires"]),
        learned=said["note"] or None,
        is_no_person=said["is_no_person"],
    )
    pk: UUID = entry.pk
    return pk
