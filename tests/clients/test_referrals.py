"""Referrals as staff see, write and answer them."""

import datetime as dt

import pytest

from followalong.agencies.base import Label
from followalong.agencies.models import actor_of
from followalong.audit.models import Seen
from followalong.caseload.actions import change_timing
from followalong.clients.actions import Person, receive_referral
from followalong.clients.models import Referral
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, make_client, make_referred, service
from tests.clients.posting import OF_THE_TEST, events, people, send, words

NEW = {"source": "FAMILY", "given_name": "Noor", "received_on": "2026-11-24"}


def referral_of(client, **lookup) -> Referral:
    with acting_as(Actor(ActorKind.SERVICE, "import", client.agency_id, sees_sud=True)):
        return Referral.objects.select_related("client").get(client=client, **lookup)


@pytest.fixture
def sams(cast):
    return referral_of(cast.sam)


def new(browser, cast, **values):
    said = {**NEW, "program": cast.ips.pk, **values}
    return send(browser, browser.here("clients:referral_new"), **said)


# The inbox


def test_the_inbox_says_who_asked_how_long_they_wait_and_what_comes_next(cast, as_maya):
    shown = words(as_maya.get(as_maya.here("clients:referrals")))
    for said in (
        "Sam Okafor",
        "asked for themselves",
        "waiting 3 days",
        "get in touch, by Sat 28 Nov",
    ):
        assert said in shown


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"due_days": 2}, "get in touch, due since mon 23 nov"),
        ({"applies": False}, "next: get in touch"),
    ],
)
def test_by_when_is_as_the_program_counts_it(cast, as_maya, sams, own, said):
    by = service(cast.northside)
    with acting_as(by):
        change_timing(by=by, program=cast.ips, rule="first_contact_with_person", **own)
    for name, more in (("referrals", {}), ("referral", {"referral_id": sams.pk})):
        shown = words(as_maya.get(as_maya.here(f"clients:{name}", **more)))
        assert said in shown.lower() and "by Sat 28 Nov" not in shown
        assert ("get in touch," in shown.lower()) is ("due_days" in own)


def test_after_the_first_talk_an_answer_comes_next(cast, as_maya, sams):
    with acting_as(service(cast.northside)):
        Referral.objects.filter(pk=sams.pk).update(talked_on=DAY)
    shown = words(as_maya.get(as_maya.here("clients:referrals")))
    assert "next: give an answer" in shown and "get in touch" not in shown


def test_an_empty_inbox_says_what_happens_next(cast, as_maya, sams):
    with acting_as(service(cast.northside)):
        Referral.objects.filter(pk=sams.pk).update(decision="withdrawn", decided_on=DAY)
    assert "Nobody is waiting for an answer" in words(
        as_maya.get(as_maya.here("clients:referrals"))
    )


def test_the_inbox_is_on_the_record_with_everybody_it_showed(cast, as_maya):
    as_maya.get(as_maya.here("clients:referrals"))
    [event] = events(actor_of(cast.maya), "page.read")
    with acting_as(actor_of(cast.maya)):
        seen = list(Seen.objects.filter(event_id=event.pk).values_list("client_id", flat=True))
    assert seen == [cast.sam.pk]


@pytest.mark.parametrize("tab", ["", "?tab=answered"])
def test_another_agency_sees_nothing_of_it(cast, as_omar, tab):
    shown = as_omar.get(as_omar.here("clients:referrals") + tab)
    assert shown.status_code == 200
    assert "Sam" not in words(shown)


def test_roles_without_referrals_are_refused(cast, as_pia, as_ana):
    for browser in (as_pia, as_ana):
        assert browser.get(browser.here("clients:referrals")).status_code == 403
    assert events(actor_of(cast.pia), "permission.denied")


