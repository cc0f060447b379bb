"""One person, one line: whoever takes part twice, or was joined from two rows, is listed once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Q

from followalong.clients.rows import PERSON
from followalong.home.people import Person


def count_people(test: Any = None) -> Count:
    """How many people, not how many enrolments; `test` narrows the enrolments."""
    return Count(PERSON, distinct=True, filter=Q(test) if test is not None else None)


def one_each(
    folk: Iterable[Person], key: Callable[[Person], Any] = lambda person: person.client_id
) -> list[Person]:
    """Everybody once, where their first line stood, with what all their lines hold."""
    found: dict[Any, Person] = {}
    for person in folk:
        of = key(person)
        found[of] = _both(found[of], person) if of in found else person
    return list(found.values())


def _both(one: Person, other: Person) -> Person:
    return replace(
        one,
        programs=one.programs + other.programs,
        specialist=", ".join(_each(filter(None, (*one.specialist.split(", "), other.specialist)))),
        entered_on=min(one.entered_on, other.entered_on),
        facets=_each(one.facets + other.facets),
        clocks=one.clocks + other.clocks,
        steps=tuple(sorted(one.steps + other.steps, key=lambda step: step.due_on or date.max)),
        jobs=tuple({job.id: job for job in one.jobs + other.jobs}.values()),
        last=max(filter(None, (one.last, other.last)), key=lambda last: last.on, default=None),
        talked_on=max(filter(None, (one.talked_on, other.talked_on)), default=None),
        meets_at=min(filter(None, (one.meets_at, other.meets_at)), default=None),
        held_since=min(filter(None, (one.held_since, other.held_since)), default=None),
        ways=one.ways if one.ways is not None else other.ways,
        ask_whom=one.ask_whom or other.ask_whom,
    )


def _each(many: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(many))
