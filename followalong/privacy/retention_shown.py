"""How long records are kept and which are let go, as the pages say it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop, ngettext
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.clients.choices_shown import label
from followalong.clients.models import Client
from followalong.core.nearest import nearest, nearest_first
from followalong.core.text import fold
from followalong.privacy.keeping import Standing, standing_of
from followalong.privacy.models import Erasure, LegalHold, RetentionTime, RightsRequest
from followalong.privacy.requests_shown import ERASE
from followalong.privacy.retention_refusals import NOT_LET_GO
from followalong.privacy.rules import ASKED, ErasureProblem
from followalong.ui.words import day_text, full_day_text

OFFERED = 8
Line = dict[str, Any]


def number_of(client_id: Any) -> str:
    """What is left of a name: the end of the row's number, enough to tell two apart."""
    return _("Record …%(number)s") % {"number": client_id.hex[-8:]}


def standing(request: HttpRequest, client_id: Any, reason: str) -> Standing:
    """What keeps a record now, worked out as the service."""
    agency = request.membership.agency  # type: ignore[attr-defined]
    return standing_of(request.actor, agency, client_id, reason)  # type: ignore[attr-defined]


def person_of(request: HttpRequest, row: Erasure) -> str:
    """Where the record is, for whoever opens records; an administrator does not."""
    if row.done_at or not can(request.actor.role, Permission.CLIENT_VIEW):  # type: ignore[attr-defined]
        return ""
    return here(request, "home:client", client_id=row.client_id)


def over_lines(request: HttpRequest, found: list[Standing]) -> list[Line]:
    """Whose time is over, by name, for whoever may open them; held ones say so."""
    rows = Client.objects.filter(pk__in=[one.client_id for one in found])
    people = {row.pk: row for row in read.many(request, rows)}
    return [
        {
            "name": people[one.client_id].full_name,
            "href": here(request, "privacy:erasure_new", client_id=one.client_id),
            "meta": " · ".join(days_of(one)),
            "is_held": one.is_held,
        }
        for one in found
        if one.client_id in people
    ]


def days_of(one: Standing) -> list[str]:
    """When somebody was last served, and since when the time is over."""
    today = timezone.localdate()
    said = [_("last served %(day)s") % {"day": day_text(one.last_on, today)}]
    if one.over:
        said.append(_("kept until %(day)s") % {"day": day_text(one.over, today)})
    return said


def stands_against(one: Standing) -> str:
    """What keeps the record, in a sentence; empty where nothing does."""
    return str(NOT_LET_GO[one.problem]) if one.problem else ""


def times(request: HttpRequest, pack: Pack, lang: str) -> list[Line]:
    """Each kind of record: how long, under what, who said so; or that nobody did yet."""
    rows = RetentionTime.objects.select_related("set_by")
    own = {row.kind: row for row in read.many(request, rows)}
    return [_time(request, kind, pack, lang, own.get(kind)) for kind in pack.retention]


def _time(
    request: HttpRequest, kind: str, pack: Pack, lang: str, own: RetentionTime | None
) -> Line:
    rule = pack.retention[kind]
    years = own.years if own else rule.years
    return {
        "kind": kind,
        "own_years": own.years if own else None,
        "what": label("retention.kind", kind, lang),
        "years": _years(years) if years is not None else _("Nobody has said yet"),
        "age": own.until_age if own else None,
        "least": _("at least %(years)s") % {"years": _years(rule.at_least)}
        if rule.at_least
        else "",
        "basis": own.basis if own else rule.provenance.source,
        "set": _set_by(own) if own else "",
        "stays": pack.codes("retention.kind").flag(kind, "stays"),
        "needs_counsel": own is None and rule.provenance.needs_counsel,
        "href": here(request, "privacy:retention_set", record=kind.lower()),
    }


def _years(n: int) -> str:
    said = ngettext("%(n)d year after the last service", "%(n)d years after the last service", n)
    return said % {"n": n}


def _set_by(own: RetentionTime) -> str:
    day = day_text(own.set_on, timezone.localdate())
    return _("set by %(name)s, %(day)s") % {"name": own.set_by.name, "day": day}


