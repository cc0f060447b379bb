"""The first talk and the peer first: asked, kept as said, and nothing waits for either."""

import datetime as dt

import pytest

from followalong.agencies.models import Program, actor_of
from followalong.caseload.actions import log_contact
from followalong.caseload.models import Clock
from followalong.clients.actions import correct, undo_correction, wish_peer
from followalong.clients.models import EligibilityAnswer, Enrolment, PeerMeeting, Referral
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient, make_agency, make_member, make_referred, service
from tests.clients.posting import OF_THE_TEST, events, send, words
from tests.clients.test_referrals import referral_of


@pytest.fixture
def sams(cast):
    return referral_of(cast.sam)


@pytest.fixture
def clinic(cast):
    """A primary-care program in British Columbia, with a specialist and a person who asked."""
    agency = make_agency("Harbour", pack="ca-bc", timezone="America/Vancouver")
    with acting_as(service(agency)):
        program = Program.objects.create(
            agency=agency, name="Harbour Works", kind="ips", setting="primary_care"
        )
        vera = make_member(agency, "Vera", "employment_specialist", program)
        kit = make_referred(program, "Kit", "Lindqvist")
    return MemberClient(vera), referral_of(kit)


def inside(referral) -> Actor:
    return Actor(ActorKind.SERVICE, "import", referral.agency_id, sees_sud=True)


def answers_of(referral, **lookup) -> dict[str, EligibilityAnswer]:
    with acting_as(inside(referral)):
        found = EligibilityAnswer.objects.filter(referral=referral, **lookup)
        return {one.question: one for one in found}


def talk(browser, referral, **said):
    if "version" not in said:
        with acting_as(inside(referral)):
            said["version"] = Referral.objects.get(pk=referral.pk).version
    return send(browser, browser.here("clients:talk", referral_id=referral.pk), **said)


def page(browser, referral):
    return browser.get(browser.here("clients:referral", referral_id=referral.pk))


def test_what_a_colleague_wrote_meanwhile_is_shown_and_not_lost(cast, as_maya, as_sol, sams):
    assert talk(as_sol, sams, note="Wants mornings.", version=1).status_code == 302
    answer = talk(as_maya, sams, note="Wants to work outdoors.", version=1)
    assert answer.status_code == 422
    assert "Wants mornings." in words(answer) and "Wants to work outdoors." in words(answer)
    both = "Wants mornings, outdoors."
    again = answer.context["form"]["version"].value()
    assert talk(as_maya, sams, note=both, version=again).status_code == 302
    with acting_as(inside(sams)):
        assert Referral.objects.get(pk=sams.pk).talk_note == both


# The questions


def test_what_is_asked_depends_on_the_program(cast, as_maya, clinic, sams):
    vera, kits = clinic
    at_clinic = words(vera.get(vera.here("clients:talk", referral_id=kits.pk)))
    elsewhere = words(as_maya.get(as_maya.here("clients:talk", referral_id=sams.pk)))
    for asked in ("registered with one of our clinics", "from another program"):
        assert asked in at_clinic
        assert asked not in elsewhere
    assert "Would you like to work" in at_clinic
    assert "Would you like to work" in elsewhere


def test_answers_are_kept_as_said_with_the_wording_the_day_and_who_asked(clinic):
    vera, kits = clinic
    said = {"ask_goal_to_work": "yes", "ask_registered_at_clinic": "rather_not"}
    talk(vera, kits, **said, note="Mornings, near plants.", talked_on="2026-11-24")
    found = answers_of(kits)
    kept = {key: one.answer for key, one in found.items()}
    assert kept == {
        "goal_to_work": "yes",
        "registered_at_clinic": "rather_not",
        "not_in_another_ips": "not_asked",
    }
    goal, other = found["goal_to_work"], found["not_in_another_ips"]
    assert (goal.question_version, goal.asked_on) == ("1", DAY)
    assert goal.asked_by_id == vera.membership.pk
    assert (other.asked_on, other.asked_by_id) == (None, None)
    shown = words(page(vera, kits))
    assert "Would rather not say" in shown
    assert "Mornings, near plants." in shown


def test_a_changed_answer_leaves_the_earlier_one_on_record(clinic):
    vera, kits = clinic
    talk(vera, kits, ask_goal_to_work="yes")
    talk(vera, kits, ask_goal_to_work="no")
    with acting_as(inside(kits)):
        rows = EligibilityAnswer.everything.filter(referral=kits, question="goal_to_work")
        assert [(one.answer, one.withdrawn_why) for one in rows.order_by("pk")] == [
            ("yes", "replaced"),
            ("no", ""),
        ]
    assert len(events(vera.actor, "referral.talked")) == 2


