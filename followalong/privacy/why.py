"""Why can this person see this? The decision for one colleague and one record, step by step."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.deciding import decide
from followalong.agencies.gates import requires
from followalong.agencies.models import Membership, actor_of
from followalong.agencies.roles import ROLES, Permission, Reach
from followalong.audit.record import record
from followalong.clients.models import Client, Relation
from followalong.privacy.why_then import look_then

ASKED = {
    "agency": gettext_lazy("Do they work in the agency that keeps it?"),
    "role": gettext_lazy("Does their role name this?"),
    "reach": gettext_lazy("Does their role open anybody’s record?"),
    "tie": gettext_lazy("Does something tie them to this person today?"),
    "kind of record": gettext_lazy("Does their role reach this person’s record?"),
    "addiction": gettext_lazy("Is it free of an addiction program’s label, or are they of it?"),
    "locked": gettext_lazy("Is it not locked at the person’s wish?"),
    "lock_box": gettext_lazy("Did the person not lock it away from them?"),
    "let_go": gettext_lazy("Is the record still kept, and not let go?"),
    "legal": gettext_lazy("Is it free of legal history, or does their role need that?"),
}
REACHES = {
    Reach.NONE: gettext_lazy("Their role opens nobody’s record."),
    Reach.RELATED: gettext_lazy("Their role opens people with whom they have a tie."),
    Reach.PROGRAM: gettext_lazy("Their role opens people of their program, and those with a tie."),
    Reach.AGENCY: gettext_lazy("Their role opens everyone of the agency."),
}


class WhoForm(forms.Form):
    who = forms.ChoiceField(label=gettext_lazy("Which colleague?"))

    def __init__(self, *args: Any, staff: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(str(m.pk), f"{m.name}, {_role(m)}") for m in staff]


@requires(Permission.AUDIT_VIEW, purpose="HOPERAT")
@require_safe
def why(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Whether a colleague may open this person's record, and what decided it."""
    person = read.one(request, Client.objects, pk=client_id)
    rows = Membership.objects.select_related("agency").order_by("given_name", "pk")
    staff = read.many(request, rows)
    form = WhoForm(request.GET if "who" in request.GET else None, staff=staff)
    context = {"client": person, "form": form}
    if "look" in request.GET:
        context["then"] = look_then(request, person, _uuid(request.GET["look"]))
    if form.is_valid():
        member = next(m for m in staff if str(m.pk) == form.cleaned_data["who"])
        context |= _told(request, person, member)
    return render(request, "privacy/why.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _told(request: HttpRequest, person: Client, member: Membership) -> dict[str, Any]:
    """The decision in words. That it was asked is on the record, with the steps."""
    decision = decide(actor_of(member), person)
    record(
        by=request.actor,  # type: ignore[attr-defined]
        action="decision.explained",
        subject=member,
        clients=[person.pk],
        fields=[f"{asked}:{'yes' if passed else 'no'}" for asked, passed in decision.steps],
        purpose="HOPERAT",
        request_id=request.request_id,  # type: ignore[attr-defined]
    )
    mine = Q(membership=member) | Q(program=member.program_id, program__isnull=False)
    ties = Relation.objects.filter(mine, client=person).select_related("program")
    return {
        "name": member.name,
        "allowed": decision.allowed,
        "because": _(decision.why),
        "reach": REACHES[ROLES[member.role].reach],
        "steps": [(ASKED[asked], passed) for asked, passed in decision.steps],
        "ties": [_tie(row) for row in read.many(request, ties.order_by("from_on", "pk"))],
    }


def _tie(row: Relation) -> dict[str, Any]:
    today = timezone.localdate()
    is_now = row.from_on <= today and (row.to_on is None or row.to_on >= today)
    what = row.program.name if row.program else ""
    return {"kind": row.get_kind_display(), "what": what, "row": row, "is_now": is_now}


def _role(member: Membership) -> str:
    return _(ROLES[member.role].title)
