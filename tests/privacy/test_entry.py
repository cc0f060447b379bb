"""Asking to be let in at a closed door: by anybody here, answered by whoever may open it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client as Browser

from followalong.agencies.models import Agency, Program
from followalong.audit.models import Event, Seen
from followalong.clients.models import Client, Lock, Relation
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.privacy.models import AccessRequest
from tests.cast import DAY, Cast, MemberClient, make_enrolled, make_member, service
from tests.conftest import NOW

WORDS = "I go along to their interview on Friday."


@pytest.fixture
def kim(cast: Cast) -> Client:
    """Of another team of Northside."""
    with acting_as(service(cast.northside)):
        harbour = Program.objects.create(
            agency=cast.northside, name="Harbour", kind="ips", setting="mental_health"
        )
        hal = make_member(cast.northside, "Hal", "employment_specialist", harbour)
        return make_enrolled(hal, "Kim", "Harbour")[0]


def ask(browser: MemberClient, person_id: object, words: str = WORDS) -> AccessRequest:
    path = browser.here("home:client", client_id=person_id)
    here = f"{browser.here('privacy:access_ask')}?for={path}"
    answer = browser.post(here, {"command_id": uuid7(), "words": words})
    assert answer.status_code == 302, answer.content
    with acting_as(browser.actor):
        return AccessRequest.objects.latest("asked_at", "pk")


def grant(browser: MemberClient, asked: AccessRequest, to_on: dt.date = DAY) -> Browser:
    path = browser.here("privacy:access_grant", asked_id=asked.pk)
    return browser.post(path, {"command_id": uuid7(), "to_on": to_on, "answer": "For Friday."})


def test_let_in_until_a_day_and_not_longer(cast, kim, as_maya, as_priya):
    page = as_maya.here("home:client", client_id=kim.pk)
    assert b"Ask for access" in as_maya.get(page).content
    asked = ask(as_maya, kim.pk)
    assert "One request for access waits" in as_priya.get(as_priya.here("home:today")).text
    shown = as_priya.get(as_priya.here("privacy:access_grant", asked_id=asked.pk)).text
    assert "Kim Harbour" in shown and WORDS in shown and "Maya" in shown
    assert grant(as_priya, asked, DAY + dt.timedelta(days=3)).status_code == 302
    assert as_maya.get(page).status_code == 200
    mine = as_maya.get(as_maya.here("privacy:access")).text
    assert "Let in until" in mine and "For Friday." in mine
    with time_machine.travel(NOW + dt.timedelta(days=4), tick=False):
        assert MemberClient(cast.maya).get(page).status_code == 404


def test_both_steps_are_on_the_record(cast, kim, as_maya, as_priya):
    asked = ask(as_maya, kim.pk)
    grant(as_priya, asked)
    refused = ask(as_maya, uuid7())
    path = as_priya.here("privacy:access_refuse", asked_id=refused.pk)
    as_priya.post(path, {"command_id": uuid7(), "answer": "Ask Hal."})
    with acting_as(as_priya.actor):
        told = {e.action: e for e in Event.objects.filter(action__startswith="access_request")}
        tie = Relation.objects.get(kind="let_in")
        named = Seen.objects.filter(event_id=told["access_request.granted"].pk)
        assert list(named.values_list("client_id", flat=True)) == [kim.pk]
        assert not Seen.objects.filter(event_id=told["access_request.asked"].pk).exists()
        assert Event.objects.filter(action="relation.made", subject_id=tie.pk).exists()
    assert set(told) == {f"access_request.{step}" for step in ("asked", "granted", "refused")}
    assert (tie.client_id, tie.membership_id, tie.from_on) == (kim.pk, cast.maya.pk, DAY)
    assert "Ask Hal." in as_maya.get(as_maya.here("privacy:access")).text


def test_asking_tells_nobody_whether_there_is_anybody(cast, kim, as_maya):
    """The door, the form and one's own list say the same of somebody and of nobody."""
    for person_id in (kim.pk, cast.lena.pk, cast.quinn.pk, uuid7()):
        ask(as_maya, person_id)
    mine = as_maya.get(as_maya.here("privacy:access")).text
    for name in ("Kim", "Harbour", "Lena", "Quinn"):
        assert name not in mine
    with acting_as(as_maya.actor):
        told = AccessRequest.objects.values_list("words", "tie", "answer", "answered_at")
        assert set(told) == {(WORDS, None, None, None)} and len(told) == 4


