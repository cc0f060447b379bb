"""What the enrolment page shows, prepared."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.clients.correctable import may_correct
from followalong.clients.forms.enrolments import EndFacetForm
from followalong.clients.models import Assignment, Enrolment, Facet
from followalong.clients.rules import FOLLOWS_JOBS, FacetKind
from followalong.clients.views import shown
from followalong.core.dates import closed

# What a page offers to add with one tap; pausing has reasons, work has job records.
OFFERED = [k for k in FacetKind if k not in FOLLOWS_JOBS | {FacetKind.PAUSED}]


def about_enrolment(
    request: HttpRequest,
    row: Enrolment,
    *,
    facets: list[Facet],
    holders: list[Assignment],
    today: dt.date,
) -> dict[str, Any]:
    pack, lang = speech(request)
    is_open = row.exited_on is None
    now = [f for f in facets if is_open and closed(today, f.from_on, f.to_on)]
    over = [f for f in facets if f.to_on and not (is_open and f.to_on >= today)]
    kinds = {facet.kind for facet in now}
    with_whom = row.specialist.name if row.specialist else ""
    days = shown.span_text(row.entered_on, row.exited_on, today)
    role = request.actor.role  # type: ignore[attr-defined]
    return {
        "enrolment": row,
        "client": row.client,
        "is_open": is_open,
        "with_whom": with_whom,
        "days": days,
        "lead": _("with %(who)s, %(days)s") % {"who": with_whom, "days": days}
        if with_whom
        else days,
        "work_status": shown.label(
            pack, "enrolment.work_status_at_entry", row.work_status_at_entry, lang
        ),
        "exit_reason": shown.label(pack, "enrolment.exit_reason", row.exit_reason, lang),
        "now": [
            {**shown.facet_line(request, f, today), "form": EndFacetForm(auto_id=False)}
            for f in now
        ],
        "over": [_over(request, facet, today) for facet in over],
        "kinds": _offers(pack, lang, kinds),
        "pauses": [] if FacetKind.PAUSED in kinds else pack.codes("pause.reason").choices(lang),
        "holders": [_holder(holder, today) for holder in holders],
        "is_working": FacetKind.WORKING in kinds,
        "leads": can(role, Permission.CASELOAD_ASSIGN),
        "sees_outreach": can(role, Permission.CONTACT_VIEW),
        "can_edit": can(role, Permission.ENROLMENT_EDIT) and is_open,
        "can_correct": can(role, Permission.ENROLMENT_EDIT) and may_correct(request.actor, row),
    }


def _offers(pack: Pack, lang: str, kinds: set[str]) -> list[tuple[str, str]]:
    listed = pack.codes("facet.kind").choices(lang)
    return [(code, label) for code, label in listed if code in OFFERED and code not in kinds]


def _over(request: HttpRequest, facet: Facet, today: dt.date) -> dict[str, str]:
    pack, lang = speech(request)
    reason = shown.label(pack, "pause.reason", facet.reason, lang)
    days = shown.span_text(facet.from_on, facet.to_on, today)
    name = shown.label(pack, "facet.kind", facet.kind, lang)
    return {
        "name": name,
        "meta": " · ".join(filter(None, [days, reason])),
        "correct": shown.facet_correct(request, facet),
    }


def _holder(row: Assignment, today: dt.date) -> dict[str, str]:
    days = shown.span_text(row.from_on, row.to_on, today)
    return {"name": row.membership.name, "meta": " · ".join(filter(None, [days, row.reason]))}
