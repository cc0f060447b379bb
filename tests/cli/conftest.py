"""The command as an operator runs it: a process of its own, a state folder, an environment."""

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from followalong.ops.paths import CHECKOUT
from followalong.ops.postgres import EmbeddedPostgres, temporary_postgres


@pytest.fixture(autouse=True)
def frozen_clock() -> None:
    """Not here: processes start and stop in real time."""


def environment(state: Path, **more: str) -> dict[str, str]:
    """A plain one: nothing of the tests' own settings."""
    plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "HOME": str(state)}
    return plain | {"FOLLOWALONG_STATE": str(state)} | more


def followalong(state: Path, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "followalong.cli", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env=environment(state, **more),
        timeout=300,
    )


def new_state() -> Path:
    """Not below pytest's folders: PostgreSQL's account must be able to pass through."""
    folder = Path(tempfile.mkdtemp(prefix="followalong-test-"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder


@functools.cache
def _migrated_once() -> Path:
    state = new_state()
    atexit.register(shutil.rmtree, state, ignore_errors=True)
    done = followalong(state, "migrate")
    assert done.returncode == 0, done.stderr
    return state


def migrated(state: Path) -> Path:
    """Make this folder one of an installation: copied, as migrating each takes half a minute."""
    state.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", f"{_migrated_once()}/.", str(state)], check=True)
    return state


@pytest.fixture(scope="session")
def installation() -> Iterator[Path]:
    """The state folder of an installation that one command on a fresh machine has made."""
    state = new_state()
    done = followalong(state, "migrate")
    assert done.returncode == 0, done.stderr
    assert "migrations applied" in done.stdout
    yield state
    shutil.rmtree(state, ignore_errors=True)


@pytest.fixture(scope="session")
def backup(installation: Path) -> Path:
    """Left open, so that tests can look into it and change it."""
    path = installation / "backup.zip"
    done = followalong(installation, "backup", "--unsealed", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def empty_state() -> Iterator[Path]:
    state = new_state()
    yield state
    shutil.rmtree(state, ignore_errors=True)


@pytest.fixture(scope="session")
def own_server() -> Iterator[EmbeddedPostgres]:
    """Stands for a PostgreSQL that an authority runs itself."""
    with temporary_postgres() as server:
        yield server
