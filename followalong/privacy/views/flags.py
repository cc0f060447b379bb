"""Looks that deserve a word: the privacy officer's list, and everybody's own looks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here, page_for
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Client
from followalong.privacy.actions import close_flag, say_about_look
from followalong.privacy.forms import CloseForm, SayForm
from followalong.privacy.looks import moment, own_looks
from followalong.privacy.models import LookFlag
from followalong.privacy.rules import Rule
from followalong.privacy.waiting import flags_waiting
from followalong.ui.words import day_text

SHOWN = 100
RULES = {
    Rule.OWN_RECORD: gettext_lazy("The person has the same name as whoever looked"),
    Rule.SAME_REACH: gettext_lazy("Same e-mail address, or named as the emergency contact"),
    Rule.SAME_NAME: gettext_lazy("Same last name"),
    Rule.NO_TIE: gettext_lazy("Nothing on the record ties the two: no assignment, cover, meeting"),
    Rule.MANY: gettext_lazy("Many people’s records on one day, opened one by one"),
}


@requires(Permission.AUDIT_VIEW, purpose="HOPERAT")
@require_safe
def flags(request: HttpRequest) -> HttpResponse:
    """What waits first, the oldest on top; then what was closed lately."""
    closed = LookFlag.objects.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
    context = {
        "waiting": _lines(request, flags_waiting().order_by("on", "pk"), "privacy:flag"),
        "closed": _lines(request, closed, ""),
    }
    return render(request, "privacy/flags.html", context)


@requires(Permission.AUDIT_VIEW, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Read it, talk with whoever looked, close it with what was found."""
    row = read.one(request, LookFlag.objects.select_related("client", "membership"), pk=flag_id)
    form = CloseForm(request.POST or None)

    def do() -> UUID:
        return close_flag(by=request.actor, flag=row, reason=form.cleaned_data["reason"]).pk

    if posted(request, form, do):
        messages.success(request, _("Closed. Whoever looked can read what you found."))
        return go(request, "privacy:flags")
    line = _line(request, row, "", row.client)
    context = {"line": line, "form": form, "back": here(request, "privacy:flags")}
    if page := page_for(request, Permission.BREACH_EDIT, "privacy:breach_new"):
        context["astray"] = f"{page}?flag={row.pk}"
    return render(request, "privacy/flag.html", context, status=status_of(form))


@requires(Permission.TODAY_VIEW)
@require_safe
def my_looks(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/my_looks.html", _mine(request))


@requires(Permission.TODAY_VIEW)
@require_POST
def say(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Why I looked, in my own words."""
    rows = LookFlag.objects.filter(membership=request.actor.membership_id)
    row = read.one(request, rows, pk=flag_id)
    form = SayForm(request.POST)

    def do() -> UUID:
        return say_about_look(by=request.actor, flag=row, words=form.cleaned_data["words"]).pk

    if posted(request, form, do):
        messages.success(request, _("The privacy officer reads it."))
        return go(request, "privacy:my_looks")
    context = _mine(request, row.pk, form)
    return render(request, "privacy/my_looks.html", context, status=status_of(form))


def _mine(
    request: HttpRequest, wrong: UUID | None = None, form: SayForm | None = None
) -> dict[str, Any]:
    """One's own flags, each with its form while it is open, and one's own looks."""
    me = request.actor.membership_id  # type: ignore[attr-defined]
    rows = LookFlag.objects.filter(membership=me).order_by("-on", "-pk")
    found = _lines(request, rows, "privacy:say")
    for line in found:
        if line["is_open"]:
            line["form"] = form if line["pk"] == wrong else SayForm(auto_id=f"{line['pk']}_%s")
    told = own_looks(request, moment(request.GET.get("before", "")))
    return {"flags": found, **told}


def _lines(request: HttpRequest, rows: Any, name: str) -> list[dict[str, Any]]:
    """A person's name stands there for whoever may open them now."""
    found = read.many(request, rows.select_related("membership", "closed_by"), limit=SHOWN)
    ids = {row.client_id for row in found if row.client_id}
    people = {one.pk: one for one in read.many(request, Client.objects.filter(pk__in=ids))}
    return [_line(request, row, name, people.get(row.client_id)) for row in found]


def _line(request: HttpRequest, row: LookFlag, name: str, client: Client | None) -> dict[str, Any]:
    today = timezone.localdate()
    nobody = _("Somebody you no longer open") if row.client_id else _("Several people")
    closed = ""
    if row.closed_at:
        day = day_text(timezone.localdate(row.closed_at), today)
        closed = " · ".join([day, row.closed_by.name if row.closed_by else ""])
    return {
        "pk": row.pk,
        "who": row.membership.name,
        "person": client.full_name if client else nobody,
        "looks": here(request, "privacy:looks", client_id=client.pk) if client else "",
        "why": str(RULES[Rule(row.rule)]),
        "day": day_text(row.on, today),
        "said": row.said or "",
        "reason": row.reason or "",
        "closed": closed,
        "is_open": row.closed_at is None,
        "href": here(request, name, flag_id=row.pk) if name else "",
    }
