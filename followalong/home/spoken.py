"""Where a person was spoken of in a team meeting: events of their timeline."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.caseload.models import MeetingNote
from followalong.core.actor import Actor
from followalong.home.entries import Entry, label, note, when


def spoken_of(actor: Actor, purpose: str, **about: Any) -> QuerySet:
    """What was said, as far as this reader has the minutes. Steps that came of it stand alone."""
    rows = MeetingNote.objects.filter(text__gt="", **about).visible_to(actor, purpose)
    return rows.order_by("-pk").values(
        row=JSONObject(
            id="id",
            text="text",
            meeting="meeting",
            on=F("meeting__held_on"),
            type=F("meeting__type"),
        )
    )


def entries(request: HttpRequest, rows: list[dict[str, Any]], pack: Pack) -> Iterator[Entry]:
    for row in rows:
        on = date.fromisoformat(row["on"])
        yield Entry(
            on=on,
            id=UUID(row["id"]),
            kind="plan",
            title=label(pack, "meeting.type", row["type"]),
            when=when(on, None),
            href=here(request, "home:minutes", meeting_id=row["meeting"]),
            **note(row["text"]),
        )
