"""Team meetings held: who was there, what was decided, the minutes, and who may read them."""

import datetime as dt

from followalong.agencies.models import actor_of
from followalong.caseload.models import Attendance, MeetingGuest, MeetingNote, NextStep
from followalong.core.db import acting_as
from followalong.exchange.export import export_package
from tests.cast import MemberClient, make_enrolled, make_member, service
from tests.clients.posting import events, send, words
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page
from tests.home.meetings.scene import (
    agenda,
    agree,
    hold,
    newest,
    plan,
    speak,
    treatment,
    unit,
)

# Holding it


def test_who_was_there_what_was_decided_and_one_tap_to_the_minutes(cast, as_maya):
    meeting = unit(as_maya, cast)
    said = {
        "present": [cast.maya.pk, cast.sol.pk],
        "guests": "Kim Lee, clinic\n\n  Vic Roy  ",
        "decisions": "We visit the market together.",
    }
    answer = hold(as_maya, meeting, **said, is_over="on")
    minutes = as_maya.here("home:minutes", meeting_id=meeting.pk)
    assert answer["Location"] == minutes
    assert "letterhead-name" in as_maya.get(minutes).content.decode()
    shown = words(as_maya.get(minutes))
    assert "Maya, Sol, Kim Lee, clinic, Vic Roy" in shown
    assert "We visit the market together." in shown
    held = newest(cast)
    assert (held.is_planned, held.closed_on) == (False, cast.today)
    assert "2 colleagues were there" in page(as_maya, "home:meetings")
    assert len(events(actor_of(cast.maya), "meeting.closed")) == 1


def test_the_teams_own_come_first_and_who_opens_no_record_is_nobody_to_tick(
    cast, as_maya, as_cho, team
):
    shown = agenda(as_maya, treatment(as_maya, cast, team))
    named = shown[shown.index("Who is there?") :]
    assert named.index(">Cho<") < named.index(">Maya<") < named.index(">Sol<")
    assert ">Ana<" not in named and ">Quill<" not in named


def test_a_tick_by_mistake_is_withdrawn_and_can_come_back(cast, as_maya):
    meeting = unit(as_maya, cast)
    hold(as_maya, meeting, present=[cast.maya.pk, cast.pia.pk], guests="Kim")
    hold(as_maya, newest(cast), present=[cast.maya.pk])
    with acting_as(service(cast.northside)):
        assert [a.membership_id for a in Attendance.objects.all()] == [cast.maya.pk]
        assert not MeetingGuest.objects.exists()
    hold(as_maya, newest(cast), present=[cast.maya.pk, cast.pia.pk])
    with acting_as(service(cast.northside)):
        assert Attendance.objects.count() == 2


def test_two_who_write_at_once_lose_nothing(cast, as_maya, as_sol):
    meeting = unit(as_maya, cast)
    hold(as_sol, meeting, decisions="Sol wrote this.")
    late = hold(as_maya, meeting, decisions="Maya wrote that.")
    assert late.status_code == 409
    for said in ("Sol wrote this.", "Maya wrote that.", "in the meantime"):
        assert said in words(late)
    assert hold(as_maya, newest(cast), decisions="Both.").status_code == 302
    assert newest(cast).decisions == "Both."


def test_a_next_step_of_a_meeting_is_a_real_one(cast, as_maya):
    meeting = unit(as_maya, cast)
    said = {"text": "Ask the florist", "step": "Visit the florist", "due_on": "2026-11-30"}
    assert speak(as_maya, meeting, cast.ben, **said, owner=cast.sol.pk).status_code == 302
    with acting_as(actor_of(cast.maya)):
        step, note = NextStep.objects.get(), MeetingNote.objects.get()
        assert (step.owner_id, step.due_on) == (cast.sol.pk, dt.date(2026, 11, 30))
        assert (step.enrolment_id, note.step_id) == (cast.ben_enrolment.pk, step.pk)
    shown = page(as_maya, "home:client", client_id=cast.ben.pk)
    assert "Visit the florist" in shown
    assert "Ask the florist" in shown
    assert "Spoken of so far" in agenda(as_maya, meeting)
    assert events(actor_of(cast.maya), "meeting_note.added")[0].subject_id == note.pk


def test_nothing_said_and_no_step_is_asked_about(cast, as_maya):
    answer = speak(as_maya, unit(as_maya, cast), cast.ben)
    assert answer.status_code == 422
    assert "Write what was said, or a next step." in words(answer)


def test_somebody_who_only_asked_to_join_can_be_spoken_of(cast, as_maya):
    meeting = unit(as_maya, cast)
    form = page(as_maya, "home:meeting_person", meeting_id=meeting.pk, client_id=cast.sam.pk)
    assert "Next step" not in form
    assert speak(as_maya, meeting, cast.sam, text="Ring on Monday").status_code == 302


