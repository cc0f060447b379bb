"""A copy of somebody's record, to hand to them: on paper, and as files for other programs."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.agencies.roles import Permission
from followalong.clients.choices_shown import language_of
from followalong.clients.models import Client
from followalong.core.sheets import CSV_TYPE, csv_file
from followalong.privacy.actions import note_copy
from followalong.privacy.copy_of import copy_of, left_out
from followalong.privacy.looks import own_worker
from followalong.ui.words import full_day_text


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
def copy_print(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """In the person's language; made by somebody other than their own worker."""
    client = _whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    lang = language_of(client)
    with translation.override(lang):
        context = {
            "client": client,
            "parts": copy_of(request, client, lang),
            "left_out": left_out(),
            "made_by": request.membership.name,  # type: ignore[attr-defined]
            "day": full_day_text(timezone.localdate()),
            "head": head_of(request),
            "as_json": here(request, "privacy:copy_file", client_id=client.pk) + "?as=json",
            "as_csv": here(request, "privacy:copy_file", client_id=client.pk) + "?as=csv",
            "page": here(request, "home:client", client_id=client.pk),
        }
        return render(request, "privacy/copy_print.html", context)


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
@steps_up
def copy_file(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same for other programs: JSON, or CSV in which no text is a formula."""
    client = _whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    kind, lang = "csv" if request.GET.get("as") == "csv" else "json", language_of(client)
    with translation.override(lang):
        parts, today = copy_of(request, client, lang), timezone.localdate().isoformat()
        body = _csv(parts) if kind == "csv" else _json(parts, lang, today)
    note_copy(by=request.actor, client=client, kind=kind, request_id=request.request_id)  # type: ignore[attr-defined]
    response = HttpResponse(body, content_type=CSV_TYPE if kind == "csv" else "application/json")
    # The name says nothing about people, or about what kind of agency it is.
    response["Content-Disposition"] = f'attachment; filename="copy-{today}.{kind}"'
    return response


def _whose(request: HttpRequest, client_id: UUID) -> Client | None:
    """The person; None for their own worker, whom they may want to ask about."""
    client: Client = read.one(
        request, Client.objects.select_related("same_as"), pk=client_id
    ).person
    return None if read.count(request, own_worker(client, request.actor)) else client  # type: ignore[attr-defined]


def _json(parts: list[Any], lang: str, today: str) -> str:
    told = [
        {"part": part.title, "rows": [{"day": day, "says": dict(says)} for day, says in part.rows]}
        for part in parts
    ]
    whole = {"made_on": today, "language": lang, "parts": told, "left_out": left_out()}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _csv(parts: list[Any]) -> Any:
    heads = [_("Part"), _("Day"), _("What"), _("In words")]
    rows = [
        [part.title, day, name, value]
        for part in parts
        for day, says in part.rows
        for name, value in says
    ]
    return csv_file(heads, rows)
