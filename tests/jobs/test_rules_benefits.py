"""What a wage changes about benefits: the acceptance vectors, and what must hold for any wage."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.jobs.benefit_rates import load_rates
from followalong.jobs.rules.benefits import (
    BCPWD,
    ODSP,
    SSDI,
    SSI,
    NoRate,
    Offer,
    Phase,
    Question,
    ScenarioProblem,
    Wage,
    compare,
    month_after,
    monthly,
    read_scenario,
)

JANUARY_2025 = date(2025, 1, 1)
TODAY = date(2026, 11, 25)
D = Decimal
dollars = st.integers(0, 600_000).map(lambda n: D(n) / 100)
months = st.integers(0, 23).map(lambda n: month_after(JANUARY_2025, n))


def one_month(benefit, gross, month=JANUARY_2025, deductions=0):
    return benefit.pay([Wage(month, D(gross), D(deductions))], load_rates())[0]


def a_run(benefit, *gross, first=JANUARY_2025):
    wages = [Wage(month_after(first, n), D(one)) for n, one in enumerate(gross)]
    return benefit.pay(wages, load_rates())


@pytest.mark.parametrize(("gross", "paid"), [("885", "567"), ("65", "967"), ("85", "967")])
def test_ssi_counts_half_of_what_is_above_85(gross, paid):
    assert one_month(SSI(), gross).amount == D(paid)


def test_ssi_with_other_income_and_work_expenses():
    assert one_month(SSI(unearned=D(120)), "0").amount == D(867)
    assert one_month(SSI(unearned=D(120)), "165").amount == D(817)  # nothing is left of the 20
    assert one_month(SSI(irwe=D(100)), "885").amount == D(617)
    assert one_month(SSI(bwe=D(100)), "885").amount == D(667)
    assert one_month(SSI(couple=True, state_supplement=D(50)), "0").amount == D(1500)


def test_a_student_under_22_first_keeps_so_much_a_month_and_a_year():
    first, *_rest, last = a_run(SSI(student_under_22=True), *["2350"] * 4, "400")
    assert first.amount == D(967)
    assert last.amount == D("839.50")  # 60 of the year were left: (400 - 60 - 85) / 2
    with pytest.raises(NoRate, match="student_year of SSI for 2026-01; figures reach to 2025-12"):
        one_month(SSI(student_under_22=True), "100", date(2026, 1, 1))


def test_ssdi_pays_nine_trial_months_whatever_is_earned():
    paid = a_run(SSDI(D(1200)), *["2000"] * 14)
    assert [one.amount for one in paid[:9]] == [D(1200)] * 9
    assert [one.state for one in paid[:9]] == [Phase.TRIAL] * 9
    # Three grace months, then nothing while it stays above the substantial level.
    assert [one.amount for one in paid[9:]] == [D(1200)] * 3 + [D(0)] * 2
    assert {one.state for one in paid[9:]} == {Phase.EXTENDED}


def test_ssdi_in_the_extended_time_comes_back_with_the_next_lower_month():
    paid = a_run(SSDI(D(1200)), *["2000"] * 13, "900", "2000")
    assert [one.amount for one in paid[12:]] == [D(0), D(1200), D(0)]


def test_a_month_at_the_level_is_no_trial_month_and_one_above_it_is():
    at, above = a_run(SSDI(D(1200)), "1160", "1160.01")
    assert at.notes == () and above.notes == ("trial_month",)


def test_trial_months_leave_the_window_after_five_years():
    old = tuple(date(2020, month, 1) for month in range(1, 9))  # eight of them, in 2020
    now = a_run(SSDI(D(1200), trial_used=old), "2000", first=date(2025, 2, 1))
    assert now[0].state == Phase.TRIAL and now[0].steps[1].amount == 7  # January 2020 has left
    done = a_run(SSDI(D(1200), trial_used=old), "2000", "2000", first=date(2024, 12, 1))
    assert [one.state for one in done] == [Phase.TRIAL, Phase.EXTENDED]


def test_after_the_extended_time_the_first_month_above_the_level_ends_it():
    used = tuple(date(2021, month, 1) for month in range(1, 10))  # done in September 2021
    ceased = date(2022, 1, 1)
    first = date(2024, 8, 1)  # months 35 and 36, then after
    paid = a_run(
        SSDI(D(900), trial_used=used, ceased=ceased), *["0", "0", "0", "2000", "0"], first=first
    )
    assert [one.amount for one in paid] == [D(900)] * 3 + [D(0)] * 2
    assert [one.state for one in paid][2:] == [Phase.AFTER, Phase.ENDED, Phase.ENDED]


def test_after_the_extended_time_a_first_such_month_still_has_its_grace():
    used = tuple(date(2021, month, 1) for month in range(1, 10))
    paid = a_run(SSDI(D(900), trial_used=used), *["2000"] * 4, "0", first=date(2025, 1, 1))
    assert [one.amount for one in paid] == [D(900)] * 3 + [D(0)] * 2


@pytest.mark.parametrize(("net", "less"), [("1500", "375"), ("900", "0"), ("1000", "0")])
def test_odsp_takes_three_quarters_of_what_is_above_1000(net, less):
    assert D(1368) - one_month(ODSP(D(1368)), net).amount == D(less)


def test_odsp_with_a_partner_expenses_and_deductions():
    assert D(2000) - one_month(ODSP(D(2000), partner_net=D(250)), "0").amount == D(25)
    assert D(2000) - one_month(ODSP(D(2000), childcare=D(300)), "1500").amount == D(75)
    assert D(2000) - one_month(ODSP(D(2000)), "1600", deductions=100).amount == D(375)
    assert one_month(ODSP(D(2000), full_time_student=True), "3000").amount == D(2000)


def test_the_annual_exemption_takes_dollar_for_dollar_above_the_year():
    at_2021 = date(2021, 10, 1)
    near = one_month(BCPWD(D(1358), earned_this_year=D(10300)), "1000", date(2021, 9, 1))
    assert near.notes == ("near_the_limit",)  # 11,300 of 15,000
    over = one_month(BCPWD(D(1358), earned_this_year=D(14500)), "1000", at_2021)
    assert D(1358) - over.amount == D(500)


def test_a_new_year_begins_with_a_whole_exemption_and_a_late_start_with_its_part():
    december, january = a_run(
        BCPWD(D(1358), earned_this_year=D(16200)), "1000", "1000", first=date(2025, 12, 1)
    )
    assert (december.amount, january.amount) == (D(358), D(1358))
    half = BCPWD(D(1358), assistance_from=date(2025, 7, 1))
    assert half.limit(date(2025, 8, 1), load_rates()) == D(8100)
    assert half.limit(date(2026, 8, 1), load_rates()) == D(16200)


@given(gross=dollars, more=dollars, month=months)
def test_no_wage_more_leaves_less_and_no_cliff_stands_where_the_rules_have_none(gross, more, month):
    for benefit in (SSI(), SSI(unearned=D(50), irwe=D(33)), ODSP(D(1368)), BCPWD(D(1358))):
        before, after = one_month(benefit, gross, month), one_month(benefit, gross + more, month)
        assert after.amount <= before.amount
        assert 0 <= before.amount - after.amount <= more + D("0.01")
        assert before.amount == before.amount.quantize(D("0.01"))


@given(gross=dollars, month=months, unearned=dollars, irwe=dollars)
def test_ssi_agrees_with_the_sentence_of_the_rule(gross, month, unearned, irwe):
    full = {2025: D(967), 2026: D(994)}[month.year]
    left = max(D(0), D(20) - unearned)
    halves = max(D(0), gross - left - 65 - irwe) * 100 / 2
    counted = D(int(halves + D("0.5"))) / 100
    paid = max(D(0), full - counted - max(D(0), unearned - 20))
    assert one_month(SSI(unearned=unearned, irwe=irwe), gross, month).amount == paid


@given(wages=st.lists(dollars, min_size=1, max_size=24))
def test_a_year_of_the_annual_exemption_takes_what_is_above_the_limit_in_all(wages):
    paid = a_run(BCPWD(D(1_000_000)), *wages)
    for year, limit in ((2025, D(16200)), (2026, D(16200))):
        of_year = [one for one in paid if one.month.year == year]
        earned = sum(w for w, one in zip(wages, paid, strict=True) if one.month.year == year)
        taken = sum(D(1_000_000) - one.amount for one in of_year)
        assert taken == max(D(0), earned - limit)


def ask(*offers, also_has=frozenset(), months=12, starts=JANUARY_2025):
    question = Question("us", starts, months, (SSI(),), offers, also_has=also_has)
    return compare(question, load_rates(), TODAY)


def test_offers_stand_side_by_side_against_now():
    bakery, inn = Offer("Bakery", D(885)), Offer("Inn", D(1485), starts=date(2025, 7, 1))
    answer = ask(bakery, inn)
    assert answer.now.total == 12 * D(967)
    assert [one.better_off_by for one in answer.offers] == [12 * D(485), 6 * D(785)]
    assert answer.confirm_with == ("ssa",)


def test_no_better_off_by_while_something_that_matters_is_not_counted():
    bakery = Offer("Bakery", D(885))
    assert ask(bakery, also_has=frozenset({"medicaid"})).offers[0].better_off_by is None
    unasked = ask(bakery, also_has=None)
    assert unasked.offers[0].better_off_by is None and unasked.in_the_way == ("not_asked",)


def test_a_missing_year_is_refused_and_old_figures_are_warned_about():
    with pytest.raises(NoRate, match="rate_one of SSI for 2027-01; figures reach to 2026-12"):
        ask(Offer("Bakery", D(885)), months=24, starts=date(2026, 1, 1))
    question = Question("us", JANUARY_2025, 1, (SSI(),), (Offer("Bakery", D(885)),))
    assert not compare(question, load_rates(), TODAY).stale
    late = compare(question, load_rates(), date(2028, 1, 1))
    assert {rate.name for rate in late.stale} >= {"rate_one", "counted_share"}
    assert {rate.name for rate in late.unconfirmed} == {
        "general_exclusion",
        "earned_exclusion",
        "counted_share",
    }


def test_an_hourly_pay_becomes_an_average_month():
    assert monthly(D("18.50"), D(16)) == D("1282.67")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([], "scenario: is an object"),
        ({"jurisdiction": "atlantis"}, "jurisdiction: is one of"),
        ({"months": 0}, "months: is a whole number"),
        ({"starts": "2025-13"}, "starts: is a month like"),
        ({"offers": []}, "offers: name at least one"),
        ({"offers": [{"name": "A", "gross": 885.5}]}, "offers[0].gross: is not an amount"),
        ({"offers": [{"name": "A", "gross": "-1"}]}, "offers[0].gross: is not an amount"),
        ({"offers": [{"name": "A", "pay": "1"}]}, "offers[0].pay: is not known here"),
        ({"benefits": [{"benefit": "ODSP"}]}, "benefits[0].benefit: is one of SSI, SSDI"),
        ({"benefits": [{"benefit": "SSDI"}]}, "benefits[0].payment: is needed"),
        ({"benefits": [{"benefit": "SSI", "couple": "yes"}]}, "benefits[0].couple: is true"),
        ({"also_has": ["drug_dental"]}, "also_has: drug_dental is none of"),
    ],
)
def test_a_scenario_that_cannot_be_read_says_where_it_is_wrong(told, says):
    good = {"jurisdiction": "us", "starts": "2025-01", "months": 1}
    good |= {"benefits": [{"benefit": "SSI"}], "offers": [{"name": "A", "gross": "885"}]}
    with pytest.raises(ScenarioProblem) as caught:
        read_scenario(good | told if isinstance(told, dict) else told)
    assert says in str(caught.value)


def test_every_part_of_every_benefit_can_be_told():
    told = {
        "jurisdiction": "us",
        "starts": "2025-01",
        "benefits": [
            {
                "benefit": "SSI",
                "couple": True,
                "unearned": "1",
                "irwe": 2,
                "bwe": "3",
                "state_supplement": "4",
                "student_under_22": True,
                "student_exclusion_used": "5",
            },
            {
                "benefit": "SSDI",
                "payment": "6",
                "blind": True,
                "irwe": "7",
                "subsidy": "8",
                "trial_used": ["2024-02", "2024-01"],
                "ceased": "2024-12",
            },
        ],
        "offers": [{"name": "A", "hourly": "18.50", "hours_a_week": 16, "ends": "2025-06"}],
    }
    ssi, ssdi = read_scenario(told).benefits
    assert ssi == SSI(True, D(1), D(2), D(3), D(4), True, D(5))
    used = (date(2024, 1, 1), date(2024, 2, 1))
    assert ssdi == SSDI(D(6), True, D(7), D(8), used, date(2024, 12, 1))
    canada = {"jurisdiction": "ca-bc", "starts": "2025-01", "offers": told["offers"]}
    parts = {"payment": "1", "household": "couple_both", "assistance_from": "2025-03"}
    (bc,) = read_scenario(canada | {"benefits": [{"benefit": "BC_PWD", **parts}]}).benefits
    assert bc.household == "couple_both" and bc.assistance_from == date(2025, 3, 1)
