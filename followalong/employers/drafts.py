"""Visits somebody began to write down: kept as typed, offered again, let go once saved."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.caseload.actions import drop_draft
from followalong.caseload.models import Draft

FORM = "visit"
AT_MOST = 3


def offers(request: HttpRequest) -> list[dict[str, Any]]:
    """Unfinished texts, but for the one that is being continued here."""
    open_one = request.GET.get("draft")
    return [
        {
            "command_id": command_id,
            "name": _text(draft, "employer_name") or _text(draft, "person_met"),
            "at": timezone.localtime(draft.kept_at),
            "begins": (_text(draft, "learned") or _text(draft, "note"))[:80],
            "href": _address(request, draft, command_id),
        }
        for draft in read.many(request, _drafts(), limit=AT_MOST)
        if (command_id := draft.key.partition(":")[2]) != open_one
        and (_text(draft, "learned") or _text(draft, "note"))
    ]


def continued(request: HttpRequest) -> dict[str, Any]:
    """What was typed into the draft that the address names, under its own command."""
    wanted = request.GET.get("draft")
    if not wanted or request.method == "POST":
        return {}
    found = read.many(request, _drafts().filter(key=f"{FORM}:{wanted}"))
    if not found:
        return {}
    typed = {name: "".join(said) for name, said in found[0].text.items()}
    return {**typed, "command_id": wanted}


def let_go(request: HttpRequest, command_id: UUID) -> None:
    drop_draft(by=request.actor, key=f"{FORM}:{command_id}")  # type: ignore[attr-defined]


def _address(request: HttpRequest, draft: Draft, command_id: str) -> str:
    """Where a draft goes on: at the employer it was begun for, if that was known."""
    asked = {"employer": _text(draft, "at_employer"), "draft": command_id}
    known = {name: value for name, value in asked.items() if value}
    return f"{here(request, 'employers:contact')}?{urlencode(known)}"


def _drafts() -> QuerySet[Draft]:
    return Draft.objects.filter(key__startswith=f"{FORM}:").order_by("-kept_at")


def _text(draft: Draft, name: str) -> str:
    return "".join(draft.text.get(name) or [])
