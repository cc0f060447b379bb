"""When information went astray: the register, one time on its page, and who was told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.privacy import actions
from followalong.privacy import breaches_shown as shown
from followalong.privacy.forms import (
    BreachCloseForm,
    BreachForm,
    BreachNoticeForm,
    BreachPersonForm,
    BreachToldForm,
)
from followalong.privacy.models import Breach, BreachPerson, LookFlag, RightsRequest
from followalong.privacy.waiting import breaches_open

CLOSED_SHOWN = 50


@requires(Permission.BREACH_EDIT, purpose="HOPERAT")
@require_safe
def breaches(request: HttpRequest) -> HttpResponse:
    """What is open, the oldest first; then what was closed. That it was read is on the record."""
    waiting = read.many(request, breaches_open().order_by("found_on", "pk"))
    closed = Breach.objects.filter(closed_on__isnull=False).order_by("-closed_on", "-pk")
    record(
        by=request.actor,
        action="breach_list.read",
        purpose="HOPERAT",
        row_count=len(waiting),
        request_id=request.request_id,
    )
    context = {
        "waiting": [shown.line(request, row) for row in waiting],
        "closed": [
            shown.line(request, row) for row in read.many(request, closed, limit=CLOSED_SHOWN)
        ],
        "new": here(request, "privacy:breach_new"),
    }
    return render(request, "privacy/breaches.html", context)


@requires(Permission.BREACH_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def breach_new(request: HttpRequest) -> HttpResponse:
    """Write down what happened; what is not known yet can follow."""
    pack, lang = speech(request)
    form = BreachForm(request.POST or None, pack=pack, lang=lang)
    origin = _origin(request)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in actions.BREACH_WORDS}
        return actions.write_breach(by=request.actor, **origin, **said).pk

    if breach_id := posted(request, form, do):
        messages.success(request, _("Written down. Say next whose information it was."))
        return go(request, "privacy:breach", breach_id=breach_id)
    context = {"form": form, "back": here(request, "privacy:breaches")}
    return render(request, "privacy/breach_form.html", context, status=status_of(form))


@requires(Permission.BREACH_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def breach_change(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """What is known by now."""
    row, (pack, lang) = _one(request, breach_id), speech(request)
    known = {name: getattr(row, name) for name in actions.BREACH_WORDS}
    form = BreachForm(request.POST or None, pack=pack, lang=lang, initial=known)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in actions.BREACH_WORDS}
        return actions.change_breach(by=request.actor, breach=row, **said).pk

    if posted(request, form, do):
        return go(request, "privacy:breach", breach_id=row.pk)
    context = {"form": form, "back": here(request, "privacy:breach", breach_id=row.pk)}
    return render(request, "privacy/breach_form.html", context, status=status_of(form))


@requires(Permission.BREACH_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One time: what happened, the people as people, who else was told, and closing it."""
    row = _one(request, breach_id)
    form = BreachCloseForm(request.POST or None, auto_id="close_%s")

    def do() -> UUID:
        learned = form.cleaned_data["learned"]
        return actions.close_breach(by=request.actor, breach=row, learned=learned).pk

    if posted(request, form, do):
        messages.success(request, _("Closed. It stays here with what was learned."))
        return go(request, "privacy:breaches")
    return _page(request, row, close=form)


@requires(Permission.BREACH_EDIT, purpose="HOPERAT")
@require_POST
def breach_person(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Somebody whose information it was."""
    row, form = _one(request, breach_id), BreachPersonForm(request.POST)

    def do() -> UUID:
        client = read.one(request, Client.objects, pk=form.cleaned_data["client"])
        return actions.add_breach_person(by=request.actor, breach=row, client=client).pk

    if posted(request, form, do):
        return go(request, "privacy:breach", breach_id=row.pk)
    return _page(request, row, added=form)


@requires(Permission.BREACH_EDIT, purpose="HOPERAT")
@require_POST
def breach_told(request: HttpRequest, concerned_id: UUID) -> HttpResponse:
    """This person knows now, or it is said why not."""
    rows = BreachPerson.objects.select_related("breach__written_by", "client")
    one, (pack, lang) = read.one(request, rows, pk=concerned_id), speech(request)
    form = BreachToldForm(request.POST, pack=pack, lang=lang, auto_id=f"{one.pk}_%s")

    def do() -> UUID:
        on, how, words = (form.cleaned_data[name] for name in ("told_on", "told_how", "words"))
        return actions.tell_breach_person(
            by=request.actor, concerned=one, on=on, how=how, words=words
        ).pk

    if posted(request, form, do):
        return go(request, "privacy:breach", breach_id=one.breach_id)
    return _page(request, one.breach, told=form)


@requires(Permission.BREACH_EDIT, purpose="HOPERAT")
@require_POST
def breach_notice(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """An office or another agency was told."""
    row, (pack, lang) = _one(request, breach_id), speech(request)
    form = BreachNoticeForm(request.POST, pack=pack, lang=lang, auto_id="notice_%s")

    def do() -> UUID:
        whom, on, how = (form.cleaned_data[name] for name in ("whom", "told_on", "told_how"))
        return actions.tell_of_breach(by=request.actor, breach=row, whom=whom, on=on, how=how).pk

    if posted(request, form, do):
        return go(request, "privacy:breach", breach_id=row.pk)
    return _page(request, row, notice=form)


def _one(request: HttpRequest, breach_id: UUID) -> Breach:
    row: Breach = read.one(request, Breach.objects.select_related("written_by"), pk=breach_id)
    return row


def _origin(request: HttpRequest) -> dict[str, Any]:
    """The look or the request out of which it grows, where its page led here."""
    found: dict[str, Any] = {}
    for name, model in (("flag", LookFlag), ("request", RightsRequest)):
        try:
            asked = UUID(request.GET.get(name, ""))
        except ValueError:
            continue
        found[name] = read.one(request, model.objects.select_related("client"), pk=asked)
    return found


def _page(
    request: HttpRequest,
    row: Breach,
    *,
    close: BreachCloseForm | None = None,
    added: BreachPersonForm | None = None,
    told: BreachToldForm | None = None,
    notice: BreachNoticeForm | None = None,
) -> HttpResponse:
    pack, lang = speech(request)
    typed = request.GET.get("q", "").strip()

    def told_form(pk: UUID) -> BreachToldForm:
        auto_id = f"{pk}_%s"
        if told is not None and told.auto_id == auto_id:
            return told
        return BreachToldForm(pack=pack, lang=lang, auto_id=auto_id)

    def person_form(pk: UUID) -> BreachPersonForm:
        return BreachPersonForm(initial={"client": pk}, auto_id=f"{pk}_%s")

    sent = [form for form in (close, added, told, notice) if form is not None]
    context = {
        **shown.told(row, pack, lang),
        "people": shown.people(request, row, lang, told_form),
        "notices": shown.notices(request, row, lang),
        "typed": typed,
        "offered": shown.offered(request, row, typed, person_form),
        "added": added,
        "close_form": close or BreachCloseForm(auto_id="close_%s"),
        "notice_form": notice or BreachNoticeForm(pack=pack, lang=lang, auto_id="notice_%s"),
        "person_action": here(request, "privacy:breach_person", breach_id=row.pk),
        "notice_action": here(request, "privacy:breach_notice", breach_id=row.pk),
        "change": here(request, "privacy:breach_change", breach_id=row.pk),
        "action": here(request, "privacy:breach", breach_id=row.pk),
        "back": here(request, "privacy:breaches"),
    }
    status = max([status_of(form) for form in sent], default=200)
    return render(request, "privacy/breach.html", context, status=status)
