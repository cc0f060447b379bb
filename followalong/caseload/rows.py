"""The rows that pages about plans ask for, before the read gate narrows them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from followalong.agencies import read
from followalong.agencies.models import Membership
from followalong.agencies.roles import ROLES, Permission
from followalong.caseload.models import Appointment, NextStep, Snippet

# So many short texts fit in a list to choose from.
SNIPPETS = 60
# What stands for the person's name in a short text.
NAME = "{name}"
_LOGS = {Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER}
# Roles whose holders meet people.
MEET = [slug for slug, role in ROLES.items() if _LOGS & role.permissions and not role.is_guest]


def meetings(rows: Any = None) -> QuerySet[Appointment]:
    """Appointments with the names that a page says; also those let go, from `everything`."""
    found = Appointment.objects if rows is None else rows
    return found.select_related("client__same_as", "membership", "series", "enrolment")


def members_who_meet(program_id: UUID | None, today: dt.date) -> QuerySet[Membership]:
    """Who works in a program today, or for all of them, and meets people."""
    rows = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today), role__in=MEET
    )
    if program_id is not None:
        rows = rows.filter(Q(program_id=program_id) | Q(program__isnull=True))
    return rows.order_by("given_name", "family_name", "pk")


def snippets() -> QuerySet[Snippet]:
    """One's own short texts first, then the shared ones, by name."""
    return Snippet.objects.order_by("is_shared", "name", "pk")


def short_texts(request: HttpRequest, *, of_people: bool = True) -> list[Snippet]:
    """What a note box offers; without those that say a name where no person may be named."""
    found = read.many(request, snippets(), limit=SNIPPETS)
    return [one for one in found if of_people or NAME not in one.text]


def next_steps(rows: Any = NextStep.objects) -> QuerySet[NextStep]:
    """Steps with the names that a page says; also those let go, from `everything`."""
    return rows.select_related("client__same_as", "owner", "enrolment")
