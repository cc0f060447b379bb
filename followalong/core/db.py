"""The database's half of access: the transaction's context, composite keys, row-level security.

Settings that policies read: app.agency, app.user_id, app.pools, app.sud. All are local to a
transaction, so a pooled connection never carries one person's context to the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connections, models, transaction
from django.db.migrations.operations.base import Operation

from followalong.core.actor import Actor

AGENCY = "nullif(current_setting('app.agency', true), '')::uuid"
USER = "nullif(current_setting('app.user_id', true), '')::uuid"
POOLS = "string_to_array(nullif(current_setting('app.pools', true), ''), ',')::uuid[]"
SUD_ON = "current_setting('app.sud', true) = 'on'"


def set_context(actor: Actor | None, *, using: str = "default") -> None:
    """Tell the database who acts, until the transaction ends. None blanks the context."""
    agency = str(actor.agency_id or "") if actor else ""
    user = str(actor.user_id or "") if actor else ""
    pools = ",".join(str(p) for p in actor.pools) if actor else ""
    sud = "on" if actor and actor.sees_sud else ""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.agency', %s, true), set_config('app.user_id', %s, true),"
            " set_config('app.pools', %s, true), set_config('app.sud', %s, true)",
            [agency, user, pools, sud],
        )


@contextmanager
def acting_as(actor: Actor, *, back: Actor | None = None) -> Iterator[Actor]:
    """One transaction in which the database knows who acts. Tasks and commands use it.

    `back` is who acts outside, where that is known: it spares asking the database.
    """
    with transaction.atomic():
        outer = None if back else read_context()
        set_context(actor)
        yield actor
        # A released savepoint keeps settings: an inner block must give the outer's back.
        if outer is None:
            set_context(back)
        else:
            restore_context(outer)


def take_time() -> None:
    """Lift the web's limit on a statement until the transaction ends: to bring in or take out
    a whole history."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def say_progress(what: str, done: int, of: int) -> None:
    """Tell other sessions how far long work is, though its transaction shows them nothing yet.

    It stands in the session's own name at the database, so it is gone with the transaction.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('application_name', %s, true)", [f"{what} {done}/{of}"[:63]]
        )


def progress_of(what: str) -> tuple[int, int] | None:
    """How far some session is with this work; None when none is at it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity"
            " WHERE usename = current_user AND starts_with(application_name, %s)",
            [f"{what} "],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    done, _slash, of = row[0].removeprefix(f"{what} ").partition("/")
    return int(done), int(of)


def read_context() -> list[str]:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('app.agency', true), ''),"
            " coalesce(current_setting('app.user_id', true), ''),"
            " coalesce(current_setting('app.pools', true), ''),"
            " coalesce(current_setting('app.sud', true), '')"
        )
        return list(cursor.fetchone())


def restore_context(values: list[str]) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.agency', %s, true), set_config('app.user_id', %s, true),"
            " set_config('app.pools', %s, true), set_config('app.sud', %s, true)",
            values,
        )


class AgencyForeignKey(models.ForeignKey):
    """A reference that cannot leave the agency.

    Plain foreign keys ignore row-level security (standards.md ACC-23), so the constraint is the
    composite (agency_id, field) -> (agency_id, id), made by the AgencyTable operation.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        # Nothing is deleted, so only look-ups need indexes: each model names its own.
        kwargs.setdefault("db_index", False)
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs


def role(kind: str) -> str:
    """The database role's quoted name: kind is owner, app, search or report."""
    return f'"{settings.DATABASE_ROLE_PREFIX}_{kind}"'


