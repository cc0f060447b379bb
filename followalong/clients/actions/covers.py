"""Cover while somebody is away, and the ties by which it opens each of their people."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone as clock

from followalong.agencies.base import Label
from followalong.agencies.models import Cover, Membership
from followalong.agencies.withdrawing import end_row
from followalong.audit.record import record
from followalong.clients.models import Enrolment, Relation
from followalong.clients.refusals import CoverProblem, CoverRefused
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY, overlap


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
    ties = [cover_tie(cover, enrolment, from_on) for enrolment in held]
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


def cover_tie(cover: Cover, enrolment: Enrolment, from_on: dt.date) -> Relation:
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


def end_ties_of_cover(
    enrolment: Enrolment, away_id: UUID | None, last_on: dt.date, *, by: Actor
) -> None:
    for tie in ties_of_cover(enrolment, away_id).filter(to_on__gt=last_on):
        end_row(tie, last_on, by=by)


def ties_of_cover(enrolment: Enrolment, away_id: UUID | None) -> QuerySet[Relation]:
    """Of those who see to this person while one who goes along with them is away."""
    ties = Relation.objects.filter(client=enrolment.client_id, cover__away=away_id)
    return ties.select_related("cover")
