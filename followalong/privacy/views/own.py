"""A person's own page, by a link that carries no name; and the link, made for them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from followalong.agencies import packs, read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.links import here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of
from followalong.clients import locks_shown
from followalong.clients.models import Client, Disagreement
from followalong.clients.rows import same_person
from followalong.core.gates import public
from followalong.privacy import actions
from followalong.privacy import requests_shown as shown
from followalong.privacy.copies_shown import copies_now
from followalong.privacy.forms import LinkForm, NumberForm, OwnRequestForm
from followalong.privacy.looks import looks_at, own_worker
from followalong.privacy.models import OwnLink, RightsRequest
from followalong.privacy.own import enter_own, hold, is_open_here
from followalong.privacy.refusals import WrongNumber
from followalong.privacy.shares import shares_of

LOOKS_SHOWN = 40
ASKED_SHOWN = 50


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Made by somebody other than their worker; address and number are shown once."""
    client = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    if read.count(request, own_worker(client, request.actor)):
        return refuse(request, Permission.RIGHTS_ANSWER)
    form, made = LinkForm(request.POST or None), {}

    def do() -> UUID:
        row, secret, number = actions.make_link(by=request.actor, client=client)
        address = settings.SITE_URL + reverse("own:page", args=[secret])
        made.update(address=address, number=number, until=row.expires_at)
        return row.pk

    is_made = bool(posted(request, form, do))
    context = {
        "form": form,
        "client": client,
        **{name: made.get(name, "") for name in ("address", "number", "until")},
        "was_shown": is_made and not made,
        "back": here(request, "home:client", client_id=client.pk),
    }
    return render(request, "privacy/own_link.html", context, status=status_of(form))


@public("a person's own page: the secret address and its number open it, in one browser")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    mine = enter_own(request, secret)
    if is_open_here(request, mine):
        return _own(request, mine, secret)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            hold(request, actions.open_link(by=request.actor, link=mine, number=number))
        except WrongNumber as error:
            actions.count_wrong_number(by=request.actor, link=mine)
            form.add_error("number", str(error))
        else:
            return redirect("own:page", secret=secret)
    context = {"form": form, "was_opened": mine.browser_hash is not None}
    return render(request, "privacy/own_number.html", context, status=status_of(form))


def _own(request: HttpRequest, mine: OwnLink, secret: str) -> HttpResponse:
    """What was decided, who heard, who looked, what was asked; and a way to ask."""
    lang, person = get_language() or "en", mine.client.person
    pack, people = packs.load(mine.agency.pack), same_person(person.pk)
    request.reading.add(OwnLink, [person.pk], 1)  # type: ignore[attr-defined]
    form = OwnRequestForm(request.POST or None, pack=pack, lang=lang)

    def do() -> UUID:
        told = {name: form.cleaned_data[name] for name in ("kind", "words")}
        told |= {"way": "LINK", "asked_on": timezone.localdate()}
        return actions.receive_request(by=request.actor, client=person, **told).pk

    if posted(request, form, do):
        return redirect("own:page", secret=secret)
    asked = RightsRequest.objects.filter(client__in=people).order_by("-asked_on", "-pk")
    today = timezone.localdate()
    context = {
        "form": form,
        **shares_of(request, people, lang),
        "asked_before": [
            shown.told(row, lang, today) for row in read.many(request, asked, limit=ASKED_SHOWN)
        ],
        "disagreements": read.many(
            request,
            Disagreement.objects.filter(client__in=people).order_by("-said_on", "-pk"),
            limit=ASKED_SHOWN,
        ),
        "locks": [
            locks_shown.told(row, named=False)
            for row in read.many(request, locks_shown.locks_of(people), limit=ASKED_SHOWN)
        ],
        "copies": read.many(request, copies_now(people).defer("file__sealed"), limit=1),
        "secret": secret,
        "looks": looks_at(request, people, None, mine.agency, named=False).lines[:LOOKS_SHOWN],
        "appeal": shown.appeal(pack, lang),
        **shown.legal_help(pack, lang),
    }
    return render(request, "privacy/own.html", context, status=status_of(form))
