"""Out of touch: what the person allowed is what is prompted, and `please stop` ends it at once."""

import datetime as dt

import pytest

from followalong.agencies.models import Agency, actor_of
from followalong.caseload import actions as caseload
from followalong.caseload import rules
from followalong.caseload.models import Appointment, Clock
from followalong.caseload.rules import Agreed, Effort
from followalong.clients import actions
from followalong.clients.models import Enrolment, Facet, OutreachChoice, Referral
from followalong.core.db import acting_as
from tests.cast import DAY, service
from tests.clients.posting import events, send, words
from tests.home import scenes
from tests.home.asking import page

ANSWER = {"ways": ["TEXT", "LETTER"], "in_their_words": "A text is fine, please don’t come by."}


@pytest.fixture
def by(cast):
    return actor_of(cast.maya)


@pytest.fixture
def answered(cast, by):
    """Ben said: a text or a letter, and stop after six tries."""
    with acting_as(by):
        return actions.record_outreach_choice(
            by=by, enrolment=cast.ben_enrolment, stop_after_tries=6, **ANSWER
        )


@pytest.fixture
def away(cast, by, answered):
    """Ben has been out of touch for twelve days."""
    with acting_as(by):
        return actions.lose_touch(
            by=by, enrolment=cast.ben_enrolment, from_on=DAY - dt.timedelta(days=12)
        )


def clocks(cast, **lookup):
    with acting_as(service(cast.northside)):
        return list(Clock.objects.filter(enrolment=cast.ben_enrolment, **lookup))


def address(browser, name, cast):
    return browser.here(name, enrolment_id=cast.ben_enrolment.pk)


# The two lines


def test_two_lines_are_asked_on_the_first_day(cast, as_maya):
    with acting_as(service(cast.northside)):
        referral = Referral.objects.get(client=cast.sam)
    start = as_maya.here("clients:enrol", referral_id=referral.pk)
    assert "If we lose touch, what may we do?" in words(as_maya.get(start))
    said = {"entered_on": "2026-11-24", "work_status": "", "specialist": cast.maya.pk}
    answer = send(as_maya, start, **said, **ANSWER, stop_after_weeks="8")
    assert answer.status_code == 302
    with acting_as(service(cast.northside)):
        choice = OutreachChoice.objects.get(client=cast.sam)
        assert (choice.ways, choice.stop_after_weeks) == (["TEXT", "LETTER"], 8)
        assert (choice.from_on, choice.to_on) == (DAY, None)


def test_they_may_stay_open(cast, as_maya):
    with acting_as(service(cast.northside)):
        referral = Referral.objects.get(client=cast.sam)
    start = as_maya.here("clients:enrol", referral_id=referral.pk)
    said = {"entered_on": "2026-11-24", "work_status": "", "specialist": cast.maya.pk}
    assert send(as_maya, start, **said).status_code == 302
    with acting_as(service(cast.northside)):
        assert not OutreachChoice.objects.exists()


def test_a_change_is_a_new_dated_row_and_one_is_current(cast, as_maya, answered):
    with acting_as(service(cast.northside)):
        OutreachChoice.objects.update(from_on=DAY - dt.timedelta(days=30))
    there = address(as_maya, "clients:outreach", cast)
    assert "don’t come by" in words(as_maya.get(there))
    answer = send(as_maya, there, ways=["CALL", "ASK_SOMEONE"], ask_whom="His sister Nia")
    assert answer.status_code == 302
    with acting_as(service(cast.northside)):
        before, now = OutreachChoice.objects.order_by("from_on")
        assert (before.to_on, now.to_on) == (DAY - dt.timedelta(days=1), None)
        assert now.ask_whom == "His sister Nia"
    assert len(events(actor_of(cast.maya), "outreach_choice.recorded")) == 2
    text = page(as_maya, "caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert "His sister Nia" in text and "What they said before" in text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ways": []}, "Waiting is a choice too"),
        ({"ways": ["WAIT", "CALL"]}, "choose one"),
        ({"ways": ["ASK_SOMEONE"]}, "whom we may ask"),
        ({"ways": ["VISIT"], "stop_after_weeks": "0"}, "1"),
    ],
)
def test_an_answer_nobody_could_follow_is_told_beside_the_field(cast, as_maya, wrong, says):
    said = {"in_their_words": "my own words", **wrong}
    answer = send(as_maya, address(as_maya, "clients:outreach", cast), **said)
    assert answer.status_code == 422
    assert says in words(answer) and "my own words" in words(answer)


