"""A lead's one minute: the team's week with employers, signed off in one tap."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.access import led_by
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.models import Leave
from followalong.agencies.roles import Permission
from followalong.agencies.rows import team_of
from followalong.agencies.writing import status_of, write
from followalong.core.dates import week_start
from followalong.employers import rows, shown, team_weeks
from followalong.employers.actions import sign_off_week
from followalong.employers.forms.sign_off import SignOffForm
from followalong.employers.models import EmployerContact
from followalong.employers.rules import week_to_sign
from followalong.employers.team_weeks import contacts_text

# How far back the page looks: the eight weeks of fidelity item 17, and four to catch up.
WEEKS = dt.timedelta(weeks=12)


@requires(Permission.EMPLOYER_CONTACT_SIGN_OFF)
@require_http_methods(["GET", "HEAD", "POST"])
def team_week(request: HttpRequest) -> HttpResponse:
    """Each one's meetings beside the number aimed at, and what was learned; then one button."""
    today = timezone.localdate()
    weeks = rows.unsigned_weeks(request, week_start(today) - WEEKS, today)
    monday = _asked(request) or week_to_sign(weeks, today)
    entries = read.many(request, rows.contacts_of_team(request, monday))
    unsigned = [str(entry.pk) for entry in entries if entry.signed_off_on is None]
    form = SignOffForm(request.POST or None, unsigned=unsigned)
    if request.method == "POST" and form.is_valid():
        made = write(request, form, lambda: _sign(request, monday, form).pk)
        if made:
            return go(request, "employers:team_week")
    context = {
        "form": form,
        "unsigned": len(unsigned),
        "staff": _staff(request, monday, entries, today),
        "earlier": team_weeks.earlier(request, weeks, monday, today),
        "words": read.many(request, rows.words_to_team(monday, monday)),
        **team_weeks.about(monday, today, entries),
    }
    return render(request, "employers/team_week.html", context, status=status_of(form))


def _asked(request: HttpRequest) -> dt.date | None:
    """The week of the address, by any of its days."""
    try:
        return week_start(dt.date.fromisoformat(request.GET.get("week", "")))
    except ValueError:
        return None


def _sign(request: HttpRequest, monday: dt.date, form: SignOffForm) -> Any:
    said = form.cleaned_data
    made = sign_off_week(
        by=request.actor, monday=monday, seen=said["seen"], comment=said["comment"]
    )
    messages.success(request, _("Signed off: %(count)s.") % {"count": contacts_text(made.contacts)})
    return made


def _staff(
    request: HttpRequest, monday: dt.date, entries: list[EmployerContact], today: dt.date
) -> list[dict[str, Any]]:
    sunday = monday + rows.SIX_DAYS
    here = team_of(request.actor, monday, sunday).filter(role__in=rows.DEVELOPERS)
    away = Leave.objects.filter(
        led_by(request.actor, "membership__"), from_on__lte=sunday, to_on__gte=monday
    )
    return team_weeks.staff(
        request,
        read.many(request, here),
        entries,
        leaves=read.many(request, away),
        monday=monday,
        aim=shown.aim(request),
        today=today,
    )
