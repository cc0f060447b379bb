"""What an open enrolment can be filtered and counted by, each as a condition in the database.

A count never depends on who looks, so contacts are asked without the reader's own limits; only
yes or no comes back.
"""

from datetime import date, timedelta
from functools import lru_cache

from django.db.models import OuterRef, Q

from followalong.agencies.packs import Pack
from followalong.caseload.models import Clock, Contact
from followalong.caseload.rules import ClockRule
from followalong.core.kept import KeptExists
from followalong.home.people import RUNNING, facets_on

MINE = {"enrolment": OuterRef("pk")}


def facet(kind: str, today: date) -> KeptExists:
    return KeptExists(facets_on(today).filter(kind=kind, **MINE))


def quiet(today: date) -> KeptExists:
    """Nothing two-way for as long as the pack's warning of `gone_quiet`."""
    return KeptExists(
        Clock.objects.filter(RUNNING, rule=ClockRule.GONE_QUIET, warn_on__lte=today, **MINE)
    )


def waiting(today: date) -> KeptExists:
    """No employer has been met for them yet."""
    return KeptExists(Clock.objects.filter(RUNNING, rule=ClockRule.FIRST_EMPLOYER_CONTACT, **MINE))


def active(today: date, days: int) -> KeptExists:
    """A two-way contact by anyone in the last days (measures.md C2)."""
    first = today - timedelta(days=days - 1)
    recent = Q(two_way=True, started_on__gte=first, started_on__lte=today)
    return KeptExists(Contact.objects.filter(recent, **MINE))


def flags(today: date, pack: Pack) -> dict[str, KeptExists]:
    """The filters of a caseload, by the word that stands in its address."""
    return _flags(today, pack.value("active_within_days"))


@lru_cache(maxsize=16)  # the same all day wherever the pack's number is the same
def _flags(today: date, active_days: int) -> dict[str, KeptExists]:
    return {
        "active": active(today, active_days),
        "seeking": facet("SEARCHING", today),
        "working": facet("WORKING", today),
        "paused": facet("PAUSED", today),
        "quiet": quiet(today),
        "waiting": waiting(today),
    }
