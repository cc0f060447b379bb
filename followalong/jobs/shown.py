"""A job as its page shows it: words and addresses, prepared."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.words import speech
from followalong.caseload.rules import ClockRule, MilestoneKind
from followalong.employers.shown import label
from followalong.jobs.models import Job, Wage
from followalong.jobs.questions import QUESTIONS
from followalong.jobs.rules import (
    RETENTION_DAYS,
    Criteria,
    Criterion,
    Held,
    Standing,
    Terms,
    TermsChange,
    Verdict,
    competitive,
    has_income,
    retention,
    tenure_days,
    terms_on,
    weekly_pay,
)
from followalong.ui.words import day_text, money_text, near_text, number_text

# The milestones of a job in weeks; the ones in days are for the reports.
WEEKS = {code: days for code, days in RETENTION_DAYS.items() if code.endswith("W")}
A_FEW_DAYS = dt.timedelta(days=7)


def job_words(request: HttpRequest, job: Job, wages: Sequence[Wage], today: dt.date) -> dict:
    """Everything the page says about a job but its history."""
    pack, lang = speech(request)
    where = job.employer.employer.name if job.employer else ""
    return {
        "title": job.title,
        "person": job.client.full_name,
        "person_href": here(request, "home:client", client_id=job.client_id),
        "where": where,
        "where_href": _employer_href(request, job),
        "since": since_text(job, today),
        "terms": terms_text(_terms(job, wages, today), job.currency),
        "end_reason": label(pack, "job.end_reason", job.end_reason, lang),
        "permanent": {True: _("Permanent"), False: _("For a limited time"), None: ""}[
            job.permanent
        ],
        "celebration": celebration_text(job, where, today),
    }


def _employer_href(request: HttpRequest, job: Job) -> str:
    if not job.employer:
        return ""
    return here(request, "employers:employer", employer_id=job.employer_id)


def since_text(job: Job, today: dt.date) -> str:
    """`Starts in 2 days`, `6 weeks, since Tue 13 Oct`, `6 weeks, until Fri 4 Sep`."""
    if job.started_on > today:
        return _("Starts %(day)s") % {"day": near_text(job.started_on, today)}
    length = tenure_text(tenure_days(Held(job.started_on, job.ended_on), today))
    if job.ended_on is None:
        return _("%(length)s, since %(day)s") % {
            "length": length,
            "day": day_text(job.started_on, today),
        }
    return _("%(length)s, from %(first)s to %(last)s") % {
        "length": length,
        "first": day_text(job.started_on, today),
        "last": day_text(job.ended_on, today),
    }


def tenure_text(days: int) -> str:
    """`5 days`, `6 weeks`, `4 months`, `2 years`: how long, as people say it."""
    if days < 14:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days < 12 * 7:
        weeks = days // 7
        return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    if days < 2 * 365:
        months = days * 12 // 365
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = days // 365
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def celebration_text(job: Job, where: str, today: dt.date) -> str:
    """The one small warmth, from the day a job was accepted until the first week is over."""
    if job.ended_on or job.started_on < today - A_FEW_DAYS:
        return ""
    words = {"name": job.client.name, "where": where, "day": near_text(job.started_on, today)}
    if job.started_on > today:
        text = _("%(name)s starts %(day)s at %(where)s") if where else _("%(name)s starts %(day)s")
    else:
        text = _("%(name)s got the job at %(where)s") if where else _("%(name)s got the job")
    return text % words


def _at_start(job: Job) -> Terms:
    return Terms(job.hours_per_week, job.hourly_wage)


def _terms(job: Job, wages: Iterable[Wage], today: dt.date) -> Terms:
    changes = [TermsChange(w.from_on, w.hours_per_week, w.hourly_wage) for w in wages]
    return terms_on(today, _at_start(job), changes)


def terms_text(terms: Terms, currency: str | None) -> str:
    """`16 hours a week · $17.60 an hour · about $281.60 a week`, whatever is known of it."""
    hours, wage = terms
    parts = []
    if hours is not None:
        parts.append(_("%(hours)s hours a week") % {"hours": number_text(hours)})
    if wage is not None and currency:
        parts.append(_("%(pay)s an hour") % {"pay": money_text(wage, currency)})
        pay = weekly_pay(terms, currency)
        if pay:
            said = money_text(pay.amount, currency)
            parts.append(_("about %(pay)s a week") % {"pay": said})
    return " · ".join(parts)


def history(job: Job, wages: Iterable[Wage], today: dt.date) -> list[list[str]]:
    """Hours and pay as they came, the start last."""
    rows = [(w.from_on, Terms(w.hours_per_week, w.hourly_wage)) for w in wages]
    rows.append((job.started_on, _at_start(job)))
    return [
        [
            day_text(on, today),
            "–" if hours is None else number_text(hours),
            "–" if wage is None or not job.currency else money_text(wage, job.currency),
        ]
        for on, (hours, wage) in rows
    ]


def milestones(job: Job, today: dt.date) -> list[dict[str, str]]:
    """Weeks in this job: the days reached so far, and the next one ahead."""
    found = retention(Held(job.started_on, job.ended_on), today, days=WEEKS)
    reached = [one for one in found if one.standing.is_reached]
    ahead = [one for one in found if one.standing is Standing.AHEAD][:1]
    return [
        {
            "text": tenure_weeks(WEEKS[one.code] // 7),
            "day": day_text(one.on, today),
            "word": _("Reached") if one in reached else _("Ahead"),
            "shape": "star" if one in reached else "ring",
        }
        for one in (*reached, *ahead)
    ]


def tenure_weeks(weeks: int) -> str:
    return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}


def verdict(job: Job, wages: Iterable[Wage]) -> dict[str, Any]:
    """How the job counts in reports, and the answers that rests on (domain.md 4.1)."""
    answers = {c.value: getattr(job, c.value) for c in Criterion}
    income = has_income([job.hourly_wage, *(wage.hourly_wage for wage in wages)])
    found = competitive(Criteria(**answers, self_employed=job.self_employed, has_income=income))
    return {"text": verdict_text(found), "reasons": reasons(found, bool(job.self_employed))}


def verdict_text(found: Verdict) -> str:
    return {
        True: _("Counts as a competitive job."),
        False: _("Counts as paid work of another kind, apart from competitive jobs."),
        None: _("Not known yet: in no count until the open questions are answered."),
    }[found.value]


def reasons(found: Verdict, is_own_business: bool) -> list[str]:
    """The questions that decide it: what speaks against it, then what is still open."""
    questions = {c: str(text) for c, text in QUESTIONS.items()}
    if is_own_business:
        questions[Criterion.PAID_BY_EMPLOYER] = _("Has their business brought income?")
    usual_no = (Criterion.SET_ASIDE, Criterion.TIME_LIMITED_BY_SERVICE)
    yes, no, unknown = _("Yes"), _("No"), _("Not known yet")
    against = [f"{questions[c]} {yes if c in usual_no else no}" for c in found.failed]
    return [*against, *(f"{questions[c]} {unknown}" for c in found.unanswered)]


def marks(pack: Pack) -> list[tuple[str, str]]:
    """What may be noted about a job; VR is asked about only where there is one."""
    found = [(str(MilestoneKind.JOB_TROUBLE), _("Trouble at work"))]
    if ClockRule.VR_NINETY_DAYS in pack.timings:
        found.append((str(MilestoneKind.VR_STABLE_SINCE), _("Stable, as VR sees it")))
    return found
