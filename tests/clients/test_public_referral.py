"""A person asks for support on the public page, without an account."""

import re

import pytest
from django.urls import reverse

from followalong.agencies.base import Label
from followalong.agencies.models import Door, actor_of
from followalong.clients.models import Referral
from followalong.core.db import acting_as
from followalong.core.ids import read_receipt_code, uuid7
from tests.cast import service
from tests.clients.posting import command_of, events, people, send, words

PAGE = "/refer/northside/"


@pytest.fixture
def page(cast):
    return PAGE


def referrals_of(agency, **lookup):
    with acting_as(service(agency)):
        return list(Referral.objects.filter(**lookup).select_related("client"))


def test_a_name_and_one_way_to_reach_you_are_enough(cast, visitor, page):
    answer = send(visitor, page, given_name="Kit", phone="416 555 0177")
    made = referrals_of(cast.northside, client__given_name="Kit")[0]
    assert answer.status_code == 302
    assert answer["Location"] == reverse("refer:refer_done", args=[made.receipt])
    assert (made.source, made.decision, made.program_id) == ("SELF", "pending", cast.ips.pk)
    assert made.client.phone == "416 555 0177"
    assert made.client.ok_to_text is None
    thanks = visitor.get(answer["Location"])
    assert made.receipt in words(thanks)
    assert read_receipt_code(made.receipt) == made.receipt


@pytest.mark.parametrize(
    "way", [{"phone": "416 555 0177"}, {"email": "kit@example.org"}, {"other_way": "the library"}]
)
def test_any_one_way_will_do(cast, visitor, page, way):
    assert send(visitor, page, given_name="Kit", **way).status_code == 302


def test_what_was_said_about_safety_is_kept(cast, visitor, page):
    send(
        visitor,
        page,
        given_name="Kit",
        phone="416 555 0177",
        ok_to_text="on",
        other_way="a note at the library",
        safe_when="only mornings",
        reason="I liked working with plants.",
    )
    made = referrals_of(cast.northside, client__given_name="Kit")[0]
    assert made.client.ok_to_text is True
    assert made.client.safe_contact == "a note at the library\nonly mornings"
    assert made.reason == "I liked working with plants."


def test_without_a_way_nothing_is_sent_and_nothing_typed_is_lost(cast, visitor, page):
    answer = send(visitor, page, given_name="Kit", reason="Plants, and mornings.")
    assert answer.status_code == 422
    assert "Give us one safe way to reach you" in words(answer)
    assert 'value="Kit"' in words(answer)
    assert "Plants, and mornings." in words(answer)
    assert not people(service(cast.northside), given_name="Kit")


def test_a_mistyped_address_is_said_once_beside_its_field(cast, visitor, page):
    answer = send(visitor, page, given_name="Kit", email="kit@")
    assert answer.status_code == 422
    assert "Give us one safe way" not in words(answer)
    assert 'value="kit@"' in words(answer)


def test_the_same_form_sent_twice_is_one_referral_with_one_receipt(cast, visitor, page):
    command = str(uuid7())
    first, second = (
        visitor.post(page, {"command_id": command, "given_name": "Kit", "phone": "416 555 0177"})
        for _ in range(2)
    )
    assert first["Location"] == second["Location"]
    assert len(referrals_of(cast.northside, client__given_name="Kit")) == 1


def test_two_visitors_get_forms_of_their_own(cast, visitor, page):
    assert command_of(visitor.get(page)) != command_of(visitor.get(page))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_is_a_plain_form_in_each_language(cast, visitor, page, language):
    visitor.cookies["django_language"] = language
    shown = words(visitor.get(page))
    assert f'<html lang="{language}"' in shown
    for name in ("given_name", "phone", "email", "other_way", "reason"):
        assert f'name="{name}"' in shown
    assert 'type="submit"' in shown
    assert "data-keep" not in shown


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_language_of_the_page_is_kept(cast, visitor, page, language):
    visitor.cookies["django_language"] = language
    send(visitor, page, given_name="Kit", phone="416 555 0177")
    assert referrals_of(cast.northside, client__given_name="Kit")[0].language == language


