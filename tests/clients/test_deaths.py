"""Somebody has died: everything stops at once, in every program, and a mistake can be put right."""

import datetime as dt

import pytest

from followalong.agencies.models import Cover, actor_of
from followalong.caseload import actions as caseload
from followalong.caseload.models import Appointment, Clock, NextStep
from followalong.clients import actions
from followalong.clients.models import (
    Assignment,
    Client,
    Enrolment,
    Facet,
    OutreachChoice,
    Referral,
    Relation,
    Stopped,
)
from followalong.core.db import acting_as
from tests.cast import DAY, service
from tests.clients.posting import events, send, words
from tests.home import scenes
from tests.home.asking import page

DIED = DAY - dt.timedelta(days=2)
TABLES = (
    *(Enrolment, Assignment, Facet, OutreachChoice, Relation, Referral),
    *(Appointment, NextStep, Clock),
)


@pytest.fixture
def busy(cast):
    """Ben is in both programs, with plans, clocks, a choice, cover, and a meeting coming up."""
    by = service(cast.northside)
    with acting_as(by):
        Cover.objects.create(
            agency=cast.northside,
            away=cast.maya,
            covering=cast.sol,
            from_on=DAY,
            to_on=DAY + dt.timedelta(days=9),
        )
        second = actions.enrol(
            by=by,
            client=cast.ben,
            program=cast.new_leaf,
            entered_on=DAY - dt.timedelta(days=20),
            work_status=None,
            specialist=cast.ade,
        )
        for enrolment in (cast.ben_enrolment, second):
            enrolment.refresh_from_db()
            scenes.step(enrolment, "Send his certificate", due=0)
            scenes.appointment(enrolment, 14, days_ahead=1)
            caseload.refresh_clocks(by=by, enrolment=enrolment)
        actions.record_outreach_choice(by=by, enrolment=cast.ben_enrolment, ways=["CALL"])
    return second


def state(cast):
    """Every row about Ben as it stands, but for counters and the moment it changed."""
    without = {"version", "changed_at", "id"}
    with acting_as(service(cast.northside)):
        return {
            model._meta.label: sorted(
                str({k: v for k, v in row.items() if k not in without})
                for row in model.everything.filter(client=cast.ben).values()
            )
            for model in TABLES
        }


def died(browser, cast, **values):
    there = browser.here("clients:died", client_id=cast.ben.pk)
    return send(browser, there, **{"died_on": DIED.isoformat(), **values})


def test_everything_stops_at_once_in_every_program(cast, as_maya, busy):
    assert "Ben Abara" in page(as_maya, "home:today")
    assert died(as_maya, cast).status_code == 302
    with acting_as(service(cast.northside)):
        rows = Enrolment.objects.filter(client=cast.ben)
        assert {(r.exited_on, r.exit_reason) for r in rows} == {(DIED, "DIED")}
        assert {r.pk for r in rows} == {cast.ben_enrolment.pk, busy.pk}
        assert not Facet.objects.filter(client=cast.ben, to_on=None).exists()
        assert not Appointment.objects.filter(client=cast.ben).exists()
        assert not NextStep.objects.filter(client=cast.ben, done_on=None).exists()
        running = Clock.objects.filter(client=cast.ben, done_on=None)
        assert running.exists() and {c.excuse for c in running} == {"closed"}
        assert not Relation.objects.filter(client=cast.ben, kind="covers", to_on__gt=DIED).exists()
    for name in ("home:today", "home:caseload"):
        assert "Ben Abara" not in page(as_maya, name)
    assert events(actor_of(cast.priya), "client.death_recorded")


def test_the_page_and_the_search_say_it_calmly(cast, as_maya, busy):
    died(as_maya, cast)
    text = page(as_maya, "home:client", client_id=cast.ben.pk)
    assert "Died on" in text and "Sun 22 Nov" in text and "Take the time you need" in text
    assert "the door stays open" not in text and "Start a job" not in text
    assert "Plan a meeting" not in text
    assert "died Sun 22 Nov" in page(as_maya, "home:search", "?q=abara")
    ended = page(as_maya, "clients:enrolment", enrolment_id=cast.ben_enrolment.pk)
    assert "Is the person back?" not in ended


