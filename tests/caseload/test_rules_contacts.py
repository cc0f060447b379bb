"""What modes and places mean, what is odd about an entry, and what the log sheet offers."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.caseload import rules
from followalong.caseload.rules import (
    ContactLocation,
    ContactMode,
    ContactNote,
    ContactProblem,
    Defaults,
    PastContact,
)

pytestmark = pytest.mark.unit

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("mode", "video_counts", "expected"),
    [
        ("IN_PERSON", False, True),
        ("VIDEO", True, True),
        ("VIDEO", False, False),
        ("VIDEO", None, False),
        ("PHONE", True, False),
        (None, True, False),
    ],
)
def test_face_to_face_is_in_person_and_video_where_the_program_says_so(
    mode, video_counts, expected
):
    assert rules.is_face_to_face(mode, video_counts=video_counts) is expected


def test_two_way_is_offered_where_people_speak_and_asked_where_they_write():
    offered = {mode: rules.likely_two_way(mode) for mode in ContactMode}
    assert [m for m, yes in offered.items() if yes] == ["IN_PERSON", "VIDEO", "PHONE"]
    assert [m for m, yes in offered.items() if yes is None] == ["TEXT", "EMAIL"]
    assert rules.likely_two_way(None) is None


def test_the_community_is_where_people_live_work_and_learn():
    indoors = {"OFFICE_IPS", "CLINIC", "HOSPITAL", "REMOTE"}
    assert {place for place in ContactLocation if not rules.is_community(place)} == indoors
    assert not rules.is_community(None)


@pytest.mark.parametrize(
    ("mode", "location", "category", "expected"),
    [
        ("IN_PERSON", "SHELTER", "ENGAGEMENT", True),
        ("NO_SHOW", "COMMUNITY_PUBLIC", "ENGAGEMENT", True),
        (None, "COMMUNITY_PUBLIC", "ENGAGEMENT", True),
        ("PHONE", "COMMUNITY_PUBLIC", "ENGAGEMENT", False),
        ("LETTER", "COMMUNITY_PUBLIC", "ENGAGEMENT", False),
        ("IN_PERSON", "COMMUNITY_PUBLIC", "TRAVEL", False),
        ("IN_PERSON", "COMMUNITY_PUBLIC", None, False),
        ("IN_PERSON", None, "ENGAGEMENT", False),
    ],
)
def test_community_time(mode, location, category, expected):
    assert rules.is_community_time(mode, location, category) is expected


def problems(**given_values):
    entry = {"mode": None, "two_way": None, "minutes": None, "travel_minutes": None}
    return rules.contact_problems(**(entry | given_values))


@pytest.mark.parametrize("mode", [None, *rules.TWO_WAY_MODES])
def test_two_people_can_speak_or_write_to_each_other(mode):
    assert problems(mode=mode, two_way=True) == []


@pytest.mark.parametrize("mode", sorted(set(ContactMode) - rules.TWO_WAY_MODES))
def test_a_letter_or_a_try_is_not_two_way(mode):
    assert problems(mode=mode, two_way=True) == [ContactProblem.TWO_WAY_IMPOSSIBLE]
    assert problems(mode=mode, two_way=False) == []
    assert problems(mode=mode) == []


def test_a_contact_lasts_from_no_time_to_a_day():
    assert problems(minutes=0, travel_minutes=1440) == []
    assert problems(minutes=-1) == [ContactProblem.MINUTES_OUT_OF_RANGE]
    assert problems(travel_minutes=1441) == [ContactProblem.MINUTES_OUT_OF_RANGE]


def test_odd_days_are_noted_and_never_refused():
    stay = {"entered_on": MARCH, "exited_on": date(2026, 6, 1), "today": date(2026, 7, 1)}
    assert rules.contact_notes(on=MARCH, **stay) == []
    assert rules.contact_notes(on=date(2026, 2, 28), **stay) == [ContactNote.BEFORE_ENTRY]
    assert rules.contact_notes(on=date(2026, 6, 2), **stay) == [ContactNote.AFTER_EXIT]
    assert rules.contact_notes(on=date(2026, 7, 2), **stay) == [
        ContactNote.IN_FUTURE,
        ContactNote.AFTER_EXIT,
    ]
    late = date(2026, 3, 9)
    assert rules.contact_notes(on=MARCH, written_on=late, **stay) == [ContactNote.ENTERED_LATE]
    assert rules.contact_notes(on=MARCH, written_on=late, late_after_days=8, **stay) == []


def test_an_entry_is_as_late_as_the_days_gone_by():
    assert rules.days_late(MARCH, date(2026, 3, 4)) == 3
    assert rules.days_late(MARCH, date(2026, 2, 27)) == 0


# What the log sheet offers

NOON = datetime(2026, 3, 2, 12)


def past(days_ago: int, hour: int, *values) -> PastContact:
    return PastContact(NOON.replace(hour=hour) - timedelta(days=days_ago), *values)


VISIT = ("IN_PERSON", "EMPLOYER_SITE", "JOB_DEVELOPMENT", 45)
CALL = ("PHONE", "REMOTE", "ENGAGEMENT", 10)


def test_nothing_is_filled_in_for_a_new_worker():
    assert rules.likeliest([], NOON) == Defaults()


def test_maya_visits_employers_at_noon_and_calls_in_the_evening():
    recent = [past(n, 12, *VISIT) for n in range(3)] + [past(n, 17, *CALL) for n in range(4)]
    assert rules.likeliest(recent, NOON) == Defaults(*VISIT, like=3)
    assert rules.likeliest(recent, NOON.replace(hour=18)) == Defaults(*CALL, like=4)


def test_with_few_contacts_at_this_time_of_day_all_of_them_count():
    recent = [past(1, 12, *VISIT)] + [past(n, 17, *CALL) for n in range(4)]
    assert rules.likeliest(recent, NOON).mode == "PHONE"


def test_of_equally_common_ones_the_last_wins():
    recent = [past(2, 12, *VISIT), past(1, 12, *CALL)]
    assert rules.likeliest(recent, NOON) == Defaults(*CALL, like=1)


def test_the_offer_is_a_whole():
    at_home = ("IN_PERSON", "CLIENT_HOME", "ENGAGEMENT", 60)
    recent = [past(n, 12, *at_home) for n in range(2)] + [past(n, 12, *CALL) for n in range(3)]
    assert rules.likeliest(recent, NOON)[:2] == ("PHONE", "REMOTE")


def test_what_is_unknown_is_not_offered():
    recent = [past(n, 12) for n in range(5)] + [past(1, 12, "TEXT")]
    assert rules.likeliest(recent, NOON) == Defaults("TEXT", like=1)


def test_shortly_before_midnight_is_around_midnight():
    recent = [past(n, 23, *CALL) for n in range(3)] + [past(n, 12, *VISIT) for n in range(9)]
    assert rules.likeliest(recent, NOON.replace(hour=0)).mode == "PHONE"


def test_without_habits_it_is_half_an_hour_in_person_in_public():
    first = Defaults("IN_PERSON", "COMMUNITY_PUBLIC", None, 30)
    assert rules.first_answers(Defaults()) == first
    assert rules.first_answers(Defaults("PHONE", minutes=12))[:2] == ("PHONE", "REMOTE")
    assert rules.first_answers(Defaults(*VISIT, like=3)) == Defaults(*VISIT, like=3)


@pytest.mark.parametrize(
    ("minutes", "offered"), [(0, 5), (2, 5), (12, 10), (25, 20), (38, 45), (75, 60), (240, 90)]
)
def test_a_habit_is_rounded_to_an_offered_length(minutes, offered):
    assert rules.nearest_length(minutes) == offered


@pytest.mark.parametrize(
    ("habit", "facets", "days", "about"),
    [
        (None, ["SEARCHING"], 50, "JOB_SEARCH"),
        (None, ["SEARCHING", "WORKING"], 50, "FOLLOW_ALONG"),
        (None, ["PROFILE"], 5, "ASSESSMENT"),
        (None, ["WORKING", "OUT_OF_TOUCH"], 50, "OUTREACH"),
        (None, ["SEARCHING"], 13, "ENGAGEMENT"),
        (None, [], 14, "JOB_SEARCH"),
        (None, [], None, "INTAKE"),
        ("ENGAGEMENT", ["WORKING"], 50, "FOLLOW_ALONG"),
        ("BENEFITS", ["WORKING"], 50, "BENEFITS"),
    ],
)
def test_what_goes_on_says_what_it_is_about(habit, facets, days, about):
    entered_on = None if days is None else MARCH - timedelta(days=days)
    assert rules.likely_category(habit, facets, entered_on, MARCH) == about


CODES = st.none() | st.sampled_from("abc")
RECENT = st.lists(
    st.builds(
        PastContact, st.datetimes(NOON - timedelta(90), NOON), CODES, CODES, CODES, st.none()
    ),
    max_size=12,
)


@given(RECENT)
def test_only_what_was_used_together_is_offered(recent):
    offer = rules.likeliest(recent, NOON)
    if offer.mode is not None:
        used = [(row.mode, row.location, row.category) for row in recent]
        given_location = [row for row in used if row[:2] == (offer.mode, offer.location)]
        assert given_location or offer.location is None
