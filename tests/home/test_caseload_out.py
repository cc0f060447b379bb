"""The caseload on paper and as a file, and one next step for several people."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload.models import NextStep
from followalong.clients.models import Client, Enrolment
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, MemberClient, make_enrolled, make_member, service
from tests.clients.posting import send
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, readings, seen_last


@pytest.fixture
def theo(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)


def file(browser, query: str = ""):
    return browser.get(browser.here("home:caseload_file") + query)


def csv_rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def exported(cast) -> list[tuple[Event, set]]:
    with acting_as(service(cast.northside)):
        found = list(Event.objects.filter(action="caseload.exported").order_by("id"))
        return [
            (e, set(Seen.objects.filter(event_id=e.pk).values_list("client_id", flat=True)))
            for e in found
        ]


# Files


def test_a_file_holds_the_chosen_columns_and_no_formula(cast, as_maya):
    with scenes.at(cast.northside):
        Client.objects.filter(pk=cast.ben.pk).update(safe_contact='=HYPERLINK("x")')
        scenes.contact(cast.ben_enrolment, 3)
    answer = file(as_maya, "?sort=name&col=last&col=days&col=reach&format=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"] == 'attachment; filename="list-2026-11-24.csv"'
    assert csv_rows(answer) == [
        ["Name", "Last contact", "Days since the start", "How to reach them"],
        ["Ben Abara", "2026-11-21", "50", '\'=HYPERLINK("x")'],
        ["Rosa Ledesma", "", "50", ""],
    ]


def test_a_spreadsheet_holds_days_as_days(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 3)
    answer = file(as_maya, "?sort=name&col=last&col=days&format=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["Ben Abara", scenes.ago(3), 50]


def test_one_event_names_everybody_in_the_file(cast, as_maya):
    before = readings(cast.northside)
    file(as_maya, "?col=days&format=csv")
    [(event, seen)] = exported(cast)
    assert (event.row_count, event.fields) == (2, ["csv", "days"])
    assert seen == {cast.ben.pk, cast.rosa.pk}
    assert readings(cast.northside) == before


def test_a_specialist_takes_their_own_a_supervisor_the_team(cast, as_maya, as_sol, theo):
    with scenes.at(cast.northside):
        make_enrolled(theo, "Wren", "Castillo")
    own = csv_rows(file(as_maya, f"?who={theo.pk}&format=csv"))
    assert [row[0] for row in own[1:]] == ["Ben Abara", "Rosa Ledesma"]
    team = csv_rows(file(as_sol, "?who=team&format=csv"))
    assert [row[0] for row in team[1:]] == ["Ben Abara", "Rosa Ledesma", "Wren Castillo"]


def test_the_addiction_programs_people_are_in_nobody_elses_file(cast, as_sol, as_ade):
    assert "Quinn" not in str(csv_rows(file(as_sol, "?who=team&format=csv")))
    assert "Quinn Silva" in str(csv_rows(file(as_ade, "?format=csv")))


def test_files_are_for_specialists_and_supervisors(cast, as_pia, as_ana, as_omar):
    with scenes.at(cast.northside):
        therapist = MemberClient(
            make_member(cast.northside, "Oki", "occupational_therapist", cast.ips)
        )
    for browser in (as_pia, as_ana, therapist):
        assert file(browser).status_code == 403
    assert as_omar.get(MemberClient(cast.maya).here("home:caseload_file")).status_code == 404
    assert "XLSX" not in page(therapist, "home:caseload")
    assert not exported(cast)


def test_too_many_for_a_file_is_said(cast, as_maya, monkeypatch):
    monkeypatch.setattr("followalong.home.caseload_out.AT_MOST", 1)
    answer = as_maya.get(as_maya.here("home:caseload_file"), follow=True)
    assert "holds up to 1 people" in text(answer)
    assert not exported(cast)


# Paper


def test_paper_says_whose_when_and_that_it_is_personal(cast, as_sol, theo):
    with scenes.at(cast.northside):
        make_enrolled(theo, "Wren", "Castillo")
    answer = as_sol.get(as_sol.here("home:caseload_print") + "?who=team")
    said = text(answer)
    assert "Northside Caseload Tuesday, November 24, 2026 · 3 people" in said
    assert "Contains personal information" in said
    assert said.index("Maya") < said.index("Ben Abara") < said.index("Theo") < said.index("Wren")
    assert answer.content.decode().count('class="paper-part paper-sheet"') == 2
    assert len(seen_last(cast.northside)) == 3


def test_paper_has_the_same_people_as_the_screen(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.step(cast.ben_enrolment, "Pay stub")
    said = text(as_maya.get(as_maya.here("home:caseload_print") + "?step=with"))
    assert "Ben Abara" in said and "Rosa" not in said


@pytest.mark.parametrize("name", ["home:caseload_print", "home:caseload_file"])
def test_paper_and_files_cost_the_same_for_five_or_fifty(cast, as_sol, name):
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 5)
    with queries_of_a_page() as few:
        as_sol.get(as_sol.here(name))
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 45)
    with queries_of_a_page() as many:
        as_sol.get(as_sol.here(name))
    assert len(few.asked) == len(many.asked)


# A next step for several


def add(browser, *enrolments, query: str = "", **values):
    form = {
        "p": [str(row.pk) for row in enrolments],
        "text": "Ask about the holidays",
        "due_on": "2026-12-01",
        "doer": "holder",
        **values,
    }
    return send(browser, browser.here("home:caseload_steps") + query, **form)


def steps(cast) -> list[tuple]:
    with acting_as(service(cast.northside)):
        rows = NextStep.objects.order_by("client__given_name", "pk")
        names = ("client__given_name", "text", "owner__given_name", "due_on")
        return list(rows.values_list(*names))


def test_each_gets_their_own(cast, as_sol):
    assert add(as_sol, cast.ben_enrolment, cast.rosa_enrolment).status_code == 302
    due = DAY.replace(month=12, day=1)
    assert steps(cast) == [
        (name, "Ask about the holidays", "Maya", due) for name in ("Ben", "Rosa")
    ]
    with acting_as(actor_of(cast.sol)):
        assert Event.objects.filter(action="next_step.added").count() == 2


@pytest.mark.parametrize(("doer", "owner"), [("actor", "Sol"), ("client", None)])
def test_somebody_else_can_do_it(cast, as_sol, doer, owner):
    add(as_sol, cast.ben_enrolment, doer=doer)
    assert steps(cast)[0][2] == owner


def test_everyone_on_the_list_is_one_tap(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.step(cast.rosa_enrolment, "Pay stub")
    command, listed = uuid7(), str(cast.ben_enrolment.pk)
    for _ in range(2):
        said = {"everyone": "on", "listed": listed, "command_id": command}
        assert add(as_maya, query="?step=without", **said).status_code == 302
    assert [row[:2] for row in steps(cast)] == [
        ("Ben", "Ask about the holidays"),
        ("Rosa", "Pay stub"),
    ]
    stranger = {"everyone": "on", "listed": str(cast.lena_enrolment.pk)}
    assert add(as_maya, **stranger).status_code == 422


def test_the_page_lists_whom_the_caseload_showed(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.step(cast.ben_enrolment, "Pay stub")
    said = text(as_maya.get(as_maya.here("home:caseload_steps") + "?step=without"))
    assert "Rosa Ledesma" in said and "Ben" not in said
    assert "Hand these people over" not in said
    assert seen_last(cast.northside) == {cast.rosa.pk}


def test_if_one_cannot_nobody_does_and_they_are_named(cast, as_maya):
    with scenes.at(cast.northside):
        Enrolment.objects.filter(pk=cast.ben_enrolment.pk).update(exited_on=DAY)
    answer = add(as_maya, cast.ben_enrolment, cast.rosa_enrolment)
    assert answer.status_code == 422
    assert "Support has ended for: Ben Abara." in text(answer)
    assert "Ask about the holidays" in answer.content.decode()
    assert answer.content.decode().count("checked") >= 2
    assert not steps(cast)


def test_nobody_out_of_reach_gets_one(cast, as_maya, as_omar):
    for stranger in (cast.lena_enrolment, cast.quinn_enrolment):
        assert add(as_maya, cast.ben_enrolment, stranger).status_code == 422
    assert add(as_omar, cast.ben_enrolment).status_code == 422
    assert not steps(cast)


@pytest.mark.parametrize("wrong", [{"text": ""}, {"p": []}])
def test_words_and_people_are_needed(cast, as_maya, wrong):
    assert add(as_maya, cast.ben_enrolment, **wrong).status_code == 422
    assert not steps(cast)


def test_sent_twice_is_added_once(cast, as_maya):
    command = uuid7()
    for _ in range(2):
        assert add(as_maya, cast.ben_enrolment, command_id=command).status_code == 302
    assert len(steps(cast)) == 1


def test_it_is_for_whoever_goes_along_with_people(cast, as_pia, as_ana):
    for browser in (as_pia, as_ana):
        assert add(browser, cast.ben_enrolment).status_code == 403


def test_a_lead_can_hand_the_ticked_people_over(cast, as_sol):
    assert "Hand these people over" in text(as_sol.get(as_sol.here("home:caseload_steps")))
