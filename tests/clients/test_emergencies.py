"""Break-glass: Hal, of another program, opens Ben's record because Ben is in danger."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from followalong.agencies.base import EMERGENCY
from followalong.agencies.deciding import may
from followalong.agencies.models import Program, actor_of
from followalong.caseload.models import Contact
from followalong.clients.models import Client, EmergencyLook
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import events, send, words
from tests.conftest import NOW

ASKED = {
    "name": "Ben Abara",
    "born_on": "1990-05-06",
    "reason": "danger",
    "words": "He wrote that he wants to die.",
    "minutes": "60",
}


@pytest.fixture
def hal(cast) -> MemberClient:
    """A specialist of Northside who has no tie to Ben."""
    with acting_as(service(cast.northside)):
        harbour = Program.objects.create(
            agency=cast.northside, name="Harbour", kind="ips", setting="mental_health"
        )
        for person in (cast.ben, cast.quinn):
            Client.objects.filter(pk=person.pk).update(
                born_on="1990-05-06", phone_key="4165550134", emergency_contact="His sister Ada"
            )
        return MemberClient(make_member(cast.northside, "Hal", "employment_specialist", harbour))


def ask(browser, **said):
    return send(browser, browser.here("home:danger"), **{**ASKED, **said})


def opened(cast, hal, **said) -> EmergencyLook:
    answer = ask(hal, **said)
    assert answer.status_code == 302, words(answer)
    with acting_as(hal.actor):
        look = EmergencyLook.objects.get(pk=answer["Location"].rstrip("/").split("/")[-1])
    assert answer["Location"] == hal.here("home:emergency", look_id=look.pk)
    return look


def page_of(hal, look):
    return hal.get(hal.here("home:emergency", look_id=look.pk))


def later(minutes: int):
    return time_machine.travel(NOW + dt.timedelta(minutes=minutes), tick=False)


def note(cast, text: str, **values):
    with acting_as(service(cast.northside)):
        return Contact.objects.create(
            agency=cast.northside,
            client=cast.ben,
            membership=values.pop("membership", cast.maya),
            started_on=DAY,
            note=text,
            **values,
        )


def test_it_opens_what_helps_on_one_page_under_a_red_banner(cast, hal):
    note(cast, "Often walks by the harbour.")
    note(cast, "Told a peer alone.", membership=cast.pia, is_private=True, label="PEER")
    page = words(page_of(hal, opened(cast, hal)))
    assert "Opened in an emergency" in page and "End now" in page and 'role="alert"' in page
    assert "Ben Abara" in page and "His sister Ada" in page
    assert "Maya goes along with them" in page and "walks by the harbour" in page
    assert "Told a peer alone" not in page


def test_no_other_page_opens_and_nothing_can_be_written(cast, hal):
    look = opened(cast, hal)
    for name in ("home:client", "clients:client_edit", "clients:files", "privacy:shared"):
        assert hal.get(hal.here(name, client_id=cast.ben.pk)).status_code == 404, name
    assert "Ben Abara" not in words(hal.get(hal.here("home:search") + "?q=Abara"))
    assert send(hal, hal.here("clients:client_edit", client_id=cast.ben.pk)).status_code == 404
    assert page_of(hal, look).status_code == 200
    assert send(hal, hal.here("home:emergency", look_id=look.pk)).status_code == 405


def test_the_two_ways_of_asking_agree(cast, hal):
    opened(cast, hal)
    with acting_as(hal.actor):
        ben, rosa = Client.objects.get(pk=cast.ben.pk), Client.objects.get(pk=cast.rosa.pk)
        assert may(hal.actor, ben, purpose=EMERGENCY) and not may(hal.actor, ben)
        assert not may(hal.actor, rosa, purpose=EMERGENCY)
        seen = Client.objects.visible_to(hal.actor, EMERGENCY).filter(pk__in=[ben.pk, rosa.pk])
        assert list(seen) == [ben]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Ben Abar"},
        {"name": "Ben"},
        {"born_on": "1990-05-07"},
        {"born_on": "", "phone": "416-555-0199"},
        {"name": "Lena Costa"},  # of another agency
        {"name": "Quinn Silva"},  # of the addiction program
        {"name": "Quinn Silva", "reason": "medical"},
        {"name": "Nobody Atall"},
    ],
)
def test_whoever_is_not_there_or_not_to_open_gives_one_and_the_same_answer(cast, hal, said):
    answer = ask(hal, **said)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "name": [
            "Nobody opens by this name with this birth date or phone number. Check how they are"
            " written. In danger of life, call the emergency number first."
        ]
    }
    assert [e.fields for e in events(hal.actor, "emergency_look.refused")] == [[]]
    with acting_as(hal.actor):
        assert not EmergencyLook.objects.exists()


def test_a_phone_number_does_as_well(cast, hal):
    assert opened(cast, hal, born_on="", phone="(416) 555-0134", name="BÉN abara")


def test_without_reason_words_or_a_second_sign_it_says_what_is_missing(cast, hal):
    answer = ask(hal, reason="", words="", born_on="", minutes="600")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reason", "words", "phone", "minutes"}
    assert "Ben Abara" in words(answer)


def test_it_closes_by_itself_and_by_hand(cast, hal):
    first = opened(cast, hal)
    with later(61):
        over = hal.get(hal.here("home:emergency", look_id=first.pk), follow=True)
        assert "That time is over" in words(over) and "Ada" not in words(over)
    second = opened(cast, hal, minutes="180")
    assert second.until - second.began_at == dt.timedelta(hours=3)
    assert send(hal, hal.here("home:emergency_end", look_id=second.pk)).status_code == 302
    assert page_of(hal, second).status_code == 302
    assert len(events(hal.actor, "emergency_look.ended")) == 1


def test_it_is_for_the_one_who_asked(cast, hal, as_sol, as_omar, as_priya, as_pia):
    look = opened(cast, hal)
    assert as_sol.get(as_sol.here("home:emergency", look_id=look.pk)).status_code == 404
    assert as_omar.get(as_omar.here("home:emergency", look_id=look.pk)).status_code == 404
    assert send(as_sol, as_sol.here("home:emergency_end", look_id=look.pk)).status_code == 404
    for role in (as_priya, as_pia):
        assert role.get(role.here("home:danger")).status_code == 403
        assert ask(role).status_code == 403


def test_a_role_that_loses_the_right_loses_the_look_on_the_next_request(cast, hal):
    look = opened(cast, hal)
    with acting_as(service(cast.northside)):
        type(hal.membership).objects.filter(pk=hal.membership.pk).update(role="peer_specialist")
    assert page_of(hal, look).status_code == 403


def test_what_is_locked_opens_in_a_medical_emergency_alone(cast, hal):
    note(cast, "Takes insulin.", label="LOCKED")
    assert "Takes insulin" not in words(page_of(hal, opened(cast, hal)))
    assert "Takes insulin" in words(page_of(hal, opened(cast, hal, reason="medical")))
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(label="LOCKED")
    assert ask(hal).status_code == 422
    assert opened(cast, hal, reason="medical")


def test_who_may_open_the_record_anyway_is_told_so(cast, hal, as_maya):
    answer = ask(as_maya)
    assert answer.status_code == 422 and "open to you already" in words(answer)


def test_the_passkey_is_asked_again(cast, hal):
    hal.presence.keep_open = lambda browser: None
    with later(6):
        assert "again" in hal.get(hal.here("home:danger"))["Location"]
        assert ask(hal).status_code == 401
    with acting_as(hal.actor):
        assert not EmergencyLook.objects.exists()


def test_the_privacy_officer_is_told_at_once_and_looks_at_it(cast, hal, as_priya, as_sol):
    look = opened(cast, hal)
    assert "One record was opened in an emergency" in words(
        as_priya.get(as_priya.here("home:today"))
    )
    queue = as_priya.here("privacy:emergencies")
    page = words(as_priya.get(queue))
    assert "Ben Abara" in page and "Hal, Employment specialist" in page
    assert "He wrote that he wants to die." in page and "look at it by" in page
    address = as_priya.here("privacy:emergency_review", look_id=look.pk)
    empty = send(as_priya, address, found="")
    assert empty.status_code == 422 and "Say what you found" in words(empty)
    assert send(as_priya, address, found="Ben is safe. Ben knows.").status_code == 302
    assert "Ben is safe" in words(as_priya.get(queue))
    assert send(as_priya, address, found="Again.").status_code == 422
    assert as_sol.get(as_sol.here("privacy:emergencies")).status_code == 403
    theirs = as_sol.here("privacy:emergency_review", look_id=look.pk)
    assert send(as_sol, theirs, found="Fine.").status_code == 403
    assert len(events(as_priya.actor, "emergency_look.reviewed")) == 1


def test_three_working_days_and_then_it_says_so(cast, hal):
    look = opened(cast, hal)
    assert (look.review_by - timezone.localdate(look.began_at)).days >= 3
    with later(60 * 24 * 10):
        priya = MemberClient(cast.priya)
        page = priya.get(priya.here("privacy:emergencies"))
    assert "was to be looked at by" in words(page)


def test_nobody_reviews_their_own(cast, hal):
    look = opened(cast, hal)
    with acting_as(service(cast.northside)):
        both = make_member(cast.northside, "Hal too", "privacy_officer")
        both.user = hal.membership.user
        both.save()
    officer = MemberClient(both)
    address = officer.here("privacy:emergency_review", look_id=look.pk)
    answer = send(officer, address, found="Fine.")
    assert answer.status_code == 422 and "somebody else looks at it" in words(answer)


def test_the_person_reads_that_it_was_an_emergency(cast, hal, as_priya):
    page_of(hal, opened(cast, hal))
    text = words(as_priya.get(as_priya.here("privacy:looks", client_id=cast.ben.pk)))
    assert "in an emergency, without being on the team" in text and "Hal" in text
    [begun] = events(hal.actor, "emergency_look.begun")
    assert begun.purpose == EMERGENCY and begun.fields == ["danger"]


def test_another_agency_sees_no_such_look(cast, hal):
    opened(cast, hal)
    with acting_as(actor_of(cast.omar)):
        assert not EmergencyLook.objects.exists()
