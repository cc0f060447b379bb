"""Why can this person see this? Asked by the privacy officer, answered by the rules themselves."""

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.core.db import acting_as
from tests.cast import MemberClient, make_member, service


def test_the_privacy_officer_reads_who_may_open_a_record_and_why(cast, as_priya):
    address = as_priya.here("privacy:why", client_id=cast.ben.pk)
    assert address in as_priya.get(as_priya.here("home:client", client_id=cast.ben.pk)).text
    page = as_priya.get(address, {"who": cast.maya.pk})
    assert "Maya may open this record today" in page.text
    assert "Northside Works" in page.text  # the tie that opens it
    page = as_priya.get(address, {"who": cast.ana.pk})
    assert "Ana may not open this record today" in page.text
    assert "The role opens nobody’s record." in page.text


def test_a_colleague_without_a_tie_is_told_apart(cast, as_priya):
    address = as_priya.here("privacy:why", client_id=cast.ben.pk)
    page = as_priya.get(address, {"who": cast.ade.pk})
    assert "Ade may not open this record today" in page.text
    assert "Nothing ties them to this person today." in page.text


def test_the_question_and_its_steps_are_on_the_record(cast, as_priya):
    as_priya.get(as_priya.here("privacy:why", client_id=cast.ben.pk), {"who": cast.ade.pk})
    with acting_as(actor_of(cast.priya)):
        event = Event.objects.get(action="decision.explained")
        assert event.subject_id == cast.ade.pk
        assert event.fields[-1] == "tie:no"
        assert list(Seen.objects.filter(event_id=event.pk).values_list("client_id", flat=True)) == [
            cast.ben.pk
        ]


def test_somebody_unknown_is_told_beside_the_field(cast, as_priya):
    page = as_priya.get(as_priya.here("privacy:why", client_id=cast.ben.pk), {"who": cast.omar.pk})
    assert page.status_code == 200
    assert page.context["form"].errors["who"]


def test_who_answers_for_no_privacy_gets_403_and_another_agency_404(cast, as_maya, as_omar):
    for browser, status in ((as_maya, 403), (as_omar, 403)):
        assert browser.get(browser.here("privacy:why", client_id=cast.ben.pk)).status_code == status
    with acting_as(service(cast.southside)):
        theirs = make_member(cast.southside, "Pat", "privacy_officer")
    pat = MemberClient(theirs)
    assert pat.get(pat.here("privacy:why", client_id=cast.ben.pk)).status_code == 404
