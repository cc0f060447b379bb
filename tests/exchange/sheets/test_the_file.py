"""The file itself: what is refused, where it is never kept, and when it is forgotten."""

import datetime as dt
import io
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from followalong.core.ids import uuid7
from followalong.exchange import tasks
from followalong.exchange.models import Batch, Sheet, SheetRow
from followalong.exchange.sheets.reading import MOST_ROWS, NotASheet, read_file
from tests.cast import service
from tests.conftest import NOW
from tests.exchange.sheets import files
from tests.exchange.sheets.bringing import (
    ROSA,
    brought_in,
    csv,
    refused,
)


def test_nothing_of_the_file_is_left_once_it_is_in(it):
    brought_in(it, csv(ROSA))
    with it.inside():
        assert not Sheet.objects.exists() and not SheetRow.objects.exists()
        assert not [w for w in ("Rosanna", "Vale", "1990") if w in str(Batch.objects.get().report)]


def test_a_file_is_forgotten_when_asked(it):
    it.choose(csv(ROSA))
    it.send("sheet_drop", "drop")
    assert "The file is forgotten." in it.words
    with it.inside():
        assert not SheetRow.objects.exists()


def test_a_file_is_forgotten_after_a_week(it):
    it.choose(csv(ROSA))
    with time_machine.travel(NOW + dt.timedelta(days=6), tick=False):
        assert tasks.forget_old_sheets(by=service(it.cast.northside)) == 0
    with time_machine.travel(NOW + dt.timedelta(days=8), tick=False):
        assert tasks.forget_old_sheets(by=service(it.cast.northside)) == 1
        assert tasks.forget_old_sheets(by=service(it.cast.northside)) == 0
    with it.inside():
        assert not SheetRow.objects.exists()


def test_nothing_that_is_sent_touches_the_disk(it, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("a file was put on a disk")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(f"tempfile.{name}", never)
    it.choose(files.dates_as_text())
    it.choose(csv(ROSA), "list.csv")
    assert it.page.status_code == 200


def test_what_a_file_is_its_content_says_not_its_name(it):
    it.choose(csv(ROSA), "list.xlsx")
    assert it.sheet().columns[0] == "client_id"
    it.choose(files.dates_as_text(), "list.csv")
    assert it.sheet().columns[0] == "client_id"


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 list", b"\x89PNG\r\n", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 not a book"]
    + [b"a\0b", bytes(range(1, 32)) * 9],
)
def test_what_is_no_spreadsheet_is_a_sentence(it, content):
    assert "Save it" in refused(it, content)


def test_an_empty_file_is_a_sentence(it):
    assert "This file is empty." in refused(it, b"")
    assert "There is nothing in this file." in refused(it, b"\n\n\n")


def test_a_large_file_is_a_sentence(it, settings):
    assert "larger than 10 MB" in refused(it, b"a,b\n" * 3_000_000)


def packed(name, content):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return body.getvalue()


def test_a_zip_that_would_fill_the_memory_is_refused_before_it_is_unpacked(it, monkeypatch):
    monkeypatch.setattr("subprocess.run", None)
    bomb = packed("xl/worksheets/sheet1.xml", b"0" * 160 * 1024**2)
    assert "something very large" in refused(it, bomb)


def test_a_sheet_that_spans_everything_ends_the_worker_and_nothing_else(it):
    def corners(sheet, made):
        sheet.write(0, 0, "Name")
        sheet.write(1_048_575, 16_383, "far away")

    assert "no spreadsheet that can be read" in refused(it, files.book(("Far", corners)))


def test_a_million_blank_rows_are_no_rows():
    def blanks(sheet, made):
        grey = made.add_format({"bg_color": "#dddddd"})
        sheet.write_row(0, 0, ["Name", "Phone"])
        sheet.write_row(1, 0, ["Ana Lu", "416-555-0101"])
        for row in range(2, 60_000):
            sheet.write_blank(row, 0, None, grey)
        sheet.write_string(1_048_575, 0, "")

    (tab,) = read_file(files.book(("List", blanks)))
    assert [number for number, _cells in tab.rows] == [1, 2]


def test_too_many_rows_are_a_sentence():
    with pytest.raises(NotASheet, match=f"{MOST_ROWS}"):
        read_file(b"a,b\n" * (MOST_ROWS + 1))


def test_formulas_are_words(it):
    """What begins like a formula is kept as it was typed, and nothing runs it."""
    brought_in(it, csv('8,"=HYPERLINK(""http://example.org"")",@SUM,1990-01-02,2025-09-01,Maya'))
    assert it.person('=HYPERLINK("http://example.org")').family_name == "@SUM"


def test_sending_the_file_twice_keeps_it_once(it):
    sent = {"command_id": str(uuid7())}
    for _again in range(2):
        file = SimpleUploadedFile("list.csv", csv(ROSA))
        it.browser.post(it.browser.here("exchange:sheet_new"), sent | {"file": file})
    with it.inside():
        assert Sheet.objects.count() == 1
