"""What a person allowed an employer to be told about them (domain.md 3.9, 12.L)."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple

from followalong.clients.rules.codes import Topic


class EmployerChoice(NamedTuple):
    """One choice of a person about employers; without an employer it holds for any of them."""

    topic: Topic | None
    signed_on: date
    employer: Hashable | None = None
    expires_on: date | None = None
    revoked_on: date | None = None


def choice_covers(choice: EmployerChoice, topic: Topic, employer: Hashable, on: date) -> bool:
    """Whether this choice allows that much to be said to that employer on that day.

    An empty topic allows nothing. On the day of a revocation the choice no longer holds: only
    the day is kept, and a doubt is settled for the person.
    """
    if choice.topic is None or topic.rank > choice.topic.rank:
        return False
    if choice.employer is not None and choice.employer != employer:
        return False
    if on < choice.signed_on or (choice.expires_on is not None and on > choice.expires_on):
        return False
    return choice.revoked_on is None or on < choice.revoked_on


def choices_cover(
    choices: Iterable[EmployerChoice], topic: Topic, employer: Hashable, on: date
) -> bool:
    """Whether any of a person's choices allows it."""
    return any(choice_covers(choice, topic, employer, on) for choice in choices)