def test_only_who_may_change_an_enrolment_asks(cast, as_pia, as_omar, as_priya):
    for name in ("clients:outreach", "caseload:in_touch"):
        assert as_omar.get(address(as_omar, name, cast)).status_code == 404
        assert as_pia.get(address(as_pia, name, cast)).status_code == 403
    stop = "caseload:ask_to_stop"
    assert send(as_omar, address(as_omar, stop, cast)).status_code == 404
    assert send(as_priya, address(as_priya, stop, cast)).status_code == 403
    # The privacy officer reads what was allowed, and changes nothing.
    text = page(as_priya, "caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert "They asked us to stop" not in text


# Prompts


def test_the_prompt_names_another_agreed_way_than_last_time(cast, as_maya, away):
    assert "out of touch; next: send a text" in page(as_maya, "home:today")
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 1, mode="TEXT", category="OUTREACH", two_way=False)
        caseload.refresh_clocks(by=service(cast.northside), enrolment=cast.ben_enrolment)
    # Tried in the second week: the next try is for the third.
    [clock] = clocks(cast, rule="outreach")
    assert (clock.start_on, clock.due_on) == (DAY + dt.timedelta(2), DAY + dt.timedelta(8))
    assert "Ben Abara" not in page(as_maya, "home:today").split("Needs you")[-1]
    text = page(as_maya, "caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert "Next, as agreed: Write a letter" in text


def test_a_visit_needs_a_yes(cast, as_maya, by):
    with acting_as(by):
        actions.lose_touch(by=by, enrolment=cast.ben_enrolment)
    text = page(as_maya, "caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert "Next, as agreed: Call" in text and "Come by" not in text


def test_after_the_agreed_end_nothing_asks_any_more(cast, as_maya, away):
    with scenes.at(cast.northside):
        for days in (11, 9, 7, 5, 3, 1):
            scenes.contact(
                cast.ben_enrolment, days, mode="TEXT", category="OUTREACH", two_way=False
            )
        caseload.refresh_clocks(by=service(cast.northside), enrolment=cast.ben_enrolment)
    assert [clock.excuse for clock in clocks(cast, rule="outreach")] == ["as_agreed"]
    text = page(as_maya, "caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert "We tried for as long as they said" in text


def test_the_log_sheet_asks_before_a_way_they_did_not_agree_to(cast, as_maya, away):
    there = as_maya.here("home:log")
    sheet = words(as_maya.get(f"{there}?client={cast.ben.pk}"))
    ways = sheet[sheet.index('id="id_mode"') :]
    assert ways.index('value="TEXT"') < ways.index('value="PHONE"')
    said = {
        "who": cast.ben.pk,
        "category": "OUTREACH",
        "mode": "IN_PERSON",
        "minutes": "10",
        "when": "now",
        "note": "Rang the bell",
    }
    asked = send(as_maya, there, **said)
    assert asked.status_code == 422
    assert "They did not agree to this way" in words(asked) and "Rang the bell" in words(asked)
    assert send(as_maya, there, **said, anyway="on").status_code == 302
    assert send(as_maya, there, **{**said, "mode": "LETTER"}).status_code == 302


# Please stop


def test_please_stop_ends_every_prompt_at_once_and_closes_nothing(cast, as_maya, away):
    with scenes.at(cast.northside):
        scenes.step(cast.ben_enrolment, "Send his certificate", due=0)
        scenes.appointment(cast.ben_enrolment, 14)
    assert "Ben Abara" in page(as_maya, "home:today")
    answer = send(as_maya, address(as_maya, "caseload:ask_to_stop", cast))
    assert answer.status_code == 302
    assert "Ben Abara" not in page(as_maya, "home:today")
    assert {clock.excuse for clock in clocks(cast, done_on=None)} == {"asked_to_stop"}
    with acting_as(service(cast.northside)):
        assert Appointment.objects.get().status == "cancelled"
        assert Enrolment.objects.get(pk=cast.ben_enrolment.pk).exited_on is None
    text = page(as_maya, "home:client", client_id=cast.ben.pk)
    assert "They asked us to stop" in text and "The door stays open" in text
    assert "Asked us to stop" in page(as_maya, "home:caseload")
    # Back in one tap, twice as good as once.
    for _again in range(2):
        back = as_maya.post(address(as_maya, "caseload:back_in_touch", cast))
        assert back.status_code == 302
    with acting_as(service(cast.northside)):
        now = Facet.objects.filter(enrolment=cast.ben_enrolment, to_on=None)
        assert {facet.kind for facet in now} == {"SEARCHING"}
    assert clocks(cast, excuse="asked_to_stop") == []


# Ending (domain.md 12.M): suggests, never compels


def test_closing_shows_what_is_missing_and_a_lead_may_close_with_a_reason(
    cast, as_maya, as_sol, away
):
    text = page(as_sol, "caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert "Tries: 0 of 6" in text and "Days: 12 of 60" in text
    assert "Different people who tried: 0 of 2" in text
    there = address(as_sol, "caseload:close_out_of_touch", cast)
    said = {"exited_on": "2026-11-24"}
    assert send(as_maya, address(as_maya, "caseload:close_out_of_touch", cast)).status_code == 403
    without = send(as_sol, there, **said)
    assert without.status_code == 422 and "why now" in words(without)
    assert send(as_sol, there, **said, note="He moved, says his sister").status_code == 302
    with acting_as(service(cast.northside)):
        row = Enrolment.objects.get(pk=cast.ben_enrolment.pk)
        assert (row.exit_reason, row.exit_note) == ("OUT_OF_TOUCH", "He moved, says his sister")


def test_whoever_asked_us_to_stop_is_let_go_without_a_word(cast, as_sol, away, by):
    with acting_as(by):
        actions.ask_to_stop(by=by, enrolment=cast.ben_enrolment)
    there = address(as_sol, "caseload:close_out_of_touch", cast)
    assert send(as_sol, there, exited_on="2026-11-24").status_code == 302


def test_nobody_is_closed_as_out_of_touch_who_is_not(cast, as_sol):
    there = address(as_sol, "caseload:close_out_of_touch", cast)
    answer = send(as_sol, there, exited_on="2026-11-24", note="x")
    assert answer.status_code == 422 and "not noted as out of touch" in words(answer)


def test_where_the_pack_says_so_resting_is_suggested(cast, as_sol, away):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="ca-bc")
    text = page(as_sol, "caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert "resting with an open door" in text
    answer = send(as_sol, address(as_sol, "caseload:let_rest", cast))
    assert answer.status_code == 302
    with acting_as(service(cast.northside)):
        now = Facet.objects.filter(enrolment=cast.ben_enrolment, to_on=None)
        assert {(f.kind, f.reason) for f in now} == {("SEARCHING", None), ("PAUSED", "RESTING")}
        assert Enrolment.objects.get(pk=cast.ben_enrolment.pk).exited_on is None


def test_the_suggestion_stays_within_what_the_person_agreed_to():
    usual = Effort(6, 60, 2)
    assert rules.suggested(usual, None) == usual
    assert rules.suggested(usual, Agreed(("CALL",), 2, 3)) == Effort(3, 14, 2)
    assert rules.suggested(usual, Agreed(("CALL",), None, 1)) == Effort(1, 60, 1)
    assert rules.suggested(usual, Agreed(("WAIT",))) == Effort(0, 0, 0)
    assert rules.missing(Effort(4, 90, 1), usual) == Effort(2, 0, 1)
