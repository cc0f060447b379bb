"""Who goes along: hand-overs, and cover while somebody is away. Both are events of the record."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone as clock

from followalong.agencies.base import Label
from followalong.agencies.models import Cover, Membership
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.clients.events import tell, tell_handed_over
from followalong.clients.models import Assignment, Enrolment, OutreachChoice, Relation
from followalong.clients.refusals import AssignProblem, AssignRefused, CoverProblem, CoverRefused
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY, closed, overlap

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
    _end_ties_of_cover(stored, before, from_on - ONE_DAY, by=by)
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
        _end_ties_of_cover(enrolment, plan.membership_id, last_on, by=by)
        if begun and begun[-1].to_on == last_on:
            begun[-1].to_on = None
        for tie in _ties_of_cover(enrolment, enrolment.specialist_id).filter(to_on=last_on):
            tie.to_on = tie.cover.to_on
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


@transaction.atomic
def arrange_cover(
    *,
    by: Actor,
    away: Membership,
    covering: Membership,
    from_on: dt.date,
    to_on: dt.date,
    reason: str | None = None,
) -> Cover:
    """While one is away, another sees to all their people, both days included.

    Each of these people gets a dated tie to whoever covers, also those who come meanwhile.
    Raises CoverRefused.
    """
    cover = Cover(
        agency_id=by.agency_id,
        away=away,
        covering=covering,
        from_on=from_on,
        to_on=to_on,
        reason=reason or None,
    )
    if problem := _cover_problem(cover):
        raise CoverRefused(problem)
    cover.save(force_insert=True)
    held = Enrolment.objects.filter(specialist=away, exited_on__isnull=True)
    ties = [_tie(cover, enrolment, from_on) for enrolment in held]
    Relation.objects.bulk_create(ties)
    record(by=by, action="cover.arranged", subject=cover, clients=[tie.client_id for tie in ties])
    return cover


def _cover_problem(new: Cover) -> CoverProblem | None:
    if new.away_id == new.covering_id:
        return CoverProblem.SAME_PERSON
    if new.to_on < new.from_on:
        return CoverProblem.ENDS_BEFORE_START
    if new.covering.ended_on and new.covering.ended_on < new.to_on:
        return CoverProblem.NOT_HERE_THEN
    others = Cover.objects.filter(away=new.away_id, covering=new.covering_id).exclude(pk=new.pk)
    if any(overlap(new.from_on, new.to_on, other.from_on, other.to_on) for other in others):
        return CoverProblem.ALREADY_SO
    return None


@transaction.atomic
def change_cover(*, by: Actor, cover: Cover, to_on: dt.date) -> Cover:
    """Another last day, earlier or later; everybody's tie goes along. Raises CoverRefused."""
    rows = Cover.objects.select_related("covering").select_for_update(of=("self",))
    stored = rows.get(pk=cover.pk)
    if stored.to_on < clock.localdate():
        raise CoverRefused(CoverProblem.ALREADY_OVER)
    before, stored.to_on = stored.to_on, to_on
    if problem := _cover_problem(stored):
        raise CoverRefused(problem)
    stored.version += 1
    stored.save()
    # Who was handed to somebody else meanwhile has a tie that ended earlier: it stays ended.
    ties = Relation.objects.filter(cover=stored, to_on=before)
    changed = list(ties.values_list("client_id", flat=True))
    for never in ties.filter(from_on__gt=to_on):
        end_row(never, to_on, by=by)
    ties.update(to_on=to_on, version=F("version") + 1, changed_at=clock.now())
    record(by=by, action="cover.changed", subject=stored, clients=changed, fields=["to_on"])
    return stored


@transaction.atomic
def end_cover(*, by: Actor, cover: Cover, on: dt.date | None = None) -> Cover:
    """They are back: `on` is the first day without cover. One that never began is taken back.

    Raises CoverRefused.
    """
    last_on = (on or clock.localdate()) - ONE_DAY
    stored = Cover.objects.select_for_update().get(pk=cover.pk)
    if stored.to_on <= last_on:
        raise CoverRefused(CoverProblem.ALREADY_OVER)
    end_row(stored, last_on, by=by)
    ties = list(Relation.objects.filter(cover=stored, membership=stored.covering_id))
    for tie in ties:
        end_row(tie, last_on, by=by)
    record(
        by=by,
        action="cover.ended",
        subject=stored,
        clients=[tie.client_id for tie in ties],
        fields=["to_on"],
    )
    return stored


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
    ties = [_tie(cover, enrolment, max(cover.from_on, from_on)) for cover in covers]
    if ties:
        Relation.objects.bulk_create(ties)
    return made


def end_holding(*, by: Actor, enrolment: Enrolment, last_on: dt.date) -> None:
    """Nobody goes along, nor covers, after the last day."""
    for row in Assignment.objects.filter(enrolment=enrolment):
        end_row(row, last_on, by=by)
    _end_ties_of_cover(enrolment, enrolment.specialist_id, last_on, by=by)


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


def _tie(cover: Cover, enrolment: Enrolment, from_on: dt.date) -> Relation:
    return Relation(
        agency_id=enrolment.agency_id,
        client_id=enrolment.client_id,
        kind=Relation.Kind.COVERS,
        membership_id=cover.covering_id,
        cover=cover,
        from_on=from_on,
        to_on=cover.to_on,
        label=Label(enrolment.label),
    )


def _end_ties_of_cover(
    enrolment: Enrolment, away_id: UUID | None, last_on: dt.date, *, by: Actor
) -> None:
    for tie in _ties_of_cover(enrolment, away_id).filter(to_on__gt=last_on):
        end_row(tie, last_on, by=by)


def _ties_of_cover(enrolment: Enrolment, away_id: UUID | None) -> QuerySet[Relation]:
    """Of those who see to this person while one who goes along with them is away."""
    ties = Relation.objects.filter(client=enrolment.client_id, cover__away=away_id)
    return ties.select_related("cover")


def end_row(
    row: Assignment | Cover | OutreachChoice | Relation, last_on: dt.date, *, by: Actor
) -> None:
    """The last day of a dated row; one that would end before it began is taken back."""
    if row.to_on is not None and row.to_on <= last_on:
        return
    if last_on < row.from_on:
        withdraw(row, by=by, why="replaced")
        return
    row.to_on = last_on
    row.version += 1
    row.save()