def test_a_supervisor_lets_in_whom_they_lead_to_whom_they_open(cast, kim, as_maya, as_sol):
    """Nobody gives what they do not have."""
    asked = ask(as_maya, kim.pk)
    shown = as_sol.get(as_sol.here("privacy:access_grant", asked_id=asked.pk)).text
    assert "Kim" not in shown and "nobody whose record you open" in shown
    assert "so you can’t let anybody in" in grant(as_sol, asked).text
    with acting_as(service(cast.northside)):
        coach = make_member(cast.northside, "Cara", "job_coach", cast.ips, cast.sol)
    as_cara = MemberClient(coach)
    asked = ask(as_cara, cast.ben.pk)
    assert grant(as_sol, asked).status_code == 302
    assert as_cara.get(as_cara.here("home:client", client_id=cast.ben.pk)).status_code == 200


def test_nobody_answers_their_own(cast, kim, as_sol, as_priya):
    asked = ask(as_sol, kim.pk)
    answer = grant(as_sol, asked)
    assert answer.status_code == 422 and "somebody else answers" in answer.text
    assert grant(as_priya, asked).status_code == 302
    again = grant(as_priya, asked)
    assert again.status_code == 422 and "in the meantime" in again.text


def test_a_tie_opens_nothing_that_the_person_or_the_law_shut(cast, kim, as_maya, as_priya, as_ana):
    """Labels and locks come before every tie, and a role that opens nobody stays so."""
    stays = "A tie would not open it"
    assert stays in grant(as_priya, ask(as_ana, kim.pk)).text
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(has_locks=True)
        said = {"part": "everything", "words": "Not Maya.", "way": "IN_PERSON", "asked_on": DAY}
        Lock.objects.create(
            agency=cast.northside,
            client=kim,
            membership=cast.maya,
            keepers=[cast.priya.pk],
            **said,
        )
    assert stays in grant(as_priya, ask(as_maya, kim.pk)).text
    # The privacy officer is not of the addiction program, and so gives nobody to it.
    assert "You do not open this record" in grant(as_priya, ask(as_maya, cast.quinn.pk)).text
    with acting_as(as_priya.actor):
        assert not Relation.objects.filter(kind="let_in").exists()


def test_it_has_a_last_day_that_is_not_far(cast, kim, as_maya, as_priya):
    asked = ask(as_maya, kim.pk)
    for day in (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=91)):
        answer = grant(as_priya, asked, day)
        assert answer.status_code == 422 and "at most 90 days ahead" in answer.text
        assert "For Friday." in answer.text


def test_who_may_ask_and_who_may_answer(cast, kim, as_maya, as_pia, as_omar, as_ana):
    asked = ask(as_maya, kim.pk)
    for browser, status in ((as_pia, 403), (as_ana, 403), (as_omar, 403)):
        assert grant(browser, asked).status_code == status
    with acting_as(service(cast.southside)):
        officer = make_member(cast.southside, "Prue", "privacy_officer")
    assert grant(MemberClient(officer), asked).status_code == 404
    with acting_as(service(cast.northside)):
        other = make_member(cast.northside, "Sam", "supervisor", cast.new_leaf)
    assert grant(MemberClient(other), asked).status_code == 404
    assert WORDS not in as_pia.get(as_pia.here("privacy:access")).text


def test_a_closed_page_of_the_role_offers_to_ask_as_well(as_pia):
    answer = as_pia.get(as_pia.here("clients:referrals"))
    assert answer.status_code == 403 and "Ask for access" in answer.text
    here = as_pia.here("privacy:access_ask")
    assert " referrals/" in as_pia.get(f"{here}?for={as_pia.here('clients:referrals')}").text
    # Only addresses of one's own part of the site are passed on, and a reason is needed.
    elsewhere = as_pia.post(f"{here}?for=https://example.org/a/b/", {"command_id": uuid7()})
    assert elsewhere.status_code == 422 and "The address:" not in elsewhere.text
    assert "A few words are enough" in elsewhere.text
