"""Tests run as the app role on a real PostgreSQL; the database is built by the owner.

As a superuser row-level security would prove nothing, so no test connects as one.
"""

import datetime as dt
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from hypothesis import settings

from tests.environment import DATABASE

pytest_plugins = ["tests.browsing"]

STATE = Path(
    os.environ.get("FOLLOWALONG_TEST_STATE")
    or Path(tempfile.gettempdir()) / f"followalong-tests-{os.getuid()}"
)
# Tuesday 24 November 2026, half past nine in Toronto.
NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
RUNNING = pytest.StashKey()
LONG = ("faults", "journeys", "guards", "cli")


# A busy machine is no failure: examples are counted, not timed (house.md section 9).
settings.register_profile("counted", deadline=None)
settings.load_profile("counted")


def pytest_configure(config: pytest.Config) -> None:
    """With several workers the controller owns the server, so that it outlives each of them."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        from followalong.ops.postgres import EmbeddedPostgres

        config.stash[RUNNING] = EmbeddedPostgres(STATE, durable=False)
        config.stash[RUNNING].start()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: not set(LONG) & set(item.path.parts))


def pytest_unconfigure(config: pytest.Config) -> None:
    if running := config.stash.get(RUNNING, None):
        running.stop()


@pytest.fixture(scope="session")
def server() -> Iterator[object]:
    """The embedded PostgreSQL, shared by the test processes of this user."""
    from followalong.ops.postgres import EmbeddedPostgres

    with EmbeddedPostgres(STATE, durable=False) as running:
        yield running


@pytest.fixture(scope="session")
def database_urls(server) -> Iterator[object]:
    """A new database with its roles, copied from a migrated one; gone when the run ends."""
    from tests.template import copied, drop, migrated_template

    template = migrated_template(server)
    yield copied(server, template, DATABASE)
    drop(server, DATABASE)


@pytest.fixture(scope="session")
def django_db_setup(database_urls, django_db_blocker) -> Iterator[None]:
    """`default` is the app role on the new database; `owner` its owner, for tests that ask."""
    from django.db import connections

    from followalong.settings import database

    with django_db_blocker.unblock():
        for alias, url in (("default", database_urls.app), ("owner", database_urls.owner)):
            filled = connections.configure_settings({"default": database(url)})["default"]
            if alias in connections.settings:
                connections[alias].settings_dict.update(filled)
            else:
                connections.settings[alias] = filled
    yield
    with django_db_blocker.unblock():
        for alias in ("owner", "default"):
            connections[alias].close()


@pytest.fixture(autouse=True)
def frozen_clock(request) -> Iterator[None]:
    """The same Tuesday morning for every test but those with a real server."""
    if {"journey", "fault"} & {m.name for m in request.node.iter_markers()}:
        yield
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in another language leaves it to this thread; no test begins with it."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch) -> None:
    """No test talks to anything but this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert str(address[0]).startswith(("127.", "::1", "localhost")), address
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def cast(db):
    """Northside with Maya, Sol, Pia and their people; Southside with Omar. See tests/cast.py."""
    from tests.cast import Cast

    return Cast.make()


def _signed_in(cast, who: str):
    from tests.cast import MemberClient

    return MemberClient(getattr(cast, who))


@pytest.fixture
def as_maya(cast):
    return _signed_in(cast, "maya")


@pytest.fixture
def as_sol(cast):
    return _signed_in(cast, "sol")


@pytest.fixture
def as_pia(cast):
    return _signed_in(cast, "pia")


@pytest.fixture
def as_omar(cast):
    return _signed_in(cast, "omar")


@pytest.fixture
def as_ana(cast):
    """Northside's administrator: opens no record."""
    return _signed_in(cast, "ana")


@pytest.fixture
def as_priya(cast):
    """Northside's privacy officer."""
    return _signed_in(cast, "priya")


@pytest.fixture
def as_ade(cast):
    """A specialist of Northside's addiction program."""
    return _signed_in(cast, "ade")


@pytest.fixture
def visitor(db):
    """Somebody who is not signed in."""
    from tests.cast import VisitorClient

    return VisitorClient()
