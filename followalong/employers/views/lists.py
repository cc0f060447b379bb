import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.roles import Permission, can
from followalong.core.dates import week_start
from followalong.core.text import fold, similarity
from followalong.employers import rows, shown
from followalong.employers.forms.employers import FilterForm
from followalong.employers.models import EmployerContact
from followalong.employers.rules import is_staff_work
from followalong.employers.views.employers import offer

PAGE = 30
NEARBY = 5
WORDS = 3


@requires(Permission.EMPLOYER_VIEW)
@require_safe
def employer_list(request: HttpRequest) -> HttpResponse:
    """The team's employers: how things stand with each, and where we go next."""
    today = timezone.localdate()
    asked = FilterForm(request.GET)
    asked.is_valid()
    words, view = asked.cleaned_data.get("q", ""), asked.cleaned_data.get("view") or "all"
    found, older = _found(request, today, words, view)
    nearby = read.many(request, rows.others_of_the_pool(words), limit=NEARBY) if words else []
    role = request.actor.role
    context = {
        "form": FilterForm({"q": words, "view": view}),
        "views": _views(request, words, view),
        "words": words,
        "view": view,
        "employers": [shown.employer_line(request, known, today) for known in found],
        "nearby": [offer(one) for one in nearby],
        "older": older,
        "week": {"count": read.count(request, _counted(request, today)), "aim": shown.aim(request)},
        "can_edit": can(role, Permission.EMPLOYER_EDIT),
        "can_log": can(role, Permission.EMPLOYER_CONTACT_LOG),
    }
    return render(request, "employers/list.html", context)


def _found(request: HttpRequest, today: dt.date, words: str, view: str) -> tuple[list, str]:
    """A page of employers, and the address of the next one."""
    query = rows.standing(rows.employers(request, today))
    if view == "mine":
        query = rows.kept_by(query, request.actor.membership_id)
    if view == "due":
        query = rows.visits_due(query, today)
    if fold(words):
        query = rows.named_like(query, words)
        found = read.many(request, query, limit=rows.FOUND_AT_MOST)
        return sorted(found, key=lambda one: -similarity(one.name_key, words)), ""
    last = shown.place(request.GET.get("after", ""))
    if last and view != "due":
        query = rows.after(query, *last)
    found = read.many(request, query, limit=PAGE + 1)
    if len(found) <= PAGE or view == "due":
        return found, ""
    found = found[:PAGE]
    last_row = f"{found[-1].name_key}~{found[-1].pk}"
    return found, f"?{urlencode({'view': view, 'after': last_row})}"


def _views(request: HttpRequest, words: str, view: str) -> list[dict[str, Any]]:
    address = here(request, "employers:list")
    return [
        {"text": text, "href": f"{address}?view={key}", "is_here": key == view and not words}
        for key, text in FilterForm.VIEWS
    ]


def _counted(request: HttpRequest, today: dt.date) -> QuerySet[EmployerContact]:
    """The reader's own meetings this week with somebody who can hire."""
    return rows.counting(rows.contacts_of_week(request.actor.membership_id, today))


@requires(Permission.EMPLOYER_VIEW)
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """The rows behind the week's number: those that count, and the others with the reason."""
    today = timezone.localdate()
    entries = read.many(request, rows.contacts_of_week(request.actor.membership_id, today))
    counted = [e for e in entries if shown.counts17_of(e).counts and is_staff_work(e.made_by)]
    others = [entry for entry in entries if entry not in counted]
    context = {
        "week": {"count": len(counted), "aim": shown.aim(request)},
        "counted": _lines(request, counted, today),
        "others": _lines(request, others, today),
        "words": read.many(request, _words(today), limit=WORDS),
        "can_log": can(request.actor.role, Permission.EMPLOYER_CONTACT_LOG),
    }
    return render(request, "employers/week.html", context)


def _words(today: dt.date) -> QuerySet:
    """What the lead said about this week or the last one."""
    monday = week_start(today)
    return rows.words_to_team(monday - dt.timedelta(weeks=1), monday)


def _lines(request: HttpRequest, entries: list, today: dt.date) -> list[dict[str, Any]]:
    return [shown.contact_entry(request, entry, today, can_log=False) for entry in entries]
