"""Columns that are mapped and remembered; rows that are corrected, left out, asked about."""

import datetime as dt

from followalong.clients.models import Client, Enrolment
from followalong.exchange.models import SheetMemory
from tests.exchange.sheets import files
from tests.exchange.sheets.bringing import (
    HEAD,
    ROSA,
    Forms,
    brought_in,
    csv,
    mapped,
)

# Columns


def test_two_columns_cannot_be_one(it):
    it.choose(csv(ROSA))
    it.columns(program=str(it.cast.ips.pk), column1="family_name")
    assert it.page.status_code == 422 and "is this already. Choose one of them." in it.words


def test_a_program_is_asked_for_where_no_column_says_it(it):
    it.choose(csv(ROSA))
    it.columns(program="")
    assert "Choose the program, since no column says it." in it.words


def test_another_sheet_of_the_file_may_be_chosen(it):
    it.choose(files.french())
    it.send("sheet_layout", "layout", tab="2", kind="people", header="1")
    assert it.sheet().headers == ["Prénom", "Nom"]
    assert "hidden" in it.words


def test_the_next_file_with_these_columns_goes_straight_to_its_rows(it):
    brought_in(it, csv(ROSA))
    it.choose(csv(ROSA, "8,Nadia,Poe,1991-02-03,2025-10-01,Maya"))
    assert "Is it understood as you mean it?" in it.words and "came in before" in it.words
    it.onwards()
    it.bring_in()
    assert set(it.people()) == {"Rosanna Vale", "Nadia Poe"}
    with it.inside():
        assert SheetMemory.objects.count() == 1
        assert it.batch().report["new"] == {"client": 1, "enrolment": 1}


def test_a_corrected_row_corrects_what_is_here(it):
    brought_in(it, csv(ROSA))
    it.choose(csv(ROSA.replace("Vale", "Vail").replace("2025-09-01", "2025-09-03")))
    it.onwards()
    it.bring_in()
    assert it.people() == {"Rosanna Vail": "2025-09-03"}


def test_what_was_written_here_stays(it):
    brought_in(it, csv(ROSA))
    with it.inside():
        Client.objects.filter(given_name="Rosanna").update(family_name="Vale-Roy", version=2)
    it.choose(csv(ROSA.replace("Vale", "Vail")))
    it.onwards()
    assert "1 cell says something else here" in it.words
    it.bring_in()
    assert it.people() == {"Rosanna Vale-Roy": "2025-09-01"}


# Rows


def test_an_open_order_is_asked_once_for_the_column(it):
    mapped(
        it, csv("7,Rosanna,Vale,03/11/1990,2025-09-01,Maya", "8,Al,Poe,4/5/1991,2025-09-01,Maya")
    )
    assert "Date of birth: what is 03/11/1990?" in it.words
    assert it.sheet().found["wrong"] == 2
    it.answer(**{"days-born_on": "month"})
    assert it.sheet().found["wrong"] == 0
    it.onwards()
    it.bring_in()
    assert it.person("Rosanna").born_on == dt.date(1990, 3, 11)
    with it.inside():
        assert SheetMemory.objects.get().answers["orders"] == {"born_on": "month"}


def test_rows_that_are_not_right_stay_out_when_asked(it):
    mapped(it, csv(ROSA, "8,Al,Poe,1991,2025-09-01,Maya"))
    it.onwards()
    assert "1 row is not right yet." in it.words
    it.bring_in()
    assert it.page.status_code == 422 and "Put them right, or leave them out." in it.words
    it.bring_in(leaves_out="on")
    assert set(it.people()) == {"Rosanna Vale"}
    assert "1 row of the spreadsheet was left out." in it.words


def test_a_row_may_be_left_out_and_taken_in_again(it):
    mapped(it, csv(ROSA, "8,Al,Poe,1991-02-03,2025-09-01,Maya"))
    it.fix("?show=all", r3__aside="on")
    assert it.sheet().found["rows"] == 1
    it.check("?show=aside")
    data = Forms(it.page).forms["fixes"]
    assert data.pop(it.field(3, "aside")) == "on"
    it.browser.post(it.at("sheet") + "?show=aside", data)
    assert it.sheet().found["rows"] == 2


def test_every_cell_of_a_row_can_be_changed(it):
    mapped(it, csv(ROSA))
    row = it.row(2)
    here = it.browser.here("exchange:sheet_row", row_id=row.pk)
    it.page = it.browser.get(here)
    assert "1990-01-02" in it.page.content.decode()
    it.send(here, "fixes", **{f"fix-{row.pk}-phone": "416-555-0177"})
    it.onwards()
    it.bring_in()
    assert it.person("Rosanna").phone == "416-555-0177"


def test_what_only_the_whole_shows_stands_beside_its_row(it):
    mapped(it, csv(ROSA, head=HEAD + ",End date") + b",2025-08-01")
    it.onwards()
    assert "It stands beside its row." in it.words
    assert "This end is before the start, 2025-09-01." in it.words
    it.fix("?show=wrong", r2__exited_on="2025-12-01")
    it.onwards()
    it.bring_in()
    with it.inside():
        assert Enrolment.objects.get(source_id__isnull=False).exited_on == dt.date(2025, 12, 1)


def test_a_long_list_has_pages(it):
    mapped(it, csv(*(f"{n},Ana{n},Lu,1990-01-02,2025-09-01,Maya" for n in range(60))))
    assert "Rows 1 to 25 of 60" in it.words
    it.check("?show=all&page=3")
    assert "Rows 51 to 60 of 60" in it.words and "Ana59" in it.words
