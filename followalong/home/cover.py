"""Cover: arranged, changed by a new one, ended when somebody is back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import read
from followalong.agencies.access import led_by
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Cover, Leave, Membership
from followalong.agencies.roles import Permission
from followalong.agencies.rows import team_of
from followalong.agencies.writing import status_of, write
from followalong.clients.actions import arrange_cover, change_cover, end_cover
from followalong.clients.rows import HOLDERS
from followalong.home.cover_form import ChangeCoverForm, CoverForm, EndCoverForm
from followalong.ui.words import day_text

# Days away that begin within so many days are worth a thought now.
AHEAD = timedelta(days=28)


@requires(Permission.CASELOAD_ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """Who covers now and soon, who is away without cover, and the form for more."""
    form = CoverForm(request.POST or None, staff=_staff(request), initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        said = form.values()
        made = write(
            request,
            form,
            lambda: arrange_cover(by=request.actor, **said).pk,  # type: ignore[attr-defined]
        )
        if made:
            return go(request, "home:cover")
    return _page(request, form)


@requires(Permission.CASELOAD_ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def cover_change(request: HttpRequest, cover_id: UUID) -> HttpResponse:
    """Another last day."""
    row = read.one(request, covers(request, date.min), pk=cover_id)
    form = ChangeCoverForm(request.POST or None, initial={"to_on": row.to_on})
    if request.method == "POST" and form.is_valid():
        to_on = form.cleaned_data["to_on"]
        made = write(
            request,
            form,
            lambda: change_cover(by=request.actor, cover=row, to_on=to_on).pk,  # type: ignore[attr-defined]
        )
        if made:
            return go(request, "home:cover")
    context = {"form": form, "cover": cover_line(row, timezone.localdate())}
    return render(request, "home/cover_change.html", context, status=status_of(form))


@requires(Permission.CASELOAD_ASSIGN)
@require_POST
def cover_end(request: HttpRequest, cover_id: UUID) -> HttpResponse:
    """They are back: cover ended yesterday; what had not begun is taken back."""
    row = read.one(request, covers(request, date.min), pk=cover_id)
    form = EndCoverForm(request.POST)
    if form.is_valid():
        write(request, form, lambda: end_cover(by=request.actor, cover=row).pk)  # type: ignore[attr-defined]
    if form.errors:
        messages.error(request, " ".join(form.non_field_errors()) or _("Nothing was changed."))
    return go(request, "home:cover")


def _page(request: HttpRequest, form: CoverForm) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "form": form,
        "covers": [
            {**cover_line(row, today), "form": EndCoverForm(auto_id=False)}
            for row in read.many(request, covers(request, today))
        ],
        "away": [_away_line(request, row, today) for row in read.many(request, _away(request))],
    }
    return render(request, "home/cover.html", context, status=status_of(form))


def _staff(request: HttpRequest) -> list[Membership]:
    rows = team_of(request.actor, timezone.localdate())  # type: ignore[attr-defined]
    return read.many(request, rows.filter(role__in=HOLDERS))


def covers(request: HttpRequest, today: date) -> QuerySet[Cover]:
    """Who sees to whose people in the reader's program, from a day on."""
    actor = request.actor  # type: ignore[attr-defined]
    ours = led_by(actor, "away__") | led_by(actor, "covering__")
    rows = Cover.objects.filter(ours, to_on__gte=today).select_related("away", "covering")
    return rows.order_by("from_on", "pk")


def cover_line(row: Cover, today: date) -> dict[str, Any]:
    """`Theo sees to Maya's people`, and until when."""
    names = {"away": row.away.name, "covering": row.covering.name}
    days = {"first": day_text(row.from_on, today), "last": day_text(row.to_on, today)}
    has_begun = row.from_on <= today
    said = _("until %(last)s") if has_begun else _("%(first)s to %(last)s")
    return {
        "pk": row.pk,
        "text": _("%(covering)s sees to %(away)s’s people") % names,
        "days": " · ".join(filter(None, (said % days, row.reason))),
        "has_begun": has_begun,
    }


def _away(request: HttpRequest) -> QuerySet[Leave]:
    """Days away, now or soon, for which nobody covers."""
    today = timezone.localdate()
    covered = Cover.objects.filter(
        away=OuterRef("membership"), from_on__lte=OuterRef("to_on"), to_on__gte=OuterRef("from_on")
    )
    rows = Leave.objects.filter(
        ~Exists(covered),
        led_by(request.actor, "membership__"),  # type: ignore[attr-defined]
        Q(membership__ended_on__isnull=True) | Q(membership__ended_on__gte=today),
        membership__role__in=HOLDERS,
        to_on__gte=today,
        from_on__lte=today + AHEAD,
    )
    return rows.select_related("membership").order_by("from_on", "pk")


def _away_line(request: HttpRequest, row: Leave, today: date) -> dict[str, str]:
    days = {"first": day_text(row.from_on, today), "last": day_text(row.to_on, today)}
    asked = f"?away={row.membership_id}&from_on={row.from_on}&to_on={row.to_on}"
    return {
        "name": row.membership.name,
        "meta": _("%(first)s to %(last)s") % days,
        "href": f"{here(request, 'home:cover')}{asked}#arrange",
    }
