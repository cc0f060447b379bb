"""Reading, writing and describing: lossless, whole or not at all, and never trusting a zip."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from followalong.exchange.format import (
    TABLE,
    TABLES,
    NotAPackage,
    PackageWriter,
    describe,
    normal,
    read_package,
    row_hash,
    write_package,
)
from followalong.exchange.format.source import MOST_RATIO, SMALL_ENOUGH

from .samples import at, row, small

pytestmark = pytest.mark.unit


def test_parents_come_first():
    seen = set()
    for table in TABLES:
        seen.add(table.name)
        assert {target for _, target in table.references} <= seen, table.name
    assert len(TABLES) == 32


def test_there_is_a_schema_for_every_file():
    package = describe()
    assert json.loads(json.dumps(package)) == package
    contact = next(r for r in package["resources"] if r["name"] == "contact")
    assert {
        "fields": "staff_id",
        "reference": {"resource": "staff", "fields": "staff_id"},
    } in contact["schema"]["foreignKeys"]
    started = next(f for f in contact["schema"]["fields"] if f["name"] == "started_at")
    shape = re.compile(started["constraints"]["pattern"])
    assert shape.fullmatch("2026-01-06T23:30:00-05:00")
    assert shape.fullmatch("2026-01-06")
    for resource in package["resources"]:
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize("name", ["package", "package.zip"])
def test_what_was_written_is_read(tmp_path, name):
    rows = small()
    counts = write_package(tmp_path / name, rows)
    package = read_package(tmp_path / name)
    for table, expected in rows.items():
        assert list(package.rows(table)) == expected
        assert counts[table] == len(expected)
    started = next(iter(package.rows("contact"))).started_at
    assert started.isoformat() == "2026-01-06T23:30:00-05:00"


def test_a_zipped_folder_may_keep_its_top_folder(tmp_path):
    write_package(tmp_path / "p", small())
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for file in (tmp_path / "p").iterdir():
            archive.write(file, f"p/{file.name}")
    assert len(list(read_package(tmp_path / "z.zip").rows("client"))) == 2


def test_only_the_owner_may_read_it(tmp_path):
    write_package(tmp_path / "p", {})
    write_package(tmp_path / "p.zip", {})
    assert (tmp_path / "p").stat().st_mode & 0o077 == 0
    assert (tmp_path / "p" / "client.csv").stat().st_mode & 0o077 == 0
    assert (tmp_path / "p.zip").stat().st_mode & 0o077 == 0


def test_a_failed_writing_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), PackageWriter(tmp_path / "p") as writer:
        writer.add("client", row("client", client_id="1"))
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_not_overwritten(tmp_path):
    write_package(tmp_path / "p", {})
    with pytest.raises(FileExistsError):
        write_package(tmp_path / "p", {})


def _zip(path: Path, name: str, text: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return path


def test_dangerous_zips_are_refused(tmp_path):
    far = b" " * (SMALL_ENOUGH + MOST_RATIO)
    for bad in (
        _zip(tmp_path / "up.zip", "../client.csv"),
        _zip(tmp_path / "root.zip", "/client.csv"),
        _zip(tmp_path / "back.zip", "..\\client.csv"),
        _zip(tmp_path / "bomb.zip", "client.csv", far),
    ):
        with pytest.raises(NotAPackage):
            read_package(bad)


def test_what_is_no_package_is_refused(tmp_path):
    (tmp_path / "text.zip").write_text("no zip")
    (tmp_path / "empty").mkdir()
    for path in ("text.zip", "empty", "not-there"):
        with pytest.raises(NotAPackage):
            read_package(tmp_path / path)


def test_a_later_format_is_refused(tmp_path):
    write_package(tmp_path / "p", {})
    file = tmp_path / "p" / "datapackage.json"
    file.write_text(file.read_text().replace('"version": "1.', '"version": "2.'))
    with pytest.raises(NotAPackage):
        read_package(tmp_path / "p")


def test_a_damaged_zip_is_not_a_package(tmp_path):
    path = tmp_path / "p.zip"
    write_package(path, small())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("client.csv")
    data = bytearray(path.read_bytes())
    data[info.header_offset + 45] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(NotAPackage):
        list(read_package(path).rows("client"))


def test_equal_cells_have_one_normal_form():
    assert normal(Decimal("0.50")) == normal(Decimal("0.5"))
    assert normal(Decimal("-0")) == normal(Decimal(0)) == "0"
    assert normal(Decimal("100")) == "100"
    assert normal(at("2026-01-06T23:30:00-05:00")) == normal(at("2026-01-07T04:30:00Z"))
    assert normal(date(2026, 1, 7)) != normal(at("2026-01-07T00:00:00Z"))
    assert normal(True) == "true"
    assert normal(None) == ""


def test_equal_rows_have_equal_hashes():
    staff = TABLE["staff"]
    half = row("staff", staff_id="1", fte=Decimal("0.5"))
    assert row_hash(staff, half) == row_hash(staff, half._replace(fte=Decimal("0.500")))
    assert row_hash(staff, half) != row_hash(staff, half._replace(fte=Decimal("0.6")))
    moved = row("staff", staff_id="1", agency_id=None, given_name="x")
    assert row_hash(staff, moved) != row_hash(staff, row("staff", staff_id="1", agency_id="x"))
