"""Ticking off the list of somebody's first weeks, and putting guides away."""

from datetime import date

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.first_weeks import items_for
from followalong.agencies.models import Agency, Membership, StaffStep
from followalong.audit.record import record
from followalong.core.actor import Actor


class NotOnTheList(Exception):
    """An item that this role's list does not have."""


@transaction.atomic
def tick_step(*, by: Actor, membership: Membership, item: str, done_on: date) -> StaffStep:
    """One thing was done; ticked twice it stays as it was first. Raises NotOnTheList."""
    if item not in {one.key for one in items_for(membership.role)}:
        raise NotOnTheList(item)
    Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    there = StaffStep.objects.filter(membership=membership, item=item).first()
    if there is not None:
        return there
    step = StaffStep(
        agency_id=membership.agency_id,
        membership=membership,
        item=item,
        done_on=done_on,
        done_by_id=by.membership_id,
    )
    step.save(force_insert=True)
    record(by=by, action="staff_step.ticked", subject=step, fields=["item"])
    return step


@transaction.atomic
def untick_step(*, by: Actor, membership: Membership, item: str) -> Membership:
    """A tick was a mistake."""
    steps = StaffStep.objects.filter(membership=membership, item=item)
    changed = steps.update(withdrawn_at=clock.now(), withdrawn_by=by.id, withdrawn_why="taken back")
    if changed:
        record(by=by, action="staff_step.unticked", subject=membership, fields=["item"])
    return membership


@transaction.atomic
def put_list_away(*, by: Actor, membership: Membership) -> Membership:
    """The list of the first weeks is off the day; it can still be opened."""
    Membership.objects.filter(pk=membership.pk).update(settled_on=clock.localdate())
    record(by=by, action="first_weeks.put_away", subject=membership)
    return membership


@transaction.atomic
def put_guide_away(*, by: Actor, agency: Agency) -> Agency:
    """The guide of the agency's first hour is off the administrator's day."""
    Agency.objects.filter(pk=agency.pk).update(guided_on=clock.localdate())
    record(by=by, action="first_hour.put_away", subject=agency)
    return agency
