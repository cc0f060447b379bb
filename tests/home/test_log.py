"""The log sheet: a contact in two taps and a sentence."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload import actions
from followalong.caseload.models import Appointment, Contact, Draft, NextStep
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient, make_enrolled
from tests.home.log_sheets import TORONTO, sheet, stored


@pytest.fixture
def maya(cast):
    """What Maya's actor may read, inside a context of its own."""
    return actor_of(cast.maya)


def number_stored(maya):
    with acting_as(maya):
        return Contact.objects.count()


def test_it_opens_with_the_people_and_the_chips(cast, as_maya):
    page = as_maya.get(as_maya.here("home:log"))
    assert page.status_code == 200
    for words in ("Ben A.", "Rosa L.", "Job search", "In person", "How many minutes?"):
        assert words in page.text
    assert "Nobody in particular" in page.text
    assert "Quinn" not in page.text and "Lena" not in page.text


def test_a_contact_is_saved_and_leads_to_the_person(cast, as_maya, maya):
    answer = as_maya.post(as_maya.here("home:log"), sheet(cast.ben))
    assert answer.status_code == 302
    assert answer.url == as_maya.here("home:client", client_id=cast.ben.pk)
    entry = stored(maya)
    assert (entry.enrolment, entry.note) == (cast.ben_enrolment, "Wants Fridays off.")
    assert timezone.localtime(entry.started_at, TORONTO).time() == dt.time(9, 0)
    assert entry.two_way is True


def test_another_agency_gets_404(cast, as_omar):
    address = as_omar.here("home:log")
    assert as_omar.post(address, sheet(cast.ben)).status_code == 404
    assert as_omar.get(address, {"client": cast.ben.pk}).status_code == 404
    assert as_omar.get(address, {"client": "x"}).status_code == 404
    found = as_omar.get(address, {"q": "Ben Abara"}).context["form"].fields["who"].choices
    assert [said for _id, said in found] == ["Lena M.", "Nobody in particular"]


def test_a_role_that_logs_nothing_gets_403(as_ana, as_priya):
    assert as_ana.get(as_ana.here("home:log")).status_code == 403
    assert as_priya.get(as_priya.here("home:log")).status_code == 403


def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(cast, as_maya, maya):
    answer = as_maya.post(as_maya.here("home:log"), sheet(cast.ben, category="", mode=""))
    assert answer.status_code == 422
    assert "Choose what it was about." in answer.text
    assert "Choose how you were in touch." in answer.text
    assert "Wants Fridays off." in answer.text and "Rosa L." in answer.text
    assert number_stored(maya) == 0


def test_the_record_names_who_was_written_about(cast, as_maya, maya):
    as_maya.post(as_maya.here("home:log"), sheet(cast.ben))
    with acting_as(maya):
        event = Event.objects.get(action="contact.logged")
        assert event.membership_id == cast.maya.pk
        assert Seen.objects.get(event_id=event.pk).client_id == cast.ben.pk


def test_the_same_form_twice_has_one_effect_and_one_answer(cast, as_maya, maya):
    form = sheet(cast.ben, next_on="other", next_day="2026-11-27", next_at="10:00")
    first = as_maya.post(as_maya.here("home:log"), form)
    second = as_maya.post(as_maya.here("home:log"), form)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    with acting_as(maya):
        assert (Contact.objects.count(), Appointment.objects.count()) == (1, 1)


def test_other_contents_with_the_same_command_are_a_conflict(cast, as_maya, maya):
    form = sheet(cast.ben)
    as_maya.post(as_maya.here("home:log"), form)
    answer = as_maya.post(as_maya.here("home:log"), {**form, "note": "Something else"})
    assert answer.status_code == 409
    assert "Something else" in answer.text
    assert stored(maya).note == "Wants Fridays off."


def post_at(cast, instant, form):
    """Maya, signed in and sending a form at that instant."""
    with time_machine.travel(instant, tick=False):
        browser = MemberClient(cast.maya)
        assert browser.post(browser.here("home:log"), form).status_code == 302


def test_a_form_sent_again_after_midnight_still_means_its_own_day(cast, maya):
    form = sheet(cast.ben, when="2026-11-24", at="23:30")
    post_at(cast, dt.datetime(2026, 11, 25, 5, 5, tzinfo=dt.UTC), form)
    assert stored(maya).started_on == DAY


