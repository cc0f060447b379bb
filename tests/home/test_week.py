"""The week, the list and the team's week; planning; and one tap for what happened."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
import time_machine

from followalong.agencies.models import Cover, Leave, actor_of
from followalong.audit.models import Event
from followalong.caseload import actions
from followalong.caseload.models import Appointment, Contact, Series
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient, make_enrolled
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, seen_last

TOMORROW = DAY + dt.timedelta(days=1)
EVENING = dt.datetime(2026, 11, 24, 21, 0, tzinfo=dt.UTC)  # four o'clock in Toronto


def sent(**values):
    return {"command_id": str(uuid.uuid4()), **values}


def plan(*who, **values):
    said = {"on": "2026-11-25", "at": "10:00", "kind": "JOB_SEARCH", "every": "", "title": ""}
    return sent(who=[str(one.pk) for one in who], **{**said, **values})


def meetings(member, **about):
    with acting_as(actor_of(member)):
        return list(Appointment.objects.filter(**about).order_by("starts_at"))


def contacts(member):
    with acting_as(actor_of(member)):
        return list(Contact.objects.select_related("client").order_by("pk"))


def headings(text):
    return text.split("<main")[1].split("</main>")[0].count("<h2")


def test_the_week_has_a_heading_for_each_day_and_what_is_planned(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.appointment(cast.ben_enrolment, 11, kind="FOLLOW_ALONG", minutes=30)
        scenes.appointment(cast.rosa_enrolment, 9, days_ahead=2)
        scenes.appointment(cast.rosa_enrolment, 9, days_ahead=9)
        due = {"owner": cast.maya, "next_purpose": "NEEDS_VISIT"}
        scenes.employer(cast.northside, "Hill Street Bakery", next_on=TOMORROW, **due)
        Leave.objects.create(
            agency=cast.northside,
            membership=cast.maya,
            from_on=DAY + dt.timedelta(days=4),
            to_on=DAY + dt.timedelta(days=4),
        )
    text = page(as_maya, "home:week")
    assert headings(text) == 7
    assert text.index("Tue 24 Nov") < text.index("Ben Abara") < text.index("Hill Street Bakery")
    assert text.count("Rosa Ledesma") == 1 and "Away" in text
    assert seen_last(cast.northside) == {cast.ben.pk, cast.rosa.pk}
    assert "Rosa Ledesma" in page(as_maya, "home:week", "?on=2026-12-03")
    listed = page(as_maya, "home:week", "?view=list")
    assert listed.count("Rosa Ledesma") == 2 and headings(listed) == 4


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "tomorrow", "2026-02-30"])
def test_a_day_that_makes_no_sense_is_this_week(as_maya, on):
    assert "Mon 23 Nov to Sun 29 Nov" in page(as_maya, "home:week", f"?on={on}")


def test_a_holiday_is_told(as_maya):
    assert "Holiday: Christmas Day" in page(as_maya, "home:week", "?on=2026-12-25")


def test_an_empty_list_says_what_to_do(as_maya):
    assert "Nothing is planned in these four weeks." in page(as_maya, "home:week", "?view=list")


def test_a_supervisor_sees_each_of_the_team_and_others_only_with_whom_they_share_cover(
    cast, as_sol, as_maya, as_pia
):
    with scenes.at(cast.northside):
        scenes.appointment(cast.ben_enrolment, 11)
    team = page(as_sol, "home:week_team")
    assert "Maya" in team and "Pia" in team and "Ben Abara" in team
    assert "Ben Abara" in page(as_sol, "home:week", f"?who={cast.maya.pk}")
    assert "Ben Abara" not in page(as_pia, "home:week", f"?who={cast.maya.pk}")
    assert "Ben Abara" not in page(as_pia, "home:week_team")
    with scenes.at(cast.northside):
        Cover.objects.create(
            agency=cast.northside, away=cast.maya, covering=cast.pia, from_on=TOMORROW,
            to_on=TOMORROW,
        )  # fmt: skip
    assert "Ben Abara" in page(as_pia, "home:week_team")
    assert "Ben Abara" in page(as_pia, "home:week", f"?who={cast.maya.pk}")


def test_whoever_may_not_see_the_person_sees_that_a_colleague_is_busy(cast, as_sol):
    """Maya also sees to somebody of another program, whom Sol may not open."""
    with scenes.at(cast.northside):
        other = type(cast.ips).objects.create(
            agency=cast.northside, name="Eastside", kind="ips", setting="primary_care"
        )
        guest = MemberClient(cast.maya).membership
        guest.program = other
        _client, enrolment = make_enrolled(guest, "Wren", "Castillo")
        scenes.appointment(enrolment, 14, minutes=45)
    text = page(as_sol, "home:week_team")
    assert "14:00" in text and "busy · 45 min" in text and "Wren" not in text


def test_the_addiction_programs_calendar_stays_inside(cast, as_sol, as_ade):
    with scenes.at(cast.northside):
        scenes.appointment(cast.quinn_enrolment, 10)
    assert "Quinn" in page(as_ade, "home:week")
    assert "10:00" not in page(as_sol, "home:week_team")


def test_the_pages_ask_a_fixed_number_of_questions(cast, as_maya, as_sol):
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 20)
    for browser, name in ((as_maya, "week"), (as_sol, "week_team"), (as_maya, "plan")):
        with queries_of_a_page():
            page(browser, f"home:{name}")


def test_a_meeting_is_planned_once_and_is_on_the_record(cast, as_maya):
    form = plan(cast.ben, title="Practise the interview", minutes="45")
    for _ in range(2):
        answer = as_maya.post(as_maya.here("home:plan"), form)
    (meeting,) = meetings(cast.maya)
    assert answer.url == as_maya.here("caseload:appointment", appointment_id=meeting.pk)
    assert (meeting.title, meeting.minutes, meeting.client_id) == (
        "Practise the interview",
        45,
        cast.ben.pk,
    )
    with acting_as(actor_of(cast.maya)):
        assert Event.objects.filter(action="appointment.planned").count() == 1
    assert "Practise the interview" in as_maya.get(answer.url).text


def test_a_job_club_comes_back_for_two_people_and_says_which_days_are_holidays(cast, as_maya):
    form = plan(cast.ben, cast.rosa, on="2026-11-27", every="week", until_on="2027-01-01")
    answer = as_maya.post(as_maya.here("home:plan"), form, follow=True)
    assert "Fri 25 Dec is a holiday: Christmas Day." in answer.text
    assert "every week, until" in answer.text and "Rosa Ledesma" in answer.text
    assert len(meetings(cast.maya)) == 12
    with acting_as(actor_of(cast.maya)):
        assert Series.objects.count() == 2


def test_what_is_missing_is_said_beside_it(cast, as_maya):
    form = plan(on="2026-11-20", at="", every="week", until_on="2026-11-19")
    answer = as_maya.post(as_maya.here("home:plan"), form)
    assert answer.status_code == 422
    for words in ("Choose today or a day to come.", "Say at what time.", "say what it is."):
        assert words in answer.text
    later = as_maya.post(as_maya.here("home:plan"), plan(cast.ben, until_on="2026-11-24"))
    assert "Choose a day after the first one." in later.text
    assert not meetings(cast.maya)


def test_a_lead_plans_for_a_colleague(cast, as_sol):
    as_sol.post(as_sol.here("home:plan"), plan(cast.ben, member=str(cast.maya.pk)))
    assert meetings(cast.maya)[0].membership_id == cast.maya.pk


def test_whoever_only_asked_to_join_can_be_met(cast, as_maya):
    assert "Sam O." in page(as_maya, "home:plan", f"?client={cast.sam.pk}")
    as_maya.post(as_maya.here("home:plan"), plan(cast.sam))
    assert meetings(cast.maya)[0].client_id == cast.sam.pk


@pytest.fixture
def meeting(cast):
    with scenes.at(cast.northside):
        return scenes.appointment(
            cast.ben_enrolment, 9, kind="FOLLOW_ALONG", location="EMPLOYER_SITE", minutes=45
        )


PAGES = ("appointment", "appointment_change", "appointment_off")


def at(browser, name, row):
    return browser.here(name, appointment_id=row.pk)


def test_other_agencies_get_404_and_other_roles_403(cast, as_omar, as_ana, meeting):
    for name in PAGES:
        assert as_omar.get(at(as_omar, f"caseload:{name}", meeting)).status_code == 404
        assert as_ana.get(at(as_ana, f"caseload:{name}", meeting)).status_code == 403
    for name in ("week", "week_team", "plan", "catch_up", "next_steps", "log_group"):
        assert as_ana.get(as_ana.here(f"home:{name}")).status_code == 403
    assert as_omar.get(as_omar.here("home:plan"), {"client": cast.ben.pk}).status_code == 404
    assert as_omar.post(as_omar.here("home:plan"), plan(cast.ben)).status_code == 404
    happened = at(as_omar, "home:happened", meeting)
    assert as_omar.post(happened, sent()).status_code == 404
    assert as_omar.get(happened).status_code == 405


def test_a_peer_plans_and_logs_but_has_no_next_steps_and_no_group_entry(cast, as_pia):
    assert as_pia.post(as_pia.here("home:plan"), plan(cast.ben, kind="PEER_SUPPORT"))
    (own,) = meetings(cast.pia, membership=cast.pia)
    assert own.kind == "PEER_SUPPORT"
    for name in ("next_steps", "log_group"):
        assert as_pia.get(as_pia.here(f"home:{name}")).status_code == 403


def test_one_tap_writes_it_down_as_it_was_planned(cast, as_maya, meeting):
    form = sent(next=as_maya.here("home:week"))
    for _ in range(2):
        answer = as_maya.post(at(as_maya, "home:happened", meeting), form)
    assert answer.url == as_maya.here("home:week")
    (entry,) = contacts(cast.maya)
    assert (entry.category, entry.mode, entry.location, entry.minutes) == (
        "FOLLOW_ALONG",
        "IN_PERSON",
        "EMPLOYER_SITE",
        45,
    )
    assert entry.started_at == meeting.starts_at and entry.two_way
    (now,) = meetings(cast.maya)
    assert (now.status, now.contact_id) == ("kept", entry.pk)
    text = as_maya.get(answer.url).text
    assert "At a workplace" in text and "Add words or put it right" in text
    assert as_maya.here("caseload:contact_amend", contact_id=entry.pk) in text


@pytest.mark.parametrize(
    ("mode", "status"), [("NO_SHOW", "missed"), ("CANCELLED_BY_PERSON", "cancelled")]
)
def test_one_tap_says_that_they_did_not_meet(cast, as_maya, meeting, mode, status):
    as_maya.post(at(as_maya, "home:happened", meeting), sent(mode=mode))
    (entry,) = contacts(cast.maya)
    assert (entry.mode, entry.minutes, entry.two_way) == (mode, None, False)
    assert meetings(cast.maya)[0].status == status


def test_a_meeting_to_come_can_be_cancelled_but_has_not_happened(cast, as_maya):
    with scenes.at(cast.northside):
        ahead = scenes.appointment(cast.ben_enrolment, 9, days_ahead=1)
    answer = as_maya.post(at(as_maya, "home:happened", ahead), sent(), follow=True)
    assert "This time is still to come." in answer.text and not contacts(cast.maya)
    as_maya.post(at(as_maya, "home:happened", ahead), sent(mode="CANCELLED_BY_PERSON"))
    (entry,) = contacts(cast.maya)
    assert entry.started_on == DAY and meetings(cast.maya)[0].status == "cancelled"


def test_what_was_said_already_is_not_said_twice(cast, as_maya, meeting):
    as_maya.post(at(as_maya, "home:happened", meeting), sent())
    again = as_maya.post(at(as_maya, "home:happened", meeting), sent(), follow=True)
    assert "already written down" in again.text and len(contacts(cast.maya)) == 1
    odd = as_maya.post(at(as_maya, "home:happened", meeting), sent(mode="TELEPATHY"))
    assert odd.status_code == 302 and len(contacts(cast.maya)) == 1


def test_the_log_opens_filled_from_a_meeting_and_settles_it(cast, as_maya, meeting):
    address = as_maya.here("home:log")
    opened = as_maya.get(address, {"appointment": meeting.pk})
    form = opened.context["form"]
    assert [form[name].value() for name in ("who", "category", "location", "minutes")] == [
        cast.ben.pk,
        "FOLLOW_ALONG",
        "EMPLOYER_SITE",
        45,
    ]
    assert form["at"].value() == dt.time(9)
    said = {name: form[name].value() for name in ("category", "mode", "location", "minutes")}
    answer = as_maya.post(
        address,
        sent(
            **said, who=str(cast.ben.pk), appointment=str(meeting.pk), note="Went well.",
            when="2026-11-24", at="09:00", next_on="none",
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    assert meetings(cast.maya)[0].status == "kept"


def test_another_agencys_meeting_does_not_open_the_log(as_omar, meeting):
    address = as_omar.here("home:log")
    assert as_omar.get(address, {"appointment": meeting.pk}).status_code == 404


def test_a_meeting_is_moved_and_a_colleagues_is_not(cast, as_maya, as_pia, meeting):
    form = sent(version="1", on="2026-11-26", at="13:30", kind="JOB_SEARCH", location="", title="")
    refused = as_pia.post(at(as_pia, "caseload:appointment_change", meeting), form | sent(kind=""))
    assert refused.status_code == 422 and "colleague&#x27;s calendar" in refused.text
    answer = as_maya.post(at(as_maya, "caseload:appointment_change", meeting), form)
    assert answer.status_code == 302
    (now,) = meetings(cast.maya)
    toronto = ZoneInfo("America/Toronto")
    assert now.starts_at.astimezone(toronto) == dt.datetime(2026, 11, 26, 13, 30, tzinfo=toronto)
    stale = as_maya.post(
        at(as_maya, "caseload:appointment_change", meeting), {**form, **sent(on="2026-11-27")}
    )
    assert stale.status_code == 422 and "changed while you were writing" in stale.text


def test_a_series_is_changed_from_one_meeting_on(cast, as_maya):
    as_maya.post(as_maya.here("home:plan"), plan(cast.ben, every="week", until_on="2026-12-30"))
    rows = meetings(cast.maya)
    third = rows[2]
    opened = as_maya.get(at(as_maya, "caseload:appointment_change", third)).text
    assert "This one and all that follow" in opened
    form = sent(
        version="1", on=str(third.starts_on), at="14:00", which="following", title="", kind=""
    )
    answer = as_maya.post(at(as_maya, "caseload:appointment_change", third), form)
    assert as_maya.post(at(as_maya, "caseload:appointment_change", third), form).status_code in (
        302,
        404,
    )
    assert answer.status_code == 302
    hours = [row.starts_at.hour for row in meetings(cast.maya)]
    assert hours == [15, 15, 19, 19, 19, 19]


def test_a_series_is_called_off_from_one_meeting_on_once(cast, as_maya):
    as_maya.post(as_maya.here("home:plan"), plan(cast.ben, every="week", until_on="2026-12-30"))
    third = meetings(cast.maya)[2]
    form = sent(version="1", which="following")
    for _ in range(2):
        answer = as_maya.post(at(as_maya, "caseload:appointment_off", third), form)
        assert answer.url == as_maya.here("home:week")
    assert len(meetings(cast.maya, status="planned")) == 2


def test_today_offers_one_tap_and_in_the_afternoon_to_catch_up(cast, as_maya, meeting):
    with scenes.at(cast.northside):
        scenes.appointment(cast.rosa_enrolment, 15)
    text = page(as_maya, "home:today")
    assert at(as_maya, "home:happened", meeting) in text
    assert text.count("/happened/") == 1 and "Catch up" not in text
    with time_machine.travel(EVENING, tick=False):
        later = page(MemberClient(cast.maya), "home:today")
        assert "2 things that were planned wait for a word" in later


def test_what_is_unlogged_since_yesterday_is_said_in_the_morning(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.appointment(cast.rosa_enrolment, 15, days_ahead=-1)
        scenes.appointment(cast.rosa_enrolment, 15, days_ahead=-15)
    text = page(as_maya, "home:today")
    assert "One thing that was planned waits for a word" in text
    assert "Rosa" not in text.split('id="needs"')[0]


def test_a_persons_page_links_to_what_is_planned(cast, as_maya, meeting):
    text = page(as_maya, "home:client", client_id=cast.ben.pk)
    assert at(as_maya, "caseload:appointment", meeting) in text
    assert at(as_maya, "home:happened", meeting) in text
    assert f"{as_maya.here('home:plan')}?client={cast.ben.pk}" in text


def test_the_meeting_of_a_group_leads_to_the_groups_form(cast, as_maya):
    by = actor_of(cast.maya)
    with acting_as(by):
        both = [cast.ben_enrolment, cast.rosa_enrolment]
        first, _second = actions.plan_meeting(
            by=by, starts_at=dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC), about=both
        )
    text = page(as_maya, "home:today")
    assert "Ben Abara, Rosa Ledesma" in text and "Log the group" in text
    assert "It happened" not in text
    text = as_maya.get(at(as_maya, "caseload:appointment", first)).text
    assert "Log the group" in text and "We did not meet" not in text
