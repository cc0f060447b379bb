"""How PostgreSQL answers each page's questions: is anything read whole that grows?

Every statement of a page is explained with its real values, as the application's own role and in
the reader's context, so that row security is in the plan. A table counts as large from here on.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

import psycopg

LARGE = 10_000


def table(plan: dict[str, Any]) -> str:
    """A row a page: what planning and answering cost, and tables of which much was read."""
    lines = ["| page | questions | planning ms | answering ms | tables read in large part |"]
    lines.append("|---" * 5 + "|")
    for page, asked in plan["pages"].items():
        planning, answering, whole = 0.0, 0.0, set()
        for found in _explained(plan["context"], asked["queries"]):
            planning += found["Planning Time"]
            answering += found["Execution Time"]
            whole |= set(_read_whole(found["Plan"]))
        said = ", ".join(sorted(whole)) or "none"
        count = len(asked["queries"])
        lines.append(f"| {page} | {count} | {planning:.1f} | {answering:.1f} | {said} |")
    return "\n".join(lines)


def _explained(context: str, queries: list[str]) -> Iterator[dict[str, Any]]:
    with (
        psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection,
        connection.transaction(),
    ):
        connection.execute("SET LOCAL jit = off")
        connection.execute(context)  # type: ignore[arg-type]
        for query in queries:
            # Once before, so that what is told is not how cold the disk was.
            connection.execute(query)  # type: ignore[arg-type]
            row = connection.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}").fetchone()  # type: ignore[arg-type]
            found = row[0] if row else []
            yield (json.loads(found) if isinstance(found, str) else found)[0]


def _read_whole(node: dict[str, Any]) -> Iterator[str]:
    """Tables of which one scan looked at many rows, kept or thrown away, by whatever index."""
    looked_at = node.get("Actual Rows", 0) + node.get("Rows Removed by Filter", 0)
    if "Relation Name" in node and looked_at * node.get("Actual Loops", 1) >= LARGE:
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from _read_whole(below)
