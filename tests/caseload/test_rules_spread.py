"""Who goes to whom in a hand-over: everyone once, evenly, to their own where it fits."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.caseload.rules import Receiver, ToPlace, spread

pytestmark = pytest.mark.unit

IPS, NEW_LEAF = UUID(int=1), UUID(int=2)
GROUPS = [UUID(int=n) for n in range(10, 13)]
some_group = st.none() | st.sampled_from(GROUPS)
some_groups = st.frozensets(st.sampled_from(GROUPS), max_size=2)
shares = st.none() | st.sampled_from([Decimal("0.5"), Decimal("0.8"), Decimal(1)])


def ids(first: int):
    return st.integers(first, first + 500).map(lambda n: UUID(int=n))


def people(programs=(IPS,)):
    one = st.builds(
        ToPlace, id=ids(1000), program=st.sampled_from(programs), team=some_group, site=some_group
    )
    return st.lists(one, max_size=40, unique_by=lambda person: person.id)


def receivers(programs=(IPS, None)):
    one = st.builds(
        Receiver,
        id=ids(2000),
        program=st.sampled_from(programs),
        teams=some_groups,
        sites=some_groups,
        active=st.integers(0, 40),
        people=st.integers(0, 60),
        fte=shares,
    )
    return st.lists(one, max_size=6, unique_by=lambda receiver: receiver.id)


@given(people((IPS, NEW_LEAF)), receivers((IPS, NEW_LEAF, None)))
def test_everyone_goes_exactly_once_and_only_where_they_may(folk, staff):
    placed = spread(folk, staff)
    by_id = {one.id: one for one in staff}
    assert set(placed) == {person.id for person in folk}
    for person in folk:
        able = [one for one in staff if one.program in (person.program, None)]
        to = placed[person.id]
        assert (to is None) == (not able)
        assert to is None or by_id[to].program in (person.program, None)


@given(people(), receivers())
def test_nobody_gets_more_than_an_even_share_needs(folk, staff):
    given_to = Counter(spread(folk, staff).values())

    def load(one: Receiver, more: int) -> Fraction:
        return (one.active + more) / (Fraction(one.fte) if one.fte else Fraction(1))

    for one in staff:
        for other in staff:
            if given_to[one.id]:
                # The last one given could not have gone to a lighter caseload.
                assert load(one, given_to[one.id]) <= load(other, given_to[other.id] + 1)


@given(people(), receivers(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(folk, staff, random):
    before = spread(folk, staff)
    random.shuffle(folk)
    random.shuffle(staff)
    assert spread(folk, staff) == before


@given(people(), receivers())
def test_a_place_in_the_own_team_is_not_left_to_a_stranger(folk, staff):
    placed = spread(folk, staff)
    by_id = {one.id: one for one in staff}
    strangers = [p for p in folk if placed[p.id] and p.team not in by_id[placed[p.id]].teams]
    for person in strangers:
        for other in folk:
            to = by_id.get(placed[other.id])
            taken_by_a_stranger = to and other.team not in to.teams
            assert not (taken_by_a_stranger and person.team is not None and person.team in to.teams)


def test_people_of_an_addiction_program_go_only_within_it():
    quinn = ToPlace(id=UUID(int=1001), program=NEW_LEAF, is_sud=True)
    anywhere, inside = Receiver(UUID(int=2001)), Receiver(UUID(int=2002), program=NEW_LEAF)
    assert spread([quinn], [anywhere]) == {quinn.id: None}
    assert spread([quinn], [anywhere, inside]) == {quinn.id: inside.id}


def test_thirty_five_people_over_three_come_out_even():
    folk = [ToPlace(id=UUID(int=1000 + n), program=IPS) for n in range(35)]
    staff = [Receiver(UUID(int=2000 + n), active=active) for n, active in enumerate((20, 24, 30))]
    counted = Counter(spread(folk, staff).values())
    assert sorted(one.active + counted[one.id] for one in staff) == [36, 36, 37]
