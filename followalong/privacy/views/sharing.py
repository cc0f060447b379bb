"""Before anything goes to somebody outside: exactly what they will read, and a way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients.entries import disagreed, rights_over
from followalong.clients.models import Client, Enrolment
from followalong.clients.rows import same_person
from followalong.employers import rows
from followalong.employers.forms.disclosure import ApproachForm
from followalong.employers.models import AgencyEmployer
from followalong.privacy import actions, sharing_shown
from followalong.privacy.forms import ShareForm, WriteForm
from followalong.privacy.models import Share
from followalong.privacy.rules import ShareState
from followalong.privacy.sharing_shown import talk_address

LISTED = 30
STEPS = {
    "shown": actions.show_share,
    "begin": actions.begin_share,
    "back": actions.take_share_back,
    "send": actions.send_share,
}


@requires(Permission.SHARE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def approach(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """Before a visit or letter about somebody: does their yes reach that far?"""
    known = read.one(request, AgencyEmployer.objects.select_related("employer"), pk=employer_id)
    pack, lang = speech(request)
    people = read.many(request, rows.people_held_by(request.actor.membership_id))
    form = ApproachForm(request.POST or None, pack=pack, lang=lang, people=people)
    if made := posted(request, form, lambda: _approached(request, known, form, lang)):
        if form.cleaned_data["letter"]:
            return go(request, "privacy:share", share_id=made)
        messages.success(request, _("Planned. Their yes reaches that far."))
        return go(request, "employers:employer", employer_id=known.pk)
    context = {
        "form": form,
        "known": known,
        "talk": talk_address(request, known, form.chosen) if form.has_error("says") else "",
        "back": here(request, "employers:employer", employer_id=known.pk),
    }
    return render(request, "privacy/approach.html", context, status=status_of(form))


def _approached(request: HttpRequest, known: AgencyEmployer, form: ApproachForm, lang: str) -> UUID:
    told = {**form.values(), "employer": known, "language": lang}
    return actions.prepare_approach(by=request.actor, **told).pk  # type: ignore[attr-defined]


@requires(Permission.SHARE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Write to somebody about a person; and what was written before, with how it stands."""
    client = read.one(request, Client.objects, pk=client_id)
    if client.same_as_id:
        return go(request, "privacy:write", client_id=client.same_as_id)
    stays: list[Enrolment] = read.many(request, rows.enrolments_of(client.pk), limit=1)
    if not stays:
        messages.info(request, _("Letters about somebody begin once they are enrolled."))
        return go(request, "home:client", client_id=client.pk)
    pack, lang = speech(request)
    form = WriteForm(request.POST or None, pack=pack, lang=lang)
    if made := posted(request, form, lambda: _written(request, stays[0], form, lang).pk):
        return go(request, "privacy:share", share_id=made)
    before = Share.objects.filter(client__in=same_person(client.pk)).order_by("-prepared_at")
    found = read.many(request, before, limit=LISTED)
    context = {
        "form": form,
        "client": client,
        "lines": [sharing_shown.line(request, row) for row in found],
        "back": here(request, "home:client", client_id=client.pk),
    }
    return render(request, "privacy/write.html", context, status=status_of(form))


def _written(request: HttpRequest, stay: Enrolment, form: WriteForm, lang: str) -> Share:
    told = {name: form.cleaned_data[name] for name in ("kind", "recipient", "body")}
    return actions.prepare_share(by=request.actor, enrolment=stay, language=lang, **told)  # type: ignore[attr-defined]


@requires(Permission.SHARE_EDIT)
@require_safe
def share(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Exactly what they will read, the yes it rests on, and what stays here."""
    return _page(request, _one(request, share_id), ShareForm())


@requires(Permission.SHARE_EDIT)
@require_POST
def share_step(request: HttpRequest, share_id: UUID, step: str) -> HttpResponse:
    """Shown to the person, shared, taken back, or taken out once the minutes are over."""
    if step not in STEPS:
        raise Http404
    row, form = _one(request, share_id), ShareForm(request.POST)
    if posted(request, form, lambda: STEPS[step](by=request.actor, share=row).pk):
        page = "privacy:share_paper" if step == "send" else "privacy:share"
        return go(request, page, share_id=row.pk)
    return _page(request, row, form)


def _one(request: HttpRequest, share_id: UUID) -> Any:
    about = ("client__same_as", "enrolment__client__same_as", "employer__employer", "consent")
    return read.one(request, Share.objects.select_related(*about), pk=share_id)


def _page(request: HttpRequest, row: Share, form: ShareForm) -> HttpResponse:
    beside = {
        "rights": rights_over(request, row) if row.sent_on else "",
        "disagreements": disagreed(request, row),
    }
    context = {"form": form, **beside, **sharing_shown.page(request, row)}
    return render(request, "privacy/share.html", context, status=status_of(form))


@requires(Permission.SHARE_EDIT)
@require_safe
def share_paper(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """What went, to print or to copy: the same words as on the page before."""
    row = _one(request, share_id)
    if row.state is not ShareState.SENT:
        return go(request, "privacy:share", share_id=row.pk)
    return render(request, "privacy/share_paper.html", sharing_shown.letter(request, row))