def test_the_same_answer_again_makes_no_new_row(clinic):
    vera, kits = clinic
    for _ in range(2):
        talk(vera, kits, ask_goal_to_work="yes")
    with acting_as(inside(kits)):
        assert EligibilityAnswer.everything.filter(referral=kits).count() == 3


@pytest.mark.parametrize("answer", ["yes", "no", "rather_not", "not_asked"])
def test_no_answer_closes_the_door(clinic, answer):
    """Another program is a word to the team; `welcome to start` stands as before."""
    vera, kits = clinic
    asked = ("goal_to_work", "registered_at_clinic", "not_in_another_ips")
    talk(vera, kits, **{f"ask_{key}": answer for key in asked})
    assert 'value="accepted"' in words(page(vera, kits))
    done = send(vera, vera.here("clients:answer", referral_id=kits.pk), decision="accepted")
    assert done["Location"] == vera.here("clients:enrol", referral_id=kits.pk)


def test_another_program_is_a_word_to_the_team_and_no_verdict(clinic):
    vera, kits = clinic
    assert "You decide together." not in words(page(vera, kits))
    talk(vera, kits, ask_not_in_another_ips="yes")
    shown = words(page(vera, kits))
    assert "You decide together." in shown
    for word in ("eligible", "score", "fail", "does not qualify"):
        assert word not in shown.lower()


def test_an_answer_that_is_none_is_refused_with_the_words_kept(clinic):
    vera, kits = clinic
    refused = talk(vera, kits, ask_goal_to_work="perhaps", note="Likes mornings.")
    assert refused.status_code == 422
    assert "Likes mornings." in words(refused)
    assert not answers_of(kits)


def test_answers_are_for_those_who_see_the_referral(cast, as_omar, as_pia, as_maya, sams):
    assert talk(as_omar, sams, ask_goal_to_work="yes").status_code == 404
    assert talk(as_pia, sams, ask_goal_to_work="yes").status_code == 403
    talk(as_maya, sams, ask_goal_to_work="yes")
    for member, seen in ((cast.maya, 1), (cast.pia, 0), (cast.ade, 0), (cast.omar, 0)):
        with acting_as(actor_of(member)) as by:
            assert EligibilityAnswer.objects.visible_to(by).count() == seen


def test_in_an_addiction_program_the_answers_are_labelled_so(cast, as_ade):
    with acting_as(service(cast.northside)):
        row = referral_of(make_referred(cast.new_leaf, "Uma", "Adeyemi"))
    talk(as_ade, row, ask_goal_to_work="yes")
    with acting_as(service(cast.northside)):
        assert [a.label for a in EligibilityAnswer.objects.all()] == ["SUD"]


def test_the_page_asks_few_questions_of_the_database(as_maya, sams, django_assert_max_num_queries):
    talk(as_maya, sams, ask_goal_to_work="yes")
    with django_assert_max_num_queries(12 + OF_THE_TEST):
        page(as_maya, sams)


# The peer first


def wish(browser, referral, who) -> None:
    peer = str(who.pk) if who else "no"
    return send(browser, browser.here("clients:peer", referral_id=referral.pk), peer=peer)


def meetings(cast) -> list[PeerMeeting]:
    with acting_as(service(cast.northside)):
        return list(PeerMeeting.objects.order_by("asked_on", "pk"))


def today(browser) -> str:
    return words(browser.get(browser.here("home:today")))


def test_whom_they_would_like_to_meet_stands_on_the_peers_day(cast, as_maya, as_pia, sams):
    assert "Would like to meet you" not in today(as_pia)
    wish(as_maya, sams, cast.pia)
    assert "Would like to meet Pia first." in words(page(as_maya, sams))
    shown = today(as_pia)
    assert "Would like to meet you" in shown
    assert "Sam Okafor" in shown
    assert len(events(actor_of(cast.maya), "peer_meeting.asked")) == 1


def test_rather_not_is_an_answer_too_and_can_change(cast, as_maya, as_pia, sams):
    wish(as_maya, sams, None)
    assert "Would rather not meet a peer first." in words(page(as_maya, sams))
    wish(as_maya, sams, cast.pia)
    assert [one.wished for one in meetings(cast)] == [True]


