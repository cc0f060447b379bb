"""A request names its entry: from the entry's page or chosen, then put right or disagreed with."""

import datetime as dt

import pytest

from followalong.agencies import packs
from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.clients.models import Disagreement
from followalong.core.db import acting_as
from followalong.jobs.models import Job
from tests.cast import DAY, MemberClient, service
from tests.clients.posting import events, send, words
from tests.privacy.test_copy import write
from tests.privacy.test_requests import asks, page_of, the_request


@pytest.fixture
def note(cast):
    return write(cast, "Came late on Monday.")


def entry_page(browser, client, row):
    page = browser.here("privacy:entry", client_id=client.pk)
    return f"{page}?entry={row._meta.label_lower}:{row.pk}"


def ask_about(browser, cast, row, **more):
    page = browser.here("privacy:request_new", client_id=cast.ben.pk)
    told = {"kind": "CORRECTION", "way": "PHONE", "asked_on": "2026-11-24", **more}
    return send(browser, f"{page}?entry={row._meta.label_lower}:{row.pk}", **told)


def test_from_the_note_to_the_request_to_the_correction_and_back(cast, as_maya, as_priya, note):
    entry = words(as_maya.get(as_maya.here("caseload:contact", contact_id=note.pk)))
    assert entry_page(as_maya, cast.ben, note) in entry
    page = words(as_maya.get(entry_page(as_maya, cast.ben, note)))
    for text in ("Came late on Monday.", "They ask to have it put right", "Lock this away"):
        assert text in page, text
    assert ask_about(as_maya, cast, note, words="I was there at nine.").status_code == 302
    row = the_request(cast)
    assert (row.row_type, row.row_id, row.label) == ("caseload.contact", note.pk, note.label)
    asked = words(as_priya.get(page_of(as_priya, cast)))
    due = packs.load(cast.northside.pack).answer_by("CORRECTION", DAY)
    assert "Came late on Monday." in asked and f"answer by {due:%a} {due.day}" in asked
    correct = as_priya.here("home:correct_contact", contact_id=note.pk)
    correct = f"{correct}?request={row.pk}"
    assert correct in asked
    done = send(as_priya, correct, reason="entered_in_error")
    assert done["Location"] == page_of(as_priya, cast)
    with acting_as(service(cast.northside)):
        assert not Contact.objects.filter(pk=note.pk).exists()
    assert "off the record since then" in words(as_priya.get(page_of(as_priya, cast)))
    send(as_priya, page_of(as_priya, cast), outcome="DONE", answer="It is off.")
    assert the_request(cast).outcome == "DONE"


def test_refused_with_why_leads_to_their_own_words_beside_it(cast, as_maya, as_priya, note):
    ask_about(as_maya, cast, note)
    send(as_priya, page_of(as_priya, cast), outcome="NOT_DONE", answer="The door log says ten.")
    paper = words(as_priya.get(page_of(as_priya, cast, "privacy:request_paper")))
    assert "your own words put beside" in paper
    page = words(as_priya.get(page_of(as_priya, cast)))
    disagree = as_priya.here("clients:disagree", client_id=cast.ben.pk)
    disagree = f"{disagree}?entry=caseload.contact:{note.pk}&request={the_request(cast).pk}"
    assert "Put their words beside it" in page and disagree.replace("&", "&amp;") in page
    said = {"words": "I was there at nine.", "way": "PHONE", "said_on": DAY}
    assert send(as_priya, disagree, **said)["Location"] == page_of(as_priya, cast)
    assert "I was there at nine." in words(as_priya.get(page_of(as_priya, cast)))
    with acting_as(service(cast.northside)):
        assert Disagreement.objects.get().row_id == note.pk


def test_whoever_answers_chooses_the_entry_of_a_request_that_names_none(
    cast, as_maya, as_priya, note
):
    asks(as_maya, cast, kind="CORRECTION", words="That Monday.")
    choose = page_of(as_priya, cast, "privacy:request_entry")
    assert choose in words(as_priya.get(page_of(as_priya, cast)))
    shown = words(as_priya.get(f"{choose}?q=monday"))
    named = f"{choose}?entry=caseload.contact%3A{note.pk}"
    assert "That Monday." in shown and "Came late on Monday." in shown and named in shown
    assert send(as_priya, named).status_code == 302
    assert the_request(cast).row_id == note.pk
    assert events(actor_of(cast.priya), "rights_request.entry_named")
    send(as_priya, page_of(as_priya, cast), outcome="DONE", answer="Done.")
    late = send(as_priya, named)
    assert late.status_code == 422 and "answered in the meantime" in words(late)


def test_only_entries_of_this_person_that_one_may_open(cast, as_maya, as_priya, note):
    for member, expected in ((cast.omar, 404), (cast.ana, 403)):
        browser = MemberClient(member)
        assert browser.get(entry_page(browser, cast.ben, note)).status_code == expected
    assert as_maya.get(entry_page(as_maya, cast.rosa, note)).status_code == 404
    assert ask_about(as_maya, cast, cast.ben).status_code == 404  # no entry, but the person
    asks(as_maya, cast, kind="CORRECTION")
    choose = page_of(as_maya, cast, "privacy:request_entry")
    assert as_maya.get(choose).status_code == 403
    theirs = write(cast, "About Rosa.", client=cast.rosa)
    other = page_of(as_priya, cast, "privacy:request_entry")
    assert send(as_priya, f"{other}?entry=caseload.contact:{theirs.pk}").status_code == 404
    assert the_request(cast).row_id is None


def test_a_job_is_spoken_of_in_the_same_way(cast, as_maya, as_priya):
    with acting_as(service(cast.northside)):
        started = DAY - dt.timedelta(days=30)
        job = Job.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            title="Baker’s helper",
            started_on=started,
        )
    ask_about(as_maya, cast, job)
    page = words(as_priya.get(page_of(as_priya, cast)))
    assert "Baker’s helper" in page
    assert as_priya.here("home:correct_job", job_id=job.pk) in page
