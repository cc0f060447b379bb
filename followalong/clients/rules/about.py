"""What people say about themselves, as numbers of people: each question's answers counted.

A person may give several answers, so the numbers of one question can add up to more than there are
people. Whoever was not asked, or left the question out, is counted as that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from followalong.clients.rules.counts import Sum, hidden_cells
from followalong.core.dates import ONE_DAY, Quarter

OWN_WORDS, DECLINED, UNANSWERED, ANSWERED = "OWN_WORDS", "DECLINED", "UNANSWERED", "ANSWERED"


@dataclass(frozen=True)
class Answer:
    """What one person says to one question: any codes, own words, or that they would rather not."""

    codes: frozenset[str] = field(default_factory=frozenset)
    own_words: str = ""
    is_declined: bool = False

    @property
    def is_given(self) -> bool:
        return bool(self.codes or self.own_words)

    @property
    def names(self) -> frozenset[str]:
        """What the person counts as."""
        if self.is_given:
            own = {OWN_WORDS} if self.own_words else set()
            return self.codes | own | {ANSWERED}
        return frozenset({DECLINED if self.is_declined else UNANSWERED})


TOTALS = (ANSWERED, DECLINED, UNANSWERED)


def tally(codes: Sequence[str], answers: Iterable[Answer]) -> dict[str, int]:
    """How many people there are under each name of a question; unknown codes are own words."""
    found: Counter[str] = Counter()
    for answer in answers:
        known = {name if name in (*codes, *TOTALS) else OWN_WORDS for name in answer.names}
        found.update(known)
    return {name: found[name] for name in (*codes, OWN_WORDS, *TOTALS)}


def to_show(numbers: Mapping[str, int], minimum: int) -> dict[str, int | None] | None:
    """The same numbers with None for each that stays hidden; None when nothing may be shown."""
    single = [name for name in numbers if name not in TOTALS]
    # How many people took part is known.
    sums = [Sum.of(single, ANSWERED), Sum.of(TOTALS), Sum.of([*single, DECLINED, UNANSWERED])]
    hidden = hidden_cells(numbers, sums, minimum)
    if hidden is None:
        return None
    return {name: None if name in hidden else number for name, number in numbers.items()}


def counted_quarter(today: date) -> Quarter:
    """The last whole one: counts change once a quarter, so that nobody can be told from the day
    they came."""
    return Quarter.of(Quarter.of(today).first - ONE_DAY)
