"""How long a person's own link opens their page. Pure."""

import datetime as dt

# So many wrong numbers end a link.
MOST_WRONG = 5


def link_opens(
    expires_at: dt.datetime, ended_at: dt.datetime | None, wrong: int, *, now: dt.datetime
) -> bool:
    """Whether it still opens anything."""
    return ended_at is None and now < expires_at and wrong < MOST_WRONG
