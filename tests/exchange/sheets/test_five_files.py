"""Five spreadsheets as agencies keep them go in through the forms, and are taken back."""

import datetime as dt
from decimal import Decimal

from followalong.clients.models import Client
from followalong.jobs.models import Job
from tests.exchange.sheets import files


def ips(it):
    return str(it.cast.ips.pk)


def comes_in(it, **said):
    it.onwards()
    assert "This would come in" in it.words, it.words
    it.bring_in(**said)
    assert "Brought in." in it.words, it.words


def is_undone(it):
    assert it.undo().status_code == 302
    assert it.people() == {}
    with it.inside():
        assert not Client.objects.filter(source_id__isnull=False).exists()
        assert not Job.objects.exists()


def test_dates_as_text(it):
    it.choose(files.dates_as_text())
    assert "Which column is which?" in it.words
    it.columns(program=ips(it))
    assert "Only the year is said." in it.words
    it.fix(r4__born_on="")
    comes_in(it)
    assert it.people() == {
        "Alma Reyes": "2025-11-03",
        "Boris Nolan": "2025-11-03",
        "Chidi Ama": "2025-11-17",
        "Dora Lim": "2025-11-20",
        "Emil Sand": "2025-12-01",
    }
    assert it.person("Alma").born_on == dt.date(1990, 11, 3)
    assert it.person("Dora").born_on == dt.date(1979, 2, 7)
    assert it.person("Chidi").born_on is None and it.person("Chidi").source_id == "103"
    is_undone(it)


def test_merged_cells_and_titles(it):
    it.choose(files.merged_cells())
    it.columns()
    assert it.sheet().found["aside"] == 2
    comes_in(it)
    people = {"Grace Okoro": "2025-10-06", "Hugo Petit": "2025-10-07", "Ines Ramos": "2025-10-08"}
    assert it.people() == people
    with it.inside():
        jobs = Job.objects.order_by("started_on").values_list(
            "title", "employer__employer__name", "client__given_name"
        )
        assert list(jobs) == [
            ("Baker's helper", "Hill Street Bakery", "Grace"),
            ("Clerk", "Corner Books", "Ines"),
        ]
    is_undone(it)


def test_two_names_in_one_cell(it):
    it.choose(files.two_names())
    it.columns(program=ips(it))
    assert "This names 2 people: Luis Faro · Mona Faro." in it.words
    assert "Are all these Kaya Lind?" in it.words
    it.split(4)
    (group,) = it.sheet().found["twins"]
    it.answer(**{f"twin-{group['name']}": "same"})
    assert "too few digits to call" in it.words
    it.fix(r6__phone="416-555-0135")
    comes_in(it)
    assert it.people() == {
        "Jonas Silva": "2025-09-01",
        "Kaya Lind": "2025-09-02",
        "Luis Faro": "2025-09-03",
        "Mona Faro": "2025-09-03",
        "Bobby Quist": "2025-09-04",
    }
    assert it.person("Jonas").phone == "416-555-0131"
    assert it.person("Luis").phone == "416-555-0133" and it.person("Mona").phone is None
    is_undone(it)


def test_semicolons_and_letters_of_windows(it):
    it.choose(files.windows_semicolons(), "liste.csv")
    it.columns(program=ips(it))
    comes_in(it)
    assert set(it.people()) == {"Zoé Noël", "Éloi Tremblay", "Maïa Côté"}
    with it.inside():
        wages = Job.objects.order_by("started_on").values_list("title", "hourly_wage", "currency")
        assert list(wages) == [
            ("Caissière", Decimal("18.50"), "CAD"),
            ("Commis", Decimal("17.75"), "CAD"),
        ]
        assert len({job.employer_id for job in Job.objects.all()}) == 1
    is_undone(it)


def test_french_with_several_sheets(it):
    it.choose(files.french())
    it.columns(program=ips(it))
    sheet = it.sheet()
    assert sheet.tabs[sheet.tab]["name"] == "Participants" and sheet.header == 3
    assert "“Cherche”" in it.words and "“Mme Maya”" in it.words
    asked = {q["said"]: q for q in sheet.found["words"]}
    assert set(asked) == {"Cherche", "Mme Maya"}
    it.answer(
        **{
            name(it, "Work status at the start: “Cherche”"): "out_of_work",
            name(it, "Employment specialist: “Mme Maya”"): str(it.cast.maya.pk),
        }
    )
    comes_in(it)
    assert it.people() == {
        "Ana Beaulieu": "2025-10-01",
        "Théo Caron": "2025-10-02",
        "Lise Dumas": "2025-10-06",
        "Marc Émond": "2025-10-07",
    }
    assert it.person("Ana").ok_to_text is True and it.person("Théo").ok_to_text is False
    assert it.person("Lise").ok_to_text is None and it.person("Lise").born_on is None
    with it.inside():
        status = {e.client.given_name: e.work_status_at_entry for e in enrolments()}
        assert {e.specialist_id for e in enrolments()} == {it.cast.maya.pk}
    assert status == {
        "Ana": "out_of_work",
        "Théo": "employed_retention",
        "Lise": "student",
        "Marc": "out_of_work",
    }
    is_undone(it)


def enrolments():
    from followalong.clients.models import Enrolment

    return Enrolment.objects.filter(source_id__isnull=False).select_related("client")


def name(it, label):
    """The name of the field with this label."""
    import html
    import re

    page = html.unescape(it.page.content.decode())
    return re.search(rf'for="id_([^"]+)">{re.escape(label)}', page)[1]


def test_a_french_page_says_numbers_in_french_and_what_the_only_sheet_is(it):
    it.browser.cookies["django_language"] = "fr"
    it.choose(files.windows_semicolons(), "liste.csv")
    assert "Le fichier (4 lignes)" in it.words
    it.columns(program=str(it.cast.ips.pk))
    it.page = it.browser.get(it.browser.here("exchange:sheet", sheet_id=it.id) + "?show=all")
    assert "18,5" in it.words and "18.5" not in it.words
