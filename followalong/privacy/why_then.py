"""By what a record was open at one look, as it was written down then."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.agencies import read
from followalong.agencies.models import Membership, Program
from followalong.agencies.traces import traces_of
from followalong.agencies.words import role_title
from followalong.audit.models import Event, Seen
from followalong.clients.models import Client, Relation
from followalong.clients.rows import same_person
from followalong.ui.words import full_day_text

RULES = {
    "agency": gettext_lazy("The role opened everyone of the agency."),
    "row": gettext_lazy("What was shown was open by itself, such as what they wrote themselves."),
    "emergency": gettext_lazy("They had opened it in an emergency, and it was looked at after."),
}


def look_then(request: HttpRequest, person: Client, event_id: UUID) -> dict[str, Any]:
    """Who looked and when, and the rule and tie that opened this person to them."""
    actor = request.actor  # type: ignore[attr-defined]
    event = Event.objects.filter(agency_id=actor.agency_id, pk=event_id).first()
    rows = same_person(person.pk)
    if event is None or not Seen.objects.filter(event_id=event.pk, client_id__in=rows).exists():
        raise Http404
    agency = request.membership.agency  # type: ignore[attr-defined]
    who = read.many(request, Membership.everything.filter(pk=event.membership_id))
    at = timezone.localtime(event.at)
    return {
        "who": who[0].name if who else role_title(agency, event.role),
        "role": role_title(agency, event.role),
        "when": f"{full_day_text(at.date())}, {time_format(at.time())}",
        "by": _by(request, rows, event.fields),
    }


def _by(request: HttpRequest, rows: Any, fields: list[str]) -> list[str]:
    """A list tells the ties of all whom it showed: those of this person are told."""
    found = traces_of(fields)
    said = [str(RULES[rule]) for rule, _pk in found if rule in RULES]
    ids = [pk for rule, pk in found if rule not in RULES]
    about = Relation.everything.filter(client__in=rows)
    ties = read.many(request, about.filter(pk__in=ids))
    of_programs = read.many(request, about.filter(program__in=ids).select_related("program"))
    own = [_tie(tie) for tie in ties]
    return own or [_program(tie.program) for tie in of_programs] or said


def _program(program: Program | None) -> str:
    name = program.name if program else ""
    return _("The person was in the program %(name)s, and they worked there.") % {"name": name}


def _tie(tie: Relation) -> str:
    said = {"kind": tie.get_kind_display(), "first": full_day_text(tie.from_on)}
    if tie.to_on is None:
        return _("A tie of their own: %(kind)s, since %(first)s.") % said
    said["last"] = full_day_text(tie.to_on)
    return _("A tie of their own: %(kind)s, from %(first)s to %(last)s.") % said
