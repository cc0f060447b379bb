"""A pasted e-mail fills a form; nothing is kept until somebody has looked it over."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import actor_of
from followalong.clients.models import Client
from followalong.clients.rules import MOST, read_letter, read_way
from followalong.core.db import acting_as
from tests.clients.posting import people, send, words
from tests.clients.test_public_referral import referrals_of

FROM_A_CLINIC = """From: Amal Reyes <amal@clinic.example.org>
To: intake@northside.example.org
Subject: Referral

Hello,

I would like to refer Kit Lindqvist to you. They want morning work with plants.
Reach Kit at 416-555-0177 or kit@example.org. No voice mail, please.

Thanks,
Amal
Harbour Clinic, 416-555-0100
"""
IN_FRENCH = """De : Zoé Tremblay <zoe@example.org>
Objet : Travail

Bonjour, je m’appelle Zoé Tremblay et je cherche un travail le matin.
Cordialement
Zoé (514) 555-0123
"""
IN_SPANISH = (
    "Nombre: Rosa Ledesma\nTeléfono: 647 555 0190\nCorreo: rosa@example.org\nQuiere cocinar."
)


def test_who_refers_and_who_it_is_about_are_kept_apart():
    letter = read_letter(FROM_A_CLINIC)
    assert (letter.given_name, letter.family_name) == ("Kit", "Lindqvist")
    assert (letter.phone, letter.email) == ("416-555-0177", "kit@example.org")
    assert letter.referrer == "Amal Reyes amal@clinic.example.org"
    assert "No voice mail, please." in letter.words
    assert not letter.is_own


def test_somebody_writes_for_themselves():
    letter = read_letter(IN_FRENCH)
    assert (letter.given_name, letter.family_name) == ("Zoé", "Tremblay")
    assert (letter.phone, letter.email) == ("(514) 555-0123", "zoe@example.org")
    assert letter.is_own
    assert letter.referrer == ""


def test_lines_with_labels_go_into_their_fields_and_out_of_the_words():
    letter = read_letter(IN_SPANISH)
    assert letter[:4] == ("Rosa", "Ledesma", "647 555 0190", "rosa@example.org")
    assert letter.words == "Quiere cocinar."


@pytest.mark.parametrize(
    ("text", "given_name"),
    [
        ("My name is Noor and I would like to work.", "Noor"),
        ("I am referring Ben Abara, who likes kitchens.", "Ben"),
        ("Subject: Referral for Uma Sethi\n\nPlease call.", "Uma"),
        ("Me llamo José Luis. Busco trabajo.", "José"),
        ("Please call me back.", ""),
        ("We refer to your letter.", ""),
        ("", ""),
    ],
)
def test_a_name_is_read_only_where_one_is_said(text, given_name):
    assert read_letter(text).given_name == given_name


@given(st.text(max_size=600))
def test_any_text_is_read_and_no_word_of_it_is_lost(text):
    letter = read_letter(text)
    assert all(part in text or not part for part in (letter.given_name, letter.phone, letter.email))
    told = letter.words.split()
    for line in text.splitlines():
        if ":" not in line and not line.lstrip("> \t").startswith(("--", "__")):
            assert set(line.lstrip("> \t").split()) <= set(told)


@given(st.from_regex(r"\A[2-9]\d\d-555-01\d\d\Z"), st.from_regex(r"\A[a-z]{1,8}@example\.org\Z"))
def test_a_number_and_an_address_are_found_wherever_they_stand(phone, email):
    letter = read_letter(f"Hello\nYou may call {phone} or write to {email}, thank you.")
    assert (letter.phone, letter.email) == (phone, email)


@given(st.text(alphabet="a@.-> :\n", max_size=3000))
def test_reading_takes_no_longer_for_being_odd(text):
    assert len(read_letter(text).words) <= len(text)


@given(st.text(max_size=60))
def test_one_way_is_kept_whatever_it_is(text):
    kind, said = read_way(text)
    assert said == text.strip()
    assert kind in {"phone", "email", "other"}
    if kind == "phone":
        assert not re.search(r"[^\W\d_]", said)


# On the page


def paste(browser, text):
    return browser.post(browser.here("clients:referral_paste"), {"letter": text})


def test_the_form_comes_filled_and_nothing_is_kept_yet(cast, as_maya):
    page = paste(as_maya, FROM_A_CLINIC)
    assert page.status_code == 200
    form = page.context["form"]
    assert form["given_name"].value() == "Kit"
    assert form["referrer"].value() == "Amal Reyes amal@clinic.example.org"
    assert "morning work with plants" in form["reason"].value()
    assert f'action="{as_maya.here("clients:referral_new")}"' in words(page)
    with acting_as(actor_of(cast.maya)):
        assert not Client.objects.filter(given_name="Kit").exists()


def test_saved_it_keeps_where_it_came_from(cast, as_maya):
    form = paste(as_maya, FROM_A_CLINIC).context["form"]
    said = {name: form[name].value() or "" for name in form.fields if name != "command_id"}
    said |= {"source": "CLINICIAN_PRIMARY", "received_on": "2026-11-23", "ok_to_text": ""}
    said.pop("ok_to_text")
    assert send(as_maya, as_maya.here("clients:referral_new"), **said).status_code == 302
    [made] = referrals_of(cast.northside, client__given_name="Kit")
    assert (made.source, made.referrer) == (
        "CLINICIAN_PRIMARY",
        "Amal Reyes amal@clinic.example.org",
    )
    assert made.client.phone == "416-555-0177"


def test_a_persons_own_letter_proposes_that_they_asked(as_maya):
    assert paste(as_maya, IN_FRENCH).context["form"]["source"].value() == "SELF"


def test_an_empty_box_and_a_whole_book_are_refused_in_words(cast, as_maya):
    assert "Paste the text of the e-mail here." in words(paste(as_maya, ""))
    assert paste(as_maya, "a" * (MOST + 1)).status_code == 422
    assert not people(actor_of(cast.maya), given_name="a")


def test_who_may_not_refer_may_not_paste(as_pia, as_ana):
    for browser in (as_pia, as_ana):
        assert paste(browser, FROM_A_CLINIC).status_code == 403
