"""A database for a command: found or started, roles and tables in place, stopped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from followalong.ops.children import tell
from followalong.ops.errors import OperatorError
from followalong.ops.paths import make_private, state_directory
from followalong.ops.postgres import EmbeddedPostgres
from followalong.ops.secret_files import kept_secret

PREFIX = DATABASE = "followalong"
ONE_AT_A_TIME = 0x0F011  # advisory lock: two commands never prepare one database at once


class Prepare(Enum):
    """How far a command wants the tables brought up."""

    NOTHING = "leave the database as it is, even empty"
    IF_EMPTY = "make the tables of an empty database"
    CURRENT = "make the tables those of this version"


@contextmanager
def database(prepare: Prepare = Prepare.CURRENT) -> Iterator[EmbeddedPostgres | None]:
    """Set up Django with a database that is ready; the embedded server is yielded if it is used.

    A database of one's own (DATABASE_URL) is only changed by `followalong migrate`, unless it is
    empty. The embedded one has no administrator, so every command brings it up to date.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followalong.settings")
    with _unreachable_explained():
        if os.environ.get("DATABASE_URL"):
            _keep_secrets()
            owner = os.environ.get("DATABASE_OWNER_URL")
            with _alone(owner or os.environ["DATABASE_URL"]):
                _bring_up(prepare, is_embedded=False)
            yield None
            return
        with EmbeddedPostgres(state_directory()) as server:
            _keep_secrets()
            with _alone(server.admin_url()):
                _use_embedded(server)
                _bring_up(prepare, is_embedded=True)
            try:
                yield server
            finally:
                _hang_up()


# Secrets of an installation, each in a file of the state folder unless the environment has it.
SECRETS = {
    "FOLLOWALONG_SECRET_KEY": "secret_key",
    "FOLLOWALONG_FILE_KEYS": "file_keys",
    "FOLLOWALONG_SEAL_KEYS": "seal_keys",
}
# Where checkpoints of the record are told besides the database, unless the environment says.
SEAL_COPY = "seals.jsonl"


def _keep_secrets() -> None:
    os.environ.setdefault("FOLLOWALONG_SEAL_COPY", str(state_directory() / SEAL_COPY))
    for variable, name in SECRETS.items():
        if not os.environ.get(variable):
            state = state_directory()
            if not state.exists():
                make_private(state)
            os.environ[variable] = kept_secret(state, name)


def _use_embedded(server: EmbeddedPostgres) -> None:
    """Make the roles and put their addresses where the settings look."""
    from followalong.core.dbroles import LOGIN_KINDS, setup_roles

    passwords = {kind: kept_secret(server.state, f"{kind}_password") for kind in LOGIN_KINDS}
    urls = setup_roles(server.admin_url(), PREFIX, DATABASE, passwords)
    os.environ["DATABASE_URL"] = urls.app
    os.environ["DATABASE_OWNER_URL"] = urls.owner
    os.environ["DATABASE_REPORT_URL"] = urls.report
    os.environ["FOLLOWALONG_DATABASE_DISK"] = str(server.cluster)


@contextmanager
def _alone(url: str) -> Iterator[None]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        yield


def _bring_up(prepare: Prepare, *, is_embedded: bool) -> None:
    import django

    django.setup()
    if prepare is Prepare.NOTHING:
        return
    from followalong.cli.migrating import database_is_empty, migrate, unapplied_migrations

    is_empty = database_is_empty()
    if is_empty and not os.environ.get("DATABASE_OWNER_URL"):
        raise OperatorError(
            "The database is empty. Set DATABASE_OWNER_URL too and run `followalong migrate`."
        )
    if is_empty or (is_embedded and prepare is Prepare.CURRENT and unapplied_migrations()):
        tell("Preparing the database …")
        migrate()
    elif prepare is Prepare.CURRENT and (missing := unapplied_migrations()):
        raise OperatorError(
            f"The database is of an earlier version ({len(missing)} migrations are missing). "
            "Make a backup, then run `followalong migrate` with DATABASE_OWNER_URL set."
        )


def _hang_up() -> None:
    from django.db import connections

    connections.close_all()


@contextmanager
def _unreachable_explained() -> Iterator[None]:
    import psycopg
    from django.db.utils import OperationalError

    from followalong.core.dbroles import RolesError

    try:
        yield
    except RolesError as error:
        raise OperatorError(str(error)) from error
    except (psycopg.OperationalError, OperationalError) as error:  # Django wraps its own
        raise OperatorError(f"The database doesn't answer: {str(error).strip()}") from error
