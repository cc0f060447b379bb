"""Team meetings: an agenda from the records, who is shown to whom, the minutes, what follows."""

import datetime as dt

import pytest

from followalong.agencies.models import Team, TeamMembership, actor_of
from followalong.caseload.models import Attendance, Meeting, MeetingGuest, MeetingNote, NextStep
from followalong.clients.models import Client, Consent, Facet
from followalong.core.db import acting_as
from followalong.exchange.export import export_package
from tests.cast import MemberClient, make_enrolled, make_member, make_referred, service
from tests.clients.posting import events, send, words
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, seen_last


@pytest.fixture
def team(cast) -> Team:
    """The clinic's treatment team: Ben and Rosa are on it, and Dr. Cho belongs to it."""
    with acting_as(service(cast.northside)):
        team = Team.objects.create(agency=cast.northside, name="North clinic", kind="treatment")
        Client.objects.filter(pk__in=[cast.ben.pk, cast.rosa.pk]).update(treatment_team=team)
    return team


@pytest.fixture
def as_cho(cast, team):
    """A clinician who has a relation with Ben and belongs to his team."""
    with acting_as(service(cast.northside)):
        cho = make_member(cast.northside, "Cho", "clinician")
        common = {"agency": cast.northside, "membership": cho, "from_on": cast.today}
        TeamMembership.objects.create(team=team, **common)
        for client in (cast.ben, cast.rosa):
            client.relations.create(kind="assigned", **common)
    return MemberClient(cho)


def agree(cast, client, kind="TREATMENT_TEAM", **values) -> None:
    with acting_as(service(cast.northside)):
        said = {"signed_on": cast.today - dt.timedelta(days=30), **values}
        Consent.objects.create(
            agency=cast.northside, client=client, type=kind, label=client.label, **said
        )


def plan(browser, whose: str, **values):
    said = {"whose": whose, "held_on": "2026-11-24", "at": "09:30", **values}
    return send(browser, browser.here("home:meeting_plan"), **said)


def unit(browser, cast, **values) -> Meeting:
    assert plan(browser, f"IPS_UNIT:{cast.ips.pk}", **values).status_code == 302
    return newest(cast)


def treatment(browser, cast, team) -> Meeting:
    assert plan(browser, f"TREATMENT_TEAM:{team.pk}").status_code == 302
    return newest(cast)


def newest(cast) -> Meeting:
    with acting_as(service(cast.northside)):
        return Meeting.objects.order_by("-pk").first()


def hold(browser, meeting, **values):
    said = {"version": meeting.version, **values}
    return send(browser, browser.here("home:meeting", meeting_id=meeting.pk), **said)


def speak(browser, meeting, client, **values):
    where = {"meeting_id": meeting.pk, "client_id": client.pk}
    return send(browser, browser.here("home:meeting_person", **where), **values)


def agenda(browser, meeting) -> str:
    return page(browser, "home:meeting", meeting_id=meeting.pk)


def part(text: str, name: str) -> str:
    rest = text[text.index(f'id="{name}"') :]
    return rest[: rest.index("</section>")]


# Planning


def test_a_meeting_of_today_begins_at_once_and_one_to_come_stands_in_the_list(cast, as_maya):
    begun = unit(as_maya, cast)
    assert begun.is_planned
    assert "Employment team meeting" in agenda(as_maya, begun)
    plan(as_maya, f"IPS_UNIT:{cast.ips.pk}", held_on="2026-12-01", is_weekly="on")
    shown = page(as_maya, "home:meetings")
    assert "Tue 1 Dec, 09:30 · every week" in shown
    assert len(events(actor_of(cast.maya), "meeting.planned")) == 2


def test_the_same_meeting_twice_on_a_day_is_refused_beside_the_day(cast, as_maya):
    unit(as_maya, cast)
    again = plan(as_maya, f"IPS_UNIT:{cast.ips.pk}")
    assert again.status_code == 422
    assert "planned for that day already" in words(again)
    assert "Choose whose meeting" in words(plan(as_maya, ""))
    assert plan(as_maya, f"IPS_UNIT:{cast.south_ips.pk}").status_code == 422


def test_a_weekly_meeting_comes_again_when_it_is_closed_or_called_off(cast, as_maya):
    meeting = unit(as_maya, cast, is_weekly="on")
    hold(as_maya, meeting, is_over="on")
    following = newest(cast)
    assert (following.held_on, following.is_planned) == (dt.date(2026, 12, 1), True)
    off = as_maya.here("home:meeting_off", meeting_id=following.pk)
    send(as_maya, off)
    assert newest(cast).held_on == dt.date(2026, 12, 8)
    change = as_maya.here("home:meeting_change", meeting_id=newest(cast).pk)
    send(as_maya, change, held_on="2026-12-09", at="10:00")
    assert (newest(cast).held_on, newest(cast).is_weekly) == (dt.date(2026, 12, 9), False)


# The agenda


