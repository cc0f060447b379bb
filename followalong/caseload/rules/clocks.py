"""The clocks of an enrolment: they warn, and never block, close or score (domain.md 5.2).

Every clock is a function of the facts. Whatever changes, the enrolment's clocks are worked out
anew and written where they differ; a nightly run does the same for everybody, because a pause,
an exit or a job's end takes effect on its day.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from followalong.caseload.rules.codes import ClockRule, MilestoneKind
from followalong.caseload.rules.excuses import excuse_of
from followalong.caseload.rules.facts import Clock, EnrolmentFacts, Timing, Timings
from followalong.caseload.rules.job_clocks import (
    about_change,
    about_job,
    follow_along,
    retention,
)
from followalong.caseload.rules.standing import Standing
from followalong.caseload.rules.starts import counted_from
from followalong.caseload.rules.windows import next_window
from followalong.clients.rules import FacetKind
from followalong.core.dates import add_months

Make = Callable[[ClockRule, Timing, Standing], Iterator[Clock]]


def rebuild(facts: EnrolmentFacts, timings: Timings, as_of: date) -> set[Clock]:
    """All clocks of an enrolment as they stand on a day, whatever the order of its facts."""
    here = Standing(facts, as_of)
    return {
        replace(clock, excuse=excuse_of(clock, here, timing))
        for rule, timing in timings.items()
        for clock in _MAKING[rule](rule, timing, here)
    }


def _from_entry(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """Once, soon after the first day; whoever comes back did it before."""
    if here.facts.is_reentry and not timing.restarts_on_reentry:
        return
    done = here.days_of(_SETTLED_BY[rule])
    clock = counted_from(here.facts.entered_on, rule, timing)
    yield replace(clock, done_on=next(iter(done), None))


def _quiet(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """Each contact starts it again, so it is never done."""
    yield counted_from(max([here.facts.entered_on, *here.two_way[-1:]]), rule, timing)


def _outreach(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """The next try: soon, then as often as the timing says. Never done: the next one follows."""
    since = here.since(FacetKind.OUT_OF_TOUCH)
    if since is None:
        return
    if not here.tries:
        yield counted_from(since, rule, timing)
        return
    window = next_window(since, since, timing.repeats, here.tries)
    yield Clock(rule, None, window.first, window.middle, window.last)


def _searching(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """While somebody is looking for work: so long after the last time, again and again."""
    since = here.since(FacetKind.SEARCHING)
    if since is None:
        return
    if rule == ClockRule.DISCLOSURE_AGAIN:
        if FacetKind.WORKING in here.facets:
            return
        since = max(since, here.out_of_work_since or since)
    done = here.days_of(_SETTLED_BY[rule])
    yield counted_from(max([since, *done]), rule, timing)


def _each_half_year(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """Six months after entry, then after each time: never done, since the next one follows."""
    last = max([here.facts.entered_on, *here.days_of(_SETTLED_BY[rule])])
    end = counted_from(add_months(last, 6), rule, timing)
    yield replace(end, start_on=last)


def _consents(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """A yes that ends soon, until the person gave it again."""
    for yes in here.facts.consents:
        ends_on, entered_on = yes.expires_on, here.facts.entered_on
        if ends_on is None or ends_on < entered_on or not yes.stands_on(here.as_of):
            continue
        if yes.is_unsigned:  # not a yes yet
            continue
        clock = replace(counted_from(ends_on, rule, timing), subject_id=yes.id)
        again = (
            other.signed_on
            for other in here.facts.consents
            if other.renews(yes, from_on=clock.start_on) and other.signed_on <= here.as_of
        )
        yield replace(clock, done_on=min(again, default=None))


def _unsigned(rule: ClockRule, timing: Timing, here: Standing) -> Iterator[Clock]:
    """A yes that was spoken where it has to be signed, until the person signed it."""
    for yes in here.facts.consents:
        is_over = yes.expires_on is not None and yes.expires_on < here.as_of
        if not yes.is_unsigned or is_over or not yes.stands_on(here.as_of):
            continue
        signed = (
            other.signed_on
            for other in here.facts.consents
            if other.signs(yes) and other.signed_on <= here.as_of
        )
        clock = replace(counted_from(yes.signed_on, rule, timing), subject_id=yes.id)
        yield replace(clock, done_on=min(signed, default=None))


_SETTLED_BY: Mapping[ClockRule, MilestoneKind] = {
    ClockRule.FIRST_EMPLOYER_CONTACT: MilestoneKind.EMPLOYER_CONTACT,
    ClockRule.CAREER_PROFILE: MilestoneKind.PROFILE_WRITTEN,
    ClockRule.DISCLOSURE_AGAIN: MilestoneKind.DISCLOSURE_DISCUSSED,
    ClockRule.SEARCH_PLAN_REVIEW: MilestoneKind.SEARCH_PLAN_REVIEWED,
    ClockRule.PERIODIC_ASSESSMENT: MilestoneKind.PERIODIC_ASSESSMENT_DONE,
}
_MAKING: Mapping[ClockRule, Make] = {
    ClockRule.FIRST_EMPLOYER_CONTACT: _from_entry,
    ClockRule.CAREER_PROFILE: _from_entry,
    ClockRule.GONE_QUIET: _quiet,
    ClockRule.OUTREACH: _outreach,
    ClockRule.DISCLOSURE_AGAIN: _searching,
    ClockRule.SEARCH_PLAN_REVIEW: _searching,
    ClockRule.PERIODIC_ASSESSMENT: _each_half_year,
    ClockRule.CONSENT_EXPIRY: _consents,
    ClockRule.CONSENT_SIGNATURE: _unsigned,
    ClockRule.CONTACT_BEFORE_START: about_job,
    ClockRule.CONTACT_AFTER_START: about_job,
    ClockRule.JOB_LOSS_CONTACT: about_job,
    ClockRule.BENEFITS_BEFORE_START: about_job,
    ClockRule.DISCLOSURE_AFTER_TROUBLE: about_job,
    ClockRule.TRANSITION_REVIEW: about_job,
    ClockRule.IN_WORK_SUPPORT: about_job,
    ClockRule.MONTHLY_FOLLOW_ALONG: follow_along,
    ClockRule.RETENTION: retention,
    ClockRule.VR_NINETY_DAYS: retention,
    ClockRule.BENEFITS_AFTER_CHANGE: about_change,
}
