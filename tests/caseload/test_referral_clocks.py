"""A referral's clocks: a word back, and a first contact, before there is an enrolment."""

import datetime as dt

import pytest

from followalong.agencies.models import actor_of
from followalong.caseload import actions as caseload
from followalong.caseload.models import Clock
from followalong.clients import actions
from followalong.clients.models import Referral
from followalong.core.db import acting_as
from tests.cast import DAY, service
from tests.clients.posting import events


@pytest.fixture
def referral(cast):
    """Sam's, with its clocks worked out once."""
    by = service(cast.northside)
    with acting_as(by):
        row = Referral.objects.get(client=cast.sam)
        caseload.refresh_referral(by, row)
        return row


def clock(cast, rule):
    with acting_as(service(cast.northside)):
        return Clock.objects.get(client=cast.sam, rule=rule)


def test_both_run_from_the_day_it_came(cast, referral):
    told, met = clock(cast, "acknowledge_referral"), clock(cast, "first_contact_with_person")
    came = DAY - dt.timedelta(days=3)
    assert (told.start_on, told.enrolment_id, told.subject_id) == (came, None, referral.pk)
    # It came on a Saturday: the second working day is today.
    assert (told.due_on, met.due_on) == (DAY, came + dt.timedelta(days=7))


def test_a_word_back_is_one_tap(cast, as_maya, as_pia, as_omar, referral):
    there = {"referral_id": referral.pk}
    assert as_omar.post(as_omar.here("clients:acknowledge", **there)).status_code == 404
    assert as_pia.post(as_pia.here("clients:acknowledge", **there)).status_code == 403
    for _twice in range(2):
        said = as_maya.post(as_maya.here("clients:acknowledge", **there))
        assert said.status_code == 302
    assert clock(cast, "acknowledge_referral").done_on == DAY
    assert len(events(actor_of(cast.maya), "referral.acknowledged")) == 1


def test_a_contact_before_enrolment_is_the_first_one_and_a_mistake_is_not(cast, referral):
    by = actor_of(cast.maya)
    with acting_as(by):
        made = caseload.log_contact(by=by, started=DAY, client=cast.sam, mode="PHONE")
    assert clock(cast, "first_contact_with_person").done_on == DAY
    with acting_as(by):
        actions.correct(by=by, row=made, reason="DID_NOT_HAPPEN")
    assert clock(cast, "first_contact_with_person").done_on is None


def test_an_answer_settles_or_excuses(cast, referral):
    by = actor_of(cast.maya)
    with acting_as(by):
        actions.decide_referral(by=by, referral=referral, decision="withdrawn")
    assert clock(cast, "acknowledge_referral").done_on == DAY
    assert clock(cast, "first_contact_with_person").excuse == "declined_by_person"


def test_a_death_stops_them(cast, referral):
    by = actor_of(cast.maya)
    with acting_as(by):
        actions.record_death(by=by, client=cast.sam, died_on=DAY)
        assert not Clock.objects.filter(client=cast.sam, done_on=None, excuse=None).exists()


def test_whoever_refers_themselves_was_told_at_once(cast):
    by = actor_of(cast.maya)
    with acting_as(by):
        row = actions.self_refer(
            by=by,
            program=cast.ips,
            person=actions.Person(given_name="Ida"),
            reason=None,
            language="en",
        )
        told = Clock.objects.get(subject_id=row.pk, rule="acknowledge_referral")
        assert told.done_on == DAY
