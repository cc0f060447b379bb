"""Why a clock asks for nothing although what it waits for has not happened."""

from followalong.caseload.rules.codes import ClockRule, Excuse
from followalong.caseload.rules.facts import Clock, Timing
from followalong.caseload.rules.outreach import Effort, days_since, is_enough
from followalong.caseload.rules.standing import Standing, first
from followalong.clients.rules import FacetKind
from followalong.core.dates import ONE_DAY, closed

_EXCUSING_FACETS = {Excuse.PAUSED: FacetKind.PAUSED, Excuse.OUT_OF_TOUCH: FacetKind.OUT_OF_TOUCH}
# Asked when a job ends, so its end is no excuse.
_AFTER_THE_END = frozenset({ClockRule.JOB_LOSS_CONTACT})


def excuse_of(clock: Clock, here: Standing, timing: Timing) -> Excuse | None:
    """The first reason for which a clock that is not done asks for nothing."""
    if clock.done_on is not None:
        return None
    job = here.job(clock.subject_id)
    goes_with_job = job is not None and clock.rule not in _AFTER_THE_END
    is_first_contact = clock.rule == ClockRule.FIRST_EMPLOYER_CONTACT
    is_before_start = clock.rule == ClockRule.CONTACT_BEFORE_START
    seen_since = first(here.face_to_face, clock.due_on + ONE_DAY) is not None
    not_now = Excuse.DECLINED_BY_PERSON in timing.excuses and _is_not_wanted(clock, here)
    holds = {
        Excuse.CLOSED: here.exited_on is not None,
        Excuse.ASKED_TO_STOP: FacetKind.ASKED_TO_STOP in here.facets,
        Excuse.AS_AGREED: clock.rule == ClockRule.OUTREACH and _is_enough(here),
        Excuse.JOB_ENDED: goes_with_job and job is not None and job.ended_on is not None,
        Excuse.DECLINED_BY_PERSON: not_now
        or (goes_with_job and job is not None and job.stepped_down),
        Excuse.KEEPS_A_JOB: is_first_contact and here.facts.keeps_a_job,
        Excuse.LATER_CONTACT: is_before_start and seen_since,
    }
    for excuse, facet in _EXCUSING_FACETS.items():
        holds[excuse] = excuse in timing.excuses and facet in here.facets
    return next((excuse for excuse, is_so in holds.items() if is_so), None)


def _is_not_wanted(clock: Clock, here: Standing) -> bool:
    """The person does not want this now, in this job or at all."""
    return any(
        said.rule == clock.rule
        and said.subject_id in (None, clock.subject_id)
        and closed(here.as_of, said.from_on, said.until_on)
        for said in here.facts.not_now
    )


def _is_enough(here: Standing) -> bool:
    """We tried for as long, or as often, as the person had said."""
    since = here.since(FacetKind.OUT_OF_TOUCH)
    if since is None:
        return False
    done = Effort(len(here.tries), days_since(since, here.as_of), 0)
    return is_enough(here.facts.agreed, done)