class _Sql(Operation):
    """An operation that only runs SQL worked out from the model's state."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, name: str, **options: Any) -> None:
        self.name = name
        self.options = options

    def deconstruct(self) -> Any:
        return self.__class__.__name__, [self.name], self.options

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def describe(self) -> str:
        return f"{self.__class__.__name__} {self.name}"

    def database_forwards(self, app_label: str, editor: Any, old: Any, new: Any) -> None:
        model = new.apps.get_model(app_label, self.name)
        for statement in self.statements(model):
            editor.execute(statement, None)

    def database_backwards(self, app_label: str, editor: Any, old: Any, new: Any) -> None:
        # Dropping the model drops its policies and constraints with it.
        pass

    def statements(self, model: Any) -> list[str]:
        raise NotImplementedError


def _policies(table: str, using: str, check: str) -> list[str]:
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY by_context ON "{table}" TO {role("app")}'
        f" USING ({using}) WITH CHECK ({check})",
        f'CREATE POLICY by_owner ON "{table}" TO {role("owner")} USING (true) WITH CHECK (true)',
    ]


def _composite(table: str, column: str, target: str, lead: str = "agency_id") -> str:
    name = f"{table}_{column}_in_{lead}"[:63]
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY ({lead}, "{column}")'
        f' REFERENCES "{target}" ({lead}, id)'
    )


class AgencyTable(_Sql):
    """Row-level security, grants and composite keys for a table that an agency owns.

    Options: `using` replaces the policy's test; `also` widens it for reading only; `check`
    replaces the test of new rows; `grants` replaces the rights of the app role; `pooled` fields
    reference shared rows by (pool_id, id).
    """

    def statements(self, model: Any) -> list[str]:
        table = model._meta.db_table
        columns = {f.column for f in model._meta.local_fields}
        using = self.options.get("using") or f"agency_id = {AGENCY}"
        if "label" in columns:
            using = f"{using} AND (label <> 'SUD' OR {SUD_ON})"
        check = self.options.get("check") or using
        if also := self.options.get("also"):
            using = f"({using}) OR ({also})"
        out = _policies(table, using, check)
        grants = self.options.get("grants", "SELECT, INSERT, UPDATE")
        out.append(f'GRANT {grants} ON "{table}" TO {role("app")}')
        out.append(f'GRANT SELECT ON "{table}" TO {role("report")}')
        if "agency_id" in columns and "id" in columns:
            out.append(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_agency_key" UNIQUE (agency_id, id)'
            )
        for field in model._meta.local_fields:
            if isinstance(field, AgencyForeignKey):
                target = field.related_model._meta.db_table
                lead = "pool_id" if field.name in self.options.get("pooled", ()) else "agency_id"
                out.append(_composite(table, field.column, target, lead))
        return out


class AgencyReference(_Sql):
    """The composite key of one reference added to a table after its creation."""

    def statements(self, model: Any) -> list[str]:
        table = model._meta.db_table
        field = model._meta.get_field(self.options["field"])
        return [_composite(table, field.column, field.related_model._meta.db_table)]


class PooledTable(_Sql):
    """Row-level security for rows shared within a pool (an authority's, or one agency's own)."""

    def statements(self, model: Any) -> list[str]:
        table = model._meta.db_table
        test = f"pool_id = ANY({POOLS})"
        out = _policies(table, test, test)
        out.append(f'GRANT SELECT, INSERT, UPDATE ON "{table}" TO {role("app")}')
        out.append(f'GRANT SELECT ON "{table}" TO {role("report")}')
        out.append(f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_pool_key" UNIQUE (pool_id, id)')
        for field in model._meta.local_fields:
            if isinstance(field, AgencyForeignKey):
                target = field.related_model._meta.db_table
                out.append(_composite(table, field.column, target, "pool_id"))
        return out


class OpenTable(_Sql):
    """Grants for a table that no agency owns (users, sessions): named in the guard's list."""

    def statements(self, model: Any) -> list[str]:
        grants = self.options.get("grants", "SELECT, INSERT, UPDATE")
        return [f'GRANT {grants} ON "{model._meta.db_table}" TO {role("app")}']


class SearchFunction(Operation):
    """A reviewed SECURITY DEFINER function, owned by the search role.

    Trigram operators are not leakproof, so under row-level security PostgreSQL keeps them off
    their index. The function tests the agency itself and returns ids only; callers pass the ids
    through the read gate.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, name: str, table: str, body: str, arguments: str, returns: str) -> None:
        self.name, self.table, self.body = name, table, body
        self.arguments, self.returns = arguments, returns

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def describe(self) -> str:
        return f"Search function {self.name}"

    def database_forwards(self, app_label: str, editor: Any, old: Any, new: Any) -> None:
        signature = f"{self.name}({self.arguments})"
        for statement in (
            # A setting of pg_trgm is known only once a session has loaded its library.
            "SELECT similarity('', '')",
            f'GRANT SELECT ON "{self.table}" TO {role("search")}',
            # One policy for all functions of a table.
            f'DROP POLICY IF EXISTS by_search ON "{self.table}"',
            f'CREATE POLICY by_search ON "{self.table}" FOR SELECT TO {role("search")}'
            " USING (true)",
            f"CREATE OR REPLACE FUNCTION {signature} RETURNS {self.returns} LANGUAGE sql STABLE"
            " SECURITY DEFINER SET search_path = pg_catalog, public"
            " SET plan_cache_mode = force_generic_plan"
            f" SET pg_trgm.word_similarity_threshold = 0.4 AS $body$ {self.body} $body$",
            f"ALTER FUNCTION {signature} OWNER TO {role('search')}",
            f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {signature} TO {role('app')}",
        ):
            editor.execute(statement, None)

    def database_backwards(self, app_label: str, editor: Any, old: Any, new: Any) -> None:
        editor.execute(f"DROP FUNCTION IF EXISTS {self.name}")
