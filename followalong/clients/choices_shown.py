"""What a person allowed, as the pages and the printed copy say it."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from followalong.agencies import packs
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.packs.consent_texts import consent_text
from followalong.agencies.packs.text import base_language
from followalong.agencies.roles import Permission, can
from followalong.clients.models import Client, Consent
from followalong.clients.rules import ConsentType, EndedWith, waits_for_signature
from followalong.core.ids import uuid7
from followalong.ui.words import day_text

# So long before its end, a yes is offered to be asked again on the page of choices.
SOON = dt.timedelta(days=30)
ENDED_WITH: dict[str, Any] = {
    EndedWith.JOB: gettext_lazy("because the job there ended"),
    EndedWith.SERVICE: gettext_lazy("because support here ended"),
    EndedWith.DEATH: gettext_lazy("because they have died"),
}
OURS = re.compile(r"(en|fr|es)\b", re.IGNORECASE)


def language_of(client: Client) -> str:
    """The person's own language where it is one of ours, else that of the page."""
    found = OURS.match(client.language or "")
    return base_language(found[1] if found else get_language() or "en")


def label(key: str, code: str | None, lang: str) -> str:
    """What people read for a code; a code from elsewhere is shown as it came."""
    if not code:
        return ""
    listed = packs.codes.get(key)
    return listed.label(code, lang) if code in listed else code


def stands(choice: Consent, today: dt.date) -> bool:
    """Whether it is a yes on this day."""
    return _runs(choice, today) and not _is_unsigned(choice)


def waits(choice: Consent, today: dt.date) -> bool:
    """Whether they said yes, and it holds once it is signed."""
    return _runs(choice, today) and _is_unsigned(choice)


def _runs(choice: Consent, today: dt.date) -> bool:
    is_over = choice.expires_on is not None and choice.expires_on < today
    return choice.revoked_on is None and not is_over and choice.signed_on <= today


def _is_unsigned(choice: Consent) -> bool:
    pack = packs.load(choice.agency.pack)
    return waits_for_signature(choice.method, pack.consent(choice.type).methods_for())


def is_signed_since(choice: Consent, others: Iterable[Consent]) -> bool:
    """Whether the same was given again later in a way that holds."""
    same = (choice.type, choice.employer_id, choice.recipient)
    return any(
        (one.type, one.employer_id, one.recipient) == same
        and one.signed_on >= choice.signed_on
        and not _is_unsigned(one)
        for one in others
    )


def line(request: HttpRequest, choice: Consent, pack: Pack, lang: str) -> dict[str, Any]:
    """One yes: what for, since and until when, how it was given, and what can be done with it."""
    today = timezone.localdate()
    is_now, is_waiting = stands(choice, today), waits(choice, today)
    edits = can(request.actor.role, Permission.ENROLMENT_EDIT)  # type: ignore[attr-defined]
    ends = choice.expires_on is not None and choice.expires_on <= today + SOON
    ask = here(request, "clients:choice_ask", client_id=choice.client_id, kind=choice.type)
    needs_copy = pack.consent(choice.type).copy_given and choice.copy_given_on is None
    return {
        "pk": choice.pk,
        "about": about(choice, lang),
        "meta": " · ".join(filter(None, [when(choice, today), how(choice, lang)])),
        "words": choice.in_their_words or "",
        "is_now": is_now,
        "ends_soon": is_now and ends,
        "needs_copy": is_now and needs_copy,
        "is_waiting": is_waiting,
        "again": f"{ask}?again={choice.pk}" if edits and (ends or not is_now) else "",
        "take_back": _to(request, "clients:choice_take_back", choice)
        if edits and (is_now or is_waiting)
        else "",
        "paper": _to(request, "clients:choice_paper", choice),
        "copy": _to(request, "clients:choice_copy", choice) if edits else "",
        "command_id": uuid7(),
    }


def _to(request: HttpRequest, name: str, choice: Consent) -> str:
    return here(request, name, choice_id=choice.pk)


def about(choice: Consent, lang: str) -> str:
    """`Talk with a family member or friend: my sister Ruth`."""
    more = [choice.recipient or "", label("consent.topic", choice.topic, lang)]
    what = label("consent.type", choice.type, lang)
    return " · ".join(filter(None, [what, *more]))


def when(choice: Consent, today: dt.date) -> str:
    days = {"first": day_text(choice.signed_on, today)}
    if choice.revoked_on:
        days["last"] = day_text(choice.revoked_on, today)
        return _("yes on %(first)s, taken back on %(last)s") % days
    if waits(choice, today):
        return _("said yes on %(first)s; it holds once it is signed") % days
    if choice.expires_on is None:
        return _("yes since %(first)s, until they take it back") % days
    days["last"] = day_text(choice.expires_on, today)
    is_over = choice.expires_on < today
    said = (
        _("yes on %(first)s, ended on %(last)s")
        if is_over
        else _("yes since %(first)s, until %(last)s")
    )
    why = ENDED_WITH.get(choice.ended_with or "", "")
    return " · ".join(filter(None, [said % days, str(why)]))


def how(choice: Consent, lang: str) -> str:
    return label("consent.method", choice.method, lang)


def needs_counsel(pack: Pack, kind: str) -> bool:
    """Whether the words, or how and how long it may be given, are not checked for the place."""
    told = consent_text(pack.code, kind).provenance
    return told.needs_counsel or pack.consent(kind).provenance.needs_counsel


def not_now(
    request: HttpRequest, client: Client, standing: set[str], pack: Pack, lang: str
) -> list[dict[str, Any]]:
    """What is no yes today and something here would need; what is asked at the start first."""
    listed = pack.codes("consent.type")
    edits = can(request.actor.role, Permission.ENROLMENT_EDIT)  # type: ignore[attr-defined]
    # Only where it can be asked: elsewhere it would say what somebody is treated for.
    apart = {ConsentType.SUD_COUNSELLING} if request.actor.sees_sud else set()  # type: ignore[attr-defined]
    offered = OFFERED | apart
    found = [
        {
            "about": text,
            "says": consent_text(pack.code, code).says.say(lang),
            "at_start": code in AT_START,
            "ask": _ask(request, client, code) if edits else "",
        }
        for code, text in listed.choices(lang)
        if code in offered and code not in standing
    ]
    return sorted(found, key=lambda one: not one["at_start"])


def _ask(request: HttpRequest, client: Client, kind: str) -> str:
    """What an employer may know is talked through; everything else is one question."""
    if kind == ConsentType.EMPLOYER:
        return here(request, "employers:disclosure", client_id=client.pk)
    return here(request, "clients:choice_ask", client_id=client.pk, kind=kind)


# Asked when support starts; every other one is asked when it first matters.
AT_START = (ConsentType.SERVICE, ConsentType.MESSAGES)
# Those that a page of today needs. Nobody is asked for a yes that nothing would look up.
OFFERED = {
    *AT_START,
    ConsentType.TREATMENT_TEAM,
    ConsentType.CLINIC,
    ConsentType.SUD,
    ConsentType.VR,
    ConsentType.BENEFITS,
    ConsentType.FAMILY,
    ConsentType.EMPLOYER,
    ConsentType.REFERENCE,
    ConsentType.PHOTO,
}
