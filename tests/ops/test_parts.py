"""The small parts the supervisor is made of."""

import os
import stat
from pathlib import Path

import pytest

from followalong.ops import binaries as programs
from followalong.ops.accounts import Account
from followalong.ops.binaries import Binaries, find_binaries, reachable
from followalong.ops.errors import OperatorError
from followalong.ops.paths import CHECKOUT, state_directory
from followalong.ops.secret_files import kept_secret

pytestmark = pytest.mark.unit


def test_the_state_directory_is_the_one_named_or_named_after_the_checkout(monkeypatch) -> None:
    monkeypatch.setenv("FOLLOWALONG_STATE", "/somewhere/else")
    assert state_directory() == Path("/somewhere/else")
    monkeypatch.delenv("FOLLOWALONG_STATE")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert state_directory().parent == Path("/var/lib/followalong")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("HOME", "/home/maya")
    assert state_directory().parent == Path("/home/maya/.local/state/followalong")
    assert (CHECKOUT / "followalong").is_dir()


def test_a_secret_is_made_once_and_kept_closed(tmp_path: Path) -> None:
    first = kept_secret(tmp_path, "key")
    assert len(first) >= 60
    assert kept_secret(tmp_path, "key") == first
    assert kept_secret(tmp_path, "other") != first
    assert stat.S_IMODE((tmp_path / "secrets/key").stat().st_mode) == 0o600
    assert sorted(path.name for path in (tmp_path / "secrets").iterdir()) == ["key", "other"]


def test_without_a_wheel_the_newest_system_postgresql_that_fits_is_taken(
    monkeypatch, tmp_path: Path
) -> None:
    for major in ("14", "16", "9"):
        folder = tmp_path / major / "bin"
        folder.mkdir(parents=True)
        for name in ("initdb", "psql"):
            (folder / name).touch()
    monkeypatch.setattr(programs, "SYSTEM_FOLDER", tmp_path)
    monkeypatch.setattr(programs, "_wheel_package", lambda: None)
    monkeypatch.setattr(programs, "_version", lambda folder: f"{folder.parent.name}.1")
    assert find_binaries().major == 16
    monkeypatch.setattr(programs, "OLDEST_MAJOR", 17)
    with pytest.raises(OperatorError, match="set DATABASE_URL"):
        find_binaries()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
def test_programs_in_a_closed_folder_are_copied_where_the_account_can_run_them(
    monkeypatch, tmp_path: Path
) -> None:
    nobody = Account("nobody", 65534, 65534)
    state = tmp_path / "state"
    monkeypatch.setattr(programs, "_runs", lambda *_: False)
    found = find_binaries()
    moved = reachable(found, nobody, state)
    assert moved.folder.is_relative_to(state)
    assert moved.folder.stat().st_mode & stat.S_IXOTH
    monkeypatch.undo()
    assert programs._runs(moved, Account("root"))  # the copy is whole, libraries included
    assert isinstance(moved, Binaries)