def test_a_referral_to_an_addiction_program_is_for_its_own_staff(cast, as_maya, as_sol, as_ade):
    robin = make_in(cast, cast.new_leaf, "Robin")
    assert referral_of(robin).label == Label.SUD
    inbox = "clients:referrals"
    assert "Robin" in words(as_ade.get(as_ade.here(inbox)))
    for browser in (as_maya, as_sol):
        assert "Robin" not in words(browser.get(browser.here(inbox)))
        one = browser.here("clients:referral", referral_id=referral_of(robin).pk)
        assert browser.get(one).status_code == 404


def make_in(cast, program, given):
    with acting_as(service(cast.northside)):
        return make_referred(program, given, "Adeyemi")


def test_declined_ones_are_listed_for_the_supervisor_with_the_reason(cast, as_maya, as_sol, sams):
    decide(as_maya, sams, decision="declined", reason="OUTSIDE_AREA")
    shown = words(as_sol.get(as_sol.here("clients:referrals")))
    assert "Sam Okafor" in shown
    assert "Lives outside our area" in shown
    assert "not this program" not in words(as_maya.get(as_maya.here("clients:referrals")))


def test_answered_ones_come_a_page_at_a_time(cast, as_maya, monkeypatch):
    monkeypatch.setattr("followalong.clients.views.inbox.LIMIT", 2)
    for number, given in enumerate(["Ida", "Ola", "Uma"]):
        row = referral_of(make_in(cast, cast.ips, given))
        with acting_as(service(cast.northside)):
            Referral.objects.filter(pk=row.pk).update(
                decision="withdrawn", decided_on=DAY - dt.timedelta(days=number)
            )
    first = as_maya.get(as_maya.here("clients:referrals") + "?tab=answered")
    assert "Ida" in words(first)
    assert "Uma" not in words(first)
    older = as_maya.get(as_maya.here("clients:referrals") + first.context["older"])
    assert "Uma" in words(older)
    assert "Ida" not in words(older)


def test_the_number_of_queries_does_not_grow_with_the_inbox(
    cast, as_maya, django_assert_max_num_queries
):
    for given in ("Ida", "Ola", "Uma", "Eli"):
        make_in(cast, cast.ips, given)
    with django_assert_max_num_queries(12 + OF_THE_TEST):
        as_maya.get(as_maya.here("clients:referrals"))


# Writing one down


def test_a_name_and_who_asked_are_enough(cast, as_maya):
    answer = new(as_maya, cast)
    [noor] = people(actor_of(cast.maya), given_name="Noor")
    made = referral_of(noor)
    assert answer["Location"] == as_maya.here("clients:referral", referral_id=made.pk)
    assert (made.source, made.decision, made.program_id) == ("FAMILY", "pending", cast.ips.pk)
    assert made.received_on == DAY
    [event] = events(actor_of(cast.maya), "referral.received")
    assert (event.membership_id, event.subject_id) == (cast.maya.pk, made.pk)


