"""Who comes to a planned meeting, and what else is planned at its time."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.audit.models import Event
from followalong.caseload import actions
from followalong.caseload.models import Appointment, Series
from followalong.caseload.rules import Every
from followalong.core.db import acting_as
from tests.cast import DAY, make_enrolled
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page

HERE = ZoneInfo("America/Toronto")
TOMORROW = DAY + dt.timedelta(days=1)


def at(day, hour=10, minute=0):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by, timezone.override("America/Toronto"):
        yield by


@pytest.fixture
def club(cast, maya):
    both = [cast.ben_enrolment, cast.rosa_enrolment]
    return actions.plan_meeting(by=maya, starts_at=at(TOMORROW), about=both, minutes=60)


def planned(member, **which):
    with acting_as(actor_of(member)):
        rows = Appointment.objects.filter(status="planned", **which)
        return list(rows.select_related("client").order_by("starts_at", "client__name_key"))


def who(rows):
    return [row.client.given_name for row in rows]


def sent(row, *people, **values):
    named = [str(one.pk) for one in people]
    return {"command_id": str(uuid.uuid4()), "version": row.version, "who": named, **values}


def address(browser, row):
    return browser.here("home:people_of_meeting", appointment_id=row.pk)


def test_somebody_joins_and_somebody_does_not_come(cast, as_maya, club):
    cara, _enrolment = make_enrolled(cast.maya, "Cara", "Dunn")
    with queries_of_a_page():
        text = page(as_maya, "home:people_of_meeting", appointment_id=club[0].pk)
    assert text.count("checked") == 2
    form = sent(club[0], cast.rosa, cara)
    for _ in range(2):
        answer = as_maya.post(address(as_maya, club[0]), form)
        assert answer.status_code == 302
    rows = planned(cast.maya)
    assert who(rows) == ["Cara", "Rosa"] and {row.minutes for row in rows} == {60}
    assert {row.group_id for row in rows} == {club[0].group_id}
    assert "Cara Dunn" in as_maya.get(answer.url).text
    with acting_as(actor_of(cast.maya)):
        assert Event.objects.filter(action="appointment.people_changed").count() == 1


def test_one_who_is_left_is_met_alone_and_one_alone_gets_company(cast, as_maya, club):
    as_maya.post(address(as_maya, club[0]), sent(club[0], cast.ben))
    (ben,) = planned(cast.maya)
    assert ben.group_id is None
    as_maya.post(address(as_maya, ben), sent(ben, cast.ben, cast.rosa))
    rows = planned(cast.maya)
    assert who(rows) == ["Ben", "Rosa"] and rows[0].group_id == rows[1].group_id is not None


def test_from_one_meeting_on_others_come(cast, as_maya, maya):
    cara, _enrolment = make_enrolled(cast.maya, "Cara", "Dunn")
    both, until = [cast.ben_enrolment, cast.rosa_enrolment], DAY + dt.timedelta(days=21)
    actions.plan_series(
        by=maya, starts_at=at(TOMORROW), about=both, every=Every.WEEK, until_on=until, title="Club"
    )
    second = planned(cast.maya, client=cast.ben)[1]
    form = sent(second, cast.ben, cara, which="following")
    for _ in range(2):
        assert as_maya.post(address(as_maya, second), form).status_code == 302
    days = {
        on: who(planned(cast.maya, starts_on=on))
        for on in (TOMORROW + dt.timedelta(days=7 * week) for week in range(4))
    }
    assert list(days.values()) == [["Ben", "Rosa"], ["Ben", "Cara"], ["Ben", "Cara"], []]
    assert {
        (row.title, timezone.localtime(row.starts_at, HERE).hour) for row in planned(cast.maya)
    } == {("Club", 10)}
    with acting_as(actor_of(cast.maya)):
        assert {row.until_on for row in Series.objects.filter(client=cara)} == {until}


def test_nobody_at_all_is_asked_about_and_what_changed_meanwhile_is_said(cast, as_maya, club):
    answer = as_maya.post(address(as_maya, club[0]), sent(club[0]))
    assert answer.status_code == 422 and "Somebody has to come." in answer.text
    stale = as_maya.post(address(as_maya, club[0]), sent(club[0], cast.ben, version=9))
    assert stale.status_code == 422 and "changed while you were writing" in stale.text
    assert who(planned(cast.maya)) == ["Ben", "Rosa"]


def test_a_calendar_of_somebody_else_is_theirs(cast, as_pia, as_omar, as_ana, club):
    refused = as_pia.post(address(as_pia, club[0]), sent(club[0], cast.ben))
    assert refused.status_code == 422 and "colleague" in refused.text
    assert as_omar.post(address(as_omar, club[0]), sent(club[0], cast.ben)).status_code == 404
    assert as_ana.get(address(as_ana, club[0])).status_code == 403
    assert len(planned(cast.maya)) == 2


def test_what_is_at_the_same_time_is_told_and_nothing_is_refused(cast, as_maya, club):
    form = {
        "command_id": str(uuid.uuid4()),
        "on": TOMORROW.isoformat(),
        "at": "10:30",
        "title": "Staff meeting",
        "every": "",
    }
    answer = as_maya.post(as_maya.here("home:plan"), form, follow=True)
    assert "At the same time: 10:00 Ben Abara, 10:00 Rosa Ledesma." in answer.text
    week = page(as_maya, "home:week")
    assert "at the same time as Staff meeting" in week
    assert "at the same time as Ben Abara, Rosa Ledesma" in week
    with queries_of_a_page():
        text = page(as_maya, "caseload:appointment", appointment_id=club[0].pk)
    assert "At the same time: 10:30 Staff meeting." in text


def test_the_same_person_twice_is_told_across_calendars(cast, as_pia, club):
    form = {
        "command_id": str(uuid.uuid4()),
        "who": [str(cast.ben.pk)],
        "on": TOMORROW.isoformat(),
        "at": "10:45",
        "every": "week",
    }
    answer = as_pia.post(as_pia.here("home:plan"), form, follow=True)
    assert "At the same time: 10:00 Ben Abara (Maya)." in answer.text


def test_later_days_of_a_series_and_a_next_contact_say_it_too(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.appointment(cast.rosa_enrolment, 10, days_ahead=8, minutes=60)
    form = {
        "command_id": str(uuid.uuid4()),
        "who": [str(cast.ben.pk)],
        "on": TOMORROW.isoformat(),
        "at": "10:30",
        "every": Every.WEEK.value,
    }
    answer = as_maya.post(as_maya.here("home:plan"), form, follow=True)
    assert "Wed 2 Dec, at the same time: 10:00 Rosa Ledesma." in answer.text
    logged = {
        "command_id": str(uuid.uuid4()),
        "who": str(cast.ben.pk),
        "category": "JOB_SEARCH",
        "mode": "PHONE",
        "minutes": "20",
        "when": "now",
        "next_on": "other",
        "next_day": "2026-12-02",
        "next_at": "10:15",
    }
    answer = as_maya.post(as_maya.here("home:log"), logged, follow=True)
    assert "Wed 2 Dec, at the same time: 10:00 Rosa Ledesma, 10:30 Ben Abara." in answer.text
