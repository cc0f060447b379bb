"""Logging a contact: what is stored, what it settles, who may read it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload import actions
from followalong.caseload.models import Addendum, Appointment, Clock, Contact
from followalong.clients.actions import correct
from followalong.clients.models import Relation
from followalong.clients.refusals import CorrectionRefused
from followalong.core.db import acting_as
from tests.cast import MemberClient, make_member, service

TODAY = dt.date(2026, 11, 24)
TORONTO = ZoneInfo("America/Toronto")


@pytest.fixture(autouse=True)
def toronto():
    with timezone.override(TORONTO):
        yield


@pytest.fixture
def maya(cast):
    by = actor_of(cast.maya)
    with acting_as(by):
        yield by


def at(hour: int, minute: int = 0, on: dt.date = TODAY) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour, minute), TORONTO)


def test_a_contact_keeps_what_was_said_and_leaves_the_rest_unknown(cast, maya):
    contact = actions.log_contact(
        by=maya, started=at(9), enrolment=cast.ben_enrolment, mode="IN_PERSON", note=" Tired. "
    )
    contact.refresh_from_db()
    assert (contact.client, contact.membership) == (cast.ben, cast.maya)
    assert (contact.started_on, contact.note) == (TODAY, "Tired.")
    assert (contact.category, contact.location, contact.minutes) == (None, None, None)


@pytest.mark.parametrize(
    ("mode", "said", "stored"),
    [
        ("IN_PERSON", None, True),
        ("NO_SHOW", None, False),
        ("TEXT", None, None),
        ("TEXT", True, True),
        (None, None, None),
        ("PHONE", False, False),
    ],
)
def test_two_way_follows_from_the_mode_unless_somebody_says(cast, maya, mode, said, stored):
    contact = actions.log_contact(
        by=maya, started=TODAY, enrolment=cast.ben_enrolment, mode=mode, two_way=said
    )
    assert contact.two_way is stored


def test_nobody_can_answer_a_letter(cast, maya):
    with pytest.raises(actions.TwoWayImpossible):
        actions.log_contact(
            by=maya, started=TODAY, enrolment=cast.ben_enrolment, mode="LETTER", two_way=True
        )


def test_the_day_is_the_agencys_around_midnight(cast, maya):
    with time_machine.travel(dt.datetime(2026, 11, 25, 4, 30, tzinfo=dt.UTC), tick=False):
        before = actions.log_contact(
            by=maya,
            started=dt.datetime(2026, 11, 25, 4, 10, tzinfo=dt.UTC),
            enrolment=cast.ben_enrolment,
        )
    with time_machine.travel(dt.datetime(2026, 11, 25, 5, 30, tzinfo=dt.UTC), tick=False):
        after = actions.log_contact(
            by=maya,
            started=dt.datetime(2026, 11, 25, 5, 10, tzinfo=dt.UTC),
            enrolment=cast.ben_enrolment,
        )
    assert before.started_on == TODAY
    assert after.started_on == TODAY + dt.timedelta(days=1)


def test_a_late_entry_keeps_both_dates(cast, maya):
    long_ago = TODAY - dt.timedelta(days=40)
    contact = actions.log_contact(by=maya, started=long_ago, enrolment=cast.ben_enrolment)
    assert (contact.started_on, contact.started_at) == (long_ago, None)
    assert timezone.localdate(contact.entered_at) == TODAY


@pytest.mark.parametrize("started", [at(9, 31), TODAY + dt.timedelta(days=1)])
def test_what_is_still_to_come_cannot_have_happened(cast, maya, started):
    with pytest.raises(actions.FutureContact):
        actions.log_contact(by=maya, started=started, enrolment=cast.ben_enrolment)
    assert not Contact.objects.exists()


def test_the_record_names_the_client_and_the_columns_but_no_words(cast, maya):
    actions.log_contact(by=maya, started=at(9), enrolment=cast.ben_enrolment, note="Secret")
    event = Event.objects.get(action="contact.logged")
    assert "note" in event.fields and "Secret" not in str(event.fields)
    assert Seen.objects.get(event_id=event.pk).client_id == cast.ben.pk


def test_a_planned_meeting_is_settled_by_the_contact(cast, maya):
    planned = actions.plan_appointment(by=maya, starts_at=at(9), enrolment=cast.ben_enrolment)
    contact = actions.log_contact(
        by=maya, started=at(9), enrolment=cast.ben_enrolment, mode="IN_PERSON"
    )
    planned.refresh_from_db()
    assert (planned.status, planned.contact, planned.starts_on) == ("kept", contact, TODAY)
    correct(by=maya, row=contact, reason="wrong_person")
    planned.refresh_from_db()
    assert (planned.status, planned.contact) == ("planned", None)


@pytest.mark.parametrize(
    ("hour", "mode", "status"),
    [
        (9, "NO_SHOW", "missed"),
        (15, "CANCELLED_BY_PERSON", "cancelled"),
        (9, "TEXT", "planned"),
        (15, "PHONE", "planned"),
    ],
)
def test_only_what_concerns_the_meeting_settles_it(cast, maya, hour, mode, status):
    actions.plan_appointment(by=maya, starts_at=at(hour), enrolment=cast.ben_enrolment)
    actions.log_contact(by=maya, started=at(9, 15), enrolment=cast.ben_enrolment, mode=mode)
    assert Appointment.objects.get().status == status


def test_a_settled_meeting_stays_settled(cast, maya):
    planned = actions.plan_appointment(by=maya, starts_at=at(9), enrolment=cast.ben_enrolment)
    actions.miss_appointment(by=maya, appointment=planned)
    with pytest.raises(actions.AppointmentOver):
        actions.keep_appointment(by=maya, appointment=planned)


def test_a_contact_starts_gone_quiet_again(cast, maya):
    actions.refresh_clocks(by=maya, enrolment=cast.ben_enrolment)
    assert Clock.objects.get(rule="gone_quiet").start_on == cast.ben_enrolment.entered_on
    actions.log_contact(by=maya, started=TODAY, enrolment=cast.ben_enrolment, mode="PHONE")
    clock = Clock.objects.get(rule="gone_quiet")
    assert (clock.start_on, clock.due_on) == (TODAY, TODAY + dt.timedelta(days=28))


def test_what_is_about_an_addiction_programs_person_is_labelled(cast):
    ade = actor_of(cast.ade)
    with acting_as(ade):
        about_quinn = actions.log_contact(by=ade, started=TODAY, enrolment=cast.quinn_enrolment)
        about_nobody = actions.log_contact(by=ade, started=TODAY, category="ADMIN")
        assert (about_quinn.label, about_nobody.label) == ("SUD", "SUD")
        assert set(Clock.objects.values_list("label", flat=True)) == {"SUD"}
    with acting_as(actor_of(cast.maya)):
        assert not Contact.everything.exists()
        assert not Clock.objects.exists()


def test_a_peers_own_note_is_readable_by_the_peer_alone(cast):
    pia = actor_of(cast.pia)
    with acting_as(pia):
        contact = actions.log_contact(
            by=pia, started=TODAY, enrolment=cast.ben_enrolment, category="PEER_STORY", note="Hope"
        )
        assert contact.label == "PEER"
        assert contact in Contact.objects.visible_to(pia)
    for colleague in (cast.maya, cast.sol, cast.priya):
        with acting_as(actor_of(colleague)):
            assert contact not in Contact.objects.visible_to(actor_of(colleague))


def test_a_peers_own_note_is_the_peers_in_an_addiction_program_too(cast):
    """The law's label stays, and colleagues of that program do not read it all the same."""
    with acting_as(service(cast.northside)):
        peer = make_member(cast.northside, "Lou", "peer_specialist", cast.new_leaf)
    lou, ade = actor_of(peer), actor_of(cast.ade)
    with acting_as(lou):
        contact = actions.log_contact(
            by=lou,
            started=TODAY,
            enrolment=cast.quinn_enrolment,
            category="PEER_STORY",
            note="Hope",
        )
        added = actions.add_addendum(by=lou, contact=contact, note="And a walk")
        assert (contact.label, contact.is_private, added.is_private) == ("SUD", True, True)
        assert contact in Contact.objects.visible_to(lou)
    with acting_as(ade):
        assert contact not in Contact.objects.visible_to(ade)
        assert added not in Addendum.objects.visible_to(ade)
    browser = MemberClient(cast.ade)
    page = browser.get(browser.here("caseload:contact", contact_id=contact.pk))
    assert page.status_code == 404


