"""Timing rules as the settings show them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followalong.agencies.models import ProgramTiming
from followalong.agencies.packs.timing import TimingRule
from followalong.agencies.timings import changed
from followalong.caseload.rules import TOGGLES, Excuse
from followalong.ui.words import day_text


def rule_line(rule: TimingRule, own: Sequence[ProgramTiming], today: date) -> dict[str, Any]:
    """One clock: what holds now, the pack's number with its source, and who changed it."""
    now = _now(own, today)
    effective = changed(rule, now) if now else rule
    runs = now is None or now.applies is not False
    history = [_said(rule, row, today) for row in own]
    return {
        "text": rule.label.say(get_language() or "en"),
        "now": when_text(effective) if runs else _("does not run here"),
        "pack": when_text(rule),
        "source": _source(rule),
        "is_own": now is not None and _differs(now),
        "history": history,
    }


def when_text(rule: TimingRule) -> str:
    """`after 30 days, first reminder after 14 days`; what comes again has the pack's rhythm."""
    if rule.due_days is None:
        return _("comes again, as the pack says")
    days = _days(rule, rule.due_days)
    if not rule.warn_days:
        return days
    return _("%(days)s, first reminder %(warn)s") % {
        "days": days,
        "warn": _days(rule, rule.warn_days[0]),
    }


def _source(rule: TimingRule) -> str:
    """Whose number it is; a page or a law is named as it names itself."""
    own = {
        "design": _("our own choice, which you may change"),
        "unconfirmed": _("what the field usually does; not confirmed yet"),
    }
    return own.get(rule.provenance.status, rule.provenance.source)


def _days(rule: TimingRule, number: int) -> str:
    """`after 30 days`, `after 2 working days`, `7 days before`, or the day itself."""
    if number == 0:
        return _("on the day")
    count = abs(number)
    if number < 0:
        return ngettext("%(count)d day before", "%(count)d days before", count) % {"count": count}
    if rule.calendar == "working_days":
        return ngettext("after %(count)d working day", "after %(count)d working days", count) % {
            "count": count
        }
    return ngettext("after %(count)d day", "after %(count)d days", count) % {"count": count}


def _said(rule: TimingRule, row: ProgramTiming, today: date) -> dict[str, str]:
    if row.applies is False:
        what = _("does not run here")
    elif _differs(row):
        what = when_text(changed(rule, row))
    else:
        what = _("as in the pack")
    who = row.membership.name if row.membership else ""
    return {"what": what, "meta": f"{day_text(row.from_on, today)} · {who}"}


def _differs(row: ProgramTiming) -> bool:
    parts = (row.applies, row.due_days, row.warn_days, row.excuses, row.restarts_on_reentry)
    return any(part is not None for part in parts)


def _now(own: Sequence[ProgramTiming], today: date) -> ProgramTiming | None:
    return next((row for row in own if row.from_on <= today), None)


def initial_of(rule: TimingRule, own: Sequence[ProgramTiming], today: date) -> dict[str, Any]:
    """The form as things stand."""
    now = _now(own, today)
    effective = changed(rule, now) if now else rule
    return {
        "applies": "no" if now and now.applies is False else "yes",
        "due_days": effective.due_days,
        "warn_days": next(iter(effective.warn_days), None),
        "excuses": [excuse for excuse in effective.excuses if excuse in TOGGLES],
        "restarts_on_reentry": "yes" if effective.restarts_on_reentry else "no",
    }


def excuse_choices() -> list[tuple[str, str]]:
    return [
        (Excuse.PAUSED, _("the person is paused")),
        (Excuse.OUT_OF_TOUCH, _("the person is out of touch")),
        (Excuse.DECLINED_BY_PERSON, _("the person does not want it now")),
    ]
