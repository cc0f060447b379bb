"""A backup file is whole or refused."""

import io
import stat
from pathlib import Path

import pytest

from followalong.cli.archive import open_archive, write_archive
from followalong.ops.errors import OperatorError

pytestmark = pytest.mark.unit

DESCRIBE = {
    "made_at": "2026-11-22T12:00:00+00:00",
    "followalong": "0.1.0",
    "postgres_major": 18,
    "role_prefix": "followalong",
    "rows": {"public.clients_client": 3},
}
DUMP = bytes(range(256)) * 40


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "copy.zip"
    write_archive(path, io.BytesIO(DUMP), DESCRIBE)
    return path


def refused(path: Path, scratch: Path) -> str:
    with pytest.raises(OperatorError) as refusal, open_archive(path, scratch):
        pytest.fail("the backup was taken for a good one")
    assert list(scratch.glob("*.dump")) == []
    return str(refusal.value)


def test_what_was_written_is_what_is_read(archive: Path, tmp_path: Path) -> None:
    with open_archive(archive, tmp_path) as (manifest, dump):
        assert dump.read_bytes() == DUMP
        assert manifest.rows == {"public.clients_client": 3}
        assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    assert not dump.exists()
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_file_is_refused(archive: Path, tmp_path: Path, share: float) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])
    assert "not a whole backup" in refused(archive, tmp_path)


def test_a_changed_byte_is_refused(archive: Path, tmp_path: Path) -> None:
    whole = bytearray(archive.read_bytes())
    whole[len(DUMP) // 2] ^= 1
    archive.write_bytes(bytes(whole))
    assert "not a whole backup" in refused(archive, tmp_path)


def test_another_kind_of_file_and_no_file_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_text("a letter")
    assert "not a whole backup" in refused(other, tmp_path)
    assert "There is no" in refused(tmp_path / "missing.zip", tmp_path)


def test_nothing_appears_when_the_dump_fails_halfway(tmp_path: Path) -> None:
    class Failing:
        def read(self, size: int, /) -> bytes:
            raise OperatorError("the database went away")

    with pytest.raises(OperatorError, match="went away"):
        write_archive(tmp_path / "copy.zip", Failing(), DESCRIBE)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_backup_stays_when_a_new_one_fails(archive: Path) -> None:
    class Full:
        def read(self, size: int, /) -> bytes:
            raise OSError(28, "No space left on device")

    before = archive.read_bytes()
    with pytest.raises(OperatorError, match="No space left"):
        write_archive(archive, Full(), DESCRIBE)
    assert archive.read_bytes() == before
