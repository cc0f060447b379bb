"""Months of the record made ready ahead of time, by `migrate` and by `serve`."""

import os
import time
from datetime import UTC, datetime

from followalong.cli.asking import Answers
from followalong.cli.migrating import reading_alias
from followalong.ops.children import tell

LOOK_EVERY = 6 * 3600  # seconds
# Where fewer stand ready, somebody should see to it. Nothing stops without them.
FEWEST = 2


class MonthsAhead:
    """Call `look` often. Only the owner can make a month; without one `migrate` does it."""

    def __init__(self) -> None:
        self._again_at = 0.0

    def look(self) -> None:
        if time.monotonic() < self._again_at or not os.environ.get("DATABASE_OWNER_URL"):
            return
        self._again_at = time.monotonic() + LOOK_EVERY
        from django.db import Error, connections

        from followalong.cli.migrating import make_months_ready

        try:
            if made := make_months_ready():
                tell(f"The record has room for {made[-1]} and before.")
        except Error as error:  # somebody is at work there, or it is away; there is time
            tell(f"No month of the record could be made ready: {str(error).strip()}")
        finally:
            connections.close_all()


def check_months() -> Answers:
    """What doctor says: how many months stand ready, and whether anything waits for its own."""
    from django.db import connections

    from followalong.audit.partitions import months_ahead

    with connections[reading_alias()].cursor() as cursor:
        ahead = months_ahead(cursor, datetime.now(UTC))
    said = f"{ahead} months of the record stand ready after this one"
    if ahead < FEWEST:
        said += "; nothing stops without them: run `followalong migrate` as the owner"
    yield ahead >= FEWEST, said
