"""Where a yes has to be signed: Ben says it, and it opens nothing until he has signed."""

import io
import zipfile

import pytest

from followalong.agencies.models import Agency, actor_of
from followalong.clients.agreed import agreed, agreed_to_team, let_read
from followalong.clients.models import Client, Consent, Relation
from followalong.core.db import acting_as, set_context
from followalong.exchange.export import packed
from followalong.privacy.actions import prepare_share
from followalong.privacy.actions.yes import yes_for
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import send, words

SPOKEN = {"method": "VERBAL_RECORDED", "in_their_words": "Yes, tell them.", "signed_on": DAY}


RECIPIENTS = {"VR": "Vera", "FAMILY": "Ruth"}


@pytest.fixture(autouse=True)
def connecticut(cast):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")


@pytest.fixture
def vera(cast) -> MemberClient:
    """Ben's counsellor at vocational rehabilitation, who needs his yes."""
    with acting_as(service(cast.northside)):
        member = make_member(cast.northside, "Vera", "vr_counsellor", cast.ips)
        tie = {"agency": cast.northside, "client": cast.ben, "kind": "co_serves", "from_on": DAY}
        Relation.objects.create(membership=member, **tie)
    return MemberClient(member)


def ask(browser, cast, kind, **said):
    page = browser.here("clients:choice_ask", client_id=cast.ben.pk, kind=kind)
    return send(browser, page, **said)


def opens(vera, cast) -> bool:
    page = vera.get(vera.here("home:client", client_id=cast.ben.pk))
    return page.status_code == 200


def brought_in(cast, kind, **told):
    with acting_as(service(cast.northside)):
        said = {"type": kind, "signed_on": DAY, "method": "VERBAL_RECORDED", **told}
        return Consent.objects.create(agency=cast.northside, client=cast.ben, **said)


def test_a_spoken_yes_is_asked_for_its_signature_on_today_and_opens_when_signed(
    cast, as_maya, vera
):
    assert ask(as_maya, cast, "VR", **SPOKEN).status_code == 302
    assert not opens(vera, cast)
    assert "A signature is still needed" in words(as_maya.get(as_maya.here("home:today")))
    with acting_as(actor_of(cast.maya)):
        spoken = Consent.objects.get(type="VR")
    tap = as_maya.here("clients:choice_renew", choice_id=spoken.pk)
    assert tap in words(as_maya.get(as_maya.here("home:in_time")))
    choices = as_maya.here("clients:choices", client_id=cast.ben.pk)
    assert "a signature is still needed" in words(as_maya.get(choices))
    form = as_maya.get(tap, follow=True)
    assert 'value="VERBAL_RECORDED" checked' not in words(form)
    signed = {"method": "ON_SCREEN", "signed_name": "Ben Abara", "signed_on": DAY}
    assert send(as_maya, form.redirect_chain[-1][0], **signed).status_code == 302
    assert opens(vera, cast)
    assert "A signature is still needed" not in words(as_maya.get(as_maya.here("home:today")))
    assert "a signature is still needed" not in words(as_maya.get(choices))


def test_taken_back_unsigned_it_asks_for_nothing(cast, as_maya):
    ask(as_maya, cast, "VR", **SPOKEN)
    with acting_as(actor_of(cast.maya)):
        spoken = Consent.objects.get(type="VR")
    send(as_maya, as_maya.here("clients:choice_take_back", choice_id=spoken.pk))
    assert "A signature is still needed" not in words(as_maya.get(as_maya.here("home:today")))


def test_a_spoken_yes_that_was_brought_in_opens_nothing_that_wants_a_signature(cast, vera):
    brought_in(cast, "VR")
    brought_in(cast, "SUD", recipient="the clinic")
    brought_in(cast, "SUD_COUNSELLING", recipient="Vera", reader=vera.membership)
    brought_in(cast, "TREATMENT_TEAM")
    assert not opens(vera, cast)
    with acting_as(service(cast.northside)):
        ben = Client.objects.filter(pk=cast.ben.pk)
        about_ben = Relation.objects.filter(client=cast.ben)
        for kind in ("VR", "SUD", "EMPLOYER", "FAMILY", "REFERENCE"):
            assert not about_ben.filter(agreed(kind)).exists(), kind
        assert not about_ben.filter(let_read(vera.actor)).exists()
        # The treatment team may be told on a spoken yes in this place.
        assert about_ben.filter(agreed_to_team()).exists() and ben.exists()


@pytest.mark.parametrize("kind", RECIPIENTS)
def test_no_letter_goes_on_the_strength_of_it(cast, kind):
    brought_in(cast, kind, recipient=RECIPIENTS[kind])
    with acting_as(actor_of(cast.maya)) as by:
        told = {"enrolment": cast.ben_enrolment, "kind": kind, "language": "en"}
        share = prepare_share(by=by, recipient=RECIPIENTS[kind], body="He works.", **told)
        assert yes_for(share).missing == [kind]


def test_what_waits_for_a_signature_is_in_no_package_where_it_would_look_like_a_yes(cast, as_maya):
    ask(as_maya, cast, "VR", **SPOKEN)
    ask(as_maya, cast, "BENEFITS", **SPOKEN)
    with acting_as(actor_of(cast.sol)) as by:
        package = zipfile.ZipFile(io.BytesIO(packed(by=by, agency_id=by.agency_id, since=None)))
        (name,) = [one for one in package.namelist() if "consent" in one]
        text = package.read(name).decode()
    assert "BENEFITS" in text and "VR" not in text
    set_context(None)


def test_where_a_word_is_enough_a_word_is_enough(cast, as_maya, vera):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="ca-on")
    ask(as_maya, cast, "EMPLOYER", topic="name", **SPOKEN)
    with acting_as(actor_of(cast.maya)):
        assert Relation.objects.filter(agreed("EMPLOYER"), client=cast.ben).exists()
    assert "A signature is still needed" not in words(as_maya.get(as_maya.here("home:today")))