def test_the_agenda_of_the_employment_team_is_made_from_the_week(cast, as_maya):
    with scenes.at(cast.northside):
        bakery = scenes.employer(cast.northside, "Hill Street Bakery")
        scenes.job(cast.rosa_enrolment, "Baker", 3, bakery, own_words="I start at six!")
        scenes.visit(bakery, cast.ben_enrolment, 2, learned="They need a morning baker")
        long = make_enrolled(cast.maya, "Ida", "Nilsen", days_ago=70)[1]
        Facet.objects.filter(enrolment=long).update(from_on=scenes.ago(70))
        scenes.clock(cast.ben_enrolment, "gone_quiet", start=30, warn=2, due=-5)
        make_referred(cast.ips, "Noor", "Haddad")
    shown = agenda(as_maya, unit(as_maya, cast))
    assert "Started: Baker · Hill Street Bakery" in part(shown, "good")
    assert "I start at six!" in part(shown, "good")
    leads = part(shown, "leads")
    assert "They need a morning baker" in leads
    assert "Ben" not in leads
    assert "looking for 70 days" in part(shown, "stuck")
    assert "Rosa" not in part(shown, "stuck")
    think = part(shown, "think")
    assert "nothing heard for a while" in think
    assert "Noor Haddad" in think
    assert "Quinn" not in shown


def test_a_day_in_a_job_that_comes_round_is_good_news_and_an_end_is_thought_of(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.job(cast.ben_enrolment, "Cleaner", 92)
        scenes.job(cast.rosa_enrolment, "Cook", 40, ended_on=scenes.ago(1), learned="Too loud")
    shown = agenda(as_maya, unit(as_maya, cast))
    assert "90 days in the job: Cleaner" in part(shown, "good")
    assert "Job ended: Cook" in part(shown, "think")
    assert "Too loud" in part(shown, "think")


def test_an_empty_week_asks_questions_instead(cast, as_maya):
    shown = agenda(as_maya, unit(as_maya, cast))
    for said in ("Does anybody have other good news?", "Who could be visited next?"):
        assert said in shown


def test_whoever_the_agenda_names_is_on_the_record(cast, as_maya):
    meeting = unit(as_maya, cast)
    with scenes.at(cast.northside):
        scenes.clock(cast.ben_enrolment, "gone_quiet", start=30, warn=2, due=-5)
    agenda(as_maya, meeting)
    assert cast.ben.pk in seen_last(cast.northside)
    assert cast.rosa.pk not in seen_last(cast.northside)


# Consent


def test_a_treatment_team_hears_only_of_those_who_agreed_and_of_others_not_even_a_number(
    cast, as_maya, team
):
    agree(cast, cast.ben)
    with scenes.at(cast.northside):
        for enrolment in (cast.ben_enrolment, cast.rosa_enrolment):
            scenes.clock(enrolment, "gone_quiet", start=30, warn=2, due=-5)
            scenes.job(enrolment, "Baker", 3)
    meeting = treatment(as_maya, cast, team)
    shown = agenda(as_maya, meeting)
    assert "Ben Abara" in shown
    assert "Rosa" not in shown
    assert 'id="leads"' not in shown
    assert speak(as_maya, meeting, cast.rosa, text="No").status_code == 404
    find = as_maya.here("home:meeting_find", meeting_id=meeting.pk)
    assert "Rosa Ledesma" not in words(as_maya.get(f"{find}?q=rosa"))
    assert "has agreed to be spoken of here" in words(as_maya.get(f"{find}?q=rosa"))
    assert "Ben Abara" in words(as_maya.get(f"{find}?q=ben"))


@pytest.mark.parametrize(
    "yes",
    [{"revoked_on": dt.date(2026, 11, 20)}, {"expires_on": dt.date(2026, 11, 23)}, None],
)
def test_a_yes_that_was_taken_back_or_has_ended_is_none(cast, as_maya, team, yes):
    if yes:
        agree(cast, cast.ben, **yes)
    with scenes.at(cast.northside):
        scenes.clock(cast.ben_enrolment, "gone_quiet", start=30, warn=2, due=-5)
    assert "Ben" not in agenda(as_maya, treatment(as_maya, cast, team))


def test_somebody_of_the_addiction_program_needs_a_yes_to_that_besides(cast, as_ade, team):
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.quinn.pk).update(treatment_team=team)
        scenes.clock(cast.quinn_enrolment, "gone_quiet", start=30, warn=2, due=-5)
    agree(cast, cast.quinn)
    meeting = treatment(as_ade, cast, team)
    assert "Quinn" not in agenda(as_ade, meeting)
    agree(cast, cast.quinn, "SUD")
    assert "Quinn" in agenda(as_ade, meeting)


def test_what_was_said_is_gone_from_the_minutes_once_the_yes_is_taken_back(
    cast, as_maya, as_cho, team
):
    agree(cast, cast.ben)
    meeting = treatment(as_maya, cast, team)
    speak(as_maya, meeting, cast.ben, text="Wants to try a bakery")
    hold(as_maya, meeting, is_over="on")
    for browser in (as_maya, as_cho):
        assert "Wants to try a bakery" in page(browser, "home:minutes", meeting_id=meeting.pk)
    with acting_as(service(cast.northside)):
        Consent.objects.update(revoked_on=cast.today)
    for browser in (as_maya, as_cho):
        shown = page(browser, "home:minutes", meeting_id=meeting.pk)
        assert "bakery" not in shown
        assert "Ben" not in shown


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
