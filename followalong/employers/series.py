"""The three visits as an employer's page shows them: what each is for, and what was learned."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.employers.rules.series import SERIES, purpose_of_visit
from followalong.ui.words import day_text


def steps(visits: Sequence[EmployerContact]) -> list[dict[str, Any]]:
    """One line for each of the three: when it was, or that it is the next."""
    what = [
        _("Say hello"),
        _("Learn what the business needs"),
        _("Come back with something useful"),
    ]
    made = [_made(visit) for visit in visits[: len(SERIES)]]
    ahead = [{"state": _("next"), "learned": ""}, *[{"state": "", "learned": ""}] * len(SERIES)]
    lines = [*made, *ahead][: len(SERIES)]
    return [{"what": words, **line} for words, line in zip(what, lines, strict=True)]


def _made(visit: EmployerContact) -> dict[str, str]:
    who = visit.membership.given_name if visit.membership else ""
    day = day_text(visit.started_on, timezone.localdate())
    return {"state": " · ".join(filter(None, [day, who])), "learned": visit.learned or ""}


def next_plan(known: AgencyEmployer, visits: int) -> dict[str, Any]:
    """What the form of the next visit begins with: what is planned, else the next of the three."""
    purpose = known.next_purpose if known.next_on else purpose_of_visit(visits + 1)
    return {"next_on": known.next_on, "next_purpose": purpose}
