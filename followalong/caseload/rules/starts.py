"""Days counted from an event."""

from datetime import date, timedelta

from followalong.caseload.rules.codes import ClockRule
from followalong.caseload.rules.facts import Clock, Timing


def counted_from(day: date, rule: ClockRule, timing: Timing) -> Clock:
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
