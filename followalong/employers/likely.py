"""What the visit form has filled in already, so that most entries need two taps and a sentence."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from followalong.caseload.rules import PastContact, likeliest
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.employers.rules import Disclosed, EmployerMode
from followalong.employers.rules.series import purpose_of_visit

# So many of a worker's latest contacts are looked at.
ROWS = 20
NOON = dt.time(12)


def answers(
    recent: Sequence[EmployerContact], known: AgencyEmployer | None, visits: int, today: dt.date
) -> dict[str, Any]:
    """As in most of this worker's contacts; the purpose follows the plan, else the series."""
    past = [_past(entry) for entry in recent]
    usual = likeliest(past, dt.datetime.combine(today, NOON))
    planned = known.next_purpose if known and known.next_on else None
    return {
        "mode": usual.mode or EmployerMode.IN_PERSON,
        "minutes": usual.minutes or "",
        "purpose": planned or purpose_of_visit(visits + 1),
        "next_purpose": purpose_of_visit(visits + 2),
        "said": Disclosed.NONE,
        **_met_last(recent, known),
    }


def names(recent: Sequence[EmployerContact]) -> list[str]:
    """Employers this worker was at lately, to choose from while typing."""
    return list(dict.fromkeys(entry.employer.employer.name for entry in recent))


def _past(entry: EmployerContact) -> PastContact:
    minutes = entry.contact.minutes if entry.contact else entry.minutes
    return PastContact(dt.datetime.combine(entry.started_on, NOON), entry.mode, None, None, minutes)


def _met_last(recent: Sequence[EmployerContact], known: AgencyEmployer | None) -> dict[str, Any]:
    """Whom this worker met there last time, if they were there lately."""
    there = next((e for e in recent if known and e.employer_id == known.pk), None)
    if there is None or not there.person_met:
        return {}
    hires = {True: "yes", False: "no"}.get(there.hiring_authority, "")
    return {"person_met": there.person_met, "hires": hires}
