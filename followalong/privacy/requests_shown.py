"""What a person asked about their own record, as the pages and the printed answer say it."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.clients.choices_shown import label
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.privacy.models import RightsRequest
from followalong.privacy.rules import put_off_problem
from followalong.ui.words import day_text, full_day_text


def waiting_copies(client: Client) -> Any:
    """Requests for a copy that wait for an answer, the oldest first."""
    rows = RightsRequest.objects.filter(client__in=same_person(client.pk), kind="COPY")
    return rows.filter(answered_on__isnull=True).order_by("asked_on", "pk")


ERASE = "ERASE"
# Where the work for a request is done: the page, its words, and the right that opens it.
LEADS_TO = {
    "COPY": ("privacy:copy", Permission.RIGHTS_ANSWER),
    ERASE: ("privacy:erasure_new", Permission.RETENTION_EDIT),
    "LOCK": ("clients:locks", Permission.LOCK_EDIT),
    "WHO_LOOKED": ("privacy:looks", Permission.AUDIT_VIEW),
    "CORRECTION": ("home:client", Permission.CLIENT_VIEW),
    "DISAGREEMENT": ("home:client", Permission.CLIENT_VIEW),
    "OTHER_WORKER": ("home:client", Permission.CLIENT_VIEW),
}


def by_when(pack: Pack, kind: str, asked_on: dt.date) -> str:
    day = full_day_text(pack.answer_by(kind, asked_on))
    return _("Written down. Somebody other than their own worker answers by %(day)s.") % {
        "day": day
    }


def line(request: HttpRequest, row: RightsRequest) -> dict[str, Any]:
    """`A copy of my record`, whose, and by when."""
    lang, today = get_language() or "en", timezone.localdate()
    told = _told_of(row, lang, today)
    return {
        "name": row.client.full_name,
        "href": here(request, "privacy:request", request_id=row.pk),
        "what": label("rights_request.kind", row.kind, lang),
        "words": row.words or "",
        "meta": " · ".join(filter(None, [told["asked"], told["state"]])),
        "is_soon": not row.answered_on and row.answer_by <= today + dt.timedelta(days=7),
    }


def told(row: RightsRequest, lang: str, today: dt.date) -> dict[str, Any]:
    """Everything that the person may read of it."""
    return {
        "what": label("rights_request.kind", row.kind, lang),
        "words": row.words or "",
        **_told_of(row, lang, today),
        "later_why": row.later_why or "",
        "outcome": label("rights_request.outcome", row.outcome, lang),
        "answer": row.answer or "",
        "may_disagree": may_disagree(row),
    }


def _told_of(row: RightsRequest, lang: str, today: dt.date) -> dict[str, str]:
    days = {"day": day_text(row.asked_on, today), "by": day_text(row.answer_by, today)}
    way = label("rights_request.way", row.way, lang)
    if row.answered_on:
        state = _("answered %(day)s") % {"day": day_text(row.answered_on, today)}
    elif row.later_due_on:
        state = _("put off; answer by %(by)s") % days
    else:
        state = _("answer by %(by)s") % days
    return {"asked": f"{way}, {days['day']}", "state": state}


def may_disagree(row: RightsRequest) -> bool:
    """What was asked to be put right and was not, or not all of it, may have their words beside."""
    return row.kind == "CORRECTION" and row.outcome in ("NOT_DONE", "PARTLY")


def may_put_off(pack: Pack, row: RightsRequest) -> bool:
    later = pack.answer_later(row.kind, row.due_on)
    told = (row.due_on, later, row.later_due_on, row.answered_on)
    return put_off_problem(*told, today=timezone.localdate()) is None


def leads_to(request: HttpRequest, row: RightsRequest) -> dict[str, str] | None:
    """The page on which this request is worked on, for whoever may open it."""
    name, permission = LEADS_TO.get(row.kind, ("", Permission.RIGHTS_ANSWER))
    if not name or not can(request.actor.role, permission):  # type: ignore[attr-defined]
        return None
    words = {
        "privacy:looks": _("Who looked"),
        "privacy:copy": _("Make the copy"),
        "clients:locks": _("Locked away"),
        "privacy:erasure_new": _("Let a record go"),
        "home:client": _("Their page"),
    }
    href = here(request, name, client_id=row.client_id)
    asked = f"?request={row.pk}" if row.kind == ERASE else ""
    return {"text": words[name], "href": f"{href}{asked}"}


def appeal(pack: Pack, lang: str) -> str:
    """Where to go with an answer one does not accept."""
    office = {"office": pack.value("privacy_office").say(lang)}
    return (
        _(
            "If you do not agree with this answer, tell anybody here and somebody else looks again."
            " You may also write to %(office)s at any time. Support stays the same."
        )
        % office
    )


def legal_help(pack: Pack, lang: str) -> dict[str, Any]:
    """Where free help is, and whether a lawyer has looked at that for the place."""
    return {
        "legal_help": pack.value("legal_help").say(lang),
        "needs_counsel": needs_counsel(pack),
    }


def needs_counsel(pack: Pack, kind: str = "LEGAL_HELP") -> bool:
    """Whether the days to answer, or the number for legal help, are not checked for the place."""
    rule = pack.rights.get(kind)
    told = [pack.facts["legal_help"].provenance] if kind == "LEGAL_HELP" else []
    told += [rule.provenance] if rule else []
    return any(one.needs_counsel for one in told)
