"""Information that went astray, as the list and its page say it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.clients.choices_shown import label
from followalong.clients.models import Client
from followalong.core.nearest import nearest, nearest_first
from followalong.core.text import fold
from followalong.privacy.models import Breach, BreachNotice, BreachPerson
from followalong.privacy.rules import NOT_TOLD
from followalong.ui.words import day_text

OFFERED = 8
PEOPLE = 500


def line(request: HttpRequest, row: Breach) -> dict[str, Any]:
    """What happened, when it was found, and what is still to do."""
    return {
        "what": row.what,
        "href": here(request, "privacy:breach", breach_id=row.pk),
        "meta": " · ".join([_found(row), _state(row)]),
    }


def _found(row: Breach) -> str:
    return _("found %(day)s") % {"day": day_text(row.found_on, timezone.localdate())}


def _state(row: Breach) -> str:
    today = timezone.localdate()
    if row.closed_on:
        return _("closed %(day)s") % {"day": day_text(row.closed_on, today)}
    if row.tell_by:
        return _("people are told by %(day)s at the latest") % {"day": day_text(row.tell_by, today)}
    return _("people are told as soon as it can be done")


def told(row: Breach, pack: Pack, lang: str) -> dict[str, Any]:
    """Everything that stands on it, in words."""
    today = timezone.localdate()
    rule = pack.facts["breach_rule"]
    return {
        "row": row,
        "is_open": row.closed_on is None,
        "meta": " · ".join([_found(row), _state(row)]),
        "happened": day_text(row.happened_on, today) if row.happened_on else _("not known yet"),
        "kinds": ", ".join(label("breach.kind", kind, lang) for kind in row.kinds),
        "rule": rule.value.say(lang),
        "rule_source": rule.provenance.source,
        "needs_counsel": rule.provenance.needs_counsel,
    }


# The form about one person, by their id or by that of their line.
Makes = Callable[[UUID], Form]


def people(request: HttpRequest, row: Breach, lang: str, makes: Makes) -> list[dict[str, Any]]:
    """Everybody concerned beside each other, those who are still to be told first."""
    rows = BreachPerson.objects.filter(breach=row).select_related("client", "told_by")
    found = read.many(request, rows.order_by("told_on", "pk"), limit=PEOPLE)
    found.sort(key=lambda one: one.told_on is not None)
    return [_concerned(request, row, one, lang, makes) for one in found]


def _concerned(
    request: HttpRequest, breach: Breach, one: BreachPerson, lang: str, makes: Makes
) -> dict[str, Any]:
    how = label("breach.told_how", one.told_how, lang)
    when = day_text(one.told_on, timezone.localdate()) if one.told_on else ""
    by = one.told_by.name if one.told_by else ""
    return {
        "name": one.client.full_name,
        "call": one.client.name,
        "href": here(request, "home:client", client_id=one.client_id),
        "is_told": one.told_on is not None and one.told_how != NOT_TOLD,
        "is_settled": one.told_on is not None,
        "meta": " · ".join(filter(None, [how, when, by])),
        "words": one.told_words or "",
        "form_id": f"tell-{one.pk}",
        "form": None if one.told_on or breach.closed_on else makes(one.pk),
        "action": here(request, "privacy:breach_told", concerned_id=one.pk),
    }


def notices(request: HttpRequest, row: Breach, lang: str) -> list[dict[str, str]]:
    """Offices and others who were told."""
    rows = BreachNotice.objects.filter(breach=row).select_related("told_by")
    today = timezone.localdate()
    return [
        {
            "whom": one.whom,
            "meta": " · ".join(
                [
                    label("breach.told_how", one.told_how, lang),
                    day_text(one.told_on, today),
                    one.told_by.name,
                ]
            ),
        }
        for one in read.many(request, rows.order_by("told_on", "pk"))
    ]


def offered(request: HttpRequest, row: Breach, typed: str, makes: Makes) -> list[dict[str, Any]]:
    """People of this name who may be added: those on the list are not asked about again."""
    ids = nearest("search_clients", fold(typed)) if typed else []
    if not ids:
        return []
    named = BreachPerson.objects.filter(breach=row).values("client_id")
    others = Client.objects.filter(pk__in=ids, same_as__isnull=True).exclude(pk__in=named)
    rows = nearest_first(others, ids)
    return [
        {
            "name": one.full_name,
            "pronouns": one.pronouns or "",
            "form": makes(one.pk),
        }
        for one in read.many(request, rows, limit=OFFERED)
    ]
