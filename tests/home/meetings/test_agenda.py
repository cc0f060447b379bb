"""Team meetings to come: planned, with an agenda from the records, and who is shown to whom."""

import datetime as dt

import pytest

from followalong.agencies.models import actor_of
from followalong.clients.models import Client, Consent, Facet
from followalong.core.db import acting_as
from tests.cast import make_enrolled, make_referred, service
from tests.clients.posting import events, send, words
from tests.home import scenes
from tests.home.asking import page, seen_last
from tests.home.meetings.scene import (
    agenda,
    agree,
    hold,
    newest,
    part,
    plan,
    speak,
    treatment,
    unit,
)

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
