"""A backup file is whole or refused."""

import io
import secrets
import stat
from pathlib import Path

import pytest

from followalong.cli import sealed
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
DUMP = secrets.token_bytes(3 * (1 << 20) + 77)  # more than three parts of a sealed file
KEY, ANOTHER = secrets.token_urlsafe(48), secrets.token_urlsafe(48)
PART = sealed.CHUNK + sealed.TAG


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "copy.zip"
    write_archive(path, io.BytesIO(DUMP), DESCRIBE, KEY)
    return path


def refused(path: Path, scratch: Path) -> str:
    with pytest.raises(OperatorError) as refusal, open_archive(path, scratch, [KEY]):
        pytest.fail("the backup was taken for a good one")
    assert list(scratch.glob("*.dump")) == []
    return str(refusal.value)


def test_what_was_written_is_what_is_read(archive: Path, tmp_path: Path) -> None:
    with open_archive(archive, tmp_path, [ANOTHER, KEY]) as (manifest, dump):
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


def test_nothing_of_it_can_be_read_without_the_key(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    assert DUMP[:64] not in whole and b"clients_client" not in whole
    with pytest.raises(OperatorError, match="key [0-9a-f]{16}, which is not here"):
        open_archive(archive, tmp_path, [ANOTHER]).__enter__()


def test_two_backups_of_the_same_have_no_part_in_common(archive: Path, tmp_path: Path) -> None:
    write_archive(tmp_path / "again.zip", io.BytesIO(DUMP), DESCRIBE, KEY)
    first, again = archive.read_bytes(), (tmp_path / "again.zip").read_bytes()
    assert first[sealed.HEAD : sealed.HEAD + 64] != again[sealed.HEAD : sealed.HEAD + 64]


@pytest.mark.parametrize(
    ("places", "cause"),
    [([1, 0, 2, 3], "another order"), ([0, 1, 2], "cut short"), ([0, 2, 3], "another order")],
)
def test_parts_in_another_order_or_left_out_are_told(
    archive: Path, tmp_path: Path, places: list[int], cause: str
) -> None:
    whole = archive.read_bytes()
    head, body = whole[: sealed.HEAD], whole[sealed.HEAD :]
    parts = [body[start : start + PART] for start in range(0, len(body), PART)]
    archive.write_bytes(head + b"".join(parts[place] for place in places))
    assert cause in refused(archive, tmp_path)


def test_what_is_put_behind_or_into_the_first_line_is_refused(
    archive: Path, tmp_path: Path
) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole + b"more")
    assert "near its end" in refused(archive, tmp_path)
    salted = bytearray(whole)
    salted[sealed.HEAD - 2] ^= 1
    archive.write_bytes(bytes(salted))
    assert "not a whole backup" in refused(archive, tmp_path)


def test_one_left_open_on_purpose_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "open.zip"
    write_archive(path, io.BytesIO(DUMP), DESCRIBE, None)
    with open_archive(path, tmp_path, []) as (_manifest, dump):
        assert dump.read_bytes() == DUMP


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
        write_archive(tmp_path / "copy.zip", Failing(), DESCRIBE, KEY)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_backup_stays_when_a_new_one_fails(archive: Path) -> None:
    class Full:
        def read(self, size: int, /) -> bytes:
            raise OSError(28, "No space left on device")

    before = archive.read_bytes()
    with pytest.raises(OperatorError, match="No space left"):
        write_archive(archive, Full(), DESCRIBE, KEY)
    assert archive.read_bytes() == before
