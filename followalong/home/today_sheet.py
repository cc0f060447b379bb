"""The sheet for a day without the system: own meetings, names to use, how to reach people.

On paper, or as a file that a passphrase opens. Nothing of it is kept here: a file is made when it
is asked for and has no address of its own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import status_of
from followalong.audit.record import record
from followalong.caseload.models import Appointment
from followalong.home.agenda import IN_TIME, MEETS, clock_text
from followalong.home.today_sheet_form import PassphraseForm
from followalong.ui import pdf
from followalong.ui.pdf.locked import locked
from followalong.ui.words import full_day_text

# Nobody meets more people in a day.
AT_MOST = 60


@dataclass(frozen=True)
class Sheet:
    """What stands on it."""

    name: str
    on: dt.date
    heads: list[str]
    rows: list[list[Any]]

    @property
    def day(self) -> str:
        return full_day_text(self.on)

    @property
    def void(self) -> str:
        return full_day_text(self.on + dt.timedelta(days=1))


@requires(*MEETS)
@require_safe
def today_sheet(request: HttpRequest) -> HttpResponse:
    """Making it is on the record, naming everybody on it. It says itself that it is void."""
    context = {
        "sheet": _sheet(request, "today_sheet.printed"),
        "head": head_of(request),
        "back": here(request, "home:today"),
        "save": here(request, "home:today_sheet_file"),
    }
    return render(request, "home/today_sheet.html", context)


@requires(*MEETS)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@steps_up
def today_sheet_file(request: HttpRequest) -> HttpResponse:
    """The same as a file, sealed with a passphrase that only its maker knows."""
    form = PassphraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sheet = _sheet(request, "today_sheet.downloaded")
        content = locked(pdf.made(_paper(sheet)), form.cleaned_data["passphrase"])
        name = content_disposition_header(True, f"today-{sheet.on}.pdf")
        headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
        return HttpResponse(content, content_type="application/pdf", headers=headers)
    context = {"form": form, "back": here(request, "home:today_sheet")}
    return render(request, "home/today_sheet_file.html", context, status=status_of(form))


def _sheet(request: HttpRequest, action: str) -> Sheet:
    me, today = request.actor.membership_id, timezone.localdate()  # type: ignore[attr-defined]
    planned = Appointment.objects.filter(membership=me, starts_on=today, status="planned")
    rows = planned.select_related("client__same_as").order_by(*IN_TIME)
    meetings = read.many(request, rows, limit=AT_MOST)
    record(
        by=request.actor,  # type: ignore[attr-defined]
        action=action,
        clients={row.client_id for row in meetings if row.client_id},
        row_count=len(meetings),
        request_id=request.request_id,  # type: ignore[attr-defined]
    )
    sees_all = can(request.actor.role, Permission.CONTACT_VIEW)  # type: ignore[attr-defined]
    heads = [_("Time"), _("Who"), _("Where"), _("How to reach safely")]
    return Sheet(
        name=request.membership.name,  # type: ignore[attr-defined]
        on=today,
        heads=[*heads, _("In an emergency")] if sees_all else heads,
        rows=[_row(row, sees_all=sees_all) for row in meetings],
    )


def _row(row: Appointment, *, sees_all: bool) -> list[Any]:
    """The name to use, never more of a person than the day needs."""
    person = row.client.person if row.client else None
    who = [person.name, person.pronouns] if person else [row.title or _("Without a person")]
    reach = [person.phone, _text(person), person.safe_contact] if person else []
    cells = [clock_text(row.starts_at), _joined(who, ", "), row.location or "", _joined(reach)]
    return [*cells, (person.emergency_contact or "") if person else ""] if sees_all else cells


def _paper(sheet: Sheet) -> pdf.Paper:
    """No program and no letter head: neither the file nor its name says what kind of help it is."""
    void = _("Contains personal information. Void from %(day)s on: delete it then.")
    nothing = _("Nothing is planned for you today. What you plan stands here.")
    rows = [[str(cell) for cell in row] for row in sheet.rows]
    table = pdf.Table(sheet.heads, rows) if rows else pdf.Text(nothing)
    return pdf.Paper(
        title=_("Today sheet"),
        subtitle=f"{sheet.name} · {sheet.day}",
        footer=_("Void from %(day)s on") % {"day": sheet.void},
        blocks=[pdf.Text(void % {"day": sheet.void}), table],
        is_wide=True,
    )


def _text(person: Any) -> str:
    return _("OK to text") if person.phone and person.ok_to_text else ""


def _joined(parts: Iterable[str | None], between: str = " · ") -> str:
    return between.join(filter(None, parts))
