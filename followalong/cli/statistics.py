"""What PostgreSQL knows of its tables when it chooses a way through them.

It counts by itself after a while, but right after thousands of rows came in it takes full tables
for empty ones: sealing 100,000 looks took 36 seconds instead of 2.
"""

import os
import threading
import time

from followalong.ops.children import tell

LOOK_EVERY = 10  # seconds
# What came in or was taken out by a page changes one of the two.
BATCHES = "SELECT count(*), count(undone_at) FROM exchange_batch"


def analyze(url: str | None = None) -> None:
    """Have it count every table now. Only their owner may ask for that."""
    import psycopg

    url = url or os.environ.get("DATABASE_OWNER_URL")
    if not url:
        tell("Without DATABASE_OWNER_URL the database counts its tables by itself, in a minute.")
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


class Counting:
    """What a page of the web server brought in is counted by `serve`, which has the owner: web
    server and worker never do. Call `look` often; counting waits for nobody."""

    def __init__(self) -> None:
        self._again_at = 0.0
        self._known: tuple[int, int] | None = None
        self._at_work: threading.Thread | None = None

    def look(self) -> None:
        is_busy = self._at_work is not None and self._at_work.is_alive()
        if is_busy or time.monotonic() < self._again_at:
            return
        self._again_at = time.monotonic() + LOOK_EVERY
        if url := os.environ.get("DATABASE_OWNER_URL"):
            self._at_work = threading.Thread(target=self.count_if_new, args=[url], daemon=True)
            self._at_work.start()

    def count_if_new(self, url: str) -> bool:
        """True when it counted. What was there at the start is known to the database already."""
        import psycopg

        try:
            with psycopg.connect(url, autocommit=True) as connection:
                there = connection.execute(BATCHES).fetchone()
                is_new = self._known is not None and there != self._known
                if is_new:
                    connection.execute("ANALYZE")
        except psycopg.Error:  # it is away, or at its limit: the next look will do
            return False
        self._known = there
        return is_new
