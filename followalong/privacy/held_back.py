"""What a person's copies leave out, in words: which entries and passages, and the law's reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import packs, read
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.privacy.models import HeldBack
from followalong.privacy.rules import Says, without


@dataclass(frozen=True)
class Held:
    """One mark on an entry: the words, or all of it, and why."""

    pk: UUID
    passage: str
    why: str
    by: str


def held_of(request: HttpRequest, person: Client) -> Mapping[str, list[Held]]:
    """What is held back now, by entry, with the reason in the language that is on."""
    rows = HeldBack.objects.filter(client__in=same_person(person.pk), shown_on__isnull=True)
    found: dict[str, list[Held]] = {}
    for row in read.many(request, rows.select_related("held_by").order_by("held_on", "pk")):
        held = Held(row.pk, row.passage or "", why(request, row.reason), row.held_by.name)
        found.setdefault(f"{row.row_type}:{row.row_id}", []).append(held)
    return found


def reasons(request: HttpRequest) -> list[tuple[str, str]]:
    """Those that the law of the place knows, each with where it says so."""
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    return [(reason, why(request, reason)) for reason in pack.held_back]


def why(request: HttpRequest, reason: str) -> str:
    """`Somebody else said it in confidence (45 CFR 164.524(a)(2)(v))`."""
    pack, lang = packs.load(request.membership.agency.pack), get_language() or "en"  # type: ignore[attr-defined]
    label = packs.codes.get("held_back.reason").label(reason, lang)
    rule = pack.held_back.get(reason)
    return f"{label} ({rule.law.say(lang)})" if rule else label


def instead(says: Says, held: list[Held]) -> Says:
    """What the copy says of an entry: marks where words are held back, and the reasons."""
    if not held:
        return says
    passages = [one.passage for one in held if one.passage]
    left = without(says, passages, _("[held back]")) if len(passages) == len(held) else None
    return [*(left or []), (_("Held back"), "; ".join(dict.fromkeys(one.why for one in held)))]
