"""Which choices end with what they were for (domain.md 7.3, rule 3)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from followalong.clients.rules.codes import ConsentType

# What is about addiction care, and ends with the last treatment.
OF_TREATMENT = (ConsentType.SUD, ConsentType.SUD_COUNSELLING)


class EndedWith(StrEnum):
    """What a yes ended with, when nobody took it back and its own day had not come."""

    JOB = "job"
    SERVICE = "service"
    DEATH = "death"


class Ends(Protocol):
    """When a permission ends by itself: data of the agency's pack."""

    @property
    def ends(self) -> str: ...
    @property
    def days_after(self) -> int: ...
    @property
    def with_service(self) -> bool: ...


def kinds_ended_by_service(ends: Mapping[str, Ends], labels_open: Collection[str]) -> list[str]:
    """The permissions that end now, when these labels are on the enrolments that go on.

    Addiction records are shared for the treatment, so these end with the last one.
    """
    bound = [kind for kind, data in ends.items() if data.with_service or data.ends == "service_end"]
    if not labels_open:
        return bound
    treatment_ended = "SUD" not in labels_open
    return [kind for kind in bound if kind in OF_TREATMENT and treatment_ended]


def last_day_with_job(ends: Ends, ended_on: date) -> date | None:
    """The last day of a yes about an employer once the job there has ended."""
    return ended_on + timedelta(days=ends.days_after) if ends.ends == "job_end" else None


def end_with(own_end_on: date | None, last_on: date | None) -> tuple[date | None, bool]:
    """Its last day, and whether what it was for set that. None: that goes on."""
    if last_on is None or (own_end_on is not None and own_end_on <= last_on):
        return own_end_on, False
    return last_on, True


def last_of(ends: Iterable[date | None]) -> date | None:
    """The last day of several; None while one of them goes on, or where there is none."""
    days = list(ends)
    return None if None in days else max((day for day in days if day), default=None)
