"""Today: who to see, who needs me next, and what a role without people can do."""

import datetime as dt

import pytest
import time_machine

from followalong.agencies.models import Cover
from tests.cast import DAY, MemberClient, make_enrolled
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, readings, seen_last


def test_the_day_in_time_order_with_what_was_said_last(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 4, "wants Fridays off")
        scenes.appointment(cast.rosa_enrolment, 11)
        scenes.appointment(cast.ben_enrolment, 9, kind="FOLLOW_ALONG", location="COMMUNITY_PUBLIC")
        scenes.appointment(cast.rosa_enrolment, 15, days_ahead=1)
    text = page(as_maya, "home:today")
    assert "Good morning, Maya" in text and "Tue 24 Nov" in text
    assert text.index("09:00") < text.index("11:00") and "15:00" not in text
    assert "Check-in about the job · Café, library" in text
    assert "“wants Fridays off”" in text


@pytest.mark.parametrize(
    ("hour", "greeting"), [(14, "morning"), (19, "afternoon"), (23, "evening")]
)
def test_the_greeting_goes_by_the_clock_of_the_agency(cast, as_maya, hour, greeting):
    with time_machine.travel(dt.datetime(2026, 11, 24, hour, 30, tzinfo=dt.UTC), tick=False):
        assert f"Good {greeting}, Maya" in page(as_maya, "home:today")


def test_needs_you_says_why_and_offers_one_thing_to_do(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.contact(cast.rosa_enrolment, 12)
        scenes.clock(cast.rosa_enrolment, "gone_quiet", start=12, warn=2, due=-16)
        scenes.clock(cast.ben_enrolment, "first_employer_contact", start=20, warn=6, due=-10)
    text = page(as_maya, "home:today")
    assert "nothing logged for 12 days" in text and "Quiet" in text
    assert "first employer visit by Fri 4 Dec" in text and "Log visit" in text
    # Rosa has no phone number here, so the offer is to log.
    assert f"?client={cast.rosa.pk}" in text and "tel:" not in text


def test_excused_and_finished_clocks_ask_for_nothing(cast, as_maya):
    with scenes.at(cast.northside):
        usual = {"start": 12, "warn": 2, "due": -16}
        scenes.clock(cast.rosa_enrolment, "gone_quiet", excuse="paused", **usual)
        scenes.clock(cast.ben_enrolment, "first_employer_contact", done_on=DAY, **usual)
    assert "Everyone has been heard of lately" in page(as_maya, "home:today")


def test_a_meeting_today_settles_the_quiet(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.clock(cast.rosa_enrolment, "gone_quiet", start=12, warn=2, due=-16)
        scenes.appointment(cast.rosa_enrolment, 14)
    text = page(as_maya, "home:today")
    assert "14:00" in text and "nothing logged" not in text


def test_employers_to_go_back_to_are_part_of_the_day(cast, as_maya):
    with scenes.at(cast.northside):
        due = {"owner": cast.maya, "next_purpose": "NEEDS_VISIT"}
        scenes.employer(cast.northside, "Hill Street Bakery", next_on=DAY, **due)
        scenes.employer(cast.northside, "Later Laundry", next_on=scenes.ago(-3), **due)
        scenes.employer(cast.northside, "Somebody Else", next_on=DAY, owner=cast.sol)
    text = page(as_maya, "home:today")
    assert "Hill Street Bakery" in text and "Learn what the business needs" in text
    assert "Later Laundry" not in text and "Somebody Else" not in text


def test_people_of_a_colleague_who_is_away_are_mine_today(cast, as_maya):
    with scenes.at(cast.northside):
        theo = MemberClient(cast.sol).membership
        _client, enrolment = make_enrolled(theo, "Wren", "Castillo")
        scenes.clock(enrolment, "gone_quiet", start=12, warn=2, due=-16)
        Cover.objects.create(
            agency=cast.northside, away=theo, covering=cast.maya, from_on=DAY, to_on=DAY
        )
    text = page(as_maya, "home:today")
    assert "Wren Castillo" in text and "one colleague who is away" in text


def test_a_supervisor_without_people_sees_the_team_in_numbers_that_open(cast, as_sol):
    text = page(as_sol, "home:today")
    assert "Your team" in text and "Needs you" not in text
    assert f"?who={cast.maya.pk}&amp;show=seeking" in text


def test_an_administrator_sees_nobody_and_learns_what_to_do(cast, as_ana):
    text = page(as_ana, "home:today")
    assert "You set up people and programs" in text and "Ben" not in text
    assert readings(cast.northside) == 0


def test_a_peer_learns_what_peers_do(cast, as_pia):
    text = page(as_pia, "home:today")
    assert "share hope from your own experience" in text
    assert "new</span>" not in text


def test_new_referrals_open_the_inbox(cast, as_maya):
    text = page(as_maya, "home:today")
    assert as_maya.here("clients:referrals") in text


def test_people_of_an_addiction_program_are_not_there_for_others(cast, as_maya, as_ade):
    with scenes.at(cast.northside):
        scenes.clock(cast.quinn_enrolment, "gone_quiet", start=12, warn=2, due=-16)
        scenes.appointment(cast.quinn_enrolment, 10)
    assert "Quinn" not in page(as_maya, "home:today")
    assert "Quinn" in page(as_ade, "home:today")


def test_another_agency_sees_not_a_word(cast, as_omar):
    with scenes.at(cast.northside):
        scenes.clock(cast.rosa_enrolment, "gone_quiet", start=12, warn=2, due=-16)
    text = page(as_omar, "home:today")
    assert not [name for name in ("Rosa", "Ben", "Sam", "Northside") if name in text]
    assert as_omar.get(MemberClient(cast.maya).here("home:today")).status_code == 404


def test_the_record_names_exactly_the_people_shown(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.clock(cast.rosa_enrolment, "gone_quiet", start=12, warn=2, due=-16)
    page(as_maya, "home:today")
    assert seen_last(cast.northside) == {cast.rosa.pk}


@pytest.mark.parametrize("who", ["maya", "sol"])
def test_queries_stay_the_same_for_five_or_fifty(cast, who):
    browser = MemberClient(getattr(cast, who))
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 5)
    with queries_of_a_page() as few:
        page(browser, "home:today")
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 45)
    with queries_of_a_page() as many:
        text = page(browser, "home:today")
    assert len(few.asked) == len(many.asked)
    assert who == "sol" or "more</a>" in text
