"""A database of its own, with a sealed record of some days; each test changes it as superuser."""

import datetime as dt
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest

from followalong.audit.rules import Checkpoint
from followalong.audit.sealing import seal, see_installation
from followalong.audit.signing import Signer
from followalong.core.dbroles import RoleUrls, setup_roles
from followalong.core.ids import uuid7
from followalong.ops.paths import CHECKOUT
from followalong.ops.postgres import EmbeddedPostgres, temporary_postgres
from tests.environment import PREFIX
from tests.template import PASSWORDS

NORTH, BEN = uuid.UUID(int=1), uuid.UUID(int=2)
SIGNER = Signer(["a secret of the worker"])


@dataclass
class Record:
    """The record on its own server: `app` is the worker's role, `root` a superuser."""

    app: psycopg.Connection
    root: psycopg.Connection
    told: list[Checkpoint] = field(default_factory=list)

    def add(self, number: int, *, agency: uuid.UUID | None = NORTH) -> list[uuid.UUID]:
        ids = [uuid7() for _ in range(number)]
        with self.app.transaction(), self.app.cursor() as cursor:
            cursor.execute("SELECT set_config('app.agency', %s, true)", [str(agency or "")])
            for pk in ids:
                cursor.execute(ADD, [pk, now(), agency])
                if agency:
                    cursor.execute(NAME, [pk, agency, BEN, now()])
        return ids

    def seal(
        self, agency: uuid.UUID | None = NORTH, *, at: dt.datetime | None = None
    ) -> Checkpoint | None:
        with self.app.transaction(), self.app.cursor() as cursor:
            cursor.execute("SELECT set_config('app.agency', %s, true)", [str(agency or "")])
            see_installation(cursor)
            point = seal(cursor, agency, signer=SIGNER, now=at or now())
        if point:
            self.told.append(point)
        return point


ADD = (
    "INSERT INTO audit_event (id, at, agency_id, actor_kind, role, action, purpose, outcome,"
    " subject_type, fields) VALUES (%s, %s, %s, 'member', 'supervisor', 'page.read', 'TREAT',"
    """ 'done', '', '["home:client"]')"""
)
NAME = "INSERT INTO audit_seen (event_id, agency_id, client_id, at) VALUES (%s, %s, %s, %s)"


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@contextmanager
def opened(server: EmbeddedPostgres, name: str, to: str = "") -> Iterator[Record]:
    """A database of its own whose record is as it was at one migration, or as it is now."""
    migrated_to(server, name, to)
    with connected(server, name) as record:
        yield record


@contextmanager
def connected(server: EmbeddedPostgres, name: str) -> Iterator[Record]:
    urls = setup_roles(server.admin_url(), PREFIX, name, PASSWORDS)
    with psycopg.connect(urls.app) as app, psycopg.connect(server.admin_url(name)) as root:
        yield Record(app, root)


def migrated_to(server: EmbeddedPostgres, name: str, to: str = "") -> RoleUrls:
    urls = setup_roles(server.admin_url(), PREFIX, name, PASSWORDS)
    more = {
        "DATABASE_URL": urls.app,
        "DATABASE_OWNER_URL": urls.owner,
        "DJANGO_SETTINGS_MODULE": "followalong.settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "audit", *filter(None, [to])]
    subprocess.run(
        [*command, "--database=owner", "--skip-checks", "--verbosity=0"],
        env=os.environ | more,
        cwd=CHECKOUT,
        check=True,
    )
    return urls


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedPostgres]:
    """Of their own: an open transaction of any other test would hold the sealer up."""
    with temporary_postgres() as server:
        yield server


@pytest.fixture(scope="module")
def connections(server) -> Iterator[tuple[psycopg.Connection, psycopg.Connection]]:
    """The worker's role and a superuser."""
    with opened(server, "record") as found:
        yield found.app, found.root


@pytest.fixture
def record(connections) -> Iterator[Record]:
    """Three checkpoints of five events at Northside, and a chain of what is outside agencies."""
    found = Record(*connections)
    found.root.execute("SET LOCAL session_replication_role = replica")
    found.root.execute("TRUNCATE audit_event, audit_seen, audit_seal, audit_sealpoint")
    found.root.commit()
    found.add(2, agency=None)
    found.seal(None)
    for _ in range(3):
        found.add(5)
        found.seal()
    yield found
    found.app.rollback()
    found.root.rollback()


@pytest.fixture
def attack(record: Record) -> Iterator[Callable[..., None]]:
    """Change the record as nobody but a superuser could; everything is undone afterwards."""
    record.root.execute("SET LOCAL session_replication_role = replica")

    def run(statement: str, *values: object) -> None:
        record.root.execute(statement, values)

    yield run
    record.root.rollback()
