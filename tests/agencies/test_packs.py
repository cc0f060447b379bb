"""Jurisdiction packs: every pack is whole, and differs where its place does."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from followalong.agencies import packs
from followalong.agencies.packs import codes, describe
from followalong.agencies.packs.sources import STATUSES
from followalong.agencies.packs.text import LANGUAGES, Text

pytestmark = pytest.mark.unit

PACKS = ("ca-bc", "ca-on", "us-ct")
YEARS = range(1990, 2061)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "packs.md"


@pytest.fixture(params=PACKS)
def pack(request):
    return packs.load(request.param)


def test_there_are_three_packs_and_each_is_read_once():
    assert packs.names() == PACKS
    assert packs.load("ca-on") is packs.load("ca-on")
    assert codes.get("contact.mode") is codes.get("contact.mode")
    bc = packs.load("ca-bc")
    assert bc.codes("facet.kind") is bc.codes("facet.kind")


def test_an_unknown_pack_is_refused_with_the_names_there_are():
    with pytest.raises(packs.UnknownPack, match="ca-bc, ca-on, us-ct"):
        packs.load("uk")


def test_every_value_says_where_it_comes_from(pack):
    told = [f.provenance for f in pack.facts.values()]
    told += [r.provenance for r in pack.timings.values()]
    told += [h.provenance for h in pack.holiday_rules]
    told += [c.provenance for c in (*pack.crisis_lines, *pack.consents.values())]
    for provenance in told:
        assert provenance.source and provenance.status in STATUSES
        assert provenance.effective_from <= provenance.last_checked


def test_the_values_that_law_and_funders_ask_for():
    cells = {name: packs.load(name).value("small_cell_minimum") for name in PACKS}
    assert cells == {"ca-bc": 6, "ca-on": 6, "us-ct": 11}
    assert {packs.load(name).value("workday_minutes") for name in PACKS} == {450}
    assert packs.load("us-ct").value("occupation_scheme") == "soc2018"
    assert packs.load("ca-on").value("currency") == "CAD"
    assert packs.load("us-ct").value("languages") == ("en", "es", "fr")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [("ca-on", "M5V 2T6", "12345"), ("ca-bc", "V6B1A1", "D1A 1A1"), ("us-ct", "06103", "M5V 2T6")],
)
def test_postal_codes(name, good, bad):
    pattern = packs.load(name).value("postal_code_pattern")
    assert re.fullmatch(pattern, good)
    assert not re.fullmatch(pattern, bad)


def test_a_form_can_offer_packs_and_time_zones():
    assert ("ca-bc", "Colombie-Britannique") in packs.choices("fr")
    zones = packs.timezones()
    assert {"America/Toronto", "America/Vancouver", "America/New_York"} <= set(zones)
    assert len(zones) == len(set(zones))


# Words


def test_each_pack_names_people_in_its_own_way():
    assert packs.load("ca-on").word("specialist", "en") == "employment support worker"
    assert packs.load("ca-bc").word("specialist", "en", plural=True) == "vocational counsellors"
    assert packs.load("us-ct").word("benefits_counsellor", "en") == "benefits counselor"
    assert packs.load("ca-bc").word("client", "fr", gender="f") == "participante"


def test_an_agency_may_choose_another_of_the_words():
    on = packs.load("ca-on")
    assert on.word("client", "fr-CA", choice="person_served") == "personne accompagnée"
    assert on.word("client", "en", choice="no such word") == "client"
    assert on.word_choices("client", "es")[0] == ("client", "cliente")


def test_every_word_has_every_form(pack):
    for noun in pack.words:
        for lang in LANGUAGES:
            for plural in (False, True):
                for gender in (None, "f", "m"):
                    assert pack.word(noun, lang, plural=plural, gender=gender).strip()


# Clocks


def test_the_clocks_of_the_first_day():
    for name in PACKS:
        pack = packs.load(name)
        first = pack.timing("first_employer_contact")
        assert (first.warn_days, first.due_days) == ((14, 21, 27), 30)
        quiet = pack.timing("gone_quiet")
        assert (quiet.warn_days, quiet.due_days) == ((10,), 28)
        assert {"paused", "out_of_touch"} <= set(quiet.excuses)
        before, after = pack.timing("contact_before_start"), pack.timing("contact_after_start")
        assert (before.opens_days, before.due_days, after.due_days) == (-7, 0, 3)
        weeks, months = pack.timing("monthly_follow_along").repeats
        assert (weeks.unit, weeks.first, weeks.last) == ("week", 1, 4)
        assert (months.unit, months.first, months.last) == ("month", 2, 12)


def test_packs_differ_where_their_places_do():
    on, bc, ct = (packs.load(name) for name in ("ca-on", "ca-bc", "us-ct"))
    assert on.timing("monthly_follow_along").usual_unit == "week"
    assert on.timing("in_work_support_prompt").due_days == 1095
    assert "in_work_support_prompt" not in bc.timings
    assert "transition_review" not in bc.timings
    assert "periodic_assessment" in ct.timings
    assert bc.value("out_of_touch_ends") == "resting"


# Holidays


def test_holidays_fall_where_the_rule_says_in_any_year():
    for year in YEARS:
        on, ct = packs.load("ca-on").holidays(year), packs.load("us-ct").holidays(year)
        thanksgiving = next(day for day, label in on.items() if label == "Thanksgiving")
        assert (thanksgiving.month, thanksgiving.weekday()) == (10, 0)
        assert 8 <= thanksgiving.day <= 14
        victoria = next(day for day, label in on.items() if label == "Victoria Day")
        assert date(year, 5, 18) <= victoria <= date(year, 5, 24)
        assert victoria.weekday() == 0
        memorial = next(day for day, label in ct.items() if label == "Memorial Day")
        assert memorial.weekday() == 0
        assert memorial.month == 5
        assert (memorial + timedelta(days=7)).month == 6


@pytest.mark.parametrize(
    ("name", "day", "label"),
    [
        ("ca-on", date(2026, 4, 3), "Good Friday"),
        ("ca-on", date(2027, 3, 26), "Good Friday"),
        ("ca-on", date(2026, 5, 18), "Victoria Day"),
        ("ca-bc", date(2018, 2, 12), "Family Day"),
        ("ca-bc", date(2026, 2, 16), "Family Day"),
        ("ca-bc", date(2026, 9, 30), "National Day for Truth and Reconciliation"),
        ("us-ct", date(2026, 7, 3), "Independence Day (day off)"),
        ("us-ct", date(2027, 12, 31), "New Year’s Day (day off)"),
        ("us-ct", date(2026, 11, 26), "Thanksgiving"),
    ],
)
def test_known_holidays(name, day, label):
    assert packs.load(name).holidays(day.year)[day] == label


def test_a_holiday_begins_when_the_law_does():
    assert date(2022, 9, 30) not in packs.load("ca-bc").holidays(2022)
    assert date(2022, 6, 20) not in packs.load("us-ct").holidays(2022)


def test_holidays_are_in_order_in_the_year_and_in_the_language(pack):
    for year in YEARS:
        days = list(pack.holidays(year))
        assert days == sorted(days)
        assert {day.year for day in days} == {year}
    assert "Navidad" in pack.holidays(2026, "es").values()


def test_working_days_step_over_weekends_and_holidays():
    ct = packs.load("us-ct")
    assert not ct.is_working_day(date(2026, 11, 26))
    assert ct.add_working_days(date(2026, 11, 25), 2) == date(2026, 11, 30)
    assert ct.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)


# Permissions and crisis lines


def test_how_permission_is_given_depends_on_place_and_law():
    assert "VERBAL_RECORDED" in packs.load("ca-on").consent("EMPLOYER").methods_for()
    assert "VERBAL_RECORDED" in packs.load("ca-bc").consent("EMPLOYER").methods_for("pipa")
    assert "VERBAL_RECORDED" not in packs.load("ca-bc").consent("EMPLOYER").methods_for("fippa")
    assert packs.load("ca-bc").consent("EMPLOYER").methods_for() == ("PAPER", "ON_SCREEN")
    for kind in ("EMPLOYER", "VR", "SUD"):
        rule = packs.load("us-ct").consent(kind)
        assert set(rule.methods) == {"ON_SCREEN", "PAPER"}
        assert rule.copy_given


def test_every_permission_has_a_default_end(pack):
    assert set(pack.consents) == set(codes.get("consent.type").codes)
    assert pack.consent("VR").months == 12
    assert (pack.consent("EMPLOYER").ends, pack.consent("EMPLOYER").days_after) == ("job_end", 30)
    assert pack.consent("MESSAGES").ends == "until_revoked"


def test_everywhere_988_answers_by_call_and_text(pack):
    line = pack.crisis_lines[0]
    assert (line.call, line.text) == ("988", "988")
    assert line.provenance.status == "confirmed"
    assert pack.value("emergency_number") == "911"


# The page


def test_text_falls_back_to_english():
    text = Text(en="work", fr="travail", es="trabajo")
    assert [text.say(lang) for lang in ("fr-CA", "es_MX", "de")] == ["travail", "trabajo", "work"]


def test_the_reference_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == describe.page()
