"""How long a copy stands on a person's own page, and what it says without some words. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

# Time enough to be given a new link, once the first one has ended, and short enough to forget.
COPY_DAYS = 30

Says = list[tuple[str, str]]


def copy_until(given_on: dt.date) -> dt.date:
    """The last day on which it opens."""
    return given_on + dt.timedelta(days=COPY_DAYS)


def is_in(passage: str, texts: Iterable[str]) -> bool:
    """Whether these words stand in one of the texts, however the lines are broken."""
    return any(_as_written(passage).search(text) for text in texts)


def without(says: Says, passages: Sequence[str], mark: str) -> Says | None:
    """What an entry says with a mark in place of each passage, wherever it stands in it.

    None when one of them is not there any more: somebody changed the words, and nobody has looked
    at the new ones, so that nothing of the entry may go out.
    """
    if not all(is_in(one, [text for _name, text in says]) for one in passages):
        return None
    # The longest first, so that no passage is cut by another one inside it.
    for passage in sorted(passages, key=len, reverse=True):
        found = _as_written(passage)
        says = [(name, found.sub(lambda _match: mark, text)) for name, text in says]
    return says


def _as_written(passage: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, passage.split())) or r"(?!)")
