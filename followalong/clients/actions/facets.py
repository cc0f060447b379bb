"""What is going on in an enrolment: dated, several at once, never a stage (domain.md 5.1)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone as clock

from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.clients.events import tell
from followalong.clients.models import Enrolment, Facet
from followalong.clients.refusals import FacetProblemMore, FacetRefused
from followalong.clients.rules import (
    FacetKind,
    FacetProblem,
    FacetSpan,
    PauseReason,
    Span,
    WorkStatus,
    facet_problem,
    facets_from_jobs,
)
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY, overlap

Days = tuple[dt.date, dt.date | None]

# What goes on from the first day, by the work a person had then. Somebody who only wants to
# keep a job is not looking for one; everybody else is, from the first day (domain.md 1.6).
AT_ENTRY: Mapping[str | None, tuple[FacetKind, ...]] = {
    WorkStatus.EMPLOYED_RETENTION: (FacetKind.WORKING,),
    WorkStatus.EMPLOYED_SEEKING_OTHER: (FacetKind.WORKING, FacetKind.SEARCHING),
    WorkStatus.STUDENT: (FacetKind.EDUCATION, FacetKind.SEARCHING),
}
USUAL = (FacetKind.SEARCHING,)


@transaction.atomic
def open_facet(
    *,
    by: Actor,
    enrolment: Enrolment,
    kind: str,
    from_on: dt.date | None = None,
    reason: str | None = None,
) -> Facet:
    """Say what is going on from a day on; a pause has a reason. Raises FacetRefused."""
    from_on = from_on or clock.localdate()
    stored = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if problem := _opening_problem(stored, kind, from_on, reason):
        raise FacetRefused(problem)
    facet = _add(stored, kind, from_on, reason=reason or None)
    _record(by, "facet.opened", facet)
    tell(by, stored)
    return facet


def _opening_problem(
    enrolment: Enrolment, kind: str, from_on: dt.date, reason: str | None
) -> StrEnum | None:
    if enrolment.exited_on:
        return FacetProblemMore.SUPPORT_ENDED
    if from_on < enrolment.entered_on:
        return FacetProblemMore.BEFORE_ENTRY
    if kind == FacetKind.PAUSED and reason not in set(PauseReason):
        return FacetProblemMore.NEEDS_A_REASON
    return facet_problem(FacetSpan(FacetKind(kind), from_on), spans_of(enrolment))


@transaction.atomic
def close_facet(*, by: Actor, facet: Facet, on: dt.date | None = None) -> Facet:
    """It is over: `on` is the first day without it. Raises FacetRefused.

    What began and ended on one day is taken back, as if it had not been.
    """
    on = on or clock.localdate()
    stored = Facet.objects.select_for_update().get(pk=facet.pk)
    if stored.kind == FacetKind.WORKING:
        raise FacetRefused(FacetProblem.FOLLOWS_JOBS)
    if stored.to_on is not None:
        raise FacetRefused(FacetProblemMore.ALREADY_OVER)
    _end(stored, on - ONE_DAY, by=by)
    _record(by, "facet.closed", stored)
    tell(by, stored.enrolment)
    return stored


@transaction.atomic
def mend_facet(*, by: Actor, enrolment: Enrolment, kind: str, gap: Span, of: UUID) -> None:
    """Let something go on through days that were no break; `of` is what had made the break.

    What ended at the gap, and what began again after it, become one row. Without a row that ends
    at the gap, or with another one later, nothing is changed.
    """
    rows = Facet.objects.filter(enrolment=enrolment, kind=kind)
    after = rows.filter(from_on=gap.to_on + ONE_DAY).first() if gap.to_on else None
    before = rows.filter(to_on=gap.from_on - ONE_DAY).first()
    first = before or _never_begun(enrolment, kind, gap)
    later = rows.filter(from_on__gte=gap.from_on).exclude(pk=after.pk if after else None)
    if first is None or later.exists():
        return
    for row in filter(None, [before, after]):
        withdraw(row, by=by, why=_mended(of))
    to_on = after.to_on if after else enrolment.exited_on
    joined = _add(enrolment, kind, first.from_on, to_on, first.reason)
    Facet.objects.filter(pk=joined.pk).update(source_id=_mended(of))
    tell(by, enrolment)


@transaction.atomic
def break_facet(*, by: Actor, enrolment: Enrolment, kind: str, of: UUID) -> None:
    """It was a break after all: what `mend_facet` did is undone, unless it was changed since."""
    rows = Facet.objects.filter(enrolment=enrolment, kind=kind, source_id=_mended(of))
    joined = rows.filter(version=1).first()
    if joined is None:
        return
    withdraw(joined, by=by, why="broken")
    gone = Facet.everything.filter(enrolment=enrolment, kind=kind, withdrawn_why=_mended(of))
    back = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_why": ""}
    gone.update(**back, version=F("version") + 1, changed_at=clock.now())
    tell(by, enrolment)


def _mended(of: UUID) -> str:
    return f"mended:{of.hex}"


def _never_begun(enrolment: Enrolment, kind: str, gap: Span) -> Facet | None:
    """One that was taken back, because its first day was also its last."""
    begun = Facet.everything.filter(enrolment=enrolment, kind=kind, withdrawn_why="same_day")
    return begun.filter(from_on=max(gap.from_on, enrolment.entered_on)).first()


@transaction.atomic
def follow_jobs(*, by: Actor, enrolment: Enrolment, jobs: Iterable[Span]) -> list[Facet]:
    """Make the WORKING facets say what the jobs on record say; the jobs room calls this.

    Without any job on record, what the person said on entering holds. Doing it again changes
    nothing.
    """
    in_work = [(facet.from_on, facet.to_on) for facet in facets_from_jobs(jobs)]
    within = (_within(enrolment, *days) for days in in_work or _at_entry(enrolment))
    missing = {days for days in within if days}
    for row in Facet.objects.filter(enrolment=enrolment, kind=FacetKind.WORKING):
        if (row.from_on, row.to_on) in missing:
            missing.remove((row.from_on, row.to_on))
        else:
            withdraw(row, by=by, why="follows_jobs")
    made = [_add(enrolment, FacetKind.WORKING, *days) for days in sorted(missing, key=str)]
    tell(by, enrolment)
    return made


def _at_entry(enrolment: Enrolment) -> list[Days]:
    is_working = FacetKind.WORKING in AT_ENTRY.get(enrolment.work_status_at_entry, ())
    return [(enrolment.entered_on, None)] if is_working else []


def _within(enrolment: Enrolment, from_on: dt.date, to_on: dt.date | None) -> Days | None:
    """The part of some days that lies in the enrolment, if any."""
    if not overlap(from_on, to_on, enrolment.entered_on, enrolment.exited_on):
        return None
    ends = [day for day in (to_on, enrolment.exited_on) if day]
    return max(from_on, enrolment.entered_on), min(ends, default=None)


def begin_facets(enrolment: Enrolment) -> None:
    """What goes on from the first day."""
    for kind in AT_ENTRY.get(enrolment.work_status_at_entry, USUAL):
        _add(enrolment, kind, enrolment.entered_on)


def end_facets(enrolment: Enrolment, *, last_on: dt.date, by: Actor) -> None:
    """Nothing goes on after the last day of an enrolment."""
    for facet in Facet.objects.filter(enrolment=enrolment):
        if facet.to_on is None or facet.to_on > last_on:
            _end(facet, last_on, by=by)


def spans_of(enrolment: Enrolment, *, besides: UUID | None = None) -> list[FacetSpan]:
    """What goes on, and went on, in an enrolment; without one row of it."""
    rows = Facet.objects.filter(enrolment=enrolment).exclude(pk=besides)
    days = rows.values_list("kind", "from_on", "to_on")
    return [FacetSpan(FacetKind(kind), from_on, to_on) for kind, from_on, to_on in days]


def _add(
    enrolment: Enrolment,
    kind: str,
    from_on: dt.date,
    to_on: dt.date | None = None,
    reason: str | None = None,
) -> Facet:
    facet = Facet(
        agency_id=enrolment.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        reason=reason,
        label=enrolment.label,
    )
    facet.save(force_insert=True)
    return facet


def _end(facet: Facet, last_on: dt.date, *, by: Actor) -> None:
    if last_on < facet.from_on:
        withdraw(facet, by=by, why="same_day")
        return
    facet.to_on = last_on
    facet.version += 1
    facet.save()


def _record(by: Actor, action: str, facet: Facet) -> None:
    record(by=by, action=action, subject=facet, clients=[facet.client_id], fields=["kind"])
