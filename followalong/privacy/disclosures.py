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
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.employers.actions import review_naming
from followalong.employers.models import EmployerContact
from followalong.privacy.shares import shares_of
from followalong.privacy.waiting import namings_waiting
from followalong.ui.words import day_text

PAGE = 100


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
    with translation.override(lang):
        context = {
            "client": client,
            **shares_of(request, same_person(client.pk), lang),
            "head": head_of(request),
            "back": here(request, "clients:choices", client_id=client.pk),
        }
        return render(request, "privacy/shared.html", context)
