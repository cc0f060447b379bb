"""How PostgreSQL answers each page's questions: is anything read whole that grows?

Every statement of a page is explained with its real values, as the application's own role and in
the reader's context, so that row security is in the plan. A table counts as large from here on.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
from django.test import Client as Browser
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from bench import pages, world
from followalong.agencies.models import Membership

LARGE = 10_000


def table(plan: dict[str, Any]) -> str:
    """A row a measured page: what planning and answering cost, and what was read in large part."""
    lines = ["| page | questions | planning ms | answering ms | tables read in large part |"]
    lines.append("|---" * 5 + "|")
    for page, asked in plan["pages"].items():
        planning, answering, whole = _sums(plan["context"], asked["queries"])
        count = len(asked["queries"])
        lines.append(f"| {page} | {count} | {planning:.1f} | {answering:.1f} | {whole or 'none'} |")
    return "\n".join(lines)


def crawl(readers: dict[str, Membership], ids: dict[str, UUID]) -> str:
    """The same of every page that opens for these readers, but only where much was read."""
    lines = ["| reader | page | answering ms | tables read in large part |", "|---" * 4 + "|"]
    asked = 0
    for role, membership in readers.items():
        browser = Browser()
        world.sign_in(browser, membership.user)
        for name, path in _addresses(membership.code, ids):
            try:
                statements, _content = pages.captured(browser, path)
            except RuntimeError:  # not for this reader, or not a page to look at
                continue
            asked += 1
            context = world.context_of(membership)
            _planning, answering, whole = _sums(context, pages.reads(statements))
            if whole:
                lines.append(f"| {role} | {name} | {answering:.0f} | {whole} |")
    return "\n".join([*lines, "", f"{asked} pages asked."])


def _addresses(code: str, ids: dict[str, UUID]) -> Iterator[tuple[str, str]]:
    """Every member page that is about nothing in particular, or about one of these rows."""
    for name in sorted(set(_names(get_resolver().url_patterns))):
        for row in ({}, *({key: pk} for key, pk in ids.items())):
            with contextlib.suppress(NoReverseMatch):
                yield name, reverse(name, kwargs={"code": code, **row})


def _names(patterns: list[Any], spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from _names(pattern.url_patterns, (*spaces, *space))
        elif pattern.name:
            yield ":".join([*spaces, pattern.name])


def _sums(context: str, queries: list[str]) -> tuple[float, float, str]:
    planning, answering, whole = 0.0, 0.0, set()
    for found in _explained(context, queries):
        planning += found["Planning Time"]
        answering += found["Execution Time"]
        whole |= set(_read_whole(found["Plan"]))
    return planning, answering, ", ".join(sorted(whole))


def _explained(context: str, queries: list[str]) -> Iterator[dict[str, Any]]:
    with (
        psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection,
        connection.transaction(),
    ):
        connection.execute("SET LOCAL jit = off")
        # As on the web: what takes longer is an error there, and ends the crawl here.
        connection.execute("SET LOCAL statement_timeout = '5s'")
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
