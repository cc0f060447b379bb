from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import CommandForm, posted
from followalong.clients import choices_shown
from followalong.clients.models import Client, Consent, DisclosureChoice
from followalong.clients.rows import same_person
from followalong.clients.rules import Topic
from followalong.employers.actions import review_naming
from followalong.employers.models import EmployerContact
from followalong.employers.rules import DisclosureAnswer
from followalong.privacy.waiting import namings_waiting
from followalong.ui.words import day_text, with_more

PAGE = 100
SAID = [str(topic) for topic in Topic]


@requires(Permission.DISCLOSURE_REVIEW)
@require_safe
def namings(request: HttpRequest) -> HttpResponse:
    """What was said about somebody without their yes, that nobody has looked at yet."""
    rows = namings_waiting().select_related("client__same_as", "employer__employer")
    found = read.many(request, rows.order_by("-started_on", "-pk"), limit=PAGE)
    context = {"lines": [_naming(request, row) for row in found]}
    return render(request, "privacy/namings.html", context)


def _naming(request: HttpRequest, row: EmployerContact) -> dict[str, Any]:
    lang = get_language() or "en"
    today = timezone.localdate()
    person = row.client.person if row.client else None
    return {
        "name": person.full_name if person else _("Somebody"),
        "href": here(request, "privacy:shared", client_id=person.pk) if person else "",
        "meta": " · ".join(
            [
                row.employer.employer.name,
                day_text(row.started_on, today),
                choices_shown.label("employer_contact.disclosed", row.disclosed, lang),
            ]
        ),
        "seen": here(request, "privacy:naming_seen", contact_id=row.pk),
        "form": CommandForm(auto_id=False),
    }


@requires(Permission.DISCLOSURE_REVIEW)
@require_POST
def naming_seen(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Looked at: it leaves this list, and stays on the person's own."""
    row = read.one(request, EmployerContact.objects, pk=contact_id)
    form = CommandForm(request.POST)
    if posted(request, form, lambda: review_naming(by=request.actor, entry=row).pk):
        messages.success(request, _("Noted that you looked at it."))
    return go(request, "privacy:namings")


@requires(Permission.CONTACT_VIEW)
@require_safe
def shared(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What did I share? For the person, in their language, to read together or to print."""
    client = read.one(request, Client.objects, pk=client_id)
    if client.same_as_id:
        return go(request, "privacy:shared", client_id=client.same_as_id)
    lang = choices_shown.language_of(client)
    people, today = same_person(client.pk), timezone.localdate()
    yes = read.many(request, Consent.objects.filter(client__in=people).order_by("-signed_on"))
    with translation.override(lang):
        context = {
            "client": client,
            "told": [_told(row, lang) for row in _contacts(request, people)],
            "choices": [
                with_more(choices_shown.about(row, lang), choices_shown.when(row, today))
                for row in yes
            ],
            "talks": [_talk(row, lang) for row in _talks(request, people)],
            "head": head_of(request),
            "back": here(request, "clients:choices", client_id=client.pk),
        }
        return render(request, "privacy/shared.html", context)


def _contacts(request: HttpRequest, people: Any) -> list[EmployerContact]:
    rows = EmployerContact.objects.filter(client__in=people, disclosed__in=SAID)
    rows = rows.exclude(disclosure_answer=DisclosureAnswer.DID_NOT_NAME)
    return read.many(request, rows.select_related("employer__employer").order_by("-started_on"))


def _talks(request: HttpRequest, people: Any) -> list[DisclosureChoice]:
    rows = DisclosureChoice.objects.filter(client__in=people)
    return read.many(request, rows.order_by("-talked_on", "-pk"))


def _told(row: EmployerContact, lang: str) -> str:
    """`Tue 24 Nov · Corner Bakery · The person's name · you had not said yes to this`."""
    without = row.disclosure_answer == DisclosureAnswer.NAMED_WITHOUT_YES
    parts = [
        day_text(row.started_on, timezone.localdate()),
        row.employer.employer.name,
        choices_shown.label("employer_contact.disclosed", row.disclosed, lang),
        _("without a yes: this should not have happened, and we are sorry") if without else "",
    ]
    return " · ".join(filter(None, parts))


def _talk(row: DisclosureChoice, lang: str) -> str:
    day = day_text(row.talked_on, timezone.localdate())
    nothing = _("say nothing about me")
    most = choices_shown.label("consent.topic", row.topic, lang) or nothing
    return with_more(day, " · ".join(filter(None, [most, row.words_to_use])))