def test_without_a_choice_it_is_said_beside_the_field(as_maya, sams):
    refused = send(as_maya, as_maya.here("clients:peer", referral_id=sams.pk))
    assert refused.status_code == 422
    assert "Choose whom, or that they would rather not." in words(refused)


def test_the_peers_first_talk_meets_the_wish_and_taking_it_back_opens_it(
    cast, as_maya, as_pia, sams
):
    wish(as_maya, sams, cast.pia)
    with acting_as(actor_of(cast.pia)) as by:
        tried = {"started": DAY, "client": cast.sam, "mode": "PHONE"}
        log_contact(by=by, **tried, two_way=False)
        assert meetings_met(cast) == [None]
        contact = log_contact(by=by, **tried, two_way=True)
    assert meetings_met(cast) == [DAY]
    assert "Would like to meet you" not in today(as_pia)
    assert "Met Pia, Tue 24 Nov." in words(page(as_maya, sams))
    with acting_as(actor_of(cast.pia)) as by:
        taken_off = correct(by=by, row=contact, reason="entered_in_error")
        assert meetings_met(cast) == [None]
        undo_correction(by=by, correction=taken_off)
    assert meetings_met(cast) == [DAY]


def meetings_met(cast) -> list[dt.date | None]:
    return [one.met_on for one in meetings(cast)]


def test_nothing_waits_for_it(cast, as_maya, sams):
    """The yes, the first day and the clock of the search go on beside an unmet wish."""
    wish(as_maya, sams, cast.pia)
    send(as_maya, as_maya.here("clients:answer", referral_id=sams.pk), decision="accepted")
    enrol = as_maya.here("clients:enrol", referral_id=sams.pk)
    said = {"entered_on": DAY.isoformat(), "specialist": str(cast.maya.pk)}
    assert send(as_maya, enrol, **said).status_code == 302
    with acting_as(service(cast.northside)):
        enrolment = Enrolment.objects.get(client=cast.sam)
        clock = Clock.objects.get(enrolment=enrolment, rule="first_employer_contact")
    assert (clock.start_on, clock.done_on, clock.excuse) == (DAY, None, None)
    assert meetings_met(cast) == [None]


def test_the_first_day_offers_it_once(cast, as_maya, sams):
    enrol = as_maya.here("clients:enrol", referral_id=sams.pk)
    assert "Would they like to meet a peer first?" in words(as_maya.get(enrol))
    said = {"entered_on": DAY.isoformat(), "specialist": str(cast.maya.pk)}
    send(as_maya, enrol, **said, peer=str(cast.pia.pk))
    assert [one.peer_id for one in meetings(cast)] == [cast.pia.pk]


def test_left_open_on_the_first_day_nothing_is_written(cast, as_maya, sams):
    enrol = as_maya.here("clients:enrol", referral_id=sams.pk)
    said = {"entered_on": DAY.isoformat(), "specialist": str(cast.maya.pk)}
    assert send(as_maya, enrol, **said).status_code == 302
    assert not meetings(cast)


def test_who_was_asked_before_is_not_asked_again(cast, as_maya, sams):
    wish(as_maya, sams, None)
    enrol = as_maya.here("clients:enrol", referral_id=sams.pk)
    assert "Would they like to meet a peer first?" not in words(as_maya.get(enrol))


def test_whom_the_route_names_is_offered_first_and_nobody_is_chosen_unasked(cast, as_maya, sams):
    with acting_as(service(cast.northside)):
        quill = make_member(cast.northside, "Quill", "peer_specialist", cast.ips)
        Referral.objects.filter(pk=sams.pk).update(peer=quill)
    field = page(as_maya, sams).context["peer_form"]["peer"]
    offered = [key for key, _name in field.field.choices]
    assert offered == [str(quill.pk), str(cast.pia.pk), "no"]
    assert field.value() is None
    enrol = as_maya.get(as_maya.here("clients:enrol", referral_id=sams.pk)).context["form"]
    assert enrol["peer"].value() is None


def test_wishes_are_for_the_program_and_its_agency(cast, as_omar, as_pia, sams):
    assert wish(as_omar, sams, cast.omar).status_code == 404
    assert wish(as_pia, sams, cast.pia).status_code == 403
    with acting_as(service(cast.northside)) as by:
        wish_peer(by=by, client=cast.quinn, program=cast.new_leaf, peer=cast.ade)
    [hidden] = meetings(cast)
    assert hidden.label == "SUD"
    with acting_as(actor_of(cast.pia)) as by:
        assert not PeerMeeting.objects.visible_to(by).exists()