def test_just_now_after_midnight_began_before_it(cast, maya):
    post_at(cast, dt.datetime(2026, 11, 25, 5, 10, tzinfo=dt.UTC), sheet(cast.ben, minutes="30"))
    assert stored(maya).started_on == DAY


def test_an_evening_in_toronto_is_not_tomorrow(cast, maya):
    post_at(cast, dt.datetime(2026, 11, 25, 2, 0, tzinfo=dt.UTC), sheet(cast.ben))
    assert stored(maya).started_on == DAY


def test_a_late_entry_keeps_both_dates_and_an_odd_day_is_only_remarked_on(cast, as_maya, maya):
    form = sheet(cast.ben, when="other", on="2026-09-01")
    as_maya.post(as_maya.here("home:log"), form)
    assert "The day is before Ben A. joined." in as_maya.get(as_maya.here("home:log")).text
    entry = stored(maya)
    assert (entry.started_on, entry.started_at) == (dt.date(2026, 9, 1), None)
    assert timezone.localdate(entry.entered_at, TORONTO) == DAY


@pytest.mark.parametrize(
    "values",
    [{"when": "other", "on": "2026-11-25"}, {"when": "2026-11-24", "at": "23:00"}],
)
def test_what_is_still_to_come_is_refused_beside_the_day(cast, as_maya, maya, values):
    answer = as_maya.post(as_maya.here("home:log"), sheet(cast.ben, **values))
    assert answer.status_code == 422
    assert "still to come" in answer.text
    assert number_stored(maya) == 0


def test_a_next_contact_without_a_time_is_a_next_step(cast, as_maya, maya):
    form = sheet(cast.ben, next_on="2026-11-27", next_what="Call the bakery")
    as_maya.post(as_maya.here("home:log"), form)
    with acting_as(maya):
        step = NextStep.objects.get()
        assert (step.text, step.due_on) == ("Call the bakery", dt.date(2026, 11, 27))
        assert not Appointment.objects.exists()


def test_a_next_contact_with_a_time_is_an_appointment(cast, as_maya, maya):
    as_maya.post(as_maya.here("home:log"), sheet(cast.ben, next_on="2026-11-27", next_at="14:00"))
    with acting_as(maya):
        planned = Appointment.objects.get()
        assert timezone.localtime(planned.starts_at, TORONTO).hour == 14
        assert not NextStep.objects.exists()


def test_a_plan_in_the_past_is_refused(cast, as_maya):
    form = sheet(cast.ben, next_on="other", next_day="2026-11-20")
    answer = as_maya.post(as_maya.here("home:log"), form)
    assert answer.status_code == 422
    assert "Choose today or a day to come." in answer.text


def test_paperwork_is_about_nobody_and_a_check_in_is_not(cast, as_maya, maya):
    address = as_maya.here("home:log")
    refused = as_maya.post(address, sheet(None))
    assert refused.status_code == 422
    assert "This is about a person" in refused.text
    kept = as_maya.post(address, sheet(None, category="ADMIN", mode="", location="OFFICE_IPS"))
    assert kept.url == as_maya.here("home:today")
    assert stored(maya).client is None


def test_somebody_who_only_asked_to_join_can_be_called(cast, as_maya, maya):
    address = as_maya.here("home:log")
    assert "Sam O." in as_maya.get(address, {"client": cast.sam.pk}).text
    as_maya.post(address, sheet(cast.sam, mode="PHONE", category="ENGAGEMENT"))
    entry = stored(maya)
    assert (entry.client, entry.enrolment) == (cast.sam, None)


def test_search_finds_a_misspelt_name(cast, as_sol):
    page = as_sol.get(as_sol.here("home:log"), {"q": "rosa ledezma"})
    assert "Rosa L." in page.text
    assert "Nobody of that name" in as_sol.get(as_sol.here("home:log"), {"q": "xyzzy"}).text


def test_what_is_chosen_stands_first_and_saving_says_so(cast, as_maya):
    address = as_maya.here("home:log")
    refused = as_maya.post(address, sheet(cast.ben, category="ADMIN", minutes="other")).text
    line = refused[refused.index('id="id_category"') :]
    assert line.index('value="ADMIN"') < line.index('value="JOB_SEARCH"')
    page = as_maya.post(address, sheet(cast.ben), follow=True)
    assert "Saved: 30 min with Ben A." in page.text and "Wants Fridays off." in page.text