def test_a_note_by_mistake_is_taken_back_with_its_step_while_the_meeting_is_open(
    cast, as_maya, as_sol
):
    meeting = unit(as_maya, cast)
    speak(as_maya, meeting, cast.ben, text="Wrong person", step="Wrong step")
    with acting_as(actor_of(cast.maya)):
        note = MeetingNote.objects.get()
    back = {"note_id": note.pk}
    assert send(as_sol, as_sol.here("home:meeting_note_back", **back)).status_code == 404
    send(as_maya, as_maya.here("home:meeting_note_back", **back))
    with acting_as(actor_of(cast.maya)):
        assert not MeetingNote.objects.exists()
        assert not NextStep.objects.exists()


def test_a_closed_meeting_is_its_minutes_until_it_is_opened_again(cast, as_maya):
    meeting = unit(as_maya, cast)
    speak(as_maya, meeting, cast.ben, text="Good week")
    hold(as_maya, meeting, is_over="on")
    opened = as_maya.get(as_maya.here("home:meeting", meeting_id=meeting.pk))
    assert opened["Location"] == as_maya.here("home:minutes", meeting_id=meeting.pk)
    refused = speak(as_maya, meeting, cast.ben, text="Too late")
    assert "This meeting is closed" in words(refused)
    send(as_maya, as_maya.here("home:meeting_again", meeting_id=meeting.pk))
    assert speak(as_maya, meeting, cast.ben, text="In time").status_code == 302


# Who may


def test_a_clinician_reads_the_minutes_of_their_own_team_and_no_more(cast, as_maya, as_cho, team):
    agree(cast, cast.ben)
    theirs, ours = treatment(as_maya, cast, team), unit(as_maya, cast)
    for meeting in (theirs, ours):
        hold(as_maya, meeting, is_over="on")
    assert as_cho.here("home:meetings") in page(as_cho, "home:today")
    shown = page(as_cho, "home:meetings")
    assert "Treatment team meeting · North clinic" in shown
    assert "Employment team meeting" not in shown
    assert as_cho.get(as_cho.here("home:minutes", meeting_id=ours.pk)).status_code == 404
    for name in ("home:meeting", "home:meeting_change"):
        assert as_cho.get(as_cho.here(name, meeting_id=theirs.pk)).status_code == 403
    assert hold(as_cho, theirs).status_code == 403


def test_peers_and_administrators_get_403_and_another_agency_404(
    cast, as_maya, as_pia, as_ana, as_omar
):
    meeting = unit(as_maya, cast)
    for browser in (as_pia, as_ana):
        assert browser.get(browser.here("home:meetings")).status_code == 403
        assert browser.get(browser.here("home:minutes", meeting_id=meeting.pk)).status_code == 403
    assert as_omar.get(as_omar.here("home:meeting", meeting_id=meeting.pk)).status_code == 404
    assert hold(as_omar, meeting).status_code == 404
    assert speak(as_omar, meeting, cast.ben, text="x").status_code == 404
    assert "Northside Works" not in page(as_omar, "home:meetings")


def test_the_addiction_program_s_meeting_is_not_there_for_colleagues(cast, as_ade, as_maya):
    assert plan(as_ade, f"IPS_UNIT:{cast.new_leaf.pk}").status_code == 302
    meeting = newest(cast)
    speak(as_ade, meeting, cast.quinn, text="Only here")
    with acting_as(service(cast.northside)):
        assert MeetingNote.objects.get().label == "SUD"
        every = MemberClient(make_member(cast.northside, "Lou", "supervisor"))
    for browser in (as_maya, every):
        assert browser.get(browser.here("home:minutes", meeting_id=meeting.pk)).status_code == 404
    assert "Only here" in page(as_ade, "home:minutes", meeting_id=meeting.pk)


def test_a_planned_meeting_goes_along_as_planned_and_then_as_held(cast, as_maya, tmp_path):
    meeting = unit(as_maya, cast)
    by = service(cast.northside)

    def taken_out(name: str) -> str:
        export_package(tmp_path / name, by=by, agency_id=by.agency_id)
        rows = (tmp_path / name / "meeting.csv").read_text().splitlines()
        return next(row for row in rows if row.startswith(str(meeting.pk)))

    assert ",planned," in taken_out("before")
    hold(as_maya, meeting, present=[cast.maya.pk])
    assert ",planned," not in taken_out("after")


def test_the_page_takes_a_fixed_number_of_questions(cast, as_maya):
    meeting = unit(as_maya, cast)
    with scenes.at(cast.northside):
        for name in ("Ida", "Ola", "Uma"):
            enrolment = make_enrolled(cast.maya, name, "Nilsen", days_ago=80)[1]
            scenes.job(enrolment, "Cook", 2)
    speak(as_maya, meeting, cast.ben, text="Hello", step="Ring")
    with queries_of_a_page():
        agenda(as_maya, meeting)
