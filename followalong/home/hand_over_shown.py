"""A hand-over as the template shows it: words and addresses, prepared."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.caseload.actions import Move
from followalong.caseload.models import Appointment, NextStep
from followalong.clients.models import Assignment, Enrolment
from followalong.employers.actions import EmployerMove
from followalong.employers.models import AgencyEmployer
from followalong.home.rows import moment
from followalong.home.words import going_on
from followalong.ui.words import near_text

# Hand-overs of so many days can be taken back from the page.
LATELY = timedelta(days=14)


def line(request: HttpRequest, row: Enrolment, field: BoundField, pack: Pack) -> dict[str, Any]:
    """One person: what goes on, who goes along now, what moves with them, and the choice."""
    parts = [
        going_on(row.facets_now, (), pack, row.entered_on),  # type: ignore[attr-defined]
        row.specialist.name if row.specialist else _("No one yet"),
        _along(row.meeting_count, row.step_count),  # type: ignore[attr-defined]
    ]
    return {
        "name": row.client.person.full_name,
        "href": here(request, "home:client", client_id=row.client.person.pk),
        "meta": " · ".join(filter(None, parts)),
        "field": field,
    }


def _along(meetings: int, steps: int) -> str:
    """`2 meetings, 1 next step`."""
    said = [
        ngettext("%(count)d meeting", "%(count)d meetings", meetings) % {"count": meetings}
        if meetings
        else "",
        ngettext("%(count)d next step", "%(count)d next steps", steps) % {"count": steps}
        if steps
        else "",
    ]
    return ", ".join(filter(None, said))


def total_columns() -> list[Any]:
    numbers = (_("People now"), _("More"), _("Then"))
    return [_("Colleague"), *((text, "number") for text in numbers)]


def totals(staff: Iterable[Any], chosen: Counter) -> list[list[Any]]:
    """Each colleague who gets somebody: how many they go along with, how many come, and then."""
    return [
        [member.name, member.holds, chosen[str(member.pk)], member.holds + chosen[str(member.pk)]]
        for member in staff
        if chosen[str(member.pk)]
    ]


def left_line(request: HttpRequest, row: Appointment, today: date) -> dict[str, Any]:
    """A meeting that goes along with nobody."""
    return {
        "name": row.title or (row.client.full_name if row.client else _("Without a person")),
        "over": moment(row.starts_at, today),
    }


def employer_line(request: HttpRequest, row: AgencyEmployer, field: BoundField) -> dict[str, Any]:
    """One employer, and the choice of colleague."""
    return {
        "name": row.employer.name,
        "href": here(request, "employers:employer", employer_id=row.pk),
        "field": field,
    }


def step_line(request: HttpRequest, row: NextStep) -> dict[str, Any]:
    """What was agreed for somebody else's person, and with whom it goes on."""
    person = row.client.person
    return {
        "name": person.full_name,
        "href": here(request, "home:client", client_id=person.pk),
        "meta": " · ".join([row.text, row.enrolment.specialist.name]),
    }


def moved_text(
    moves: Iterable[Move], employers: Iterable[EmployerMove], from_on: date, today: date
) -> str:
    """`Handed over: Theo 12, Ida 11. Employers: Theo 4.`, or the day for which it is planned."""
    said = []
    if who := _who(moves):
        day = {"day": near_text(from_on, today), "who": who}
        text = _("Planned for %(day)s: %(who)s.") if from_on > today else _("Handed over: %(who)s.")
        said.append(text % day)
    if who := _who(employers):
        said.append(_("Employers: %(who)s.") % {"who": who})
    return " ".join(said) or _("Done. Nothing was left to hand over.")


def _who(moves: Iterable[Move | EmployerMove]) -> str:
    counted = Counter(move.to.name for move in moves)
    return ", ".join(f"{name} {number}" for name, number in sorted(counted.items()))


def lately(request: HttpRequest, today: date) -> list[dict[str, Any]]:
    """Hand-overs of the last days and those to come, each with the way back."""
    rows = Assignment.objects.filter(
        from_on__gte=today - LATELY,
        from_on__gt=F("enrolment__entered_on"),
        reason__isnull=False,
        enrolment__exited_on__isnull=True,
    )
    groups = (
        read.visible(request, rows)
        .order_by()
        .values("from_on", "reason")
        .annotate(number=Count("pk"), ids=ArrayAgg("pk"))
        .order_by("-from_on", "reason")
    )
    page = here(request, "home:hand_over")
    return [
        {
            "name": ngettext("%(count)d person", "%(count)d people", group["number"])
            % {"count": group["number"]},
            "meta": f"{near_text(group['from_on'], today)} · {group['reason']}",
            "href": f"{page}?back={min(group['ids'])}",
        }
        for group in groups
    ]