def test_a_draft_is_kept_offered_continued_and_gone_once_saved(cast, as_maya, maya):
    form = sheet(cast.ben, note="He said that")
    kept = as_maya.post(as_maya.here("caseload:draft"), form)
    assert kept.status_code == 204
    page = as_maya.get(as_maya.here("home:log"))
    assert "You were writing about Ben A. at 09:30" in page.text
    assert "He said that" in page.text
    again = as_maya.get(as_maya.here("home:log"), {"draft": form["command_id"]})
    assert again.context["form"]["note"].value() == "He said that"
    assert again.context["form"]["command_id"].value() == form["command_id"]
    assert "You were writing" not in again.text
    as_maya.post(as_maya.here("home:log"), form)
    as_maya.post(as_maya.here("caseload:draft"), form)  # the page had sent it already
    with acting_as(maya):
        assert not Draft.objects.exists()


def test_a_draft_can_be_let_go(cast, as_maya, maya):
    form = sheet(cast.ben)
    as_maya.post(as_maya.here("caseload:draft"), form)
    back = as_maya.here("home:log")
    answer = as_maya.post(as_maya.here("caseload:draft"), {**form, "let_go": "1", "next": back})
    assert (answer.status_code, answer.url) == (302, back)
    with acting_as(maya):
        assert not Draft.objects.exists()


def test_a_draft_is_its_writers_alone(cast, as_maya, as_sol):
    as_maya.post(as_maya.here("caseload:draft"), sheet(cast.ben, note="Only mine"))
    assert "Only mine" not in as_sol.get(as_sol.here("home:log")).text


def test_a_peer_has_the_peers_subjects_and_knows_who_reads(cast, as_pia):
    address = as_pia.here("home:log")
    page = as_pia.get(address, {"client": cast.ben.pk})
    assert "Only you can read what you write here." in page.text
    assert "danger to somebody" in page.text
    codes = [code for code, _label in page.context["form"].fields["category"].choices]
    assert codes == ["PEER_STORY", "PEER_ACCOMPANY", "PEER_SUPPORT"]
    assert "With an employer" not in page.text
    assert as_pia.post(address, sheet(cast.ben)).status_code == 422
    assert as_pia.post(address, sheet(cast.ben, category="PEER_STORY")).status_code == 302
    with acting_as(actor_of(cast.pia)):
        assert Contact.objects.get().label == "PEER"


def test_what_is_logged_in_the_addiction_program_stays_there(cast, as_ade):
    as_ade.post(as_ade.here("home:log"), sheet(cast.quinn))
    with acting_as(actor_of(cast.ade)):
        assert Contact.objects.get().label == "SUD"
    with acting_as(actor_of(cast.maya)):
        assert not Contact.everything.exists()


def test_with_an_employer_is_the_next_tab(cast, as_maya):
    page = as_maya.get(as_maya.here("home:log"), {"client": cast.ben.pk})
    assert f"{as_maya.here('employers:contact')}?client={cast.ben.pk}" in page.text
    moved = as_maya.get(as_maya.here("home:log"), {"employer": "1"})
    assert moved.url == as_maya.here("employers:contact") + "?employer=1"


def count(client, act):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act()
    return [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]


def test_the_page_asks_the_database_the_same_few_times_for_any_caseload(cast, as_maya, maya):
    address = as_maya.here("home:log")
    few = count(as_maya, lambda: as_maya.get(address))
    with acting_as(maya), timezone.override(TORONTO):
        for n in range(12):
            _client, enrolment = make_enrolled(cast.maya, f"Person{n}", "Many")
            actions.log_contact(by=maya, started=DAY, enrolment=enrolment, mode="PHONE", note="x")
    many = count(as_maya, lambda: as_maya.get(address))
    assert len(few) == len(many) <= 12, "\n".join(many)


def test_saving_costs_the_same_for_any_history(cast, as_maya, maya):
    address = as_maya.here("home:log")
    first = count(as_maya, lambda: as_maya.post(address, sheet(cast.ben)))
    with acting_as(maya), timezone.override(TORONTO):
        for n in range(20):
            day = DAY - dt.timedelta(days=n)
            actions.log_contact(by=maya, started=day, enrolment=cast.ben_enrolment, mode="PHONE")
    later = count(as_maya, lambda: as_maya.post(address, sheet(cast.ben)))
    assert max(len(first), len(later)) <= 28, "\n".join(later)
