"""The page of an entry: both dates, putting it right, adding to it, taking it back."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload import actions
from followalong.caseload.models import Contact, NextStep
from followalong.clients.actions import correct
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient

LATER = dt.datetime(2026, 11, 26, 14, 30, tzinfo=dt.UTC)


@pytest.fixture
def maya(cast):
    return actor_of(cast.maya)


@pytest.fixture
def entry(cast, maya):
    """What Maya wrote this morning about a visit to Ben six days ago."""
    return write_entry(cast.maya, enrolment=cast.ben_enrolment)


def write_entry(member, **values):
    said = {"mode": "IN_PERSON", "category": "JOB_SEARCH", "note": "Wants Fridays off."}
    by = actor_of(member)
    with acting_as(by), timezone.override("America/Toronto"):
        return actions.log_contact(
            by=by, started=DAY - dt.timedelta(days=6), minutes=30, **{**said, **values}
        )


def stored(member, entry):
    with acting_as(actor_of(member)):
        return Contact.everything.get(pk=entry.pk)


def amended(entry, **values):
    said = {
        "command_id": str(uuid.uuid4()),
        "version": "1",
        "category": "JOB_SEARCH",
        "mode": "PHONE",
        "minutes": "20",
        "note": "Wants Fridays off, and mornings.",
        "on": "2026-11-18",
    }
    return {**said, **values}


def page_of(who, entry, name="contact"):
    return who.here(f"caseload:{name}", contact_id=entry.pk)


def test_it_shows_the_words_and_both_dates(as_maya, entry):
    page = as_maya.get(page_of(as_maya, entry))
    assert page.status_code == 200
    for words in (
        *("Wants Fridays off.", "Wed 18 Nov", "Tue 24 Nov", "6 days later", "30 min"),
        "You can put it right until Wed 25 Nov, 09:30.",
    ):
        assert words in page.text


@pytest.mark.parametrize("name", ["contact", "contact_amend", "contact_add"])
def test_another_agency_gets_404_and_an_administrator_403(as_omar, as_ana, entry, name):
    assert as_omar.get(page_of(as_omar, entry, name)).status_code == 404
    assert as_ana.get(page_of(as_ana, entry, name)).status_code == 403


def test_reading_it_is_on_the_record(cast, as_maya, maya, entry):
    as_maya.get(page_of(as_maya, entry))
    with acting_as(maya):
        event = Event.objects.get(action="page.read")
        assert "caseload:contact" in event.fields
        assert Seen.objects.get(event_id=event.pk).client_id == cast.ben.pk


def test_the_writer_puts_it_right(cast, as_maya, entry):
    assert "Put it right" in as_maya.get(page_of(as_maya, entry)).text
    form = as_maya.get(page_of(as_maya, entry, "contact_amend")).context["form"]
    assert form["note"].value() == "Wants Fridays off."
    answer = as_maya.post(page_of(as_maya, entry, "contact_amend"), amended(entry))
    assert answer.url == page_of(as_maya, entry)
    now = stored(cast.maya, entry)
    assert (now.mode, now.minutes, now.version) == ("PHONE", 20, 2)
    assert now.started_on == dt.date(2026, 11, 18)


def test_a_refused_correction_keeps_what_was_typed(cast, as_maya, entry):
    form = amended(entry, mode="LETTER", answered="yes", note="By letter")
    answer = as_maya.post(page_of(as_maya, entry, "contact_amend"), form)
    assert answer.status_code == 422
    assert "Nobody can answer this way." in answer.text and "By letter" in answer.text
    assert stored(cast.maya, entry).note == "Wants Fridays off."


def test_two_corrections_at_once_show_both_texts(cast, as_maya, entry):
    address = page_of(as_maya, entry, "contact_amend")
    as_maya.post(address, amended(entry, note="The first one"))
    answer = as_maya.post(address, amended(entry, note="The second one"))
    assert answer.status_code == 409
    assert "The first one" in answer.text and "The second one" in answer.text
    assert stored(cast.maya, entry).note == "The first one"
    again = amended(entry, note="The second one", version=answer.context["form"]["version"].value())
    assert as_maya.post(address, again).status_code == 302
    assert stored(cast.maya, entry).note == "The second one"


def test_of_two_corrections_that_began_together_the_later_one_is_told(cast, maya, entry):
    """Both requests read the entry before either of them wrote."""
    both = [stored(cast.maya, entry) for _ in range(2)]
    with acting_as(maya):
        actions.amend_contact(by=maya, contact=both[0], version=1, started=DAY, note="First")
        with pytest.raises(actions.ChangedMeanwhile):
            actions.amend_contact(by=maya, contact=both[1], version=1, started=DAY, note="Second")
    assert stored(cast.maya, entry).note == "First"


def test_what_was_taken_off_the_record_meanwhile_is_not_written_again(cast, maya, entry):
    with acting_as(maya):
        read_before = Contact.objects.get(pk=entry.pk)
        correct(by=maya, row=entry, reason="entered_in_error")
        with pytest.raises(actions.ChangedMeanwhile):
            actions.amend_contact(by=maya, contact=read_before, version=1, started=DAY, note="New")
        with pytest.raises(actions.ChangedMeanwhile):
            actions.add_addendum(by=maya, contact=read_before, note="Nobody would ever see this")


def test_after_the_window_words_are_added(cast, entry):
    with time_machine.travel(LATER, tick=False):
        browser = MemberClient(cast.maya)
        assert "Put it right" not in browser.get(page_of(browser, entry)).text
        refused = browser.post(page_of(browser, entry, "contact_amend"), amended(entry))
        assert refused.status_code == 422
        assert "part of the record now" in refused.text
        form = {"command_id": str(uuid.uuid4()), "note": "It was his sister."}
        for _ in range(2):
            browser.post(page_of(browser, entry, "contact_add"), form)
        page = browser.get(page_of(browser, entry)).text
    assert page.count("It was his sister.") == 1
    assert "Wants Fridays off." in page


def test_the_programs_own_window_is_said_and_kept_to(cast, entry):
    with acting_as(actor_of(cast.ana)):
        type(cast.ips).objects.filter(pk=cast.ips.pk).update(contact_edit_hours=72)
    with time_machine.travel(LATER, tick=False):
        browser = MemberClient(cast.maya)
        text = browser.get(page_of(browser, entry)).text
        assert "until Fri 27 Nov, 09:30" in text and "Put it right" in text
        answer = browser.post(page_of(browser, entry, "contact_amend"), amended(entry))
        assert answer.status_code == 302
    with time_machine.travel(LATER + dt.timedelta(days=2), tick=False):
        browser = MemberClient(cast.maya)
        assert "It is part of the record now" in browser.get(page_of(browser, entry)).text


def test_the_persons_page_says_that_it_was_written_down_later(cast, as_maya, entry):
    address = as_maya.here("home:client", client_id=cast.ben.pk)
    assert "written down 6 days later" in as_maya.get(address).text


def test_an_empty_addendum_is_refused(as_maya, entry):
    form = {"command_id": str(uuid.uuid4()), "note": " "}
    answer = as_maya.post(page_of(as_maya, entry, "contact_add"), form)
    assert answer.status_code == 422
    assert "Write what you want to add." in answer.text


def test_a_supervisor_may_take_it_off_but_not_rewrite_it(cast, as_sol, entry):
    page = as_sol.get(page_of(as_sol, entry)).text
    assert "Does not belong here" in page and "Put it right" not in page
    refused = as_sol.post(page_of(as_sol, entry, "contact_amend"), amended(entry))
    assert refused.status_code == 422 and "Somebody else wrote this." in refused.text


def test_a_peers_note_opens_for_the_peer_alone(cast, as_pia, as_sol, as_maya, as_priya):
    note = write_entry(cast.pia, enrolment=cast.ben_enrolment, category="PEER_SUPPORT")
    assert "Only you can read this" in as_pia.get(page_of(as_pia, note)).text
    for colleague in (as_sol, as_maya, as_priya):
        assert colleague.get(page_of(colleague, note)).status_code == 404


def test_a_peer_cannot_open_a_specialists_entry(as_pia, entry):
    assert as_pia.get(page_of(as_pia, entry)).status_code == 404


def test_an_entry_of_the_addiction_program_is_not_there_for_others(cast, as_ade, as_maya, as_sol):
    note = write_entry(cast.ade, enrolment=cast.quinn_enrolment)
    assert as_ade.get(page_of(as_ade, note)).status_code == 200
    for colleague in (as_maya, as_sol):
        assert colleague.get(page_of(colleague, note)).status_code == 404


def test_a_next_step_is_ticked_off_where_it_stood(cast, as_maya, as_omar, as_pia, maya):
    with acting_as(maya):
        step = actions.add_next_step(by=maya, enrolment=cast.ben_enrolment, text="Call")
    address = as_maya.here("caseload:next_step_done", step_id=step.pk)
    back = as_maya.here("home:today")
    assert as_maya.post(address, {"next": back}).url == back
    assert as_maya.post(address, {"next": "https://elsewhere.example/"}).url == back
    assert as_maya.post(address).url == as_maya.here("home:client", client_id=cast.ben.pk)
    with acting_as(maya):
        assert NextStep.objects.get().done_on == DAY
    other = as_omar.here("caseload:next_step_done", step_id=step.pk)
    assert as_omar.post(other).status_code == 404
    peers = as_pia.here("caseload:next_step_done", step_id=step.pk)
    assert as_pia.post(peers).status_code == 403


def test_the_page_costs_the_same_however_much_was_added(cast, as_maya, maya, entry):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            as_maya.get(page_of(as_maya, entry))
        return [q for q in asked if "SAVEPOINT" not in q["sql"]]

    few = queries()
    with acting_as(maya):
        for n in range(5):
            actions.add_addendum(by=maya, contact=entry, note=f"More {n}")
    assert len(few) == len(queries()) <= 12
