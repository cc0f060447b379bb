"""The clocks of an enrolment: they warn, and never block, close or score (domain.md 5.2).

Every clock is a function of the facts. Whatever changes, the enrolment's clocks are worked out
anew and written where they differ; a nightly run does the same for everybody, because a pause,
an exit or a job's end takes effect on its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from followalong.caseload.rules.codes import ClockRule, Excuse, MilestoneKind
from followalong.caseload.rules.facts import Clock, EnrolmentFacts, Timing, Timings
from followalong.caseload.rules.outreach import Effort, days_since, is_enough
from followalong.caseload.rules.windows import next_window
from followalong.clients.rules import FacetKind, kinds_on
from followalong.core.dates import ONE_DAY, closed

_EXCUSING_FACETS = {Excuse.PAUSED: FacetKind.PAUSED, Excuse.OUT_OF_TOUCH: FacetKind.OUT_OF_TOUCH}


def rebuild(facts: EnrolmentFacts, timings: Timings, as_of: date) -> set[Clock]:
    """All clocks of an enrolment as they stand on a day, whatever the order of its facts."""
    here = _Standing(facts, as_of)
    return {
        replace(clock, excuse=_excuse(clock, here, timings[clock.rule]))
        for clock in _running(here, timings)
    }


@dataclass(frozen=True)
class _Job:
    """What the milestones say about one job, with the ends known on the day asked about."""

    id: UUID
    started_on: date
    ended_on: date | None
    learned_on: date | None
    stepped_down: bool


@dataclass(frozen=True)
class _Standing:
    """The facts as they stand on a day: later ends, exits and contacts are not yet there."""

    facts: EnrolmentFacts
    as_of: date

    @cached_property
    def exited_on(self) -> date | None:
        exited_on = self.facts.exited_on
        return exited_on if exited_on is not None and exited_on <= self.as_of else None

    @cached_property
    def last_on(self) -> date:
        return self.exited_on or self.as_of

    @cached_property
    def two_way(self) -> list[date]:
        return sorted(c.on for c in self.facts.contacts if c.two_way and c.on <= self.last_on)

    @cached_property
    def face_to_face(self) -> list[date]:
        return sorted(c.on for c in self.facts.contacts if c.face_to_face and c.on <= self.last_on)

    @cached_property
    def employer_contacts(self) -> list[date]:
        entered_on = self.facts.entered_on
        days = (m.on for m in self.facts.milestones if m.kind == MilestoneKind.EMPLOYER_CONTACT)
        return sorted(on for on in days if closed(on, entered_on, self.last_on))

    @cached_property
    def facets(self) -> frozenset[FacetKind]:
        return kinds_on(self.facts.facets, self.as_of)

    @cached_property
    def jobs(self) -> list[_Job]:
        """A start may lie ahead (the job is accepted); everything else has happened."""
        latest_first = sorted(self.facts.milestones, key=lambda m: m.on, reverse=True)
        on = {(m.kind, m.subject_id): m.on for m in latest_first}

        def past(kind: MilestoneKind, job: UUID) -> date | None:
            day = on.get((kind, job))
            return day if day is not None and day <= self.last_on else None

        return [
            _Job(
                id=job,
                started_on=started_on,
                ended_on=past(MilestoneKind.JOB_ENDED, job),
                learned_on=past(MilestoneKind.JOB_END_LEARNED, job),
                stepped_down=past(MilestoneKind.SUPPORT_STEPPED_DOWN, job) is not None,
            )
            for (kind, job), started_on in on.items()
            if kind == MilestoneKind.JOB_STARTED
            and (self.exited_on is None or started_on <= self.exited_on)
        ]

    @cached_property
    def out_since(self) -> date | None:
        """The first day of being out of touch, while it lasts."""
        spans = (f for f in self.facts.facets if f.kind == FacetKind.OUT_OF_TOUCH)
        return max(
            (f.from_on for f in spans if closed(self.as_of, f.from_on, f.to_on)), default=None
        )

    @cached_property
    def tries(self) -> list[date]:
        """Each try since then, on its day."""
        since = self.out_since or self.last_on
        days = (c for c in self.facts.contacts if closed(c.on, since, self.last_on))
        return sorted(c.on for c in days for _ in range(c.tries))

    def job(self, job_id: UUID | None) -> _Job | None:
        return next((job for job in self.jobs if job.id == job_id), None)


def _running(here: _Standing, timings: Timings) -> Iterator[Clock]:
    """Every clock that the facts started, done or not; excuses come after."""
    for rule, timing in timings.items():
        if rule == ClockRule.FIRST_EMPLOYER_CONTACT:
            yield from _first_employer_contact(timing, here)
        elif rule == ClockRule.GONE_QUIET:
            # Each contact starts it again, so it is never done.
            yield _from(max([here.facts.entered_on, *here.two_way[-1:]]), rule, timing)
        elif rule == ClockRule.OUTREACH:
            yield from _outreach(timing, here)
        else:
            for job in here.jobs:
                yield from _about_job(rule, timing, job, here)


def _first_employer_contact(timing: Timing, here: _Standing) -> Iterator[Clock]:
    if here.facts.is_reentry and not timing.restarts_on_reentry:
        return
    clock = _from(here.facts.entered_on, ClockRule.FIRST_EMPLOYER_CONTACT, timing)
    yield replace(clock, done_on=next(iter(here.employer_contacts), None))


def _outreach(timing: Timing, here: _Standing) -> Iterator[Clock]:
    """The next try: soon, then as often as the timing says. Never done: the next one follows."""
    since = here.out_since
    if since is None:
        return
    if not here.tries:
        yield _from(since, ClockRule.OUTREACH, timing)
        return
    window = next_window(since, since, timing.repeats, here.tries)
    yield Clock(ClockRule.OUTREACH, None, window.first, window.middle, window.last)


def _about_job(rule: ClockRule, timing: Timing, job: _Job, here: _Standing) -> Iterator[Clock]:
    if rule == ClockRule.MONTHLY_FOLLOW_ALONG:
        yield _follow_along(timing, job, here)
        return
    if rule == ClockRule.JOB_LOSS_CONTACT:
        begins_on, contacts = job.learned_on or job.ended_on, here.two_way
    else:
        begins_on, contacts = job.started_on, here.face_to_face
    # What happened before the person came is not asked of those who did not know them yet.
    if begins_on is None or begins_on < here.facts.entered_on:
        return
    clock = replace(_from(begins_on, rule, timing), subject_id=job.id)
    done_on = _first(contacts, clock.start_on)
    # Any other contact may come late and is then done late; the one before a start cannot.
    is_too_late = done_on is not None and done_on > clock.due_on
    if rule == ClockRule.CONTACT_BEFORE_START and is_too_late:
        done_on = None
    yield replace(clock, done_on=done_on)


def _follow_along(timing: Timing, job: _Job, here: _Standing) -> Clock:
    """The next time the person should be seen in this job. Never done: the next one follows."""
    # Who came with a job is supported from entry on, not for the months before it.
    begins_on = max(job.started_on, here.facts.entered_on)
    seen_on = [on for on in here.face_to_face if on >= begins_on]
    window = next_window(job.started_on, begins_on, timing.repeats, seen_on)
    return Clock(ClockRule.MONTHLY_FOLLOW_ALONG, job.id, window.first, window.middle, window.last)


def _excuse(clock: Clock, here: _Standing, timing: Timing) -> Excuse | None:
    """The first reason for which a clock that is not done asks for nothing."""
    if clock.done_on is not None:
        return None
    job = here.job(clock.subject_id)
    asks_for_support = job is not None and clock.rule != ClockRule.JOB_LOSS_CONTACT
    is_first_contact = clock.rule == ClockRule.FIRST_EMPLOYER_CONTACT
    is_before_start = clock.rule == ClockRule.CONTACT_BEFORE_START
    seen_since = _first(here.face_to_face, clock.due_on + ONE_DAY) is not None
    holds = {
        Excuse.CLOSED: here.exited_on is not None,
        Excuse.ASKED_TO_STOP: FacetKind.ASKED_TO_STOP in here.facets,
        Excuse.AS_AGREED: clock.rule == ClockRule.OUTREACH and _is_enough(here),
        Excuse.JOB_ENDED: asks_for_support and job is not None and job.ended_on is not None,
        Excuse.DECLINED_BY_PERSON: asks_for_support and job is not None and job.stepped_down,
        Excuse.KEEPS_A_JOB: is_first_contact and here.facts.keeps_a_job,
        Excuse.LATER_CONTACT: is_before_start and seen_since,
    }
    for excuse, facet in _EXCUSING_FACETS.items():
        holds[excuse] = excuse in timing.excuses and facet in here.facets
    return next((excuse for excuse, is_so in holds.items() if is_so), None)


def _is_enough(here: _Standing) -> bool:
    """We tried for as long, or as often, as the person had said."""
    if here.out_since is None:
        return False
    done = Effort(len(here.tries), days_since(here.out_since, here.as_of), 0)
    return is_enough(here.facts.agreed, done)


def _from(day: date, rule: ClockRule, timing: Timing) -> Clock:
    """A clock with its days counted from its start event."""
    if timing.due_days is None:
        raise ValueError(f"the timing of {rule} has no due_days")
    warn_on = day + timedelta(days=timing.warn_days[0]) if timing.warn_days else None
    return Clock(
        rule=rule,
        subject_id=None,
        start_on=day + timedelta(days=timing.opens_days),
        warn_on=warn_on,
        due_on=day + timedelta(days=timing.due_days),
    )


def _first(days: list[date], from_on: date) -> date | None:
    return next((day for day in days if day >= from_on), None)
