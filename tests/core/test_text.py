"""Names are found however they were typed; numbers however they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.core import text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  Zoë   O'Brien-Núñez ", "zoe o brien nunez"),
        ("O\u2019Brien", "o brien"),
        ("Hawai\u02bbi", "hawai i"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("Œuvre Æsop", "oeuvre aesop"),
        ("Weiß", "weiss"),
        ("\ufb01nch", "finch"),
        ("Ｒｏｓａ", "rosa"),
        ("İpek Işık", "ipek isik"),
        ("Ἄννα", "αννα"),
        ("Hill Street Bakery, #2", "hill street bakery 2"),
        ("", ""),
        ("!?", ""),
    ],
)
def test_folding(name, expected):
    assert text.fold(name) == expected


def test_vowel_signs_of_other_scripts_stay():
    assert text.fold("रीता") != text.fold("रता")
    assert " " not in text.fold("रीता")


@given(st.text())
def test_folding_again_changes_nothing(name):
    folded = text.fold(name)
    assert text.fold(folded) == folded
    assert folded == " ".join(folded.split())


@given(st.text(alphabet="aàáâeéèñçoöuüøœ BCÉÑ-'"))
def test_case_makes_no_difference(name):
    assert text.fold(name.upper()) == text.fold(name.lower())


def test_a_key_joins_what_is_known_of_a_name():
    assert text.name_key("Rosa", None, "Ibáñez") == "rosa ibanez"
    assert text.name_key(None, "") == ""


def test_initials_are_left_out_unless_nothing_else_is_left():
    assert text.without_initials("ben j osei") == "ben osei"
    assert text.without_initials("b j") == "b j"


def test_trigrams_are_padded_like_those_of_the_database():
    assert text.trigrams("Ben") == {"  b", " be", "ben", "en "}
    assert text.trigrams("") == frozenset()


def test_similar_names_are_more_alike_than_others():
    assert text.similarity("Hill Street Bakery", "Hil Street Bakery") > 0.7
    assert text.similarity("Hill Street Bakery", "Harbour Hotel") < 0.2
    assert text.similarity("", "") == 0.0


@given(st.text(), st.text())
def test_likeness_is_mutual_and_between_none_and_all(a, b):
    assert text.similarity(a, b) == text.similarity(b, a)
    assert 0 <= text.similarity(a, b) <= 1


@pytest.mark.parametrize(
    "written",
    [
        "416 555 0134",
        "(416) 555-0134",
        "+1 416.555.0134",
        "1-416-555-0134",
        "001 416 555 0134",
        "416 555 0134 ext. 22",
        "416-555-0134 x22",
        "416 555 0134, poste 22",
        "４１６ ５５５ ０１３４",
    ],
)
def test_one_number_has_one_key(written):
    assert text.phone_key(written) == "4165550134"


def test_numbers_of_other_countries_keep_their_code():
    assert text.phone_key("+44 20 7946 0123") == text.phone_key("0044 20 7946 0123")
    assert text.phone_key("+44 20 7946 0123", country="44") == "2079460123"
    assert text.phone_key("+44 20 7946 0123") == "442079460123"


@pytest.mark.parametrize("written", ["", "none", "5550", "call the front desk"])
def test_what_is_no_number_matches_nothing(written):
    assert text.phone_key(written) == ""


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_a_key_has_only_digits(written):
    assert text.phone_key(written).isascii()
    assert not text.phone_key(written).strip("0123456789")
