"""A group entry: one form for a job club, a workshop, a visit together."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.caseload import rows
from followalong.caseload.actions import Part, log_group
from followalong.caseload.models import Appointment
from followalong.home import log_likely, log_sheet
from followalong.home.group_form import ChooseForm, GroupForm

Meetings = dict[UUID, Appointment]


@requires(Permission.CONTACT_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest) -> HttpResponse:
    """First who was expected, then one entry for all of them."""
    meetings = _meetings(request)
    asked = [*meetings, *(of for of in _asked(request) if of not in meetings)]
    some = log_sheet.sheet(request, asked, request.GET.get("q", ""))
    is_chosen = bool(meetings) or request.method == "POST" or "go" in request.GET
    if not (asked and is_chosen):
        return _choose(request, some, asked)
    form = _form(request, some, asked, meetings)
    if posted(request, form, lambda: _logged(request, form, meetings)):
        count = len(asked)
        said = ngettext("Saved for one person.", "Saved for %(count)d people.", count)
        messages.success(request, said % {"count": count})
        return go(request, "home:today")
    context = {
        "form": form,
        "asked": asked,
        "again": _again(request, asked),
        "snippets": rows.short_texts(request),
    }
    return render(request, "home/group.html", context, status=status_of(form))


def _choose(request: HttpRequest, some: log_sheet.Sheet, asked: list[UUID]) -> HttpResponse:
    """Everybody on the caseload as a chip; a search adds others, and what was chosen stays."""
    first = {"who": [str(of) for of in asked]}
    form = ChooseForm(first if "go" in request.GET else None, initial=first)
    form.fields["who"].choices = log_sheet.person_choices(some)
    widget, words = form.fields["who"].widget, request.GET.get("q", "")
    widget.words, widget.nobody_found = words, bool(words) and not some.found
    return render(request, "home/group_choose.html", {"form": form})


def _asked(request: HttpRequest) -> list[UUID]:
    named = request.POST.getlist("who") or request.GET.getlist("who")
    return list(dict.fromkeys(of for one in named if (of := log_sheet.read_id(one))))


def _meetings(request: HttpRequest) -> Meetings:
    """The planned meeting that this is about, an appointment for each of its people."""
    named = request.POST.get("appointment") or request.GET.get("appointment")
    wanted = log_sheet.read_id(named)
    if wanted is None:
        return {}
    one = read.one(request, rows.meetings(), pk=wanted)
    if one.group_id is None:
        return {one.person.pk: one} if one.client else {}
    same = rows.meetings().filter(group_id=one.group_id).order_by("client__name_key")
    return {row.person.pk: row for row in read.many(request, same) if row.client}


def _form(
    request: HttpRequest, some: log_sheet.Sheet, asked: list[UUID], meetings: Meetings
) -> GroupForm:
    """The form with the likeliest answers, or as the meeting was planned."""
    choices = log_sheet.code_choices(request, some.past)
    meeting = next(iter(meetings.values()), None)
    some.meeting = meeting
    likely = log_likely.answers(some, choices, meeting.person.pk if meeting else None)
    first = {name: likely.get(name) for name in ("location", "minutes")}
    local = timezone.localtime(meeting.starts_at) if meeting else timezone.localtime()
    return GroupForm(
        request.POST or None,
        initial={
            **first,
            "mode": "IN_PERSON",
            "on": local.date(),
            "at": local.time() if meeting else None,
            "appointment": meeting.pk if meeting else None,
        },
        choices=choices,
        people=[some.people[of] for of in asked],
    )


def _logged(request: HttpRequest, form: GroupForm, meetings: Meetings) -> UUID:
    by: Any = request.actor  # type: ignore[attr-defined]
    parts = [
        Part(
            one.enrolment or one.client,
            meeting=meetings.get(one.client.pk),
            **form.part(one.client.pk),
        )
        for one in form.people
    ]
    made = log_group(by=by, parts=parts, **form.together())
    pk: UUID = made[0].pk
    return pk


def _again(request: HttpRequest, asked: list[UUID]) -> str:
    """Back to the choice, with those who are chosen."""
    named = "&".join(f"who={of}" for of in asked)
    return f"{here(request, 'home:log_group')}?{named}"