def test_above_the_text_box_stands_that_nobody_reads_at_once_and_who_does(cast, visitor, page):
    shown = words(visitor.get(page))
    box = shown.index('name="reason"')
    assert shown.index("No one reads this at once") < box
    assert shown.index("tel:988") < box


def test_without_crisis_lines_the_page_still_works(cast, visitor, page, monkeypatch):
    monkeypatch.setattr("followalong.clients.views.public.crisis_lines", lambda pack, lang: [])
    shown = visitor.get(page)
    assert shown.status_code == 200
    assert "No one reads this at once" in words(shown)


def test_no_question_about_health_or_money(cast, visitor, page):
    shown = words(visitor.get(page)).lower()
    asked = " ".join(re.findall(r"<label[^>]*>(.*?)</label>", shown, flags=re.S))
    for word in ("health", "diagnos", "benefit", "medic", "disab", "income", "birth"):
        assert word not in asked


def test_titles_say_nothing_about_the_kind_of_agency(cast, visitor, page):
    answer = send(visitor, page, given_name="Kit", phone="416 555 0177")
    for address in (page, answer["Location"]):
        title = re.search(r"<title>(.*?)</title>", words(visitor.get(address)), flags=re.S)[1]
        for word in ("mental", "health", "addiction", "ips", "northside"):
            assert word not in title.lower()


def test_a_box_that_people_do_not_see_stops_programs_and_keeps_the_words(cast, visitor, page):
    said = {"given_name": "Kit", "phone": "416 555 0177", "website": "http://example.org"}
    answer = send(visitor, page, **said)
    assert answer.status_code == 422
    assert 'value="Kit"' in words(answer)
    assert "http://example.org" not in words(answer)
    assert not people(service(cast.northside), given_name="Kit")


def test_the_thirty_first_in_an_hour_is_refused_with_words_kept(cast, visitor, page):
    for _ in range(30):
        assert send(visitor, page, given_name="Kit", phone="416 555 0177").status_code == 302
    answer = send(visitor, page, given_name="Robin", phone="416 555 0178")
    assert answer.status_code == 429
    assert "send them again in an hour" in words(answer)
    assert 'value="Robin"' in words(answer)
    assert not people(service(cast.northside), given_name="Robin")
    assert len(people(service(cast.northside), given_name="Kit")) == 30


def test_a_closed_or_unknown_door_is_not_there(cast, visitor):
    Door.objects.filter(pk="northside").update(is_open=False)
    assert visitor.get(PAGE).status_code == 404
    assert visitor.get("/refer/nowhere/").status_code == 404
    assert send(visitor, PAGE, given_name="Kit", phone="1").status_code == 404


def test_a_made_up_receipt_is_not_there(visitor):
    assert visitor.get("/refer/done/hello/").status_code == 404


def test_the_record_says_a_visitor_wrote_it(cast, visitor, page):
    send(visitor, page, given_name="Kit", phone="416 555 0177")
    [event] = events(actor_of(cast.maya), "referral.received")
    assert (event.actor_kind, event.role, event.membership_id) == ("public", "anyone", None)


def test_at_the_door_of_an_addiction_program_others_never_learn_of_it(
    cast, visitor, as_ade, as_maya
):
    Door.objects.create(
        slug="new-leaf",
        agency=cast.northside,
        program=cast.new_leaf,
        agency_name=cast.northside.name,
        program_name=cast.new_leaf.name,
    )
    assert send(visitor, "/refer/new-leaf/", given_name="Kit", phone="1").status_code == 302
    [made] = referrals_of(cast.northside, client__given_name="Kit")
    assert made.label == made.client.label == Label.SUD
    assert "Kit" in words(as_ade.get(as_ade.here("clients:referrals")))
    assert "Kit" not in words(as_maya.get(as_maya.here("clients:referrals")))
    gone = as_maya.here("clients:referral", referral_id=made.pk)
    assert as_maya.get(gone).status_code == 404
