"""New to you: whoever receives people finds each with where things stand."""

import datetime as dt

import pytest

from followalong.agencies.models import actor_of
from followalong.caseload.actions import Move, hand_over
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient, make_member
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.asking import queries_of_a_page, seen_last


@pytest.fixture
def as_theo(cast):
    with scenes.at(cast.northside):
        return MemberClient(
            make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)
        )


def give(cast, as_theo, *enrolments, from_on=DAY):
    with acting_as(actor_of(cast.sol)) as by:
        moves = [Move(row, as_theo.membership) for row in enrolments]
        hand_over(by=by, moves=moves, from_on=from_on, reason="Maya moves")


def read(browser, name="home:new_to_you") -> str:
    return text(browser.get(browser.here(name)))


def test_each_one_stands_with_the_last_note_and_the_next_step(cast, as_theo):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 3, "Wants Fridays off")
        scenes.step(cast.ben_enrolment, "Bring the pay stub")
    assert "Nobody was handed to you lately" in read(as_theo)
    give(cast, as_theo, cast.ben_enrolment)
    said = read(as_theo)
    assert "Ben Abara from Maya, today · Maya moves" in said
    assert "Looking for work" in said and "“Wants Fridays off”" in said
    assert "talked 3 days ago · next: Bring the pay stub" in said
    assert "Rosa" not in said
    assert seen_last(cast.northside) == {cast.ben.pk}


def test_today_leads_there_and_not_for_those_who_began_with_me(cast, as_theo, as_maya):
    give(cast, as_theo, cast.ben_enrolment, cast.rosa_enrolment)
    assert "2 people are new to you" in read(as_theo, "home:today")
    assert "new to you" not in read(as_maya, "home:today")


def test_who_will_come_is_there_before_the_day(cast, as_theo):
    give(cast, as_theo, cast.ben_enrolment, from_on=DAY + dt.timedelta(days=6))
    assert "Ben Abara from Maya, in 6 days" in read(as_theo)


def test_after_four_weeks_nobody_is_new(cast, as_theo):
    give(cast, as_theo, cast.ben_enrolment, from_on=DAY - dt.timedelta(days=29))
    assert "Ben" not in read(as_theo)
    assert "new to you" not in read(as_theo, "home:today")


def test_it_is_for_who_goes_along_with_people(cast, as_pia, as_ana, as_omar):
    for browser in (as_pia, as_ana):
        assert browser.get(browser.here("home:new_to_you")).status_code == 403
    assert as_omar.get(MemberClient(cast.maya).here("home:new_to_you")).status_code == 404


def test_the_page_costs_the_same_for_five_or_thirty(cast, as_theo):
    def more(count):
        with scenes.at(cast.northside):
            made = [row for _, row in scenes.crowd(cast.maya, count)]
        give(cast, as_theo, *made)

    more(3)
    with queries_of_a_page() as few:
        read(as_theo)
    more(20)
    with queries_of_a_page() as many:
        read(as_theo)
    assert len(few.asked) == len(many.asked)
