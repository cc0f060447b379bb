"""Limits first, then wishes, and nothing that is no wish."""

import datetime as dt
import uuid
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.matching.rules.fit import Held, Part, Reason, Seeker, Stand, Work, fit, ranked
from followalong.matching.rules.likeness import likeness
from followalong.matching.rules.reading import hours_in, pay_in
from followalong.planning.rules import Much, Place, Preferences, Shift

pytestmark = pytest.mark.unit
TODAY = dt.date(2026, 11, 24)
BAKERY, DINER = uuid.UUID(int=1), uuid.UUID(int=2)
BAKER = Work(uuid.UUID(int=10), BAKERY, "Bread baker (nights)", (20, 25), Decimal("18.50"))
COOK = Work(uuid.UUID(int=11), DINER, "Line cook", (30, 40), Decimal("17"))
BEN = Seeker(Preferences(kinds=("baker", "warehouse"), hours_most=25, pay_floor=Decimal(18)))


def test_a_baker_is_suggested_bread_baking_and_told_what_fits():
    fits, left_out = ranked(BEN, [COOK, BAKER], TODAY)
    assert [one.work for one in fits] == [BAKER]
    assert fits[0].kind == "baker"
    assert fits[0].told(Stand.FITS) == (Part.KIND, Part.HOURS, Part.PAY)
    assert [(one.work, one.limits) for one in left_out] == [(COOK, (Part.HOURS, Part.PAY))]


def test_what_is_not_known_leaves_nothing_out():
    bare = Work(uuid.UUID(int=12), BAKERY, "Baker")
    wants = replace(BEN.wants, shifts=frozenset({Shift.DAY}), noise=Much.LITTLE, minutes_most=30)
    found = fit(Seeker(wants), bare, TODAY)
    assert found.limits == ()
    unknown = (Part.HOURS, Part.SHIFT, Part.PAY, Part.NOISE, Part.WAY)
    assert found.told(Stand.UNKNOWN) == unknown


@pytest.mark.parametrize(
    ("must_not", "work", "is_out"),
    [
        ("nights", replace(BAKER, shifts=frozenset({Shift.NIGHT}), title="Baker"), True),
        ("no kitchens", replace(BAKER, details="Work in the kitchen and at the counter."), True),
        ("dogs", BAKER, False),
        ("heavy lifting", replace(BAKER, details="Some lifting."), False),
    ],
)
def test_what_must_not_be_is_left_out_with_their_words(must_not, work, is_out):
    found = fit(Seeker(Preferences(must_nots=(must_not,))), work, TODAY)
    assert (Part.MUST_NOT in found.limits, found.against) == (is_out, must_not if is_out else "")


def test_a_licence_that_ran_out_leaves_it_out_and_an_empty_profile_does_not():
    driver = replace(COOK, title="Forklift driver", licences=("Forklift licence",))
    valid, old = (Held("Forklift licence", TODAY + dt.timedelta(days=d)) for d in (0, -1))
    stands = [fit(Seeker(Preferences(), h), driver, TODAY) for h in ((), (valid,), (old,))]
    assert [one.parts[Part.LICENCE] for one in stands] == [Stand.UNKNOWN, Stand.FITS, Stand.NOT]
    assert [one.limits for one in stands] == [(), (), (Part.LICENCE,)]


def test_each_reason_for_a_no_changes_what_comes_next():
    other = replace(BAKER, id=uuid.UUID(int=20), title="Cake baker")
    there = replace(BAKER, id=uuid.UUID(int=21), employer_id=DINER)
    expected = {
        Reason.KIND: {Part.KIND},
        Reason.EMPLOYER: {Part.EMPLOYER},
        Reason.WAY: {Part.WAY},
        Reason.HOURS: set(),
        Reason.PAY: set(),
        Reason.OTHER: set(),
    }
    for reason, limits in expected.items():
        seeker = replace(BEN, said_no=((BAKER, reason),))
        fits, left_out = ranked(seeker, [BAKER, other, there], TODAY)
        told = {one.work.id: one for one in (*fits, *left_out)}
        assert BAKER.id not in told, "what they answered is not asked again"
        assert set(told[other.id].limits) == (limits if reason != Reason.KIND else set())
        if reason == Reason.KIND:
            assert set(told[there.id].limits) == limits
        else:
            assert told[there.id].limits == ()
        if reason in (Reason.HOURS, Reason.PAY):
            assert told[there.id].parts[Part(reason)] == Stand.NOT


