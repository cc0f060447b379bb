"""The end of a day: each draft is saved once; what has an error stays with its words."""

import datetime as dt
import uuid

import pytest
import time_machine

from followalong.agencies.models import actor_of
from followalong.caseload import actions
from followalong.caseload.models import Appointment, Contact
from followalong.core.db import acting_as
from followalong.employers.models import AgencyEmployer, EmployerContact
from tests.cast import DAY, MemberClient
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page

EVENING = dt.datetime(2026, 11, 24, 22, 0, tzinfo=dt.UTC)


@pytest.fixture
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def maya(cast, evening):
    """Maya, signed in at five in the afternoon."""
    return MemberClient(cast.maya)


@pytest.fixture
def day(cast):
    """Ben at nine, Rosa yesterday, an employer; somebody three weeks ago, and tomorrow."""
    with scenes.at(cast.northside):
        due = {"owner": cast.maya, "next_purpose": "NEEDS_VISIT"}
        return {
            "ben": scenes.appointment(
                cast.ben_enrolment, 9, kind="JOB_SEARCH", location="COMMUNITY_PUBLIC", minutes=30
            ),
            "rosa": scenes.appointment(cast.rosa_enrolment, 11, days_ahead=-1),
            "visit": scenes.employer(cast.northside, "Hill Street Bakery", next_on=DAY, **due),
            "old": scenes.appointment(cast.ben_enrolment, 9, days_ahead=-21),
            "next": scenes.appointment(cast.ben_enrolment, 9, days_ahead=1),
        }


def drafts(browser):
    """The page's forms as a browser would send them, with nothing ticked yet."""
    rows = browser.get(browser.here("home:catch_up")).context["rows"]
    sent: dict = {"meeting": [], "visit": []}
    for row in rows:
        sent[row.kind].append(str(row.id))
        for field in row.form:
            value = field.value()
            sent[field.html_name] = "" if value in (None, False) else str(value)
    return sent


def said(row, **values):
    return {f"{row.pk}-{name}": value for name, value in values.items()}


def stored(member, model=Contact):
    with acting_as(actor_of(member)):
        return list(model.objects.order_by("pk"))


def test_what_was_planned_in_the_last_two_weeks_waits_as_drafts(cast, maya, day):
    with queries_of_a_page():
        text = page(maya, "home:catch_up")
    for words in ("Ben Abara", "Rosa Ledesma", "Hill Street Bakery", "yesterday, 11:00"):
        assert words in text
    assert text.count("Ben Abara") == 2  # the heading, and the link's hidden words
    assert "Job search · In person · Café, library or other public place" in text


def test_nothing_to_catch_up_on_says_so(maya):
    assert "Everything that was planned has its word." in page(maya, "home:catch_up")


def test_all_that_happened_is_saved_at_once_and_once(cast, maya, day):
    sent = drafts(maya)
    sent |= said(day["ben"], outcome="met", minutes="25", note="Wants Fridays off.")
    sent |= said(day["rosa"], outcome="NO_SHOW")
    sent |= said(day["visit"], outcome="met", minutes="20", note="Needs mornings.", hires="yes")
    for _ in range(2):
        answer = maya.post(maya.here("home:catch_up"), sent)
        assert answer.url == maya.here("home:today")
    ben, rosa = sorted(stored(cast.maya), key=lambda row: row.client_id != cast.ben.pk)
    assert (ben.category, ben.mode, ben.location, ben.minutes, ben.note) == (
        "JOB_SEARCH",
        "IN_PERSON",
        "COMMUNITY_PUBLIC",
        25,
        "Wants Fridays off.",
    )
    assert ben.started_at == day["ben"].starts_at
    assert (rosa.mode, rosa.minutes, rosa.started_on) == ("NO_SHOW", None, scenes.ago(1))
    (visit,) = stored(cast.maya, EmployerContact)
    assert (visit.learned, visit.purpose, visit.minutes, visit.hiring_authority) == (
        "Needs mornings.",
        "NEEDS_VISIT",
        20,
        True,
    )
    assert stored(cast.maya, AgencyEmployer)[0].next_on is None
    became = {row.pk: row.status for row in stored(cast.maya, Appointment)}
    assert (became[day["ben"].pk], became[day["rosa"].pk]) == ("kept", "missed")
    assert "Everything that was planned has its word." in page(maya, "home:catch_up")


def test_an_error_keeps_its_words_and_the_others_are_saved(cast, maya, day):
    sent = drafts(maya)
    sent |= said(day["ben"], outcome="met", minutes="3000", note="A very long talk.")
    sent |= said(day["rosa"], outcome="met", note="Short one.")
    answer = maya.post(maya.here("home:catch_up"), sent)
    assert answer.status_code == 422
    assert "One entry is saved." in answer.text and "A very long talk." in answer.text
    assert "A contact lasts from 0 to 1440 minutes." in answer.text
    assert "Short one." not in answer.text and "Hill Street Bakery" in answer.text
    assert [row.note for row in stored(cast.maya)] == ["Short one."]
    again = sent | said(day["ben"], minutes="30", command_id=str(uuid.uuid4()))
    assert maya.post(maya.here("home:catch_up"), again).status_code == 302
    assert len(stored(cast.maya)) == 2