def test_nobody_learns_of_a_program_they_may_not_see(cast, as_maya, as_ade, busy):
    """Maya writes it down; New Leaf is stopped too, and she sees no more of it than before."""
    died(as_maya, cast)
    with acting_as(actor_of(cast.maya)):
        assert {r.pk for r in Enrolment.objects.filter(client=cast.ben)} == {cast.ben_enrolment.pk}
        assert not Stopped.objects.filter(row_id=busy.pk).exists()
        assert not Stopped.objects.filter(label="SUD").exists()
    assert "New Leaf" not in page(as_maya, "home:client", client_id=cast.ben.pk)
    assert "Ben Abara" not in page(as_ade, "home:today")


def test_a_mistake_is_put_right_and_everything_is_as_before(cast, as_maya, as_sol, busy):
    before = state(cast)
    died(as_maya, cast)
    assert state(cast) != before
    back = as_sol.here("clients:not_died", client_id=cast.ben.pk)
    denied = send(as_maya, as_maya.here("clients:not_died", client_id=cast.ben.pk))
    assert denied.status_code == 403
    assert send(as_sol, back).status_code == 302
    assert state(cast) == before
    with acting_as(service(cast.northside)):
        assert Client.objects.get(pk=cast.ben.pk).died_on is None
        assert not Stopped.objects.exists()
    assert "Ben Abara" in page(as_maya, "home:today")
    again = send(as_sol, back)
    assert again.status_code == 422 and "Nothing of the kind" in words(again)


def test_an_ending_for_this_reason_is_the_same(cast, as_maya, busy):
    there = as_maya.here("clients:close", enrolment_id=cast.ben_enrolment.pk)
    said = {"reason": "DIED", "exited_on": DIED.isoformat(), "note": "His sister called"}
    assert send(as_maya, there, **said).status_code == 302
    with acting_as(service(cast.northside)):
        assert Client.objects.get(pk=cast.ben.pk).died_on == DIED
        notes = Enrolment.objects.filter(client=cast.ben).values_list("pk", "exit_note")
        # The words stay where they were said.
        assert dict(notes) == {cast.ben_enrolment.pk: "His sister called", busy.pk: None}


def test_who_only_asked_to_join_leaves_the_inbox(cast, as_maya):
    there = as_maya.here("clients:died", client_id=cast.sam.pk)
    assert "Sam Okafor" in page(as_maya, "clients:referrals")
    assert send(as_maya, there, died_on=DIED.isoformat()).status_code == 302
    assert "Sam Okafor" not in page(as_maya, "clients:referrals")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"died_on": "2026-12-01"}, "Choose today or an earlier day"),
        ({"died_on": "1980-01-01"}, "before this person was born"),
        ({"died_on": ""}, "required"),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_the_field(cast, as_maya, said, says):
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(born_on=dt.date(1990, 5, 1))
    answer = died(as_maya, cast, **said)
    assert answer.status_code == 422 and says in words(answer)
    with acting_as(service(cast.northside)):
        assert Client.objects.get(pk=cast.ben.pk).died_on is None


def test_only_those_who_close_may_write_it_down(cast, as_pia, as_omar, as_priya):
    assert died(as_omar, cast).status_code == 404
    assert died(as_pia, cast).status_code == 403
    assert died(as_priya, cast).status_code == 403


def test_nobody_starts_again_who_has_died(cast, as_maya):
    died(as_maya, cast)
    there = as_maya.here("clients:reopen", enrolment_id=cast.ben_enrolment.pk)
    said = {"entered_on": "2026-11-24", "work_status": "", "specialist": cast.maya.pk}
    answer = send(as_maya, there, **said)
    assert answer.status_code == 422 and "has died" in words(answer)
