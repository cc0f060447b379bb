"""How a person's day is said in words: never late, never failed, always what to do next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies.packs import Pack, codes
from followalong.caseload.rules import (
    Clock,
    DueState,
    PersonToday,
    Reason,
    ReasonCode,
    next_way,
    pressing,
    reasons,
    way_of,
)
from followalong.clients.rules import FacetKind, Way
from followalong.home.people import JobNow, Person
from followalong.ui.words import day_text, days_text, near_text

LINE = 90


@dataclass(frozen=True)
class Said:
    """A reason in words: a word and a shape for its state, what happened, what to do."""

    code: ReasonCode
    word: str
    shape: str
    text: str
    action: str


def snippet(note: str) -> str:
    """The beginning of a note on one line, cut between words."""
    text = " ".join(note.split())
    if len(text) <= LINE:
        return text
    return text[:LINE].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def today_of(person: Person) -> PersonToday:
    """What is open for a person; appointments have a place of their own on every page."""
    if FacetKind.ASKED_TO_STOP in person.facets:
        return PersonToday(person.enrolment_id)
    due = [step.due_on for step in person.steps if step.due_on]
    return PersonToday(person.enrolment_id, person.clocks, due)


def say(reason: Reason, person: Person, today: date, clock: Clock | None = None) -> Said:
    """One reason, said about this person; `clock` is what gave it, where that is at hand."""
    given_by = clock or _clock(reason, person, today)
    text, action = _SAYING[reason.code](given_by, person, today)
    return said(reason, text, action)


def said(reason: Reason, text: str, action: str) -> Said:
    """A text with the word and the shape of its state."""
    if reason.code is ReasonCode.GONE_QUIET:
        word, shape = _("Quiet"), "dashed"
    elif reason.state is DueState.DUE:
        word, shape = _("Now"), "dot"
    else:
        word, shape = _("Soon"), "half"
    return Said(reason.code, word, shape, text, action)


def most_pressing(person: Person, today: date) -> Said | None:
    """The first of a person's pressing reasons in words; None when nothing asks for anyone."""
    found = pressing(today_of(person), today)
    return say(found[0], person, today) if found else None


def by_text(due_on: date, today: date) -> str:
    """`by Fri 27 Nov`; a day that is near has its own word."""
    near = {0: _("today"), 1: _("by tomorrow")}.get((due_on - today).days)
    return near or _("by %(day)s") % {"day": day_text(due_on, today)}


def _clock(reason: Reason, person: Person, today: date) -> Clock | None:
    """The clock that gave this reason; next steps and appointments have none."""
    for clock in person.clocks:
        if reason in reasons(PersonToday(person.enrolment_id, (clock,)), today):
            return clock
    return None


