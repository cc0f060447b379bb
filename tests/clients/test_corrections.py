"""Referrals and starts that were somebody else's; and which enrolment a moved thing belongs to."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import actor_of
from followalong.caseload.actions import log_contact
from followalong.caseload.models import Clock
from followalong.clients.actions import (
    Person,
    correct,
    enrol,
    open_facet,
    receive_referral,
    record_consent,
    undo_correction,
)
from followalong.clients.models import Client, Consent, Enrolment, Facet, Referral
from followalong.clients.refusals import CorrectionRefused, EntryRefused, FacetRefused
from followalong.clients.rules import Place, Stay, place_for
from followalong.core.db import acting_as, set_context
from tests.cast import DAY, make_client

WRONG, ERROR = "wrong_person", "entered_in_error"


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by, timezone.override("America/Toronto"):
        yield by


def refer(by, cast, client=None):
    person = Person(given_name="Nia")
    return receive_referral(
        by=by,
        program=cast.ips,
        source="FAMILY",
        person=person,
        client=client,
        reason="Loves bread.",
    )


def start(by, cast, client, referral=None):
    return enrol(
        by=by,
        client=client,
        program=cast.ips,
        entered_on=DAY - dt.timedelta(days=3),
        work_status="out_of_work",
        specialist=cast.maya,
        referral=referral,
    )


def sees(by, client) -> bool:
    return Client.objects.visible_to(by).filter(pk=client.pk).exists()


def test_a_referral_for_the_wrong_person_closes_them_to_the_program_again(cast, maya):
    row = refer(maya, cast)
    nia = row.client
    done = correct(by=maya, row=row, reason=WRONG, to=cast.rosa)
    assert not sees(maya, nia), "the program has no reason to see them"
    new = Referral.objects.get(client=cast.rosa)
    assert (new.reason, new.label, new.received_on) == ("Loves bread.", "NORMAL", row.received_on)
    undo_correction(by=actor_of(cast.priya), correction=done)
    assert sees(maya, nia) and Referral.objects.get(pk=row.pk).client_id == nia.pk
    assert not Referral.objects.filter(client=cast.rosa).exists()


def test_whoever_is_known_otherwise_stays_in_sight(cast, maya):
    row = refer(maya, cast, client=cast.ben)
    correct(by=maya, row=row, reason=ERROR)
    assert sees(maya, cast.ben)


def test_a_receipt_goes_along_and_comes_back(cast, maya):
    row = refer(maya, cast)
    Referral.objects.filter(pk=row.pk).update(receipt="7K4P-XQ2M-9TDH")
    done = correct(by=maya, row=row, reason=WRONG, to=cast.rosa)
    assert Referral.objects.get(receipt="7K4P-XQ2M-9TDH").client_id == cast.rosa.pk
    undo_correction(by=actor_of(cast.priya), correction=done)
    assert Referral.objects.get(receipt="7K4P-XQ2M-9TDH").pk == row.pk


def test_a_referral_with_a_start_stays_until_that_is_off(cast, maya):
    row = refer(maya, cast)
    enrolment = start(maya, cast, row.client, row)
    with pytest.raises(CorrectionRefused, match="Take that off first"):
        correct(by=maya, row=Referral.objects.get(pk=row.pk), reason=ERROR)
    correct(by=maya, row=enrolment, reason=ERROR)
    correct(by=maya, row=Referral.objects.get(pk=row.pk), reason=ERROR)
    assert not sees(maya, row.client)


def test_a_start_moves_with_what_is_its_own(cast, maya):
    nia, sam = refer(maya, cast).client, cast.sam
    enrolment = start(maya, cast, nia)
    assert Clock.objects.filter(enrolment=enrolment).exists()
    done = correct(by=maya, row=enrolment, reason=WRONG, to=sam)
    new = Enrolment.objects.get(client=sam)
    assert (new.entered_on, new.specialist_id) == (enrolment.entered_on, cast.maya.pk)
    assert Facet.objects.get(enrolment=new).kind == "SEARCHING"
    assert not Clock.objects.filter(enrolment=enrolment).exists()
    assert Clock.objects.filter(enrolment=new).exists()
    undo_correction(by=actor_of(cast.sol), correction=done)
    assert not Clock.objects.filter(enrolment=new).exists()
    assert Enrolment.objects.get(client=nia).pk == enrolment.pk
    assert Facet.objects.get(enrolment=enrolment).kind == "SEARCHING"


def test_a_start_stays_while_anything_was_written_for_it(cast, maya):
    enrolment = start(maya, cast, refer(maya, cast).client)
    contact = log_contact(by=maya, started=DAY, enrolment=enrolment)
    with pytest.raises(CorrectionRefused, match="so that nothing is lost"):
        correct(by=maya, row=enrolment, reason=ERROR)
    correct(by=maya, row=contact, reason=WRONG, to=cast.ben)
    correct(by=maya, row=enrolment, reason=ERROR)


def test_nobody_is_in_one_program_twice_by_a_move(cast, maya):
    enrolment = start(maya, cast, refer(maya, cast).client)
    with pytest.raises(EntryRefused):
        correct(by=maya, row=enrolment, reason=WRONG, to=cast.rosa)


def test_putting_back_never_makes_two_of_one(cast, maya):
    nia = refer(maya, cast).client
    enrolment = start(maya, cast, nia)
    done = correct(by=maya, row=enrolment, reason=ERROR)
    start(maya, cast, nia)
    with pytest.raises(CorrectionRefused):
        undo_correction(by=actor_of(cast.sol), correction=done)


def test_a_person_of_the_addiction_program_never_loses_its_label(cast):
    ade = actor_of(cast.ade)
    with acting_as(ade), timezone.override("America/Toronto"):
        zoe = make_client(cast.new_leaf, "Zoe", "Marin")
        row = receive_referral(
            by=ade,
            program=cast.new_leaf,
            source="FAMILY",
            person=Person(given_name="Zoe"),
            client=zoe,
        )
        correct(by=ade, row=row, reason=ERROR)
        assert Client.objects.get(pk=zoe.pk).label == "SUD"


def test_the_pages_lead_there_and_say_what_is_in_the_way(cast, as_maya, as_omar, as_pia, maya):
    row = refer(maya, cast)
    enrolment = start(maya, cast, row.client, row)
    set_context(None)
    pages = {
        "clients:referral": ("home:correct_referral", {"referral_id": row.pk}),
        "clients:enrolment": ("home:correct_enrolment", {"enrolment_id": enrolment.pk}),
    }
    for page, (name, ids) in pages.items():
        address = as_maya.here(name, **ids)
        assert address in as_maya.get(as_maya.here(page, **ids)).text
        assert as_maya.get(address).status_code == 200
        assert as_omar.get(as_omar.here(name, **ids)).status_code == 404
        assert as_pia.get(as_pia.here(name, **ids)).status_code == 403
    form = {"command_id": str(uuid.uuid4()), "reason": ERROR}
    address = as_maya.here("home:correct_referral", referral_id=row.pk)
    answer = as_maya.post(address, form)
    assert answer.status_code == 422 and "Take that off first" in answer.text
    start_off = as_maya.here("home:correct_enrolment", enrolment_id=enrolment.pk)
    for _ in range(2):
        assert as_maya.post(start_off, form).url == as_maya.here("home:caseload")
    assert as_maya.post(address, {**form, "command_id": str(uuid.uuid4())}).status_code == 302


days = st.dates(dt.date(2020, 1, 1), dt.date(2027, 1, 1))


@st.composite
def places(draw):
    starts = draw(days)
    long = draw(st.none() | st.integers(0, 900))
    ends = None if long is None else starts + dt.timedelta(days=long)
    return Place(draw(st.integers()), Stay(starts, ends), draw(st.booleans()))


@given(days, st.lists(places(), max_size=6))
def test_what_moves_goes_into_a_stay_of_its_day_if_there_is_one(day, some):
    chosen = place_for(day, some)
    within = [p for p in some if p.stay.entered_on <= day and (p.stay.exited_on or day) >= day]
    best = [p for p in within if p.is_same_program] or within
    if best:
        assert chosen in {p.id for p in best}
    else:
        assert (chosen is None) == (not some)


def test_a_choice_on_the_wrong_record_holds_for_the_right_person(cast, maya):
    until = DAY + dt.timedelta(days=20)
    row = record_consent(
        by=maya, client=cast.ben, type="VR", method="PAPER", recipient="VR", expires_on=until
    )
    ends = Clock.objects.filter(rule="consent_expiry").values_list("client_id", flat=True)
    assert list(ends.all()) == [cast.ben.pk]
    done = correct(by=maya, row=row, reason=WRONG, to=cast.rosa)
    new = Consent.objects.get(type="VR")
    assert (new.client_id, new.recipient, new.signed_on) == (cast.rosa.pk, "VR", row.signed_on)
    assert list(ends.all()) == [cast.rosa.pk]
    undo_correction(by=actor_of(cast.sol), correction=done)
    assert Consent.objects.get(type="VR").client_id == cast.ben.pk
    assert list(ends.all()) == [cast.ben.pk]


def test_what_went_on_by_mistake_is_gone_and_clocks_follow(cast, maya):
    enrolment = cast.ben_enrolment
    pause = open_facet(by=maya, enrolment=enrolment, kind="PAUSED", reason="HOSPITAL")
    refresh = Clock.objects.filter(enrolment=enrolment).values_list("rule", "excuse")
    paused = set(refresh.all())
    done = correct(by=maya, row=pause, reason=ERROR)
    assert not Facet.objects.filter(enrolment=enrolment, kind="PAUSED").exists()
    assert set(refresh.all()) != paused, "clocks know of no pause any more"
    again = open_facet(by=maya, enrolment=enrolment, kind="PAUSED", reason="LEAVE")
    with pytest.raises(CorrectionRefused, match="Something was added"):
        undo_correction(by=actor_of(cast.sol), correction=done)
    correct(by=maya, row=again, reason=ERROR)
    undo_correction(by=actor_of(cast.sol), correction=done)
    assert Facet.objects.get(enrolment=enrolment, kind="PAUSED").pk == pause.pk
    assert set(refresh.all()) == paused


def test_what_went_on_moves_into_the_days_of_the_right_enrolment_once(cast, maya):
    begun = cast.rosa_enrolment.entered_on
    row = open_facet(by=maya, enrolment=cast.ben_enrolment, kind="EDUCATION", from_on=DAY)
    correct(by=maya, row=row, reason=WRONG, to=cast.rosa)
    new = Facet.objects.get(enrolment=cast.rosa_enrolment, kind="EDUCATION")
    assert (new.from_on, new.client_id) == (DAY, cast.rosa.pk) and begun <= DAY
    row = open_facet(by=maya, enrolment=cast.ben_enrolment, kind="EDUCATION", from_on=DAY)
    with pytest.raises(FacetRefused):
        correct(by=maya, row=row, reason=WRONG, to=cast.rosa)
    assert Facet.objects.filter(pk=row.pk).exists()
    with pytest.raises(FacetRefused):
        working = Facet.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            kind="WORKING",
            from_on=DAY,
        )
        correct(by=maya, row=working, reason=ERROR)
