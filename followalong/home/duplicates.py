"""Possible duplicates: pairs that wait for an answer, those that had one, and one named by hand."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write
from followalong.clients.actions import pair_by_hand
from followalong.clients.forms.duplicates import PairForm
from followalong.clients.lookalikes import SIGNS
from followalong.clients.models import Client, PossibleDuplicate
from followalong.core.nearest import nearest, nearest_first
from followalong.core.text import fold
from followalong.ui.words import day_text

LIMIT = 100
OFFERED = 8
STANDING = Q(client__same_as__isnull=True, other__same_as__isnull=True)


@requires(Permission.DUPLICATE_REVIEW)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs to look at, the oldest first; or those that were answered, the newest first."""
    is_answered = request.GET.get("tab") == "answered"
    rows = _answered() if is_answered else waiting_pairs()
    pairs = read.many(request, rows, limit=LIMIT)
    note_both(request, pairs)
    context = {
        "tab": "answered" if is_answered else "open",
        "lines": [_line(request, pair) for pair in pairs],
        "is_cut": len(pairs) == LIMIT,
        "limit": LIMIT,
    }
    return render(request, "home/duplicates.html", context)


def waiting_pairs() -> QuerySet[PossibleDuplicate]:
    """Without an answer, between records that stand for somebody."""
    rows = PossibleDuplicate.objects.filter(STANDING, decision__isnull=True)
    return _with_names(rows).order_by("found_on", "pk")


def _answered() -> QuerySet[PossibleDuplicate]:
    rows = PossibleDuplicate.objects.filter(decision__isnull=False)
    return _with_names(rows).order_by("-decided_on", "-pk")


def _with_names(rows: QuerySet[PossibleDuplicate]) -> QuerySet[PossibleDuplicate]:
    return rows.select_related("client", "other", "decided_by")


def note_both(request: HttpRequest, pairs: list[PossibleDuplicate]) -> None:
    """Both people of a pair were shown: the gate itself knows of one."""
    request.reading.add(Client, [pair.other_id for pair in pairs], len(pairs))  # type: ignore[attr-defined]


def _line(request: HttpRequest, pair: PossibleDuplicate) -> dict[str, Any]:
    found = _("found %(day)s") % {"day": day_text(pair.found_on, timezone.localdate())}
    told = answer_text(pair) if pair.decision else " · ".join(filter(None, [why(pair), found]))
    names = {"one": pair.client.full_name, "other": pair.other.full_name}
    return {
        "name": _("%(one)s and %(other)s") % names,
        "href": here(request, "home:duplicate", pair_id=pair.pk),
        "meta": told,
        "said": pair.reason or "",
    }


def why(pair: PossibleDuplicate) -> str:
    """What speaks for one person, in words."""
    said = [str(SIGNS[sign]) for sign in pair.signs if sign in SIGNS]
    return ", ".join(said) or _("named by hand")


def answer_text(pair: PossibleDuplicate) -> str:
    """`One person, joined Tue 24 Nov by Sol`."""
    values = {
        "day": day_text(pair.decided_on, timezone.localdate()),
        "name": pair.decided_by.name if pair.decided_by else _("somebody"),
    }
    if pair.decision == PossibleDuplicate.Decision.SAME:
        return _("One person: joined %(day)s by %(name)s") % values
    return _("Two people: answered %(day)s by %(name)s") % values


@requires(Permission.DUPLICATE_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicate_new(request: HttpRequest) -> HttpResponse:
    """Two records that somebody names: first the one, then the other."""
    one = _one(request)
    typed = request.GET.get("q", "").strip()
    found = [row for row in _found(request, typed) if one is None or row.pk != one.pk]
    form = PairForm(request.POST or None, found=found) if one else None
    if form and request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        made = write(request, form, lambda: pair_by_hand(by=request.actor, one=one, other=other).pk)
        if made:
            return go(request, "home:duplicate", pair_id=made)
    context = {"one": one, "typed": typed, "found": found, "form": form}
    status = status_of(form) if form else 200
    return render(request, "home/duplicate_new.html", context, status=status)


def _one(request: HttpRequest) -> Client | None:
    try:
        return read.one(request, _standing(), pk=UUID(request.GET.get("one", "")))
    except ValueError:
        return None


def _found(request: HttpRequest, typed: str) -> list[Client]:
    ids = nearest("search_clients", fold(typed)) if typed else []
    return read.many(request, nearest_first(_standing().filter(pk__in=ids), ids), limit=OFFERED)


def _standing() -> QuerySet[Client]:
    return Client.objects.filter(same_as__isnull=True)
