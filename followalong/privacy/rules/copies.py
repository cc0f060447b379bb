"""How long a copy stands on a person's own page. Pure."""

import datetime as dt

# Time enough to be given a new link, once the first one has ended, and short enough to forget.
COPY_DAYS = 30


def copy_until(given_on: dt.date) -> dt.date:
    """The last day on which it opens."""
    return given_on + dt.timedelta(days=COPY_DAYS)
