"""The steps of a spreadsheet: who may take them, what is refused, what is remembered."""

import datetime as dt
import io
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from followalong.audit.models import Event, Seen
from followalong.clients.models import Client, Enrolment
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.exchange import sheet_shown, tasks
from followalong.exchange.actions import bring_in_sheet, sheet_import
from followalong.exchange.models import Batch, Sheet, SheetMemory, SheetRow
from followalong.exchange.sheets.reading import MOST_ROWS, NotASheet, read_file
from followalong.jobs.models import Job
from tests.cast import MemberClient, make_member, service
from tests.conftest import NOW
from tests.exchange.sheets import files
from tests.exchange.sheets.bringing import Bringing, Forms

HEAD = "Client #,First name,Last name,DOB,Start date,Worker"


def csv(*lines, head=HEAD):
    return "\n".join([head, *lines]).encode()


ROSA = "7,Rosanna,Vale,1990-01-02,2025-09-01,Maya"


@pytest.fixture
def it(as_ana, cast):
    return Bringing(as_ana, cast)


@pytest.fixture
def by_sol(as_sol, cast):
    return Bringing(as_sol, cast)


def mapped(it, content, **said):
    it.choose(content)
    it.columns(program=str(it.cast.ips.pk), **said)
    return it


def brought_in(it, content):
    mapped(it, content)
    it.onwards()
    it.bring_in()
    assert "Brought in." in it.words, it.words


def events(it, action):
    with it.inside():
        return list(Event.objects.filter(action=action))


def refused(it, content, name="list.xlsx"):
    page = it.choose(content, name)
    assert page.status_code == 422
    with it.inside():
        assert not Sheet.objects.exists()
    return it.words


# Who may


def test_who_may_not_bring_spreadsheets_in_is_told_so(cast, as_maya, as_priya, it):
    it.choose(csv(ROSA))
    for browser in (as_maya, as_priya):
        for name in ("sheet_new", "sheet_template"):
            assert browser.get(browser.here(f"exchange:{name}")).status_code == 403
        for name in ("sheet", "sheet_columns", "sheet_bring_in", "sheet_progress"):
            here = browser.here(f"exchange:{name}", sheet_id=it.id)
            assert browser.get(here).status_code == 403
        for name in ("sheet_layout", "sheet_answers", "sheet_try", "sheet_drop"):
            here = browser.here(f"exchange:{name}", sheet_id=it.id)
            assert browser.post(here).status_code == 403


@pytest.mark.parametrize("who", ["a colleague who may", "another agency"])
def test_what_is_in_a_file_is_for_whoever_chose_it(cast, it, as_sol, who):
    it.choose(csv(ROSA))
    browser = as_sol
    if who == "another agency":
        with acting_as(service(cast.southside)):
            browser = MemberClient(make_member(cast.southside, "Sara", "agency_admin"))
    for name in ("sheet", "sheet_columns", "sheet_bring_in", "sheet_progress"):
        assert browser.get(browser.here(f"exchange:{name}", sheet_id=it.id)).status_code == 404
    for name in ("sheet_layout", "sheet_answers", "sheet_try", "sheet_drop"):
        assert browser.post(browser.here(f"exchange:{name}", sheet_id=it.id)).status_code == 404
    row = browser.here("exchange:sheet_row", row_id=it.row(2).pk)
    assert browser.get(row).status_code == 404
    assert "list.xlsx" not in browser.get(browser.here("exchange:sheet_new")).content.decode()


def test_each_step_is_on_the_record(it):
    brought_in(it, csv(ROSA))
    for action in ("sheet.kept", "sheet.mapped", "sheet.checked"):
        (event,) = events(it, action)
        assert event.membership_id == it.cast.ana.pk
    (stored,) = events(it, "package.imported")
    with it.inside():
        assert Seen.objects.filter(event_id=stored.pk).count() == 1


# The file


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


# Who is who


def test_people_of_the_list_who_may_be_one_are_proposed(it):
    head = "First name,Last name,DOB,Start date,Worker"
    mapped(
        it,
        csv(
            "Rosa,Alvarez,1990-01-02,2025-09-01,Maya",
            "Rosa,Alvares,1990-01-02,2025-09-01,Maya",
            "Rosa,Quint,1971-01-02,2025-09-01,Maya",
            head=head,
        ),
    )
    assert "May these be one person?" in it.words and it.sheet().found["wrong"] == 0
    (group,) = it.sheet().found["twins"]
    it.answer(**{f"twin-{group['name']}": "same"})
    it.onwards()
    assert "1 cell says something else in another row" in it.words
    it.bring_in()
    with it.inside():
        assert Client.objects.filter(given_name="Rosa", source_id__isnull=False).count() == 2


def test_a_reviewer_is_asked_about_those_who_may_be_here(it):
    mapped(it, csv("9,Benn,Abara,,2025-09-01,Maya"))
    it.onwards()
    it.bring_in()
    with it.inside():
        new = str(Client.objects.get(given_name="Benn").pk)
        (task,) = ProcrastinateJob.objects.filter(task_name__endswith="look_for_duplicates")
    assert task.args["client_ids"] == [new]


# Who is already here


