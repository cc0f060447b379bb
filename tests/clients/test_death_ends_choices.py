"""Ben has died: no yes outlives him, no letter goes, his link is closed; a mistake is put right."""

import datetime as dt

import pytest
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.caseload.models import Clock
from followalong.clients.actions import record_consent, record_death, take_back_death
from followalong.clients.agreed import yes_of
from followalong.clients.models import Consent, Enrolment
from followalong.core.db import acting_as
from followalong.privacy.actions import begin_share, make_link, prepare_share, take_share_back
from followalong.privacy.models import OwnLink, Share
from followalong.privacy.refusals import NeedsYes, NotShared
from followalong.privacy.rules import ShareState
from tests.cast import DAY, service
from tests.clients.posting import events, words

BEFORE = DAY - dt.timedelta(days=40)
WHOM = "Benefits office"


def agree(cast, kind, **told):
    with acting_as(service(cast.northside)) as by:
        told = {"client": cast.ben, "method": "PAPER", "signed_on": BEFORE, **told}
        return record_consent(by=by, type=kind, **told)


def letter(cast, body="He starts on Monday.", **told):
    with acting_as(actor_of(cast.maya)) as by:
        said = {"kind": "BENEFITS", "recipient": WHOM, "language": "en", "body": body, **told}
        return prepare_share(by=by, enrolment=cast.ben_enrolment, **said)


@pytest.fixture
def world(cast):
    """Choices of several kinds, a letter that is written and one that waits, a link."""
    kept = {
        "MESSAGES": agree(cast, "MESSAGES"),
        "BENEFITS": agree(cast, "BENEFITS", recipient=WHOM),
        "EMPLOYER": agree(cast, "EMPLOYER", topic="name"),
        "FAMILY": agree(cast, "FAMILY", recipient="Ruth", expires_on=DAY - dt.timedelta(days=30)),
    }
    written, waiting = letter(cast), letter(cast, "His pay is the same.")
    with acting_as(actor_of(cast.maya)) as by:
        begin_share(by=by, share=waiting)
    with acting_as(actor_of(cast.priya)) as by:
        link, _secret, _number = make_link(by=by, client=cast.ben)
    return kept, [written, waiting], link


def state(cast):
    with acting_as(service(cast.northside)):
        without = {"version", "changed_at", "own_end_on"}
        return [
            {key: value for key, value in row.items() if key not in without}
            for model in (Consent, Share, OwnLink)
            for row in model.everything.filter(client=cast.ben).order_by("pk").values()
        ]


def die(cast, on=DAY):
    with acting_as(actor_of(cast.maya)) as by:
        record_death(by=by, client=cast.ben, died_on=on)


def test_no_yes_outlives_the_person_not_even_on_the_day(cast, world):
    kept, _letters, _link = world
    die(cast)
    with acting_as(service(cast.northside)):
        for kind, given in kept.items():
            assert not yes_of(cast.ben, kind).exists(), kind
            now = Consent.objects.get(pk=given.pk)
            if kind == "FAMILY":  # had ended by itself
                assert (now.expires_on, now.ended_with) == (given.expires_on, None)
            else:
                assert now.expires_on == DAY - dt.timedelta(days=1)
                assert (now.ended_with, now.revoked_on) == ("death", None)
        rows = Clock.objects.filter(rule="consent_expiry", done_on=None, excuse=None)
        assert not rows.filter(enrolment__in=Enrolment.objects.filter(client=cast.ben)).exists()
    assert len(events(actor_of(cast.priya), "consent.ended")) == 3


def test_what_has_not_gone_never_goes_and_the_link_is_closed(cast, world):
    _kept, letters, link = world
    die(cast)
    with acting_as(actor_of(cast.maya)) as by:
        for one in letters:
            now = Share.objects.get(pk=one.pk)
            assert now.state is ShareState.TAKEN_BACK
            with pytest.raises(NotShared):
                take_share_back(by=by, share=now)
    with acting_as(service(cast.northside)):
        assert OwnLink.objects.get(pk=link.pk).ended_at is not None
    with acting_as(actor_of(cast.maya)) as by, pytest.raises(NeedsYes):
        begin_share(by=by, share=letter(cast))


def test_what_was_sent_before_stays_as_it_went(cast, world):
    sent = letter(cast)
    with acting_as(service(cast.northside)):
        now = timezone.now()
        Share.objects.filter(pk=sent.pk).update(leaves_at=now, sent_at=now, sent_on=DAY)
    die(cast)
    with acting_as(service(cast.northside)):
        assert Share.objects.get(pk=sent.pk).state is ShareState.SENT


def test_a_mistake_gives_everything_back(cast, world):
    before = state(cast)
    die(cast)
    assert state(cast) != before
    with acting_as(actor_of(cast.sol)) as by:
        cast.ben.refresh_from_db()
        take_back_death(by=by, client=cast.ben)
    assert state(cast) == before


def test_the_page_of_choices_says_why(cast, as_maya, world):
    die(cast)
    page = words(as_maya.get(as_maya.here("clients:choices", client_id=cast.ben.pk)))
    assert "because they have died" in page and "Take back" not in page
