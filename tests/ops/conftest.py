"""Real PostgreSQL servers. No Django: what is tested here must work before there is a database."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from followalong.ops.postgres import EmbeddedPostgres, temporary_postgres


class MakeServer(Protocol):
    def __call__(self, folder: Path, *, durable: bool = False) -> EmbeddedPostgres: ...


@pytest.fixture(autouse=True)
def frozen_clock() -> None:
    """Not here: servers start and stop in real time."""


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder that the account PostgreSQL runs as can reach: pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="followalong-test-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def make_server(state: Path) -> Iterator[MakeServer]:
    """Servers for a state folder, stopped before the folder goes, whatever happened."""
    made: list[EmbeddedPostgres] = []

    def make(folder: Path, *, durable: bool = False) -> EmbeddedPostgres:
        made.append(EmbeddedPostgres(folder, durable=durable))
        return made[-1]

    yield make
    for server in reversed(made):
        server.stop()


@pytest.fixture(scope="session")
def shared_server() -> Iterator[EmbeddedPostgres]:
    """One server for tests that only make roles and databases in it."""
    with temporary_postgres() as server:
        yield server