def test_ones_own_notes_close_with_the_tie(cast):
    with acting_as(service(cast.northside)):
        coach = make_member(cast.northside, "Kit", "job_coach", cast.ips)
        tie = Relation.objects.create(
            agency=cast.northside, client=cast.ben, kind="assigned", membership=coach, from_on=TODAY
        )
    kit = actor_of(coach)
    with acting_as(kit):
        note = actions.log_contact(by=kit, started=TODAY, enrolment=cast.ben_enrolment, note="Hi")
        assert note in Contact.objects.visible_to(kit)
        Relation.objects.filter(pk=tie.pk).update(withdrawn_at=dt.datetime.now(dt.UTC))
        assert note not in Contact.objects.visible_to(kit)


def test_an_entry_is_amended_within_its_window_and_added_to_after_it(cast, maya):
    contact = actions.log_contact(
        by=maya, started=at(9), enrolment=cast.ben_enrolment, mode="PHONE", note="First"
    )
    actions.amend_contact(
        by=maya, contact=contact, version=1, started=at(8), mode="PHONE", note="Second"
    )
    contact.refresh_from_db()
    assert (contact.note, contact.version, contact.started_at) == ("Second", 2, at(8))
    assert set(Event.objects.get(action="contact.amended").fields) == {"note", "started_at"}
    with time_machine.travel(at(9, 31, TODAY + dt.timedelta(days=1)), tick=False):
        with pytest.raises(actions.EditWindowOver):
            actions.amend_contact(by=maya, contact=contact, version=2, started=at(8), note="Third")
        actions.add_addendum(by=maya, contact=contact, note="It was his sister who called.")
    contact.refresh_from_db()
    assert contact.note == "Second"
    assert [a.note for a in contact.addenda.all()] == ["It was his sister who called."]


