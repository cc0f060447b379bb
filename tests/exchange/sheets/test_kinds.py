"""Lists of contacts, employers and contacts with employers; and the template of each kind."""

import csv
import datetime as dt
import io
import re
import zipfile

import pytest
from django.utils import translation

from followalong.caseload.models import Contact
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.exchange.sheets import words
from followalong.exchange.sheets.fields import KINDS
from followalong.exchange.sheets.reading import read_file
from followalong.exchange.sheets.template import safe, template_for
from tests.exchange.sheets import files


def sheet(*rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def brought_in(it, content, **said):
    it.choose(content)
    it.columns(**said)
    it.onwards()
    it.bring_in()
    assert "Brought in." in it.words, it.words


def test_contacts_go_to_the_person_of_that_name(it, cast):
    content = sheet(
        ("Date", "Time", "Client", "Worker", "Type of contact", "Minutes", "Notes"),
        ("2026-10-20", "14h30", "Abara, Ben", "Maya", "Visit", "1h", "At the bakery"),
        ("2026-10-21", "", "Ledesma, Rosa", "Maya", "Call", "20 min", ""),
    )
    it.choose(content)
    assert it.sheet().kind == "contacts"
    it.columns()
    it.onwards()
    it.bring_in()
    with it.inside():
        ben, rosa = Contact.objects.filter(source_id__isnull=False).order_by("started_on")
        assert (ben.enrolment_id, ben.mode, ben.minutes) == (
            cast.ben_enrolment.pk,
            "IN_PERSON",
            60,
        )
        assert ben.started_at == dt.datetime(2026, 10, 20, 18, 30, tzinfo=dt.UTC)
        assert ben.note == "At the bakery" and rosa.started_at is None
    brought_in_again(it, content, {"contact": 2})
    it.undo()
    with it.inside():
        assert not Contact.objects.filter(source_id__isnull=False).exists()


def brought_in_again(it, content, unchanged):
    it.choose(content)
    it.onwards()
    assert it.sheet().found["would"]["unchanged"] == unchanged
    assert it.sheet().found["would"]["new"] == {}
    it.send("sheet_drop", "drop") if "drop" in it.words else None


def test_a_contact_with_nobody_here_says_so(it):
    it.choose(
        sheet(
            ("Date", "Client", "Worker", "Type of contact"),
            ("2026-10-20", "Nobody, Nadia", "Maya", "Visit"),
            ("2026-10-20", "Silva, Quinn", "Maya", "Visit"),
        )
    )
    it.columns()
    assert it.words.count("Nobody here can be told from this.") == 2


def test_employers_are_known_by_their_name(it):
    brought_in(
        it,
        sheet(("Company", "Postal code", "NAICS"), ("Hill Bakery", "M5V 2T6", "311811")),
    )
    with it.inside():
        bakery = AgencyEmployer.objects.select_related("employer").get()
        assert bakery.employer.naics == "311811"
    brought_in(
        it,
        sheet(
            ("Date", "Company", "Worker", "Purpose", "Met hiring manager"),
            ("2026-10-20", "HILL BAKERY", "Maya", "First visit", "yes"),
            ("2026-10-21", "Corner Books", "Maya", "Thank you", "no"),
        ),
    )
    with it.inside():
        assert AgencyEmployer.objects.count() == 2
        visit = EmployerContact.objects.get(employer=bakery)
        assert (visit.purpose, visit.hiring_authority) == ("COLD_INTRO", True)
    it.undo()
    with it.inside():
        assert AgencyEmployer.objects.get() == bakery and not EmployerContact.objects.exists()


class NoNames:
    def of(self, field):
        return [("x", "=1+1"), ("y", "Yes")] if field.codes else []


@pytest.mark.unit
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("key", list(KINDS))
def test_each_template_is_understood_without_a_question(language, key):
    """Its own columns, in any language, are proposed as what they are."""
    kind = KINDS[key]
    fields = [field.key for field in kind.fields if field.key != "full_name"]
    with translation.override(language):
        _name, body = template_for(kind, NoNames())
        header = dict(read_file(body)[0].rows)[1]
        assert words.propose_kind(header) == kind.key
        assert words.propose_columns(kind.key, header) == fields


@pytest.mark.unit
def test_no_cell_of_a_template_is_a_formula():
    _name, body = template_for(KINDS["people"], NoNames())
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets" in name]
    assert not [sheet for sheet in sheets if re.search(r"<f[ >]", sheet)]
    assert "dataValidation" in sheets[0]
    assert [safe(text) for text in ("=1", "+1", "@x", "ok")] == ["'=1", "'+1", "'@x", "ok"]


def test_a_template_goes_in_as_it_was_given(it):
    page = it.browser.get(it.browser.here("exchange:sheet_template") + "?kind=people")
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    it.choose(page.content)
    it.columns(program=str(it.cast.ips.pk))
    assert it.sheet().found["words"] == []
    it.onwards()
    it.bring_in()
    assert it.people() == {"Lex Example": "2026-03-02"}


def test_files_of_the_tests_stay_small():
    made = (files.dates_as_text, files.merged_cells, files.two_names, files.windows_semicolons)
    assert all(len(make()) < 50_000 for make in (*made, files.french))