def test_what_is_left_for_later_waits(cast, maya, day):
    answer = maya.post(maya.here("home:catch_up"), drafts(maya), follow=True)
    assert "Nothing was saved; it waits for you." in answer.text
    assert not stored(cast.maya)
    assert "Ben Abara" in page(maya, "home:catch_up")


def test_what_somebody_else_wrote_meanwhile_is_not_written_twice(cast, maya, day):
    sent = drafts(maya) | said(day["ben"], outcome="met", note="Mine.")
    by = actor_of(cast.maya)
    with acting_as(by):
        actions.keep_appointment(by=by, appointment=day["ben"])
    answer = maya.post(maya.here("home:catch_up"), sent)
    assert answer.status_code == 422 and "already written down" in answer.text
    assert "Mine." in answer.text and not stored(cast.maya)


def test_a_visit_in_two_tabs_is_written_down_once(cast, maya, day):
    tabs = [drafts(maya) | said(day["visit"], outcome="met", note="Mornings.") for _ in range(2)]
    assert maya.post(maya.here("home:catch_up"), tabs[0]).status_code == 302
    answer = maya.post(maya.here("home:catch_up"), tabs[1])
    assert answer.status_code == 422 and "Mornings." in answer.text
    assert len(stored(cast.maya, EmployerContact)) == 1


def test_of_two_taps_that_read_the_meeting_together_the_second_is_told(cast, maya, day):
    by = actor_of(cast.maya)
    with acting_as(by):
        read_before = Appointment.objects.get(pk=day["ben"].pk)
        actions.keep_appointment(by=by, appointment=day["ben"])
        with pytest.raises(actions.AppointmentOver):
            actions.refuse_settled(read_before)


def test_a_group_is_one_draft_and_names_nobody(cast, maya):
    by = actor_of(cast.maya)
    with acting_as(by):
        first, _other = actions.plan_meeting(
            by=by,
            starts_at=dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC),
            about=[cast.ben_enrolment, cast.rosa_enrolment],
            minutes=60,
        )
    sent = drafts(maya)
    assert len(sent["meeting"]) == 1
    row = next(iter(sent["meeting"]))
    named = sent | {f"{row}-outcome": "met", f"{row}-note": "Rosa led it."}
    answer = maya.post(maya.here("home:catch_up"), named)
    assert answer.status_code == 422 and "it names Rosa" in answer.text
    fine = named | {f"{row}-note": "Job club.", f"{row}-command_id": str(uuid.uuid4())}
    for _ in range(2):
        assert maya.post(maya.here("home:catch_up"), fine).status_code == 302
    rows = stored(cast.maya)
    assert [(r.category, r.note, r.minutes) for r in rows] == [("GROUP", "Job club.", 60)] * 2
    assert sum(r.staff_minutes for r in rows) == 60


def test_a_name_in_an_employers_words_is_asked_about(cast, maya, day):
    sent = drafts(maya) | said(day["visit"], outcome="met", note="Asked about Ben.")
    answer = maya.post(maya.here("home:catch_up"), sent)
    assert answer.status_code == 422 and "looks like a person" in answer.text
    fine = sent | said(day["visit"], is_no_person="on", command_id=str(uuid.uuid4()))
    assert maya.post(maya.here("home:catch_up"), fine).status_code == 302


def test_another_agencys_drafts_are_not_there(cast, evening, day):
    sent = {"meeting": [str(day["ben"].pk)], "visit": [str(day["visit"].pk)]}
    sent |= said(day["ben"], outcome="met", command_id=str(uuid.uuid4()))
    omar = MemberClient(cast.omar)
    assert omar.post(omar.here("home:catch_up"), sent).status_code == 302
    assert not stored(cast.maya)
    odd = {"meeting": ["x"], "visit": [""]}
    assert omar.post(omar.here("home:catch_up"), odd).status_code == 302


def test_words_without_what_happened_are_asked_about_and_not_lost(cast, maya, day):
    sent = drafts(maya) | said(day["ben"], note="Wants Fridays off.")
    sent |= said(day["rosa"], outcome="met", note="Short one.")
    answer = maya.post(maya.here("home:catch_up"), sent)
    assert answer.status_code == 422
    assert "Say what happened, so that your words are saved." in answer.text
    assert "Wants Fridays off." in answer.text
    assert [row.note for row in stored(cast.maya)] == ["Short one."]
