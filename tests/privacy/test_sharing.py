"""What goes to somebody outside: seen first, resting on a yes, taken back or sent."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import Agency, actor_of
from followalong.clients.actions import record_consent
from followalong.clients.models import Consent
from followalong.core.db import acting_as
from followalong.employers.actions import add_employer
from followalong.employers.models import EmployerContact
from followalong.privacy.models import Share
from followalong.privacy.rules import ShareState, ShareStep, share_problem, share_state
from tests.cast import DAY, service
from tests.clients.posting import events, send, words

LETTER = "Ben starts on Monday. He asks for a quiet place."
NOW = dt.datetime(2026, 11, 24, 15, 0, tzinfo=dt.UTC)


@pytest.fixture
def at_once(settings):
    settings.SHARE_WAITS = dt.timedelta()


def write(browser, client, **said):
    told = {"kind": "BENEFITS", "recipient": "Benefits office", "body": LETTER, **said}
    return send(browser, browser.here("privacy:write", client_id=client.pk), **told)


def step(browser, share, which):
    return send(browser, browser.here("privacy:share_step", share_id=share.pk, step=which))


def page(browser, share):
    return words(browser.get(browser.here("privacy:share", share_id=share.pk)))


def only(cast, model=Share):
    with acting_as(service(cast.northside)):
        (row,) = model.objects.all()
        return row


def yes(cast, kind="BENEFITS", **told):
    with acting_as(service(cast.northside)) as by:
        told = {"method": "PAPER", "client": cast.ben, **told}
        return record_consent(by=by, type=kind, **told)


def letter_of(html):
    return re.search(r'<article class="letter">.*?</article>', html, re.DOTALL)[0]


def test_a_letter_waits_for_a_yes_that_is_asked_in_place_and_loses_no_word(cast, as_maya):
    assert write(as_maya, cast.ben).status_code == 302
    share = only(cast)
    seen = page(as_maya, share)
    assert LETTER in seen
    assert "This waits for their yes" in seen
    assert "Share it" not in seen
    stopped = step(as_maya, share, "begin")
    assert stopped.status_code == 422
    assert "has no yes for it now" in words(stopped)
    ask = re.search(r'href="([^"]*choices/ask/BENEFITS[^"]*|[^"]*BENEFITS/[^"]*then=[^"]*)"', seen)
    address = ask[1].replace("&amp;", "&")
    assert "Benefits office" in words(as_maya.get(address))
    given = {"method": "PAPER", "signed_on": DAY, "recipient": "Benefits office"}
    back = send(as_maya, address, **given)
    assert back.url == as_maya.here("privacy:share", share_id=share.pk)
    assert "Share it" in page(as_maya, share)


def test_what_is_seen_before_is_to_the_letter_what_goes(cast, as_maya, at_once):
    yes(cast)
    write(as_maya, cast.ben)
    share = only(cast)
    before = letter_of(page(as_maya, share))
    step(as_maya, share, "begin")
    gone = as_maya.get(step(as_maya, share, "send").url)
    assert letter_of(words(gone)) == before
    assert only(cast).consent_id == only(cast, Consent).pk
    listed = words(as_maya.get(as_maya.here("privacy:shared", client_id=cast.ben.pk)))
    assert "Benefits office" in listed
    assert [e.subject_id for e in events(actor_of(cast.maya), "share.sent")] == [share.pk]


def test_until_it_is_sent_it_can_be_taken_back_and_then_it_never_goes(cast, as_maya, as_priya):
    yes(cast)
    write(as_maya, cast.ben)
    share = only(cast)
    step(as_maya, share, "begin")
    assert step(as_maya, share, "send").status_code == 422
    assert step(as_maya, share, "back").status_code == 302
    assert only(cast).state is ShareState.TAKEN_BACK
    assert step(as_maya, share, "send").status_code == 422
    assert events(actor_of(cast.maya), "share.taken_back")
    account = words(as_priya.get(as_priya.here("privacy:accounting", client_id=cast.ben.pk)))
    assert "Benefits office" not in account


def test_a_yes_taken_back_meanwhile_stops_it(cast, as_maya, at_once):
    given = yes(cast)
    write(as_maya, cast.ben)
    share = only(cast)
    step(as_maya, share, "begin")
    send(as_maya, as_maya.here("clients:choice_take_back", choice_id=given.pk))
    assert step(as_maya, share, "send").status_code == 422
    assert only(cast).sent_at is None


def test_a_yes_to_one_person_is_no_yes_to_another(cast, as_maya):
    yes(cast, "FAMILY", recipient="Ruth")
    write(as_maya, cast.ben, kind="FAMILY", recipient="Tom")
    assert step(as_maya, only(cast), "begin").status_code == 422


def test_addiction_records_ask_for_their_own_yes_and_carry_the_notice(cast, as_ade, at_once):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")
    write(as_ade, cast.quinn, kind="VR", recipient="State office", body="Quinn works now.")
    share = only(cast)
    for kind, whom in (("VR", None), ("SUD", "Somebody else")):
        yes(cast, kind, client=cast.quinn, recipient=whom)
    assert step(as_ade, share, "begin").status_code == 422
    yes(cast, "SUD", client=cast.quinn, recipient="State office")
    step(as_ade, share, "begin")
    gone = as_ade.get(step(as_ade, share, "send").url)
    assert "42 CFR Part 2 prohibits" in letter_of(words(gone))
    assert only(cast).notice_version


def test_their_yes_to_the_very_words_is_noted(cast, as_maya):
    write(as_maya, cast.ben)
    step(as_maya, only(cast), "shown")
    assert only(cast).shown_on == DAY
    assert "The person saw it" in page(as_maya, only(cast))


def test_a_letter_to_an_employer_is_logged_once_with_what_it_says(cast, as_maya, at_once):
    with acting_as(actor_of(cast.maya)) as by:
        bakery = add_employer(by=by, name="Corner Bakery")
    yes(cast, "EMPLOYER", topic="name", employer_id=bakery.pk)
    approach = as_maya.here("privacy:approach", employer_id=bakery.pk)
    send(as_maya, approach, enrolment=cast.ben_enrolment.pk, says="name", letter=LETTER)
    step(as_maya, only(cast), "begin")
    step(as_maya, only(cast), "send")
    contact = only(cast, EmployerContact)
    assert (contact.mode, contact.disclosed, only(cast).contact_id) == (
        "LETTER",
        "name",
        contact.pk,
    )


def test_strangers_find_nothing_and_nothing_is_lost(cast, as_maya, as_omar, as_pia):
    empty = write(as_maya, cast.ben, recipient="")
    assert empty.status_code == 422
    assert LETTER in words(empty)
    write(as_maya, cast.ben)
    share = only(cast)
    for browser, status in ((as_omar, 404), (as_pia, 403)):
        assert browser.get(browser.here("privacy:share", share_id=share.pk)).status_code == status
        assert write(browser, cast.ben).status_code == status
        assert step(browser, share, "back").status_code == status
    assert only(cast).taken_back_at is None


moments = st.none() | st.integers(-9, 9).map(lambda m: NOW + dt.timedelta(minutes=m))


@given(moments, moments, st.sampled_from(ShareStep))
def test_nothing_goes_before_its_minutes_are_over_or_twice(leaves, back, which):
    state = share_state(leaves, None, back, now=NOW)
    if share_problem(ShareStep.SEND, state) is None:
        assert leaves is not None and leaves <= NOW and back is None
    gone = share_state(leaves, NOW, None, now=NOW)
    assert share_problem(which, gone)


def test_about_somebody_not_enrolled_yet_no_letter_is_begun_in_vain(cast, as_sol):
    page = as_sol.here("privacy:write", client_id=cast.sam.pk)
    assert as_sol.get(page).url == as_sol.here("home:client", client_id=cast.sam.pk)
    assert "begin once they are enrolled" in words(as_sol.get(page, follow=True))
