"""The sheet for a day without the system: own meetings, names to use, how to reach people."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.agencies.roles import Permission, can
from followalong.audit.record import record
from followalong.caseload.models import Appointment
from followalong.home.agenda import IN_TIME, MEETS, clock_text
from followalong.ui.words import full_day_text

# Nobody meets more people in a day.
AT_MOST = 60


@requires(*MEETS)
@require_safe
def today_sheet(request: HttpRequest) -> HttpResponse:
    """Making it is on the record, naming everybody on it. It says itself that it is void."""
    me, today = request.actor.membership_id, timezone.localdate()
    planned = Appointment.objects.filter(membership=me, starts_on=today, status="planned")
    rows = planned.select_related("client__same_as").order_by(*IN_TIME)
    meetings = read.many(request, rows, limit=AT_MOST)
    record(
        by=request.actor,
        action="today_sheet.printed",
        clients={row.client_id for row in meetings if row.client_id},
        row_count=len(meetings),
        request_id=request.request_id,
    )
    sees_all = can(request.actor.role, Permission.CONTACT_VIEW)
    heads = [_("Time"), _("Who"), _("Where"), _("How to reach safely")]
    context = {
        "heads": [*heads, _("In an emergency")] if sees_all else heads,
        "rows": [_row(row, sees_all=sees_all) for row in meetings],
        "day": full_day_text(today),
        "void": full_day_text(today + timedelta(days=1)),
        "name": request.membership.name,
        "head": head_of(request),
        "back": here(request, "home:today"),
    }
    return render(request, "home/today_sheet.html", context)


def _row(row: Appointment, *, sees_all: bool) -> list[Any]:
    """The name to use, never more of a person than the day needs."""
    person = row.client.person if row.client else None
    who = [person.name, person.pronouns] if person else [row.title or _("Without a person")]
    reach = [person.phone, _text(person), person.safe_contact] if person else []
    cells = [clock_text(row.starts_at), _joined(who, ", "), row.location or "", _joined(reach)]
    return [*cells, (person.emergency_contact or "") if person else ""] if sees_all else cells


def _text(person: Any) -> str:
    return _("OK to text") if person.phone and person.ok_to_text else ""


def _joined(parts: list[str | None], between: str = " · ") -> str:
    return between.join(filter(None, parts))
