"""Meetings as the actions keep them: alone, together, coming back; and the worker's time once."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from followalong.agencies.actors import service_actor
from followalong.agencies.models import Cover, actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload import actions, tasks
from followalong.caseload.models import Appointment, Contact, NextStep, Series
from followalong.caseload.rules import AHEAD, Every
from followalong.clients.actions import close_enrolment, correct
from followalong.core.db import acting_as
from tests.cast import DAY

TORONTO = ZoneInfo("America/Toronto")
TOMORROW = DAY + dt.timedelta(days=1)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), TORONTO)


@pytest.fixture
def maya(cast):
    """Maya acts, in Toronto."""
    by = actor_of(cast.maya)
    with acting_as(by), timezone.override("America/Toronto"):
        yield by


def planned(**about):
    return Appointment.objects.filter(status="planned", **about).order_by("starts_at")


def test_a_meeting_with_two_people_is_one_for_each_and_moves_as_one(cast, maya):
    both = [cast.ben_enrolment, cast.rosa_enrolment]
    rows = actions.plan_meeting(
        by=maya, starts_at=at(TOMORROW), about=both, title="Job club", minutes=60
    )
    assert {row.client_id for row in rows} == {cast.ben.pk, cast.rosa.pk}
    assert len({row.group_id for row in rows}) == 1 and rows[0].group_id
    event = Event.objects.get(action="appointment.planned")
    assert set(Seen.objects.filter(event_id=event.pk).values_list("client_id", flat=True)) == {
        cast.ben.pk,
        cast.rosa.pk,
    }
    actions.change_appointment(
        by=maya, appointment=rows[0], version=1, starts_at=at(TOMORROW, 14), title="Workshop"
    )
    assert {(row.starts_at, row.title) for row in planned()} == {(at(TOMORROW, 14), "Workshop")}
    actions.call_off(by=maya, appointment=rows[1])
    assert not planned()


def test_what_became_of_a_meeting_is_written_once(cast, maya):
    meeting = actions.plan_appointment(by=maya, starts_at=at(DAY, 9), enrolment=cast.ben_enrolment)
    actions.log_contact(
        by=maya, started=at(DAY, 9), enrolment=cast.ben_enrolment, mode="NO_SHOW", meeting=meeting
    )
    meeting.refresh_from_db()
    assert meeting.status == "missed" and meeting.contact.mode == "NO_SHOW"
    with pytest.raises(actions.AppointmentOver):
        actions.call_off(by=maya, appointment=meeting)
    with pytest.raises(actions.AppointmentOver):
        actions.change_appointment(by=maya, appointment=meeting, version=2, starts_at=at(TOMORROW))


def test_a_contact_settles_the_meeting_it_is_told_of_and_no_other(cast, maya):
    early, late = (
        actions.plan_appointment(by=maya, starts_at=at(DAY, hour), enrolment=cast.ben_enrolment)
        for hour in (8, 9)
    )
    actions.log_contact(
        by=maya, started=at(DAY, 9), enrolment=cast.ben_enrolment, mode="IN_PERSON", meeting=late
    )
    assert [row.pk for row in planned()] == [early.pk]


def test_a_person_who_only_asked_to_join_can_be_met(cast, maya):
    meeting = actions.plan_appointment(by=maya, starts_at=at(TOMORROW), client=cast.sam)
    assert (meeting.client_id, meeting.enrolment_id) == (cast.sam.pk, None)


def test_a_colleagues_calendar_is_theirs_unless_i_lead_or_cover(cast, maya):
    meeting = actions.plan_appointment(
        by=maya, starts_at=at(TOMORROW), enrolment=cast.ben_enrolment
    )
    pia = actor_of(cast.pia)
    with pytest.raises(actions.NotYourAppointment):
        actions.call_off(by=pia, appointment=meeting)
    Cover.objects.create(
        agency=cast.northside, away=cast.maya, covering=cast.pia, from_on=DAY, to_on=DAY
    )
    assert actions.may_change(pia, meeting)
    assert actions.may_change(actor_of(cast.sol), meeting)


def test_a_series_is_written_a_season_ahead_and_the_night_goes_on(cast, maya):
    (series,) = actions.plan_series(
        by=maya, starts_at=at(DAY), about=[cast.ben_enrolment], every=Every.WEEK, minutes=30
    )
    days = list(planned().values_list("starts_on", flat=True))
    assert days[0] == DAY and days[-1] == DAY + AHEAD and len(days) == 14
    # Ten o'clock stays ten o'clock: the clocks go forward on 14 March 2027.
    later = dt.datetime(2027, 1, 19, 15, tzinfo=dt.UTC)
    clockmaker = service_actor("clockmaker", cast.northside)
    with time_machine.travel(later, tick=False):
        assert tasks.extend_series(by=clockmaker) == 8
        assert tasks.extend_series(by=clockmaker) == 0
    rows = planned(series=series)
    assert {timezone.localtime(row.starts_at).hour for row in rows} == {10}
    assert {row.starts_at.hour for row in rows} == {14, 15}
    assert Event.objects.filter(action="series.extended").count() == 1


def test_a_moved_meeting_of_a_series_is_not_written_again(cast, maya):
    actions.plan_series(by=maya, starts_at=at(DAY), about=[cast.ben_enrolment], every=Every.WEEK)
    second = planned()[1]
    actions.change_appointment(by=maya, appointment=second, version=1, starts_at=at(TOMORROW))
    Series.objects.update(written_to_on=DAY)
    tasks.extend_series(by=service_actor("clockmaker", cast.northside))
    assert planned().filter(series_on=second.series_on).count() == 1
    assert planned().count() == 14


def test_from_one_meeting_on_a_series_is_another(cast, maya):
    both = [cast.ben_enrolment, cast.rosa_enrolment]
    until = DAY + dt.timedelta(days=28)
    actions.plan_series(
        by=maya, starts_at=at(DAY), about=both, every=Every.WEEK, until_on=until, title="Job club"
    )
    third = planned(client=cast.ben)[2]
    actions.change_following(
        by=maya,
        appointment=third,
        version=third.version,
        starts_at=at(third.starts_on + dt.timedelta(days=1), 13),
        title="Job club, new room",
    )
    for person in (cast.ben, cast.rosa):
        rows = [(timezone.localtime(r.starts_at).hour, r.title) for r in planned(client=person)]
        assert rows == [(10, "Job club")] * 2 + [(13, "Job club, new room")] * 2
    assert len({row.group_id for row in planned()}) == 4


def test_a_series_ends_before_a_meeting(cast, maya):
    actions.plan_series(
        by=maya, starts_at=at(DAY), about=[cast.ben_enrolment], every=Every.TWO_WEEKS
    )
    second = planned()[1]
    with pytest.raises(actions.AppointmentChanged):
        actions.call_off_following(by=maya, appointment=second, version=9)
    actions.call_off_following(by=maya, appointment=second, version=1)
    assert [row.starts_on for row in planned()] == [DAY]
    tasks.extend_series(by=service_actor("clockmaker", cast.northside))
    assert planned().count() == 1


@pytest.mark.parametrize(("reason", "left"), [("GOAL_MET", 2), ("DIED", 0)])
def test_what_comes_back_ends_with_an_exit_and_after_a_death_nothing_is_planned(
    cast, maya, reason, left
):
    actions.plan_series(by=maya, starts_at=at(DAY), about=[cast.ben_enrolment], every=Every.WEEK)
    actions.plan_appointment(by=maya, starts_at=at(TOMORROW), enrolment=cast.ben_enrolment)
    close_enrolment(
        by=actor_of(cast.sol), enrolment=cast.ben_enrolment, reason=reason, exited_on=DAY
    )
    assert planned().count() == left
    tasks.extend_series(by=service_actor("clockmaker", cast.northside))
    assert planned().count() == left


def shares():
    rows = Contact.objects.filter(group_id__isnull=False).order_by("pk")
    return list(rows.values_list("minutes", "staff_minutes"))


def test_a_group_is_a_contact_for_each_and_the_workers_time_once(cast, maya):
    parts = [
        actions.Part(cast.ben_enrolment, words="Asked about Fridays."),
        actions.Part(cast.rosa_enrolment, came=False),
        actions.Part(cast.ben_enrolment),
    ]
    made = actions.log_group(
        by=maya, started=at(DAY, 8), parts=parts, mode="IN_PERSON", minutes=60, note="Résumés."
    )
    assert [row.note for row in made] == ["Résumés.\n\nAsked about Fridays.", None, "Résumés."]
    assert [row.mode for row in made] == ["IN_PERSON", "NO_SHOW", "IN_PERSON"]
    assert {row.category for row in made} == {"GROUP"}
    assert shares() == [(60, 30), (0, 0), (60, 30)]
    first = made[0]
    first.refresh_from_db()
    actions.amend_contact(
        by=maya,
        contact=first,
        version=first.version,
        started=first.started_at,
        category="GROUP",
        mode="IN_PERSON",
        minutes=20,
    )
    assert shares() == [(20, 10), (0, 0), (60, 50)]
    correct(by=maya, row=first, reason="entered_in_error")
    assert shares() == [(0, 0), (60, 60)]


def test_a_programs_own_edit_window_goes_before_the_packs(cast, maya):
    entry = actions.log_contact(by=maya, started=DAY, enrolment=cast.ben_enrolment)
    later = timezone.now() + dt.timedelta(hours=30)
    with time_machine.travel(later, tick=False):
        assert not actions.is_editable(entry)  # 24 hours in this pack
    entry.enrolment.program.contact_edit_hours = 48
    with time_machine.travel(later, tick=False):
        assert actions.is_editable(entry)
    entry.enrolment.program.contact_edit_hours = 0
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        assert not actions.is_editable(entry)


def test_a_next_step_changes_hands_and_days_and_ends_once(cast, maya):
    step = actions.add_next_step(by=maya, enrolment=cast.ben_enrolment, text="Call the bakery")
    changed = actions.change_next_step(
        by=maya, step=step, version=1, text="Call them", due_on=TOMORROW, owner=cast.sol
    )
    assert (changed.owner_id, changed.due_on) == (cast.sol.pk, TOMORROW)
    with pytest.raises(actions.StepChanged):
        actions.change_next_step(
            by=maya, step=step, version=1, text="Other", due_on=None, owner=None
        )
    actions.complete_next_step(by=maya, step=step)
    with pytest.raises(actions.StepDone):
        actions.change_next_step(
            by=maya, step=step, version=3, text="Other", due_on=None, owner=None
        )
    assert actions.reopen_next_step(by=maya, step=step).done_on is None
    actions.drop_next_step(by=maya, step=step)
    assert not NextStep.objects.exists()
    events = Event.objects.filter(action__startswith="next_step.").order_by("id")
    assert [event.action for event in events] == [
        "next_step.added",
        "next_step.changed",
        "next_step.done",
        "next_step.reopened",
        "next_step.dropped",
    ]


def test_the_persons_own_step_belongs_to_nobody_here(cast, maya):
    step = actions.add_next_step(
        by=maya, enrolment=cast.ben_enrolment, text="Ask his sister", is_theirs=True
    )
    assert step.owner_id is None