def test_an_administrator_hears_that_somebody_may_be_here_and_not_who(it):
    with it.inside():
        Client.objects.filter(given_name="Ben").update(phone="416-555-0166", phone_key="4165550166")
    mapped(it, csv("9,Benn,Abara,,2025-09-01,Maya", head=HEAD))
    it.check("?show=alike")
    assert "1 person here may be the same." in it.words
    assert "Ben Abara" not in it.words.replace("Benn Abara", "")
    assert [e.row_count for e in events(it, "sheet.compared")] == [1]
    with it.inside():
        (event,) = Event.objects.filter(action="sheet.compared")
        assert Seen.objects.get(event_id=event.pk).client_id == it.cast.ben.pk


def test_a_lead_sees_who_it_may_be(by_sol):
    mapped(by_sol, csv("9,Benn,Abara,,2025-09-01,Maya"))
    by_sol.check("?show=alike")
    assert "Ben Abara: name sounds the same" in by_sol.words


def test_nobody_of_the_addiction_program_is_ever_proposed(it, by_sol):
    for one in (it, by_sol):
        mapped(one, csv("9,Quinn,Silva,,2025-09-01,Maya"))
        assert one.sheet().found["alike"] == 0


def test_the_same_person_gets_what_is_new_and_keeps_what_is_here(it):
    line = "9,Benn,Abara,,2026-10-20,Maya,Clerk,2026-11-02"
    mapped(it, csv(line, head=HEAD + ",Position,Job start date"))
    it.check("?show=alike")
    it.fix("?show=alike", r2__same="same")
    it.onwards()
    it.bring_in()
    with it.inside():
        assert Client.objects.filter(family_name="Abara").count() == 1
        assert Job.objects.get().enrolment_id == it.cast.ben_enrolment.pk
        assert Client.objects.get(family_name="Abara").given_name == "Ben"
    it.undo()
    with it.inside():
        assert not Job.objects.exists()
        assert Enrolment.objects.filter(pk=it.cast.ben_enrolment.pk).exists()


def test_a_number_of_somebody_unseen_is_not_taken_over(it):
    with it.inside():
        Client.objects.filter(pk=it.cast.quinn.pk).update(source_id="7")
    mapped(it, csv(ROSA))
    assert "Somebody in another program has this number." in it.words
    with it.inside():
        assert Client.objects.get(pk=it.cast.quinn.pk).given_name == "Quinn"


def test_two_lists_never_make_one_person_of_a_name_alone(it):
    head = "First name,Last name,Start date,Worker"
    brought_in(it, csv("Ana,Lu,2025-09-01,Maya", head=head))
    mapped(it, csv("Ana,Lu,2025-10-01,Maya", head=head.replace("First name", "Given name")))
    assert it.sheet().found["alike"] == 1
    it.onwards()
    it.bring_in()
    with it.inside():
        assert Client.objects.filter(given_name="Ana").count() == 2


def test_a_lead_brings_people_into_their_own_program_only(by_sol):
    by_sol.choose(csv(ROSA))
    assert "Northside Works" in by_sol.words and "New Leaf" not in by_sol.words
    by_sol.columns()
    by_sol.onwards()
    by_sol.bring_in()
    assert set(by_sol.people()) == {"Rosanna Vale"}


def test_a_lead_sees_their_own_imports_only(it, by_sol):
    brought_in(it, csv(ROSA))
    browser, batch = by_sol.browser, it.batch()
    page = browser.get(browser.here("exchange:imports")).content.decode()
    assert "list.xlsx" not in page and "Choose a package" not in page
    assert browser.get(browser.here("exchange:batch", batch_id=batch.pk)).status_code == 404


# Half-way


def test_what_is_killed_half_way_leaves_nothing(it, monkeypatch):
    mapped(it, csv(ROSA, "8,Al,Poe,1991-02-03,2025-09-01,Maya"))
    it.onwards()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("followalong.exchange.load.derive.follow_up", killed)
    with pytest.raises(KeyboardInterrupt), acting_as(it.browser.actor):
        bring_in_sheet(by=it.browser.actor, sheet=it.sheet())
    assert it.people() == {}
    with it.inside():
        assert Sheet.objects.count() == 1 and SheetRow.objects.count() == 3
        assert not Batch.objects.exists() and not SheetMemory.objects.exists()


def test_nobody_is_at_work_and_it_says_so(it):
    mapped(it, csv(ROSA))
    assert it.browser.get(it.at("sheet_progress")).json() == {"share": None, "text": ""}


def test_while_it_is_at_work_it_says_how_far_it_is(it, monkeypatch):
    mapped(it, csv(ROSA))
    seen, plain, sheet = [], sheet_import.Far.add, it.sheet()

    def add(far, table, rows):
        plain(far, table, rows)
        with connection.cursor() as cursor:  # what others do is looked at once a transaction
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        seen.append(sheet_shown.progress(sheet_import.far_of(sheet))["text"])

    monkeypatch.setattr(sheet_import.Far, "add", add)
    with acting_as(it.browser.actor):
        sheet_import.check_sheet(by=it.browser.actor, sheet=sheet)
    nearly = "Nearly there: what follows from the rows"
    assert seen == ["Storing: 1 of 2", nearly, nearly]
