"""How much somebody works, and when they are away."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.models import Leave, Membership, StaffFte
from followalong.agencies.refusals import HoursProblem, HoursRefused, MemberRefused
from followalong.agencies.rules import MemberProblem, fte_on
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.core.actor import Actor

LEAST, MOST = Decimal("0.05"), Decimal(1)


@transaction.atomic
def set_fte(*, by: Actor, membership: Membership, from_on: date, fte: Decimal) -> StaffFte:
    """Working time from a day on; what held before that day stays. Raises HoursRefused."""
    if not LEAST <= fte <= MOST:
        raise HoursRefused(HoursProblem.OUT_OF_RANGE)
    if membership.started_on and from_on < membership.started_on:
        raise HoursRefused(HoursProblem.BEFORE_START)
    stored = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    # One row a day, also after a mistake was taken back.
    row, _ = StaffFte.everything.update_or_create(
        agency_id=stored.agency_id,
        membership=stored,
        from_on=from_on,
        defaults={"fte": fte, "withdrawn_at": None, "withdrawn_by": None, "withdrawn_why": ""},
    )
    known = StaffFte.objects.filter(membership=stored).values_list("from_on", "fte")
    stored.fte = fte_on(known, clock.localdate()) or stored.fte
    stored.version += 1
    stored.save()
    record(by=by, action="membership.hours_set", subject=stored, fields=["fte"])
    return row


@transaction.atomic
def add_leave(*, by: Actor, membership: Membership, from_on: date, to_on: date) -> Leave:
    """Days on which somebody is away, the first and the last included. Raises MemberRefused."""
    if to_on < from_on:
        raise MemberRefused(MemberProblem.ENDS_BEFORE_START)
    row = Leave(agency_id=membership.agency_id, membership=membership, from_on=from_on, to_on=to_on)
    row.save(force_insert=True)
    record(by=by, action="leave.added", subject=row)
    return row


@transaction.atomic
def withdraw_leave(*, by: Actor, leave: Leave) -> Leave:
    """Days that were written down by mistake, or will not be taken."""
    stored = Leave.everything.select_for_update().get(pk=leave.pk)
    if stored.withdrawn_at is None:
        withdraw(stored, by=by, why="taken back")
        record(by=by, action="leave.withdrawn", subject=stored)
    return stored
