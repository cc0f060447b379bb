"""Before a treatment team meets, each person is asked whether it may hear of them.

Only one's own people, on a page of one's own: on that of the meeting nobody is named without a yes.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.caseload.models import Meeting
from followalong.clients.agreed import agreed, agreed_to_team
from followalong.clients.choices_shown import label
from followalong.clients.models import Enrolment
from followalong.clients.rules import ConsentType
from followalong.home.meeting_agenda import of_team
from followalong.home.meeting_form import TREATMENT
from followalong.home.meetings import meeting_name
from followalong.home.mine import holders, mine

LARGEST = 100


@requires(Permission.ENROLMENT_EDIT)
@require_safe
def meeting_ask(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Those of my people of whom this team does not hear, each with the question that is open."""
    meeting = read.one(request, Meeting.objects.select_related("team", "program"), pk=meeting_id)
    if meeting.type != TREATMENT:
        return go(request, "home:meeting", meeting_id=meeting.pk)
    pack, lang = speech(request)
    found = read.many(request, _unasked(request, meeting), limit=LARGEST)
    context = {
        "meeting": meeting,
        "name": meeting_name(meeting, pack),
        "lines": [_line(request, meeting, row, lang) for row in found],
    }
    return render(request, "home/meeting_ask.html", context)


def _unasked(request: HttpRequest, meeting: Meeting) -> QuerySet[Enrolment]:
    today = timezone.localdate()
    rows = of_team(mine(request, holders(request, today), today), meeting)
    team = Case(When(agreed(ConsentType.TREATMENT_TEAM), then=True), default=False)
    rows = rows.exclude(agreed_to_team()).annotate(team_may_hear=team)
    return rows.select_related("client__same_as").order_by("client__name_key", "pk")


def _line(request: HttpRequest, meeting: Meeting, row: Any, lang: str) -> dict[str, str]:
    """The first yes that is missing; of an addiction program there is a second one."""
    person = row.client.person
    kind = ConsentType.SUD if row.team_may_hear else ConsentType.TREATMENT_TEAM
    asked = {"then": request.path}
    if kind == ConsentType.SUD and meeting.team:
        asked["recipient"] = meeting.team.name
    page = here(request, "clients:choice_ask", client_id=person.pk, kind=kind)
    return {
        "name": person.full_name,
        "about": label("consent.type", kind, lang),
        "page": here(request, "home:client", client_id=person.pk),
        "ask": f"{page}?{urlencode(asked)}",
    }