def test_the_same_command_twice_makes_one_referral(cast, as_maya):
    address = as_maya.here("clients:referral_new")
    said = {**NEW, "program": cast.ips.pk, "command_id": str(uuid7())}
    first, second = (as_maya.post(address, said) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(people(actor_of(cast.maya), given_name="Noor")) == 1
    changed = as_maya.post(address, {**said, "given_name": "Nora"})
    assert changed.status_code == 409
    assert 'value="Nora"' in words(changed)


def test_mistakes_are_said_beside_the_field_and_nothing_typed_is_lost(cast, as_maya):
    answer = new(as_maya, cast, given_name="", reason="Baking, early.", received_on="2026-12-01")
    assert answer.status_code == 422
    assert "Choose today or an earlier day." in words(answer)
    assert "Baking, early." in words(answer)


def test_nobody_refers_to_another_agency_s_program(cast, as_maya):
    answer = new(as_maya, cast, program=cast.south_ips.pk)
    assert answer.status_code == 422
    assert not people(actor_of(cast.maya), given_name="Noor")


def test_a_peer_and_the_administrator_cannot_write_one(cast, as_pia, as_ana):
    for browser in (as_pia, as_ana):
        assert new(browser, cast).status_code == 403


def test_a_very_near_name_is_asked_about_once(cast, as_maya):
    asked = new(as_maya, cast, given_name="Ben", family_name="Abarra", reason="Bakery")
    assert asked.status_code == 422
    assert "Is this the same person?" in words(asked)
    assert "Ben Abara" in words(asked)
    assert "Bakery" in words(asked)
    same = {"given_name": "Ben", "family_name": "Abarra", "same_person": cast.ben.pk}
    assert new(as_maya, cast, **same).status_code == 302
    assert referral_of(cast.ben).source == "FAMILY"
    assert not people(actor_of(cast.maya), family_name="Abarra")


def test_someone_else_of_a_near_name_gets_a_page_of_their_own(cast, as_maya):
    said = {"given_name": "Ben", "family_name": "Abarra", "same_person": "new"}
    assert new(as_maya, cast, **said).status_code == 302
    assert len(people(actor_of(cast.maya), family_name="Abarra")) == 1


def typing(browser, cast, **values):
    """What the page says while somebody types, before anything is sent."""
    said = {"program": cast.ips.pk, **values}
    return browser.post(browser.here("clients:referral_new"), said, headers={"X-Part": "alike"})


def test_while_typing_those_one_may_see_are_offered_with_what_speaks_for_it(cast, as_maya):
    with acting_as(service(cast.northside)):
        known = {"given_name": "Benjamin", "family_name": "Osei", "born_on": dt.date(1990, 3, 4)}
        make_client(cast.ips, known.pop("given_name"), known.pop("family_name"), **known)
    asked = typing(as_maya, cast, given_name="Benny", family_name="", born_on="1990-04-03")
    assert asked.status_code == 200
    for said in ("Benjamin Osei", "part of the name", "day and month the other way round"):
        assert said in words(asked)
    assert "Ben Abara" not in words(asked)
    shown = typing(as_maya, cast, given_name="Sammy", phone="(416) 555-0142")
    assert "Sam Okafor" in words(shown)
    assert "same phone number" in words(shown)


def test_typing_keeps_nothing_and_the_record_names_only_whom_it_showed(cast, as_maya):
    before = len(people(actor_of(cast.maya)))
    typing(as_maya, cast, given_name="Ben", family_name="Abarra")
    assert len(people(actor_of(cast.maya))) == before
    [event] = events(actor_of(cast.maya), "page.read")
    with acting_as(actor_of(cast.maya)):
        seen = Seen.objects.filter(event_id=event.pk).values_list("client_id", flat=True)
        assert list(seen) == [cast.ben.pk]


def test_typing_says_the_same_whether_nobody_is_here_or_nobody_one_may_see(cast, as_maya, as_omar):
    hidden = typing(as_maya, cast, given_name="Quinn", family_name="Silva")
    nobody = typing(as_maya, cast, given_name="Zebedee", family_name="Nowhere")
    assert words(hidden) == words(nobody)
    for name in (("Ben", "Abara"), ("Zebedee", "Nowhere")):
        theirs = typing(as_omar, cast, given_name=name[0], family_name=name[1])
        assert words(theirs) == words(nobody)


def test_names_one_may_not_see_are_never_offered(cast, as_maya, as_omar):
    said = {"given_name": "Quinn", "family_name": "Silva"}
    assert new(as_maya, cast, **said).status_code == 302
    theirs = send(
        as_omar,
        as_omar.here("clients:referral_new"),
        **{**NEW, "given_name": "Ben", "family_name": "Abara", "program": cast.south_ips.pk},
    )
    assert theirs.status_code == 302


# Answering


def decide(browser, referral, **values):
    address = browser.here("clients:answer", referral_id=referral.pk)
    return send(browser, address, **values)


def test_the_page_shows_how_to_reach_the_person_and_every_open_answer(cast, as_maya, sams):
    shown = words(as_maya.get(as_maya.here("clients:referral", referral_id=sams.pk)))
    for said in ("416-555-0142", "Welcome to start", "On the waiting list", "Not this program"):
        assert said in shown


def test_a_yes_leads_to_the_first_day(cast, as_maya, sams):
    answer = decide(as_maya, sams, decision="accepted")
    assert answer["Location"] == as_maya.here("clients:enrol", referral_id=sams.pk)
    now = referral_of(cast.sam)
    assert (now.decision, now.decided_on, now.decided_by_id) == ("accepted", DAY, cast.maya.pk)
    [event] = events(actor_of(cast.maya), "referral.decided")
    assert event.subject_id == sams.pk
    assert "agree on a first day" in words(as_maya.get(as_maya.here("clients:referrals")))


@pytest.mark.parametrize("decision", ["waitlisted", "not_reached", "withdrawn"])
def test_other_answers_stay_on_the_page_and_can_be_taken_up_again(cast, as_maya, sams, decision):
    answer = decide(as_maya, sams, decision=decision)
    assert answer["Location"] == as_maya.here("clients:referral", referral_id=sams.pk)
    assert referral_of(cast.sam).decision == decision
    assert decide(as_maya, sams, decision="pending").status_code == 302
    assert referral_of(cast.sam).decided_on is None


@pytest.mark.parametrize("reason", ["NOT_READY", "DIAGNOSIS", "SUBSTANCE_USE", "MISSED", ""])
def test_nobody_is_declined_for_a_reason_outside_the_closed_list(cast, as_maya, sams, reason):
    answer = decide(as_maya, sams, decision="declined", reason=reason, note="Called twice")
    assert answer.status_code == 422
    assert "Called twice" in words(answer)
    assert referral_of(cast.sam).decision == "pending"


def test_a_reason_left_over_from_another_answer_is_not_kept(cast, as_maya, sams):
    decide(as_maya, sams, decision="waitlisted", reason="OUTSIDE_AREA")
    assert referral_of(cast.sam).decline_reason is None


def test_a_decision_already_taken_is_not_overwritten(cast, as_maya, sams):
    decide(as_maya, sams, decision="accepted")
    answer = decide(as_maya, sams, decision="withdrawn")
    assert answer.status_code == 422
    assert referral_of(cast.sam).decision == "accepted"


def test_strangers_get_404_and_colleagues_without_the_right_403(
    cast, as_omar, as_pia, as_ana, sams
):
    for browser, status in ((as_omar, 404), (as_pia, 403), (as_ana, 403)):
        address = browser.here("clients:referral", referral_id=sams.pk)
        assert browser.get(address).status_code == status
        assert decide(browser, sams, decision="accepted").status_code == status
    assert referral_of(cast.sam).decision == "pending"


def test_a_person_known_here_becomes_known_to_the_program_they_are_referred_to(cast, as_ade):
    """Quinn is only in the addiction program; a referral elsewhere means others know them."""
    with acting_as(service(cast.northside)):
        made = receive_referral(
            by=service(cast.northside),
            program=cast.ips,
            source="OTHER",
            person=Person(given_name="Quinn"),
            client=cast.quinn,
        )
    assert made.label == Label.NORMAL
    assert people(actor_of(cast.maya), pk=cast.quinn.pk)[0].label == Label.NORMAL


def test_a_person_of_ours_referred_to_the_addiction_program_stays_as_visible_as_before(cast):
    with acting_as(service(cast.northside)):
        zoe = make_client(cast.ips, "Zoe", "Brandt")
        for program in (cast.ips, cast.new_leaf):
            receive_referral(
                by=service(cast.northside),
                program=program,
                source="SELF",
                person=Person(given_name="Zoe"),
                client=zoe,
            )
    with acting_as(actor_of(cast.maya)):
        seen = Referral.objects.filter(client=zoe).values_list("program__name", flat=True)
        assert list(seen) == ["Northside Works"]
