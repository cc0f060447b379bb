"""One stay in a program as a course of days: entry, pauses, jobs, and an end or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from .draw import Draw, workday
from .reference import rates


@dataclass(frozen=True)
class Work:
    """A job: its first day and its last, if it has ended."""

    started: date
    ended: date | None

    def covers(self, day: date) -> bool:
        return self.started <= day and (self.ended is None or day <= self.ended)


@dataclass
class Stay:
    """What happened from entry to exit, or to the day the history is told."""

    entered: date
    last: date  # the last day of the stay that can be told
    exited: date | None
    exit_reason: str | None
    jobs: list[Work] = field(default_factory=list)
    pauses: list[tuple[date, date | None]] = field(default_factory=list)

    def working(self, day: date) -> Work | None:
        return next((job for job in self.jobs if job.covers(day)), None)

    def paused(self, day: date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.pauses)


def draw_stay(draw: Draw, entered: date, as_of: date, *, employed: bool) -> Stay:
    """A stay that begins on that day; `employed` people have a job when they come."""
    rate = rates().stay
    planned = entered + timedelta(days=draw.days(rate.days, rate.days_spread))
    exited = planned if planned <= as_of else None
    stay = Stay(entered, exited or as_of, exited, None)
    stay.jobs = _jobs(draw, stay, as_of, employed=employed)
    stay.pauses = _pauses(draw, stay)
    if exited:
        reasons = rate.exit_reason_working if stay.working(exited) else rate.exit_reason
        stay.exit_reason = draw.of(reasons)
    return stay


def _jobs(draw: Draw, stay: Stay, as_of: date, *, employed: bool) -> list[Work]:
    rate, found = rates().job, []
    if employed:
        began = stay.entered - timedelta(days=draw.between((20, 700)))
        until = _work(draw, stay.entered, as_of)
        found.append(_told(Work(began, until.ended), stay))
    elif not draw.chance(rate.finds_work):
        return []
    start = stay.entered + timedelta(days=draw.days(rate.days_to_first, rate.days_to_first_spread))
    while start <= stay.last:
        job = _work(draw, workday(start), as_of)
        if job.started <= stay.last:
            found.append(_told(job, stay))
        if draw.chance(rate.second_job):
            other = _work(draw, workday(job.started + timedelta(days=draw.between((5, 60)))), as_of)
            if other.started <= stay.last:
                found.append(_told(other, stay))
        if job.ended is None:
            break
        start = job.ended + timedelta(days=draw.days(rate.days_to_next, 0.9))
    return found


def _work(draw: Draw, started: date, as_of: date) -> Work:
    days = draw.days(rates().job.tenure_days, rates().job.tenure_spread)
    ended = started + timedelta(days=days - 1)
    return Work(started, ended if ended <= as_of else None)


def _told(job: Work, stay: Stay) -> Work:
    """An end after the exit is one that nobody hears of."""
    unheard = stay.exited and job.ended and job.ended > stay.exited
    return Work(job.started, None) if unheard else job


def _pauses(draw: Draw, stay: Stay) -> list[tuple[date, date | None]]:
    length = (stay.last - stay.entered).days
    if length < 60 or not draw.chance(rates().stay.pause):
        return []
    first = stay.entered + timedelta(days=draw.between((30, length - 1)))
    last = first + timedelta(days=draw.between(rates().stay.pause_days))
    if last <= stay.last:
        return [(first, last)]
    return [(first, stay.exited)]  # it lasts until the exit, or still goes on
