"""How long records are kept, what holds them, and whose time is over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients.choices_shown import label
from followalong.clients.models import Client
from followalong.privacy import actions
from followalong.privacy import retention_shown as shown
from followalong.privacy.forms import HoldForm, LiftForm, RetentionForm
from followalong.privacy.keeping import out_of_time
from followalong.privacy.models import LegalHold, RetentionTime
from followalong.privacy.rules import RECORD

AT_MOST = 50


@requires(Permission.RETENTION_EDIT, purpose="HOPERAT")
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Whose time is over, what is held and why, and how long each kind of record is kept."""
    pack, lang = speech(request)
    times, me = shown.times(request, pack, lang), request.membership  # type: ignore[attr-defined]
    said = {one["kind"]: one["own_years"] for one in times if one["own_years"] is not None}
    found = out_of_time(request.actor, me.agency, said, at_most=AT_MOST)  # type: ignore[attr-defined]
    context = {
        "times": times,
        "over": shown.over_lines(request, found),
        "at_most": AT_MOST,
        "is_set": RECORD in said,
        "holds": shown.holds(request),
        "hold_new": here(request, "privacy:hold_new"),
        "erasures": here(request, "privacy:erasures"),
    }
    return render(request, "privacy/retention.html", context)


@requires(Permission.RETENTION_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def retention_set(request: HttpRequest, record: str) -> HttpResponse:
    """How long, and under what: with a name and a day, and the one before stays readable."""
    (pack, lang), kind = speech(request), record.upper()
    if kind not in pack.retention:
        raise Http404
    own = read.many(request, RetentionTime.objects.filter(kind=kind), limit=1)
    known = {name: getattr(own[0], name) for name in ("years", "until_age", "basis")} if own else {}
    form = RetentionForm(request.POST or None, initial=known)

    def do() -> UUID:
        told = {name: form.cleaned_data[name] for name in ("years", "until_age", "basis")}
        return actions.set_retention_time(by=request.actor, kind=kind, **told).pk

    if posted(request, form, do):
        messages.success(request, _("Set. Nothing goes by itself: two people agree each time."))
        return go(request, "privacy:retention")
    rule = pack.retention[kind].provenance
    context = {
        "form": form,
        "title": label("retention.kind", kind, lang),
        "source": rule.source,
        "before": shown.times_before(request, kind),
        "needs_counsel": rule.needs_counsel,
    }
    return _form_page(request, form, context)


@requires(Permission.RETENTION_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def hold_new(request: HttpRequest) -> HttpResponse:
    """One person's record, by name, or every record of the agency."""
    client = _asked_for(request)
    form = HoldForm(request.POST or None)

    def do() -> UUID:
        told = {name: form.cleaned_data[name] for name in ("asked_by", "why", "from_on")}
        return actions.place_hold(by=request.actor, client=client, **told).pk

    if posted(request, form, do):
        messages.success(request, _("Held. Nothing of it goes until somebody lifts this."))
        return go(request, "privacy:retention")
    typed = request.GET.get("q", "").strip()
    context = {
        "form": form,
        "whose": client.full_name if client else _("Every record here"),
        "typed": typed,
        "offered": shown.offered(request, typed),
        "search": None if client else here(request, "privacy:hold_new"),
        "back": here(request, "privacy:retention"),
    }
    return render(request, "privacy/hold_new.html", context, status=status_of(form))


@requires(Permission.RETENTION_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Who asked, why, from when; and lifting it."""
    rows = LegalHold.objects.select_related("client", "written_by", "lifted_by")
    row = read.one(request, rows, pk=hold_id)
    form = LiftForm(request.POST or None)

    def do() -> UUID:
        words = form.cleaned_data["words"]
        return actions.lift_hold(by=request.actor, hold=row, words=words).pk

    if posted(request, form, do):
        messages.success(request, _("Lifted. The record keeps its own time again."))
        return go(request, "privacy:retention")
    back = here(request, "privacy:retention")
    context = {**shown.hold(request, row), "form": form, "back": back}
    return render(request, "privacy/hold.html", context, status=status_of(form))


def _asked_for(request: HttpRequest) -> Client | None:
    """The person whom the address names, if it names one."""
    try:
        asked = UUID(request.GET.get("client", ""))
    except ValueError:
        return None
    rows = Client.objects.select_related("same_as")
    client: Client = read.one(request, rows, pk=asked).person
    return client


def _form_page(request: HttpRequest, form: RetentionForm, context: dict[str, Any]) -> HttpResponse:
    context["back"] = here(request, "privacy:retention")
    return render(request, "privacy/retention_set.html", context, status=status_of(form))
