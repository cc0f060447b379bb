"""What PostgreSQL knows of its tables when it chooses a way through them.

It counts by itself after a while, but right after thousands of rows came in it takes full tables
for empty ones: sealing 100,000 looks took 36 seconds instead of 2.
"""

import os

from followalong.ops.children import tell


def analyze(url: str | None = None) -> None:
    """Have it count every table now. Only their owner may ask for that."""
    import psycopg

    url = url or os.environ.get("DATABASE_OWNER_URL")
    if not url:
        tell("Without DATABASE_OWNER_URL the database counts its tables by itself, in a minute.")
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
