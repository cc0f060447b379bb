"""The page of one person who works here, which several small forms come back to."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from followalong.agencies import access, read, rules, shown
from followalong.agencies import rows as asked
from followalong.agencies.forms.members import TakeBackForm
from followalong.agencies.joining import sends_mail
from followalong.agencies.links import here
from followalong.agencies.models import Invitation, Leave, Membership, StaffFte, TeamMembership
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of

# Days away stay on the page for a while after they are over.
LOOK_BACK = dt.timedelta(days=60)


def person_page(
    request: HttpRequest, row: Membership, *, sent: TakeBackForm | None = None, link: str = ""
) -> HttpResponse:
    """The page; `sent` is a form of it that was refused, `link` an invitation to hand over."""
    today = timezone.localdate()
    edits = shown.may(request, Permission.STAFF_EDIT)
    leads = access.leads(request.actor, row)  # type: ignore[attr-defined]
    context = {
        "person": row,
        "lead": shown.title(request, row),
        "facts": shown.facts(request, row),
        "hours": shown.hours(read.many(request, _hours(row)), today),
        "leave": [shown.leave_line(r, today) for r in read.many(request, _leave(row, today))],
        "teams": [shown.team_days(r, today) for r in read.many(request, _teams(row))],
        "others": shown.member_lines(request, read.many(request, _other_roles(row)), {}),
        "is_over": rules.is_over(row.ended_on, today),
        "can_edit": edits,
        "can_add_leave": edits or (leads and shown.may(request, Permission.LEAVE_EDIT)),
        "can_guide": leads and shown.may(request, Permission.STAFF_GUIDE),
        "form": sent or TakeBackForm(auto_id=False),
        "link": link,
        **_invitation(request, row),
    }
    return render(request, "agencies/person.html", context, status=status_of(context["form"]))


def above(request: HttpRequest, row: Membership) -> dict[str, str]:
    """The page of this person, as the page above a form about them."""
    return {"parent": row.name, "back": here(request, "agencies:person", membership_id=row.pk)}


def _invitation(request: HttpRequest, row: Membership) -> dict[str, Any]:
    """Where a person without a sign-in stands, and what can be done about it."""
    if row.user_id:
        return {"sign_in": "", "is_invited": False, "sends_mail": False}
    made = Invitation.objects.filter(membership=row).order_by("-made_at", "-pk")
    latest = next(iter(read.many(request, made, limit=1)), None)
    return {
        "sign_in": shown.invitation_text(latest),
        "is_invited": latest is not None and shown.is_open(latest),
        "sends_mail": bool(sends_mail() and row.email),
    }


def _hours(row: Membership) -> QuerySet[StaffFte]:
    return StaffFte.objects.filter(membership=row).order_by("-from_on")


def _leave(row: Membership, today: dt.date) -> QuerySet[Leave]:
    rows = Leave.objects.filter(membership=row, to_on__gte=today - LOOK_BACK)
    return rows.order_by("from_on", "pk")


def _teams(row: Membership) -> QuerySet[TeamMembership]:
    rows = TeamMembership.objects.filter(membership=row).select_related("team")
    return rows.order_by("-from_on", "pk")


def _other_roles(row: Membership) -> QuerySet[Membership]:
    """The same person's other roles; of somebody without a sign-in there is only this one."""
    rows = asked.members().exclude(pk=row.pk)
    return rows.filter(user=row.user_id) if row.user_id else rows.none()
