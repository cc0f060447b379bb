"""What is missing is asked where it is needed: in the letter, and then back to it."""

import re

import pytest

from followalong.agencies.models import Agency
from followalong.agencies.packs import codes
from followalong.clients.models import Consent
from followalong.core.db import acting_as
from followalong.privacy.models import Share
from tests.cast import DAY, MemberClient, service
from tests.clients.posting import send, words

WHOM = "Ruth Abara"
KINDS = codes.get("consent.recipient").codes


def connecticut(cast):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")


def write(browser, client, kind):
    told = {"kind": kind, "recipient": WHOM, "body": "A good first week."}
    assert send(browser, browser.here("privacy:write", client_id=client.pk), **told).url


def letter(cast):
    with acting_as(service(cast.northside)):
        return Share.objects.get()


def page(browser, share):
    return words(browser.get(browser.here("privacy:share", share_id=share.pk)))


def asked(shown, kind) -> str:
    return re.search(rf'href="([^"]*/{kind}/ask/[^"]*)"', shown)[1].replace("&amp;", "&")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_letter_asks_its_own_question_and_leads_back(cast, as_maya, kind):
    connecticut(cast)  # rehabilitation is written to there
    write(as_maya, cast.ben, kind)
    share = letter(cast)
    shown = page(as_maya, share)
    assert "This waits for their yes" in shown and "Share it" not in shown
    address = asked(shown, kind)
    assert WHOM in words(as_maya.get(address))
    back = send(as_maya, address, method="PAPER", signed_on=DAY, recipient=WHOM)
    assert back.url == as_maya.here("privacy:share", share_id=share.pk)
    assert "Share it" in page(as_maya, share) and "A good first week." in page(as_maya, share)
    with acting_as(service(cast.northside)):
        assert [one.type for one in Consent.objects.filter(client=cast.ben)] == [kind]


@pytest.mark.parametrize("kind", ["VR", "CLINIC"])
def test_a_yes_for_somebody_else_is_none_and_a_spoken_one_may_not_be_enough(cast, as_maya, kind):
    connecticut(cast)
    write(as_maya, cast.ben, kind)
    share = letter(cast)
    address = asked(page(as_maya, share), kind)
    send(as_maya, address, method="PAPER", signed_on=DAY, recipient="Somebody else")
    assert "Share it" not in page(as_maya, share)
    said = {"method": "VERBAL_RECORDED", "in_their_words": "Yes", "recipient": WHOM}
    send(as_maya, address, signed_on=DAY, **said)
    is_enough = kind == "CLINIC"  # with the clinic a word is enough there
    assert ("Share it" in page(as_maya, share)) is is_enough


def test_records_of_addiction_care_ask_a_second_question_beside_the_first(cast):
    as_ade = MemberClient(cast.ade)
    write(as_ade, cast.quinn, "CLINIC")
    share = letter(cast)
    for kind in ("CLINIC", "SUD"):
        shown = page(as_ade, share)
        assert "Share it" not in shown
        send(as_ade, asked(shown, kind), method="PAPER", signed_on=DAY, recipient=WHOM)
    assert "Share it" in page(as_ade, share)