def test_an_entry_that_changed_meanwhile_is_not_overwritten(cast, maya):
    contact = actions.log_contact(by=maya, started=TODAY, enrolment=cast.ben_enrolment, note="A")
    actions.amend_contact(by=maya, contact=contact, version=1, started=TODAY, note="B")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.amend_contact(by=maya, contact=contact, version=1, started=TODAY, note="C")


def test_a_colleague_cannot_amend_it_or_take_it_off_but_a_supervisor_can_take_it_off(cast, maya):
    contact = actions.log_contact(by=maya, started=TODAY, enrolment=cast.ben_enrolment)
    with pytest.raises(CorrectionRefused):
        correct(by=actor_of(cast.ade), row=contact, reason="entered_in_error")
    sol = actor_of(cast.sol)
    with pytest.raises(actions.NotYourContact):
        actions.amend_contact(by=sol, contact=contact, version=1, started=TODAY)
    correct(by=sol, row=contact, reason="entered_in_error")
    assert not Contact.objects.exists()
    assert Contact.everything.get().withdrawn_by == cast.sol.pk


def test_a_draft_is_kept_replaced_and_dropped_and_not_kept_once_saved(cast, maya):
    from followalong.caseload.models import Draft
    from followalong.core.commands import run_once
    from followalong.core.ids import uuid7

    command = uuid7()
    actions.keep_draft(by=maya, key="log", text={"note": ["One"]}, command_id=command)
    actions.keep_draft(by=maya, key="log", text={"note": ["Two"]}, command_id=command)
    assert Draft.objects.get().text == {"note": ["Two"]}
    actions.drop_draft(by=maya, key="log")
    run_once(by=maya, command_id=command, asked={}, do=uuid7)
    actions.keep_draft(by=maya, key="log", text={"note": ["Two"]}, command_id=command)
    assert not Draft.objects.exists()


def test_a_next_step_done_twice_keeps_its_first_day(cast, maya):
    step = actions.add_next_step(by=maya, enrolment=cast.ben_enrolment, text="Call the manager")
    actions.complete_next_step(by=maya, step=step)
    with time_machine.travel(at(10, 0, TODAY + dt.timedelta(days=2)), tick=False):
        actions.complete_next_step(by=maya, step=step)
    step.refresh_from_db()
    assert (step.done_on, step.owner) == (TODAY, cast.maya)
    assert Event.objects.filter(action="next_step.done").count() == 1
