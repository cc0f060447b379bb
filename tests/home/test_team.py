"""A lead's page: numbers side by side, who needs somebody, who covers, who waits."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import Cover, Membership, StaffFte
from followalong.caseload.rules import Help, at_full_time, what_helps
from followalong.clients.models import Enrolment, Referral
from tests.cast import DAY, MemberClient, make_client, make_enrolled, make_member
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, seen_last


@pytest.fixture
def theo(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)


def read(browser, name="home:team"):
    return text(browser.get(browser.here(name)))


def test_active_and_total_stand_side_by_side_also_for_part_time(cast, as_sol, theo):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 3)
        StaffFte.objects.create(
            agency=cast.northside, membership=cast.maya, from_on=DAY, fte=Decimal("0.5")
        )
    said = read(as_sol)
    assert "2 people · 1 active" in said
    assert "Maya 2 1 4 · 2 (0.5)" in said
    assert "Theo 0 0 0 · 0" in said  # free, and so on the page


def test_nobody_is_ranked_the_names_stand_in_their_order(cast, as_sol, theo):
    with scenes.at(cast.northside):
        scenes.crowd(theo, 5)
        make_member(cast.northside, "Abel", "employment_specialist", cast.ips, cast.sol)
    said = read(as_sol).split("Caseloads")[1]
    assert said.index("Abel") < said.index("Maya") < said.index("Theo")


def test_a_specialist_of_a_program_whose_people_she_cannot_see_is_not_said_to_have_none(
    cast, as_sol
):
    with scenes.at(cast.northside):
        Membership.objects.filter(pk=cast.ade.pk).update(supervisor=cast.sol)
    assert cast.ade.given_name not in read(as_sol).split("Caseloads")[1]


def test_who_has_no_one_and_who_left_with_people_is_said(cast, as_sol, theo):
    with scenes.at(cast.northside):
        _, alone = make_enrolled(cast.maya, "Wren", "Castillo")
        Enrolment.objects.filter(pk=alone.pk).update(specialist=None)
        make_enrolled(theo, "Ida", "Novak")
        Membership.objects.filter(pk=theo.pk).update(ended_on=DAY - dt.timedelta(days=4))
    said = read(as_sol)
    assert "Wren Castillo here for 50 days" in said
    assert "Theo Left 4 days ago, and 1 person is still with them" in said


def test_cover_is_said_from_when_to_when(cast, as_sol, theo):
    with scenes.at(cast.northside):
        Cover.objects.create(
            agency=cast.northside,
            away=cast.maya,
            covering=theo,
            from_on=DAY,
            to_on=DAY + dt.timedelta(days=3),
        )
    assert "Theo sees to Maya’s people until Fri 27 Nov" in read(as_sol)


def test_the_long_waits_are_two_lists_with_what_would_help(cast, as_sol):
    with scenes.at(cast.northside):
        scenes.clock(cast.ben_enrolment, "first_employer_contact", start=41, warn=20, due=11)
        scenes.clock(
            cast.rosa_enrolment,
            "first_employer_contact",
            start=45,
            warn=20,
            due=15,
            excuse="paused",
        )
        scenes.contact(cast.ben_enrolment, 2)
        Referral.objects.filter(client=cast.sam).update(received_on=DAY - dt.timedelta(days=33))
    assert "2 waiting long" in read(as_sol)
    said = read(as_sol, "home:waiting")
    assert "33 days Sam Okafor" in said and "Get in touch and give an answer" in said
    assert "41 days Ben Abara Maya Go to an employer this week" in said
    assert "1 more person, whose wait has a reason" in said and "Rosa Ledesma paused" in said
    assert seen_last(cast.northside) == {cast.ben.pk, cast.rosa.pk, cast.sam.pk}


def test_thirty_days_are_not_yet_long(cast, as_sol):
    with scenes.at(cast.northside):
        scenes.clock(cast.ben_enrolment, "first_employer_contact", start=30, warn=9, due=0)
        Referral.objects.filter(client=cast.sam).update(received_on=DAY - dt.timedelta(days=30))
    said = read(as_sol, "home:waiting")
    assert "Ben" not in said and "Sam" not in said
    assert "0 waiting long" in read(as_sol)


@pytest.mark.parametrize("name", ["home:team", "home:waiting"])
def test_the_pages_are_for_leads(cast, as_maya, as_pia, as_omar, as_ana, name):
    for browser in (as_maya, as_pia, as_omar, as_ana):
        assert browser.get(browser.here(name)).status_code == 403
    assert as_omar.get(MemberClient(cast.sol).here(name)).status_code == 404


def test_a_lead_of_another_program_sees_nothing_of_this_one(cast):
    with scenes.at(cast.northside):
        uma = MemberClient(make_member(cast.northside, "Uma", "supervisor", cast.new_leaf))
        scenes.clock(cast.ben_enrolment, "first_employer_contact", start=41, warn=20, due=11)
        make_client(cast.ips, "Kim", "Duarte")
    for name in ("home:team", "home:waiting"):
        said = read(uma, name)
        assert not [one for one in ("Maya", "Ben", "Rosa", "Kim") if one in said]
    assert "Ade" in read(uma)


def test_today_leads_to_the_team(as_sol):
    assert as_sol.here("home:team") in page(as_sol, "home:today")
    assert as_sol.here("home:team") in page(as_sol, "home:more")


@pytest.mark.parametrize("name", ["home:team", "home:waiting"])
def test_the_pages_cost_the_same_for_five_or_fifty(cast, as_sol, name):
    def more(count):
        with scenes.at(cast.northside):
            for _client, row in scenes.crowd(cast.maya, count):
                scenes.clock(row, "first_employer_contact", start=50, warn=20, due=11)
                make_member(cast.northside, f"S{row.pk}", "employment_specialist", cast.ips)
            _, alone = make_enrolled(cast.maya, "Wren", "Castillo")
            Enrolment.objects.filter(pk=alone.pk).update(specialist=None)

    more(3)
    with queries_of_a_page() as few:
        read(as_sol, name)
    more(30)
    with queries_of_a_page() as many:
        read(as_sol, name)
    assert len(few.asked) == len(many.asked)


# The rules

share = st.decimals(Decimal("0.05"), Decimal(1), places=2)


@given(st.integers(0, 500), share)
def test_at_full_time_nobody_has_fewer_people(number, fte):
    assert at_full_time(number, fte) >= number
    assert at_full_time(number, Decimal(1)) == at_full_time(number, None) == number
    assert abs(at_full_time(number, fte) * fte - number) <= fte


@given(
    st.booleans(),
    st.none() | st.dates(dt.date(2026, 1, 1), DAY),
    st.integers(min_value=1, max_value=60),
)
def test_what_helps_is_the_first_thing_missing(has_specialist, talked_on, quiet_days):
    said = what_helps(
        has_specialist=has_specialist, talked_on=talked_on, today=DAY, quiet_days=quiet_days
    )
    recently = talked_on is not None and (DAY - talked_on).days <= quiet_days
    expected = Help.VISIT if recently else Help.GET_IN_TOUCH
    assert said is (expected if has_specialist else Help.NAME_SOMEONE)
