"""Rows of the living documents as lines of words, each with its name: for pages and versions."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.planning.models import (
    ActionPlan,
    Credential,
    JobPreference,
    LegalHistory,
    Need,
    PastJob,
    ProfilePart,
    Resume,
    Written,
)
from followalong.planning.parts import LEGAL_TITLE, TITLES
from followalong.planning.rules import Part, Version
from followalong.ui.words import full_day_text

Lines = dict[str, str]


def version_of(row: Written) -> Version:
    return Version(
        entry=row.entry_id,
        at=row.written_at,
        title=title_of(row),
        lines={name: text for name, text in lines_of(row).items() if text},
        is_gone=row.is_gone,
        who=row.membership.name if row.membership else "",
    )


def title_of(row: Written) -> str:
    if isinstance(row, ProfilePart):
        return part_title(row.part)
    if isinstance(row, LegalHistory):
        return str(LEGAL_TITLE)
    if isinstance(row, ActionPlan):
        return _("Action plan")
    if isinstance(row, JobPreference):
        return _("Wishes for a job")
    return str(getattr(row, "title", ""))


def part_title(part: str) -> str:
    return str(TITLES[Part(part)])


def lines_of(row: Any) -> Lines:
    return LINES[type(row)](row)


def _part(row: ProfilePart) -> Lines:
    return {_("In their own words"): row.said or "", _("Noted beside it"): row.noted or ""}


def _legal(row: LegalHistory) -> Lines:
    return {
        _("What matters for a job"): row.said or "",
        _("How they want to explain it"): row.explains or "",
    }


def _past_job(row: PastJob) -> Lines:
    may = {True: _("Yes"), False: _("No"), None: ""}
    return {
        _("What was the work?"): row.title,
        _("Where?"): row.employer or "",
        _("When"): years(row),
        _("Hours and days"): row.hours or "",
        _("Pay"): row.pay or "",
        _("How did they find it?"): row.found_by or "",
        _("What did they like?"): row.liked or "",
        _("What did they not like?"): row.disliked or "",
        _("How did it end, as they tell it?"): row.left_because or "",
        _("May we ask them about the person?"): may[row.may_ask_them],
    }


def years(row: PastJob) -> str:
    if row.from_year and row.to_year:
        same = row.from_year == row.to_year
        return str(row.to_year) if same else f"{row.from_year}–{row.to_year}"
    if row.from_year:
        return _("from %(year)s") % {"year": row.from_year}
    return _("until %(year)s") % {"year": row.to_year} if row.to_year else ""


def _credential(row: Credential) -> Lines:
    return {
        _("What kind?"): row.get_kind_display(),
        _("What is it?"): row.title,
        _("Where, or from whom?"): row.place or "",
        _("Finished on"): _day(row.finished_on),
        _("Valid until"): _day(row.expires_on),
    }


def _preference(row: JobPreference) -> Lines:
    """What a match may use, each line in words; what is not known is not among them."""
    return {
        _("Kinds of work"): ", ".join(row.kinds),
        _("Hours a week"): span(row.hours_least, row.hours_most),
        _("When could they work?"): chosen(JobPreference.Shift, row.shifts),
        _("Pay an hour: not below"): str(row.pay_floor) if row.pay_floor is not None else "",
        _("How do they get there?"): chosen(JobPreference.Travel, row.travel),
        _("Minutes on the way: at most"): "" if row.minutes_most is None else str(row.minutes_most),
        _("People around them"): row.get_people_display() or "",
        _("Noise"): row.get_noise_display() or "",
        _("Pace"): row.get_pace_display() or "",
        _("Physical work"): row.get_strain_display() or "",
        _("Where"): row.get_place_display() or "",
        _("What must not be"): ", ".join(row.must_nots),
    }


def chosen(choices: Any, codes: list[str]) -> str:
    return ", ".join(str(label) for code, label in choices.choices if code in codes)


def span(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return str(least) if least == most else f"{least}–{most}"
    if least is not None:
        return _("%(count)d or more") % {"count": least}
    return _("up to %(count)d") % {"count": most} if most is not None else ""


def _plan(row: ActionPlan) -> Lines:
    return {
        _("What do they want?"): row.goal or "",
        _("Why it matters to them"): row.why or "",
        _("What they bring"): row.strengths or "",
        _("Who helps, and how"): row.supports or "",
        _("Where and how often to meet"): row.meets or "",
        _("When to ask whether it is still right?"): _day(row.review_on),
        _("Next steps"): "\n".join(_step(step) for step in row.steps),
        _("Their yes"): row.agreed_words or "",
    }


def _step(step: dict[str, str]) -> str:
    by = _day(dt.date.fromisoformat(step["by"])) if step["by"] else ""
    return " · ".join(filter(None, [step["text"], step["who"], by]))


def _day(day: dt.date | None) -> str:
    return full_day_text(day) if day else ""


def _need(row: Need) -> Lines:
    return {
        _("What is it about?"): row.get_kind_display(),
        _("How does it stand?"): row.get_stands_display(),
        _("In their own words"): row.said or "",
        _("What would help, and who could"): row.helps or "",
    }


def valid_text(row: Credential) -> str:
    """Whether it still stands, said as it helps: what runs out can be renewed."""
    if row.expires_on is None:
        return ""
    day = {"day": full_day_text(row.expires_on)}
    if row.expires_on < timezone.localdate():
        return _("ran out on %(day)s; it may be renewed") % day
    return _("valid until %(day)s") % day


def _resume(row: Resume) -> Lines:
    return {
        _("What is it for?"): row.purpose,
        _("Name at the top"): row.name,
        _("How to reach them"): row.contact or "",
        _("About them, in two or three sentences"): row.summary or "",
        _("What they can do"): row.skills or "",
        _("Work"): row.work or "",
        _("School, courses and certificates"): row.learning or "",
    }


LINES = {
    ActionPlan: _plan,
    ProfilePart: _part,
    LegalHistory: _legal,
    PastJob: _past_job,
    Credential: _credential,
    JobPreference: _preference,
    Need: _need,
    Resume: _resume,
}
