"""A yes: for one purpose, dated, and taken back at any time."""

import datetime as dt

import pytest

from followalong.agencies.models import actor_of
from followalong.clients.actions import follow_jobs, record_consent, revoke_consent
from followalong.clients.models import Consent, Facet
from followalong.clients.refusals import ConsentRefused
from followalong.clients.rules import Span
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY
from tests.clients.posting import events


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as actor:
        yield actor


def test_a_yes_about_an_employer_says_the_most_that_may_be_told(cast, maya):
    employer = uuid7()
    made = record_consent(
        by=maya,
        client=cast.ben,
        type="EMPLOYER",
        method="VERBAL_RECORDED",
        topic="name",
        employer_id=employer,
        in_their_words="Tell them my name and my hours",
    )
    assert (made.signed_on, made.employer_id, made.expires_on) == (DAY, employer, None)
    assert events(maya, "consent.recorded")[0].subject_id == made.pk


def test_a_yes_ends_by_itself_as_the_pack_says(cast, maya):
    made = record_consent(by=maya, client=cast.ben, type="FAMILY", method="PAPER", recipient="Ruth")
    assert made.expires_on == dt.date(2027, 11, 24)


@pytest.mark.parametrize(
    "said",
    [{"type": "EMPLOYER", "method": "PAPER"}, {"type": "VR", "method": "TELEPATHY"}],
)
def test_a_yes_that_could_not_be_relied_on_is_refused(cast, maya, said):
    with pytest.raises(ConsentRefused) as refused:
        record_consent(by=maya, client=cast.ben, **said)
    assert str(refused.value).endswith(".")
    assert not Consent.objects.exists()


def test_a_yes_is_taken_back_once(cast, maya):
    made = record_consent(by=maya, client=cast.ben, type="MESSAGES", method="PAPER")
    assert revoke_consent(by=maya, consent=made).revoked_on == DAY
    with pytest.raises(ConsentRefused):
        revoke_consent(by=maya, consent=made)


def test_a_yes_of_the_addiction_program_s_person_carries_its_label(cast):
    with acting_as(actor_of(cast.ade)) as ade:
        made = record_consent(by=ade, client=cast.quinn, type="MESSAGES", method="PAPER")
    assert made.label == "SUD"


def working(cast):
    rows = Facet.objects.filter(enrolment=cast.ben_enrolment, kind="WORKING").order_by("from_on")
    return [(row.from_on, row.to_on) for row in rows]


def test_being_in_work_follows_the_jobs_and_only_within_the_enrolment(cast, maya):
    first = Span(dt.date(2026, 9, 1), dt.date(2026, 10, 9))
    second = Span(dt.date(2026, 10, 12))
    entered = cast.ben_enrolment.entered_on
    for _again in range(2):
        follow_jobs(by=maya, enrolment=cast.ben_enrolment, jobs=[first, second])
        assert working(cast) == [(entered, dt.date(2026, 10, 9)), (dt.date(2026, 10, 12), None)]
    follow_jobs(by=maya, enrolment=cast.ben_enrolment, jobs=[])
    assert working(cast) == []
