"""Planning a meeting: with whom, when, whether it comes back. A holiday is told, not blocked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.caseload import actions, rows
from followalong.caseload.overlaps import say_following
from followalong.caseload.rules import AHEAD, days_of
from followalong.home import log_sheet
from followalong.home.agenda import MEETS
from followalong.home.plan_form import PlanForm
from followalong.home.week import day_in_address
from followalong.ui.words import day_text

# So many holidays of a series are named; the others are seen in the week.
NAMED = 3


@requires(*MEETS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting, once or again and again."""
    asked = _asked(request)
    words = request.GET.get("q", "")
    some = log_sheet.sheet(request, asked, words)
    form = _form(request, some, asked)
    form.searched(words, found=bool(some.found))
    if made := posted(request, form, lambda: _planned(request, form, some)):
        _say(request, form)
        if form.comes_back():
            say_following(request, read.one(request, rows.meetings(), pk=made))
        return go(request, "caseload:appointment", appointment_id=made)
    context = {
        "form": form,
        "asked": asked,
    }
    return render(request, "home/plan.html", context, status=status_of(form))


def _asked(request: HttpRequest) -> list[UUID]:
    """Whom the address or the form names; what is no id is 404."""
    named = [*request.GET.getlist("client"), *request.POST.getlist("who")]
    return list(dict.fromkeys(of for one in named if (of := log_sheet.read_id(one))))


def _form(request: HttpRequest, some: log_sheet.Sheet, asked: list[UUID]) -> PlanForm:
    choices = log_sheet.code_choices(request, some.past)
    form = PlanForm(
        request.POST or None,
        initial={
            "who": [str(of) for of in asked],
            "on": day_in_address(request),
            "member": str(request.actor.membership_id),  # type: ignore[attr-defined]
        },
        choices={"kind": choices["category"], "location": choices["location"]},
        members=_members(request),
    )
    form.fields["who"].choices = log_sheet.person_choices(some)
    return form


def _members(request: HttpRequest) -> list[Any]:
    """For whom a lead may plan; everybody else plans for themselves."""
    by: Any = request.actor  # type: ignore[attr-defined]
    if not can(by.role, Permission.CASELOAD_ASSIGN):
        return []
    found = rows.members_who_meet(by.team_id, timezone.localdate())
    return read.many(request, found)


def _planned(request: HttpRequest, form: PlanForm, some: log_sheet.Sheet) -> UUID:
    """The meeting, or the first of those that come back."""
    people = [some.people[UUID(of)] for of in form.cleaned_data["who"]]
    about = [one.enrolment or one.client for one in people]
    by, every = request.actor, form.comes_back()  # type: ignore[attr-defined]
    if every is None:
        first = actions.plan_meeting(by=by, about=about, **form.meeting())[0]
    else:
        until = form.cleaned_data["until_on"]
        told = form.meeting()
        series = actions.plan_series(by=by, about=about, every=every, until_on=until, **told)
        first = actions.first_of(series)
    pk: UUID = first.pk
    return pk


def _say(request: HttpRequest, form: PlanForm) -> None:
    """Planned; and which of its days are holidays, for whoever may want another day."""
    messages.success(request, _("Planned."))
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    first, today = form.cleaned_data["on"], timezone.localdate()
    last = min(first + AHEAD, form.cleaned_data["until_on"] or first + AHEAD)
    every = form.comes_back()
    days = days_of(every, first, first, last) if every else [first]
    lang = get_language() or "en"
    found = [(day, name) for day in days if (name := pack.holidays(day.year, lang).get(day))]
    for day, name in found[:NAMED]:
        said = {"day": day_text(day, today), "name": name}
        messages.info(request, _("%(day)s is a holiday: %(name)s.") % said)
