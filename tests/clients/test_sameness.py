"""When two rows may be one person: what speaks for it, and what never does."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.clients.rules.sameness import (
    Sign,
    days_like,
    signs_of_sameness,
    sound_keys,
    stored_keys,
    traits,
)

MARCH_4 = dt.date(1990, 3, 4)
APRIL_3 = dt.date(1990, 4, 3)
PHONE = "416-555-0142"


def signs(one: str, other: str, *, born=(None, None), phones=(None, None)) -> set[Sign]:
    a = traits(one, born_on=born[0], phone=phones[0])
    b = traits(other, born_on=born[1], phone=phones[1])
    return set(signs_of_sameness(a, b))


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Ben Abara", "Abara, Ben", Sign.SAME_NAME),
        ("Ben J. Abara", "BEN ÁBARA", Sign.SAME_NAME),
        ("Rosa Ledesma", "Rosa María Ledesma Ibáñez", Sign.SAME_NAME),
        ("Ben Abara", "Ben Abarra", Sign.NEAR_NAME),
        ("Mary Anne Smith", "Maryanne Smith", Sign.NEAR_NAME),
        ("Bob Marsh", "Robert Marsh", Sign.SHORT_NAME),
        ("Pepe Silva", "José Silva", Sign.SHORT_NAME),
        ("Deanna Khan", "Diana Khan", Sign.SOUNDS_ALIKE),
        ("Ben", "Ben", Sign.SAME_NAME),
        ("Иван Петров", "Петров Иван", Sign.SAME_NAME),
    ],
)
def test_a_whole_name_is_enough_however_it_is_written(one, other, sign):
    assert signs(one, other) == {sign}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ben", "Ben Abara"),
        ("Ben Abara", "Ben Osei"),
        ("Ana de la Cruz", "Eva de la Cruz"),
        ("Ben Abara", "Bonnie Abeer"),
        ("Noor", "Nora"),
        ("Jo Li", "Jo Lo"),
        ("", "Ben Abara"),
        ("", ""),
    ],
)
def test_less_than_that_is_not(one, other):
    assert signs(one, other) == set()


def test_part_of_a_name_is_enough_with_the_birth_date_or_the_number():
    both = (PHONE, "555-0142")
    assert signs("Rosa Ledesma", "Rosa Marsh", born=(MARCH_4, MARCH_4)) == {
        Sign.PART_OF_NAME,
        Sign.SAME_BIRTH,
    }
    assert signs("Ben", "Benny Abara", born=(MARCH_4, APRIL_3)) == {
        Sign.PART_OF_NAME,
        Sign.SWAPPED_BIRTH,
    }
    assert signs("Ben", "Ben Abara", phones=both) == {Sign.PART_OF_NAME, Sign.SAME_PHONE}
    assert signs("Ben", "Zoe Brandt", phones=both) == set()


def test_two_people_born_on_other_days_are_two_unless_the_number_is_one_as_well():
    other_day = (MARCH_4, dt.date(1968, 9, 30))
    assert signs("Ben Abara", "Ben Abara", born=other_day) == set()
    assert signs("Ben Abara", "Ada Abara", born=other_day, phones=(PHONE, PHONE)) == set()
    assert signs("Ben Abara", "Ben Abara", born=other_day, phones=(PHONE, PHONE)) == {
        Sign.SAME_NAME,
        Sign.SAME_PHONE,
    }


def test_a_new_name_is_found_by_birth_date_and_number_together():
    known = {"born": (MARCH_4, MARCH_4), "phones": (PHONE, PHONE)}
    assert signs("Ben Abara", "Zoe Brandt", **known) == {Sign.SAME_BIRTH, Sign.SAME_PHONE}


def test_the_keys_that_people_are_looked_up_by():
    keys = stored_keys("Robert", "Marsh", "Bob", "+1 (416) 555-0142 ext. 3")
    assert keys["name_key"] == "robert marsh bob"
    assert {"RBRT", "MRX", "BB", "=robert"} <= set(keys["name_sounds"])
    assert keys["phone_key"] == "4165550142"
    assert days_like(MARCH_4) == [MARCH_4, APRIL_3]
    assert days_like(dt.date(1990, 3, 30)) == [dt.date(1990, 3, 30)]
    assert days_like(None) == sound_keys(None, "") == []


NAMES = st.lists(
    st.sampled_from(["ben", "benny", "benjamin", "abara", "abarra", "li", "de", "noor", "rosa"])
    | st.text(max_size=8),
    max_size=4,
).map(" ".join)
PEOPLE = st.builds(
    lambda name, born, phone: traits(name, born_on=born, phone=phone),
    NAMES,
    st.none() | st.sampled_from([MARCH_4, APRIL_3, dt.date(1990, 3, 30)]) | st.dates(),
    st.sampled_from(["", PHONE, "555-0142", "+33 1 99 55 01 42"]) | st.text(max_size=12),
)


@given(PEOPLE, PEOPLE)
def test_it_is_the_same_from_either_side(a, b):
    assert signs_of_sameness(a, b) == signs_of_sameness(b, a)


@given(PEOPLE)
def test_nothing_known_never_matches_anyone(a):
    assert signs_of_sameness(a, traits("")) == signs_of_sameness(traits("", phone="12"), a) == ()


@given(PEOPLE)
def test_whoever_has_a_name_may_be_themselves(a):
    assert bool(signs_of_sameness(a, a)) == bool(a.parts or (a.born_on and a.phone))
