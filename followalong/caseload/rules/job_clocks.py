"""The clocks of a job: around its start, while it lasts, when it changes, and when it ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from followalong.caseload.rules.codes import ClockRule, MilestoneKind
from followalong.caseload.rules.facts import Clock, Timing
from followalong.caseload.rules.standing import Job, Standing, first
from followalong.caseload.rules.starts import counted_from
from followalong.caseload.rules.windows import next_window

# Also asked of somebody who came with a job: counted from entry then, not from before it.
_FROM_ENTRY = frozenset({ClockRule.TRANSITION_REVIEW, ClockRule.IN_WORK_SUPPORT})


def about_job(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """Once in a job."""
    for job in here.jobs:
        begins_on, settling = _event(rule, job, here)
        if begins_on is not None and rule in _FROM_ENTRY:
            begins_on = max(begins_on, here.facts.entered_on)
        # What happened before the person came is not asked of those who did not know them yet.
        if begins_on is None or begins_on < here.facts.entered_on:
            continue
        clock = replace(counted_from(begins_on, rule, timing), subject_id=job.id)
        done_on = first(settling, clock.start_on)
        # Any other may come late and is then done late; a meeting before a start cannot.
        is_too_late = done_on is not None and done_on > clock.due_on
        if rule == ClockRule.CONTACT_BEFORE_START and is_too_late:
            done_on = None
        yield replace(clock, done_on=done_on)


def _event(rule: ClockRule, job: Job, here: Standing) -> tuple[date | None, list[date]]:
    """The day from which a rule counts, and the days that settle it."""
    if rule == ClockRule.JOB_LOSS_CONTACT:
        return job.learned_on or job.ended_on, here.two_way
    if rule == ClockRule.BENEFITS_BEFORE_START:
        return job.started_on, here.benefits
    if rule == ClockRule.DISCLOSURE_AFTER_TROUBLE:
        return job.trouble_on, here.days_of(MilestoneKind.DISCLOSURE_DISCUSSED)
    if rule in _FROM_ENTRY:
        return job.started_on, here.days_of(MilestoneKind.SUPPORT_REVIEWED)
    return job.started_on, here.face_to_face


def follow_along(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """The next time the person should be seen in a job. Never done: the next one follows."""
    for job in here.jobs:
        # Who came with a job is supported from entry on, not for the months before it.
        begins_on = max(job.started_on, here.facts.entered_on)
        seen_on = [on for on in here.face_to_face if on >= begins_on]
        window = next_window(job.started_on, begins_on, timing.repeats, seen_on)
        yield Clock(rule, job.id, window.first, window.middle, window.last)


def retention(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """So many days in a job: each that somebody confirmed, and the next one that nobody did.

    Who is spoken with later confirms the earlier ones too.
    """
    for job in here.jobs:
        begins_on = job.vr_stable_on if rule == ClockRule.VR_NINETY_DAYS else job.started_on
        if begins_on is None:
            continue
        for number in timing.milestone_days:
            due_on = begins_on + timedelta(days=number)
            opens_on = due_on + timedelta(days=timing.opens_days)
            if opens_on < here.facts.entered_on:
                continue
            done_on = first(here.two_way, opens_on)
            yield Clock(rule, job.id, opens_on, opens_on, due_on, done_on)
            if done_on is None:
                break


def about_change(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """After each change of hours or pay."""
    for fact in here.facts.milestones:
        if fact.kind != MilestoneKind.JOB_CHANGED or fact.on < here.facts.entered_on:
            continue
        if here.exited_on is not None and fact.on > here.exited_on:
            continue
        clock = replace(counted_from(fact.on, rule, timing), subject_id=fact.subject_id)
        yield replace(clock, done_on=first(here.benefits, clock.start_on))