def _quiet(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    days = {"days": days_text((today - clock.start_on).days)}
    if person.last and person.last.on > clock.start_on:
        return _("tried, no answer yet; %(days)s since you last talked") % days, "call"
    if person.last is None:
        return _("nothing logged in the %(days)s since the start") % days, "call"
    return _("nothing logged for %(days)s") % days, "call"


def _outreach(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    """The next try, by another agreed way than the last one."""
    listed = codes.get("outreach.way")
    ways = listed.where("unasked") if person.ways is None else person.ways
    tried = person.last and (person.talked_on is None or person.last.on > person.talked_on)
    way = next_way(ways, way_of(person.last.mode) if person.last and tried else None)
    if way is None:
        return _("out of touch: think about what may come next"), "log"
    label = listed.label(way, get_language() or "en")
    say = {"way": label[:1].lower() + label[1:]}
    if way is Way.ASK_SOMEONE and person.ask_whom:
        say["way"] = f"{say['way']} ({person.ask_whom})"
    text = _("no answer yet; next: %(way)s") if tried else _("out of touch; next: %(way)s")
    return text % say, "call" if way is Way.CALL else "log"


def _starts(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    if clock.due_on == today:
        return _with_place(_("the first day is today"), clock, person), "plan"
    day = {"day": near_text(clock.due_on, today)}
    return _with_place(_("starts %(day)s: plan the first day") % day, clock, person), "plan"


def _started(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    day = {"day": near_text(clock.start_on, today)}
    return _with_place(_("started %(day)s: see how it goes") % day, clock, person), "log"


def _trouble(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    text = _("trouble at work: talk again about what the employer may know")
    return _with_place(text, clock, person), "talk"


def _benefits(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    day = {"day": near_text(clock.due_on, today)}
    text = _("offer benefits counselling before the first day, %(day)s") % day
    return _with_place(text, clock, person), "log"


def _lost(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    day = {"day": near_text(clock.start_on, today)}
    return _("a job ended, you heard %(day)s: ask what comes next") % day, "call"


def _first_visit(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    if clock.due_on < today:
        days = {"days": days_text((today - clock.start_on).days)}
        return _("first employer visit still to come, %(days)s after the start") % days, "visit"
    return _("first employer visit %(by)s") % {"by": by_text(clock.due_on, today)}, "visit"


def _follow_along(clock: Clock, person: Person, today: date) -> tuple[str, str]:
    if clock.due_on < today:
        day = {"day": day_text(clock.due_on, today)}
        text = _("a talk about work was planned by %(day)s") % day
    else:
        text = _("meet about work %(by)s") % {"by": by_text(clock.due_on, today)}
    return _with_place(text, clock, person), "plan"


def _step(clock: Clock | None, person: Person, today: date) -> tuple[str, str]:
    due = (step.text for step in person.steps if step.due_on and step.due_on <= today)
    return next(due, ""), "log"


def _meeting(clock: Clock | None, person: Person, today: date) -> tuple[str, str]:
    return _("you meet today"), "log"


_SAYING: dict[ReasonCode, Callable[[Any, Person, date], tuple[str, str]]] = {
    ReasonCode.APPOINTMENT_TODAY: _meeting,
    ReasonCode.JOB_LOST: _lost,
    ReasonCode.JOB_STARTS: _starts,
    ReasonCode.JOB_STARTED: _started,
    ReasonCode.NEXT_STEP: _step,
    ReasonCode.FIRST_EMPLOYER_CONTACT: _first_visit,
    ReasonCode.FOLLOW_ALONG: _follow_along,
    ReasonCode.OUTREACH: _outreach,
    ReasonCode.JOB_TROUBLE: _trouble,
    ReasonCode.BENEFITS_BEFORE_START: _benefits,
    ReasonCode.GONE_QUIET: _quiet,
}


def _with_place(text: str, clock: Clock, person: Person) -> str:
    job = next((job for job in person.jobs if job.id == clock.subject_id), None)
    return f"{text} · {job.employer or job.title}" if job else text


def going_on(facets: Iterable[str], jobs: Iterable[JobNow], pack: Pack, today: date) -> str:
    """`Looking for work · Working at Hill Street Bakery (week 6)`."""
    lang = get_language() or "en"
    labels = pack.codes("facet.kind")
    jobs = list(jobs)
    parts = [
        labels.label(kind, lang)
        for kind in facets
        if kind in labels and not (kind == "WORKING" and jobs)
    ]
    return " · ".join([*parts, *(job_words(job, today) for job in jobs)])


def job_words(job: JobNow, today: date) -> str:
    """`Working at Hill Street Bakery (week 6)`, or the job's name where no employer is known."""
    values = {
        "employer": job.employer,
        "title": job.title,
        "day": near_text(job.started_on, today),
        "week": (today - job.started_on).days // 7 + 1,
    }
    if job.started_on > today:
        text = (
            _("Starts at %(employer)s %(day)s") if job.employer else _("Starts %(day)s: %(title)s")
        )
    elif job.employer:
        text = _("Working at %(employer)s (week %(week)d)")
    else:
        text = _("Working: %(title)s (week %(week)d)")
    return text % values


def last_words(person: Person, today: date) -> str:
    """When this person was last heard of, as people say it."""
    if person.talked_on:
        return _("talked %(day)s") % {"day": near_text(person.talked_on, today)}
    if person.last:
        return _("tried %(day)s, not reached yet") % {"day": near_text(person.last.on, today)}
    return _("nothing logged yet")
