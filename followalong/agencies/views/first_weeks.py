"""The list of somebody's first weeks, for themselves and for who leads them; and who is new."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import access, read, rows, rules, shown
from followalong.agencies.actions import put_guide_away, put_list_away, tick_step, untick_step
from followalong.agencies.first_weeks import Item, items_for
from followalong.agencies.forms.first_weeks import StepForm
from followalong.agencies.forms.members import TakeBackForm
from followalong.agencies.gates import opened_by, requires
from followalong.agencies.links import go, here, page_for
from followalong.agencies.models import Membership, StaffStep
from followalong.agencies.roles import Permission
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.ui.words import day_text

FORM = require_http_methods(["GET", "HEAD", "POST"])
OPERATIONS = "HOPERAT"


@requires(Permission.TODAY_VIEW, purpose=OPERATIONS)
@FORM
def first_weeks(request: HttpRequest) -> HttpResponse:
    """My own list: what to see, read and try."""
    me = request.membership
    form = StepForm(request.POST or None, role=me.role)
    if _stepped(request, form, me):
        is_away = form.cleaned_data["do"] == "away"
        return go(request, "home:today" if is_away else "agencies:first_weeks")
    return _page(request, me, form, is_own=True)


@requires(Permission.STAFF_GUIDE, purpose=OPERATIONS)
@FORM
def first_weeks_of(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """The list of somebody whom this reader leads; either of them ticks."""
    led = rows.members().filter(access.led_by(request.actor))
    row = read.one(request, led, pk=membership_id)
    form = StepForm(request.POST or None, role=row.role)
    if _stepped(request, form, row):
        return go(request, "agencies:first_weeks_of", membership_id=row.pk)
    return _page(request, row, form, is_own=False)


@requires(Permission.STAFF_GUIDE, purpose=OPERATIONS)
@require_safe
def new_staff(request: HttpRequest) -> HttpResponse:
    """Who is in their first ninety days, and how far along their list."""
    today = timezone.localdate()
    led = rows.members().filter(
        access.led_by(request.actor), rows.here_on(today), started_on__gt=today - rules.NEW_FOR
    )
    ticked = StaffStep.objects.filter(membership=OuterRef("pk")).order_by().values("membership")
    done = Coalesce(ticked.annotate(number=Count("pk")).values("number"), 0)
    new = read.many(request, led.annotate(done=done).order_by("-started_on", "given_name"))
    lines = [_new_line(request, row) for row in new if items_for(row.role)]
    return render(request, "agencies/new_staff.html", {"lines": lines})


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@require_POST
def guide_away(request: HttpRequest) -> HttpResponse:
    """The guide of the first hour is off the administrator's day."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        agency = request.membership.agency
        write(request, form, lambda: put_guide_away(by=request.actor, agency=agency).pk)
    return go(request, "home:today")


def _stepped(request: HttpRequest, form: StepForm, row: Membership) -> bool:
    """Do once what the pressed button asks for; False when none was pressed, or it was refused."""
    if request.method != "POST" or not form.is_valid():
        return False
    by, item = request.actor, form.cleaned_data["item"]  # type: ignore[attr-defined]
    today = timezone.localdate()
    step: dict[str, Callable[[], UUID]] = {
        "tick": lambda: tick_step(by=by, membership=row, item=item, done_on=today).pk,
        "untick": lambda: untick_step(by=by, membership=row, item=item).pk,
        "away": lambda: put_list_away(by=by, membership=row).pk,
    }
    return write(request, form, step[form.cleaned_data["do"]]) is not None


def _page(request: HttpRequest, row: Membership, form: StepForm, *, is_own: bool) -> HttpResponse:
    steps = StaffStep.objects.filter(membership=row).select_related("done_by")
    done = {step.item: step for step in read.many(request, steps)}
    lines = [_line(request, item, done.get(item.key)) for item in items_for(row.role)]
    context = {
        "lines": [line for line in lines if not line["done"]],
        "ticked": [line for line in lines if line["done"]],
        "person": row,
        "is_own": is_own,
        "can_put_away": is_own and row.settled_on is None and _is_new(row),
        "form": form,
        "command": CommandForm(auto_id=False),
    }
    return render(request, "agencies/first_weeks.html", context, status=status_of(form))


def _is_new(row: Membership) -> bool:
    return rules.is_new(row.started_on, timezone.localdate())


def _line(request: HttpRequest, item: Item, step: StaffStep | None) -> dict[str, str]:
    done = ""
    if step is not None:
        day = day_text(step.done_on, timezone.localdate())
        done = _("%(day)s, by %(name)s") % {"day": day, "name": step.done_by.name}
    return {
        "key": item.key,
        "text": item.text.say(get_language() or "en"),
        "href": _help_page(request, item.page),
        "done": done,
    }


def _help_page(request: HttpRequest, name: str) -> str:
    """The page that helps with an item, if this reader may open it."""
    opens = (page_for(request, one, name) for one in opened_by().get(name, ()))
    return next(filter(None, opens), "")


def _new_line(request: HttpRequest, row: Any) -> dict[str, str]:
    """`done` is annotated; an item that the list has no more still counts as done."""
    every = len(items_for(row.role))
    started = day_text(row.started_on, timezone.localdate())
    said = ngettext("%(done)d of %(every)d done", "%(done)d of %(every)d done", every)
    meta = _("%(role)s · from %(day)s") % {"role": shown.title(request, row), "day": started}
    return {
        "name": row.name,
        "href": here(request, "agencies:first_weeks_of", membership_id=row.pk),
        "meta": meta,
        "done": said % {"done": min(row.done, every), "every": every},
    }
