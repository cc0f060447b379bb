"""Subqueries that are put together once and asked again and again.

Django takes longer to resolve and compile a page's subqueries than PostgreSQL to answer them, and
a reader asks the same all day. A kept subquery remembers what it became beside its first outer
query, and its SQL; both hold for every outer query of the same table. What a reader may see is in
the question, so whoever keeps one keeps it for one reader.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Subquery

READERS = 128  # for so many readers a page's questions are kept


class _Kept:
    """Only beside an outer query's own columns: a reference that would need a join of the outer
    query is refused, since a remembered subquery could not add it again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._resolved: dict[tuple[str, str], Any] = {}
        self._sql: tuple[str, tuple[Any, ...]] | None = None

    def copy(self) -> Any:
        """A changed copy says something else: nothing is remembered of it."""
        clone = super().copy()  # type: ignore[misc]
        clone._resolved, clone._sql = {}, None
        return clone

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Any:
        beside = (query.get_initial_alias(), query.alias_prefix)
        if beside not in self._resolved:
            before = _joined(query)
            self._resolved[beside] = super().resolve_expression(query, *args, **kwargs)  # type: ignore[misc]
            if _joined(query) != before:
                raise ValueError("A kept subquery may refer to the outer row's own columns only.")
        resolved = self._resolved[beside]
        # So that the outer query, put inside another one, takes an alias that is still free.
        query.subq_aliases = query.subq_aliases.union(resolved.query.subq_aliases)
        return resolved

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        if self._sql is None:
            sql, params = super().as_sql(compiler, connection, *args, **kwargs)  # type: ignore[misc]
            self._sql = (sql, tuple(params))
        return self._sql


def _joined(query: Any) -> int:
    return sum(count > 0 for count in query.alias_refcount.values())


class KeptSubquery(_Kept, Subquery):
    """One value."""


class KeptArray(_Kept, ArraySubquery):
    """All values, as an array."""


class KeptExists(_Kept, Exists):
    """Whether there is a row."""