def times_before(request: HttpRequest, kind: str) -> list[str]:
    """What was set before, the latest first."""
    rows = RetentionTime.everything.filter(kind=kind, withdrawn_at__isnull=False)
    found = read.many(request, rows.select_related("set_by").order_by("-set_on", "-pk"))
    return [" · ".join([_years(row.years), row.basis, _set_by(row)]) for row in found]


def holds(request: HttpRequest) -> list[Line]:
    """What is held now, over whole records or over everybody's."""
    rows = LegalHold.objects.filter(lifted_on__isnull=True).select_related("client", "written_by")
    return [hold(request, row) for row in read.many(request, rows.order_by("from_on", "pk"))]


def hold(request: HttpRequest, row: LegalHold) -> Line:
    day = day_text(row.from_on, timezone.localdate())
    return {
        "row": row,
        "whose": row.client.full_name if row.client else _("Every record here"),
        "href": here(request, "privacy:hold", hold_id=row.pk),
        "meta": _("asked by %(whom)s, from %(day)s") % {"whom": row.asked_by, "day": day},
    }


def erasure(request: HttpRequest, row: Erasure, names: dict[Any, Client]) -> Line:
    """A proposal or what is left of a record: a number, and a name only while one may be read."""
    today, lang = timezone.localdate(), get_language() or "en"
    client = names.get(row.client_id)
    told = [label("erasure.reason", row.reason, lang)]
    who = {"name": row.proposed_by.name, "day": day_text(row.proposed_on, today)}
    told.append(_("proposed by %(name)s, %(day)s") % who)
    if row.done_at and row.agreed_by:
        done = day_text(timezone.localdate(row.done_at), today)
        told.append(
            _("let go %(day)s, agreed by %(name)s") % {"day": done, "name": row.agreed_by.name}
        )
    if row.left_on and row.left_by:
        left = {"name": row.left_by.name, "day": day_text(row.left_on, today)}
        told.append(_("left as it is by %(name)s, %(day)s") % left)
    return {
        "row": row,
        "name": client.full_name if client else number_of(row.client_id),
        "number": number_of(row.client_id),
        "href": here(request, "privacy:erasure", erasure_id=row.pk),
        "meta": " · ".join(told),
        "is_open": not row.done_at and not row.left_on,
    }


def named(request: HttpRequest, rows: list[Erasure]) -> dict[Any, Client]:
    """The people behind open proposals whom the reader may open: none, for an administrator."""
    ids = [row.client_id for row in rows if not row.done_at]
    found = read.many(request, Client.objects.filter(pk__in=ids)) if ids else []
    return {client.pk: client for client in found}


def offered(request: HttpRequest, typed: str) -> list[Line]:
    """People of this name, to hold the record of one of them."""
    ids = nearest("search_clients", fold(typed)) if typed else []
    if not ids:
        return []
    rows = nearest_first(Client.objects.filter(pk__in=ids, same_as__isnull=True), ids)
    start = here(request, "privacy:hold_new")
    return [
        {"name": one.full_name, "pronouns": one.pronouns or "", "href": f"{start}?client={one.pk}"}
        for one in read.many(request, rows, limit=OFFERED)
    ]


def begun_answer(request: HttpRequest, row: RightsRequest) -> dict[str, str]:
    """To somebody who asked that their record goes: what can't, and why, in words to go on from."""
    if row.kind != ERASE or row.answered_on:
        return {}
    told = standing(request, row.client_id, ASKED)
    return {"answer": f"{_answered(told)} {_(STAYS)}"}


def _answered(one: Standing) -> str:
    if one.problem is ErasureProblem.TOO_EARLY and one.over:
        day = full_day_text(one.over)
        return _("The law asks us to keep your record until %(day)s.") % {"day": day}
    return str(ANSWERS.get(one.problem, GOES))


GOES = gettext_lazy(
    "Two people here look at it and agree. Then your name, how to reach you and everything written"
    " about you are taken away."
)
STAYS = gettext_noop(
    "What stays: a number without your name, days and figures, and the list of who looked at your"
    " record, which we have to keep. Sealed backups still hold a copy until they run out."
)
ANSWERS = {
    ErasureProblem.STILL_HERE: gettext_lazy(
        "You still take part here, so we need your record. When that ends, ask us again."
    ),
    ErasureProblem.HELD: gettext_lazy(
        "We have to keep your record for now. We look at it again as soon as that is over."
    ),
    ErasureProblem.GONE: gettext_lazy("Your record was let go already."),
}
