"""A person's own words against an entry: beside it wherever it is shown, for whoever reads it."""

import pytest

from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.clients.actions import lock_away
from followalong.clients.models import Disagreement
from followalong.core.db import acting_as, set_context
from tests.cast import DAY, MemberClient, service
from tests.clients.posting import events, send, words

SAID = {"words": "I was there at nine.", "way": "PHONE", "said_on": DAY}


@pytest.fixture
def note(cast):
    with acting_as(service(cast.northside)):
        return Contact.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            membership=cast.maya,
            started_on=DAY,
            note="Came late.",
        )


def page_for(browser, client, note):
    page = browser.here("clients:disagree", client_id=client.pk)
    return f"{page}?entry=caseload.contact:{note.pk}"


def test_the_words_stand_beside_the_entry_and_the_entry_stays(cast, as_maya, note):
    page = page_for(as_maya, cast.ben, note)
    entry = as_maya.here("caseload:contact", contact_id=note.pk)
    beside = as_maya.here("privacy:entry", client_id=cast.ben.pk)
    beside = f"{beside}?entry=caseload.contact:{note.pk}"
    assert beside in words(as_maya.get(entry))
    assert page.replace("&", "&amp;") in words(as_maya.get(beside))
    refused = send(as_maya, page, **{**SAID, "way": ""})
    assert refused.status_code == 422
    assert "I was there at nine." in words(refused)
    assert send(as_maya, page, **SAID).status_code == 302
    shown = words(as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk)))
    for text in (words(as_maya.get(entry)), shown):
        assert "Came late." in text
        assert "The person does not agree" in text
        assert "I was there at nine." in text
    set_context(actor_of(cast.maya))
    made = Disagreement.objects.get()
    assert (made.row_id, made.label, made.written_by_id) == (note.pk, note.label, cast.maya.pk)
    assert events(actor_of(cast.maya), "disagreement.stated")[0].subject_id == made.pk


def test_whoever_opens_the_entry_reads_the_words_and_nobody_else(cast, as_maya, note):
    send(as_maya, page_for(as_maya, cast.ben, note), **SAID)
    with acting_as(actor_of(cast.sol)) as sol:
        assert Disagreement.objects.visible_to(sol).count() == 1
    with acting_as(actor_of(cast.omar)) as omar:
        assert not Disagreement.objects.visible_to(omar)
    with acting_as(actor_of(cast.ana)) as ana:
        assert not Disagreement.objects.visible_to(ana)
    with acting_as(actor_of(cast.maya)) as maya:
        row = ("caseload.contact", note.pk)
        told = {"words": "Not Sol.", "way": "PHONE", "asked_on": DAY}
        lock_away(by=maya, client=cast.ben, row=row, keepers=[cast.maya.pk], **told)
    with acting_as(actor_of(cast.sol)) as sol:
        assert not Disagreement.objects.visible_to(sol)


def test_it_needs_an_entry_of_this_person_that_the_writer_may_open(cast, as_maya, note):
    bare = as_maya.here("clients:disagree", client_id=cast.ben.pk)
    assert as_maya.get(bare).url == as_maya.here("privacy:entry", client_id=cast.ben.pk)
    assert as_maya.get(page_for(as_maya, cast.rosa, note)).status_code == 404
    for member, expected in ((cast.omar, 404), (cast.ana, 403)):
        browser = MemberClient(member)
        assert browser.get(page_for(browser, cast.ben, note)).status_code == expected
