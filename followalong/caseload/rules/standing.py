"""The facts of one enrolment as they stand on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from followalong.caseload.rules.codes import MilestoneKind
from followalong.caseload.rules.facts import EnrolmentFacts
from followalong.clients.rules import FacetKind, kinds_on
from followalong.core.dates import ONE_DAY, closed


@dataclass(frozen=True)
class Job:
    """What the milestones say about one job, with the ends known on the day asked about."""

    id: UUID
    started_on: date
    ended_on: date | None
    learned_on: date | None
    stepped_down: bool
    trouble_on: date | None
    vr_stable_on: date | None


@dataclass(frozen=True)
class Standing:
    """Later ends, exits and contacts are not yet there."""

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
    def benefits(self) -> list[date]:
        """Benefits were talked about, or a talk was offered: logged as such, or ticked by hand."""
        talks = [c.on for c in self.facts.contacts if c.benefits and c.on <= self.last_on]
        return sorted([*talks, *self.days_of(MilestoneKind.BENEFITS_DISCUSSED)])

    def days_of(self, kind: MilestoneKind) -> list[date]:
        """The days of such facts within the enrolment."""
        entered_on = self.facts.entered_on
        days = (m.on for m in self.facts.milestones if m.kind == kind)
        return sorted(on for on in days if closed(on, entered_on, self.last_on))

    @cached_property
    def facets(self) -> frozenset[FacetKind]:
        return kinds_on(self.facts.facets, self.as_of)

    def since(self, kind: FacetKind) -> date | None:
        """The first day of something that is going on, while it lasts."""
        spans = (f for f in self.facts.facets if f.kind == kind)
        return max(
            (f.from_on for f in spans if closed(self.as_of, f.from_on, f.to_on)), default=None
        )

    @cached_property
    def out_of_work_since(self) -> date | None:
        """The day after the last time in work; none while it lasts or without one."""
        ends = [f.to_on for f in self.facts.facets if f.kind == FacetKind.WORKING and f.to_on]
        past = [end + ONE_DAY for end in ends if end < self.as_of]
        return max(past, default=None)

    @cached_property
    def tries(self) -> list[date]:
        """Each try since we lost touch, on its day."""
        since = self.since(FacetKind.OUT_OF_TOUCH) or self.last_on
        days = (c for c in self.facts.contacts if closed(c.on, since, self.last_on))
        return sorted(c.on for c in days for _ in range(c.tries))

    @cached_property
    def jobs(self) -> list[Job]:
        """A start may lie ahead (the job is accepted); everything else has happened."""
        latest_first = sorted(self.facts.milestones, key=lambda m: m.on, reverse=True)
        on = {(m.kind, m.subject_id): m.on for m in latest_first}

        def past(kind: MilestoneKind, job: UUID) -> date | None:
            day = on.get((kind, job))
            return day if day is not None and day <= self.last_on else None

        return [
            Job(
                id=job,
                started_on=started_on,
                ended_on=past(MilestoneKind.JOB_ENDED, job),
                learned_on=past(MilestoneKind.JOB_END_LEARNED, job),
                stepped_down=past(MilestoneKind.SUPPORT_STEPPED_DOWN, job) is not None,
                trouble_on=past(MilestoneKind.JOB_TROUBLE, job),
                vr_stable_on=past(MilestoneKind.VR_STABLE_SINCE, job),
            )
            for (kind, job), started_on in on.items()
            if kind == MilestoneKind.JOB_STARTED
            and job is not None
            and (self.exited_on is None or started_on <= self.exited_on)
        ]

    def job(self, job_id: UUID | None) -> Job | None:
        return next((job for job in self.jobs if job.id == job_id), None)


def first(days: list[date], from_on: date) -> date | None:
    return next((day for day in days if day >= from_on), None)