WORKS = st.builds(
    Work,
    id=st.uuids(),
    employer_id=st.sampled_from([BAKERY, DINER]),
    title=st.sampled_from(["Baker", "Line cook", "Office clerk", "Bakery aide"]),
    hours=st.sampled_from([(None, None), (10, 20), (20, 20), (30, 40)]),
    pay=st.sampled_from([None, Decimal(15), Decimal(20)]),
    shifts=st.frozensets(st.sampled_from(Shift), max_size=2),
    noise=st.sampled_from([None, *Much]),
    place=st.sampled_from([None, *Place]),
    known_on=st.dates(dt.date(2026, 1, 1), TODAY),
)
WISHES = st.builds(
    Preferences,
    kinds=st.lists(st.sampled_from(["baker", "cook", "office"]), unique=True).map(tuple),
    hours_most=st.sampled_from([None, 20, 30]),
    pay_floor=st.sampled_from([None, Decimal(18)]),
    shifts=st.frozensets(st.sampled_from(Shift), max_size=2),
    noise=st.sampled_from([None, *Much]),
    place=st.sampled_from([None, *Place]),
    must_nots=st.sampled_from([(), ("office",)]),
)


@given(WISHES, st.lists(WORKS, max_size=8, unique_by=lambda work: work.id), st.randoms())
def test_the_order_in_which_openings_are_known_changes_nothing(wants, works, random):
    shuffled = random.sample(works, len(works))
    assert ranked(Seeker(wants), works, TODAY) == ranked(Seeker(wants), shuffled, TODAY)


@given(WISHES, WORKS, st.sampled_from(["hours", "pay", "shifts", "noise", "place"]))
def test_knowing_less_of_an_opening_never_leaves_it_out(wants, work, forgotten):
    empty = {"hours": (None, None), "shifts": frozenset()}.get(forgotten)
    known, less = (
        fit(Seeker(wants), w, TODAY) for w in (work, replace(work, **{forgotten: empty}))
    )
    assert set(less.limits) <= set(known.limits)


@given(WISHES, WORKS)
def test_a_score_is_a_share_and_only_wishes_are_judged(wants, work):
    found = fit(Seeker(wants), work, TODAY)
    assert 0 <= found.score <= 1
    wished = {Part.KIND: wants.kinds, Part.NOISE: wants.noise, Part.SHIFT: wants.shifts}
    assert all(bool(wish) == (part in found.parts) for part, wish in wished.items())


@pytest.mark.parametrize(
    ("wish", "title", "least", "most"),
    [
        ("baker", "Bread bakers (nights)", 1, 1),
        ("something with animals", "Animal shelter attendant", 1, 1),
        ("bakery", "Baker", 0.5, 1),
        ("office work", "Office assistant", 1, 1),
        ("warehouse", "Baker", 0, 0),
        ("", "Baker", 0, 0),
    ],
)
def test_how_much_of_a_wish_a_title_says(wish, title, least, most):
    assert least <= likeness(wish, title) <= most


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("15 to 20 hours a week", (15, 20)),
        ("20-25 h, days", (20, 25)),
        ("35 heures par semaine", (35, 35)),
        ("20 horas", (20, 20)),
        ("8 hours a day", (None, None)),
        ("Full time", (None, None)),
        ("2,080 hours", (None, None)),
        (None, (None, None)),
    ],
)
def test_hours_in_words(text, hours):
    assert hours_in(text) == hours


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("$18.50 an hour", Decimal("18.50")),
        ("17 to 19/h", Decimal(19)),
        ("18,25 $ l’heure", Decimal("18.25")),
        ("$45,000 a year", None),
        ("45000 Annual", None),
        ("", None),
    ],
)
def test_pay_of_an_hour_in_words(text, pay):
    assert pay_in(text) == pay
