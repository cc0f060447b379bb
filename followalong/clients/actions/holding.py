"""Who goes along: hand-overs are events of the record, now or from a day to come."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone as clock

from followalong.agencies.models import Cover, Membership
from followalong.agencies.withdrawing import end_row
from followalong.audit.record import record
from followalong.clients.actions.covers import cover_tie, end_ties_of_cover, ties_of_cover
from followalong.clients.events import tell, tell_handed_over
from followalong.clients.models import Assignment, Enrolment, Relation
from followalong.clients.refusals import AssignProblem, AssignRefused
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY, closed

# For so long a planned hand-over is made up for, if nobody ran the night's work.
MISSED_NIGHTS = dt.timedelta(days=31)


@transaction.atomic
def transfer_enrolment(
    *,
    by: Actor,
    enrolment: Enrolment,
    specialist: Membership,
    from_on: dt.date,
    reason: str | None = None,
) -> Assignment:
    """Hand a person to another specialist from a day on; the history stays. Raises AssignRefused.

    Rare by intent: one worker carries a person through every phase (domain.md 0.1). From a day
    to come it is planned: the night of that day makes it so (`take_up_transfers`), and a further
    hand-over before then replaces it.
    """
    stored, today = lock(enrolment), clock.localdate()
    history = list(Assignment.objects.filter(enrolment=stored).order_by("from_on", "pk"))
    if problem := _assign_problem(stored, history, specialist, from_on, today):
        raise AssignRefused(problem)
    if not history and stored.specialist_id:
        # Until now the enrolment alone said who held it (measures.md E4): write that down first.
        history = [_add_row(stored, stored.specialist_id, from_on=stored.entered_on)]
    for row in _without_plans(stored, history, today, by=by):
        end_row(row, from_on - ONE_DAY, by=by)
    before = stored.specialist_id
    end_ties_of_cover(stored, before, from_on - ONE_DAY, by=by)
    made = add_holder(
        by=by, enrolment=stored, holder_id=specialist.pk, from_on=from_on, reason=reason or None
    )
    if from_on <= today:
        stored.specialist = specialist
    stored.version += 1
    stored.save()
    record(
        by=by,
        action="enrolment.assigned",
        subject=stored,
        clients=[stored.client_id],
        fields=["specialist"],
    )
    tell_handed_over(stored, before, specialist.pk, from_on)
    tell(by, stored)
    return made


def _without_plans(
    enrolment: Enrolment, history: list[Assignment], today: dt.date, *, by: Actor
) -> list[Assignment]:
    """The rows that have begun. A hand-over that was only planned gives way: whoever goes along
    now does so on and on, and what had moved with the plan comes back first."""
    begun = [row for row in history if row.from_on <= today]
    for plan in history[len(begun) :]:
        last_on = plan.from_on - ONE_DAY
        end_row(plan, last_on, by=by)
        end_ties_of_cover(enrolment, plan.membership_id, last_on, by=by)
        if begun and begun[-1].to_on == last_on:
            begun[-1].to_on = None
        for tie in ties_of_cover(enrolment, enrolment.specialist_id).filter(to_on=last_on):
            tie.to_on = tie.cover.to_on  # type: ignore[union-attr]
            tie.version += 1
            tie.save()
        tell_handed_over(enrolment, plan.membership_id, enrolment.specialist_id, plan.from_on)
    return begun


def _assign_problem(
    enrolment: Enrolment,
    history: list[Assignment],
    specialist: Membership,
    from_on: dt.date,
    today: dt.date,
) -> AssignProblem | None:
    begun = [row for row in history if row.from_on <= today]
    is_planned = len(begun) < len(history)
    if enrolment.exited_on or not closed(from_on, enrolment.entered_on, None):
        return AssignProblem.OUTSIDE_STAY
    if enrolment.specialist_id == specialist.pk and not is_planned:
        return AssignProblem.ALREADY_HOLDS
    if begun and from_on < begun[-1].from_on:
        return AssignProblem.BEFORE_LAST_CHANGE
    return None


@transaction.atomic
def take_up_transfers(*, by: Actor) -> None:
    """Hand-overs planned for today become so, and those of nights that were missed.

    Rows that contradict each other for longer came so from another system, and are left alone.
    """
    today = clock.localdate()
    due = Assignment.objects.filter(
        ~Q(membership=F("enrolment__specialist")) | Q(enrolment__specialist__isnull=True),
        from_on__range=(today - MISSED_NIGHTS, today),
        to_on__isnull=True,
        enrolment__exited_on__isnull=True,
    )
    for row in due.order_by("enrolment"):
        stored = lock(row.enrolment)
        if not due.filter(pk=row.pk).exists():
            continue  # handed over otherwise while this waited
        before, stored.specialist_id = stored.specialist_id, row.membership_id
        stored.version += 1
        stored.save()
        record(
            by=by,
            action="enrolment.taken_up",
            subject=stored,
            clients=[stored.client_id],
            fields=["specialist"],
        )
        tell_handed_over(stored, before, row.membership_id, today)
        tell(by, stored)


def lock(enrolment: Enrolment) -> Enrolment:
    """The row as it stands now, held until this transaction ends."""
    return Enrolment.objects.select_for_update().get(pk=enrolment.pk)


def add_holder(
    *,
    by: Actor,
    enrolment: Enrolment,
    holder_id: UUID,
    from_on: dt.date,
    reason: str | None = None,
) -> Assignment:
    """Somebody goes along from a day on; who covers for them then does too."""
    made = _add_row(enrolment, holder_id, from_on=from_on, reason=reason)
    covers = Cover.objects.filter(away=holder_id, to_on__gte=from_on)
    ties = [cover_tie(cover, enrolment, max(cover.from_on, from_on)) for cover in covers]
    if ties:
        Relation.objects.bulk_create(ties)
    return made


def end_holding(*, by: Actor, enrolment: Enrolment, last_on: dt.date) -> None:
    """Nobody goes along, nor covers, after the last day."""
    for row in Assignment.objects.filter(enrolment=enrolment):
        end_row(row, last_on, by=by)
    end_ties_of_cover(enrolment, enrolment.specialist_id, last_on, by=by)


def _add_row(
    enrolment: Enrolment, membership_id: UUID, *, from_on: dt.date, reason: str | None = None
) -> Assignment:
    row = Assignment(
        agency_id=enrolment.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=membership_id,
        from_on=from_on,
        reason=reason,
        label=enrolment.label,
    )
    row.save(force_insert=True)
    return row
