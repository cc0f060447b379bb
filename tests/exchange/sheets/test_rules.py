"""What cells mean: dates, names, numbers, yes and no, headers, who is the same."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.core.text import name_key
from followalong.exchange.rules import columns, twins, values
from followalong.exchange.rules.dates import MONTHS, Days, Order, order_of, read_days, split_clock
from followalong.exchange.rules.layout import Aside, find_header, lay_out
from followalong.exchange.rules.names import Name, read_names
from followalong.exchange.rules.text import says_unknown, tidy

pytestmark = pytest.mark.unit

DAY = dt.date(2025, 11, 3)
days = st.dates(dt.date(1930, 1, 1), dt.date(2026, 12, 31))


def read(text):
    return read_days(text, latest_year=2027)


@pytest.mark.parametrize(
    "text",
    ["2025-11-03", "2025/11/3", "20251103", "3 nov 2025", "3-Nov-25", "Nov. 3rd, 2025", "45964"]
    + ["November 3, 2025", "lundi 3 novembre 2025", "3 de noviembre de 2025", "le 3 nov. 2025"]
    + ["2025-11-03 00:00", "2025-11-03T14:30:00", "lun. 3 nov. 2025"],
)
def test_a_day_written_in_many_ways(text):
    assert read(text) == Days(DAY, DAY)


@given(days)
def test_every_day_is_read_however_it_is_written(day):
    names = [name for name, month in MONTHS.items() if month == day.month]
    for text in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        str((day - dt.date(1899, 12, 30)).days),
        *(f"{day.day} {name} {day.year}" for name in names),
        *(f"{name.upper()}. {day.day}, {day.year}" for name in names),
    ):
        assert read(text).by(None) == day, text


@given(days)
def test_numbers_are_read_as_the_column_says(day):
    assert read(f"{day.day}/{day.month}/{day.year}").by(Order.DAY) == day
    assert read(f"{day.month}-{day.day}-{day.year}").by(Order.MONTH) == day
    found = read(f"{day.day:02}.{day.month:02}.{day.year}")
    assert found.is_open == (day.day <= 12 and day.day != day.month)


@given(st.lists(days, min_size=1))
def test_a_column_proves_its_order_or_somebody_is_asked(column):
    evidence = order_of(read(f"{d.day}/{d.month}/{d.year}") for d in column)
    if any(d.day > 12 for d in column):
        assert evidence.order is Order.DAY
    else:
        assert evidence.order is None
        assert evidence.has_open == any(d.day != d.month for d in column)


def test_a_column_that_proves_both_proves_nothing():
    evidence = order_of(read(text) for text in ("13/11/2025", "11/13/2025", "3/4/2025"))
    assert evidence.is_mixed and evidence.order is None


@pytest.mark.parametrize(
    ("text", "why"),
    [("1985", "year_alone"), ("nov 2025", "month_alone"), ("11/2025", "month_alone")]
    + [("3 nov", "no_year"), ("3/11", "no_year"), ("31/02/2025", "no_such_day")]
    + [("soon", "not_a_date"), ("99999", "not_a_date"), ("3 nov 25 2025", "not_a_date")],
)
def test_what_is_no_day_is_never_made_into_one(text, why):
    assert read(text).why == why


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    read(text), split_clock(text), read_names(text), values.read_number(text)
    values.read_minutes(text), values.read_hours(text), values.read_yes_no(text)
    assert tidy(tidy(text)) == tidy(text)


def test_years_of_two_digits_are_past_ones():
    assert read_days("3/11/85", latest_year=2016).day_first == dt.date(1985, 11, 3)
    assert read_days("13/11/16", latest_year=2016).day_first == dt.date(2016, 11, 13)
    assert read_days("13/11/17", latest_year=2016).day_first == dt.date(1917, 11, 13)


def test_times_of_day():
    assert split_clock("3/11/2025 2:30 PM") == ("3/11/2025", dt.time(14, 30))
    assert split_clock("14h05") == ("", dt.time(14, 5))
    assert split_clock("12 am") == ("", dt.time(0, 0))
    assert split_clock("2025-11-03") == ("2025-11-03", None)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Alvarez, Rosa", [("Rosa", "Alvarez")]),
        ("Rosa Alvarez", [("Rosa", "Alvarez")]),
        ("Maria de la Cruz", [("Maria", "de la Cruz")]),
        ("TREMBLAY Marie-Ève", [("Marie-Ève", "TREMBLAY")]),
        ("Ms. Rosa Alvarez", [("Rosa", "Alvarez")]),
        ("Roberta (Bobbie) Lee", [("Roberta", "Lee", "Bobbie")]),
        ("Rosa", [("Rosa",)]),
        ("Rosa & Luis Alvarez", [("Rosa", "Alvarez"), ("Luis", "Alvarez")]),
        ("Alvarez, Rosa and Luis", [("Rosa", "Alvarez"), ("Luis", "Alvarez")]),
        ("Rosa Alvarez / Luis Diaz", [("Rosa", "Alvarez"), ("Luis", "Diaz")]),
        ("Alvarez, Rosa; Diaz, Luis", [("Rosa", "Alvarez"), ("Luis", "Diaz")]),
        ("Ortega y Diaz, Ana", [("Ana", "Ortega y Diaz")]),
    ],
)
def test_names_in_one_cell(text, people):
    assert read_names(text) == [Name(*person) for person in people]


words = st.text(st.characters(categories=["Ll"]), min_size=2, max_size=8).map(str.capitalize)


@given(words, words)
def test_last_name_first_with_a_comma_is_never_turned_round(given_name, family_name):
    (person,) = read_names(f"{family_name}, {given_name}")
    assert name_key(person.given) == name_key(given_name)
    assert name_key(person.family) == name_key(family_name)


@pytest.mark.parametrize(
    ("text", "number"),
    [("18,50 $", "18.50"), ("$1,234.50", "1234.50"), ("1 234,50", "1234.50"), ("37,5", "37.5")]
    + [("20 h", "20"), ("$18.50/hr", "18.50"), ("1.234,5", "1234.5"), ("18.5 per hour", "18.5")],
)
def test_numbers_with_units_commas_and_spaces(text, number):
    assert values.read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["20-25", "about 20", "1.2.3", "", "12 13"])
def test_what_is_not_one_number_is_none(text):
    assert values.read_number(text) is None


@given(st.decimals(0, 9999, places=2))
def test_money_is_read_with_comma_and_with_dot(amount):
    assert values.read_number(f"{amount} $") == amount
    assert values.read_number(f"$ {str(amount).replace('.', ',')}") == amount


@given(st.integers(0, 99), st.integers(0, 59))
def test_lengths_of_time(hours, minutes):
    assert values.read_minutes(f"{hours}h{minutes:02}") == hours * 60 + minutes
    assert values.read_minutes(f"{hours}:{minutes:02}") == hours * 60 + minutes
    assert values.read_minutes(f"{minutes} min") == minutes


def test_yes_and_no_in_three_languages():
    assert all(values.read_yes_no(text) for text in ("Yes", "oui", "Sí", "x", "✓", "TRUE", "O"))
    assert [values.read_yes_no(text) for text in ("no", "Non", "0", "faux")] == [False] * 4
    assert values.read_yes_no("maybe") is None


def test_phones():
    assert values.is_phone("(416) 555-0142 x3") and not values.is_phone("555")
    assert values.tidy_phone("4165550142") == "416-555-0142"


def test_what_people_write_where_they_do_not_know():
    assert all(says_unknown(text) for text in ("", "-", "?", "N/A", "inconnu", "Desconocido"))
    assert not any(says_unknown(text) for text in ("0", "no", "Nadia"))


def known(cell):
    return cell in ("Name", "Phone", "DOB")


def test_the_header_is_found_below_titles():
    rows = [["My list", "My list", "My list"], ["2025"], ["Name", "Phone", "DOB"], ["Ana", "1", ""]]
    assert find_header(rows, known) == 2
    assert find_header([["Alpha", "Beta"], ["1", "2"]], known) == 0


def test_totals_headings_notes_and_headers_again_are_left_out():
    header = ["Name", "Phone", "DOB"]
    rows = [header, ["Ana", "1", ""], ["Team A"] * 3, header, ["Bo", "", "2"], ["Total", "2"]]
    rows.append(["Made by the office"])
    assert lay_out(rows, 0).aside == {
        2: Aside.HEADING,
        3: Aside.HEADER_AGAIN,
        5: Aside.TOTAL,
        6: Aside.NOTE,
    }


def test_a_person_called_total_stays():
    rows = [["Name", "Phone", "DOB"], ["Total, Ana", "1", "3 May 1990"]]
    assert lay_out(rows, 0).aside == {}


def test_a_second_row_of_names_that_says_how_to_type_days_is_no_person():
    rows = [
        ["Dossier", "Personne", "Naissance", "Arrivée"],
        ["no", "NOM, Prénom (surnom)", "jj mois aaaa", "jj/mm/aaaa"],
        ["401", "LÉVESQUE, Chloé (Clo)", "3 mars 1999", "04/03/2024"],
    ]
    assert lay_out(rows, 0).aside == {1: Aside.HEADER_AGAIN}


def test_columns_with_one_name_take_that_of_their_group():
    rows = [["", "Program", "Program", "Job"], ["Name", "Start", "End", "Start"]]
    assert lay_out(rows, 1).names == ("Name", "Program Start", "End", "Job Start")


NAMES = {"born_on": ["dob", "date of birth"], "phone": ["phone"], "client_id": ["client number"]}


def test_columns_are_proposed_by_name_and_by_likeness():
    headers = ["Client #", "D.O.B.", "Phone (home)", "Shoe size"]
    assert columns.propose(headers, NAMES | {"born_on": ["d o b"]}) == [
        "client_id",
        "born_on",
        "phone",
        "",
    ]
    assert columns.propose(["Date of birht"], NAMES) == ["born_on"]


def test_no_column_is_given_twice():
    assert columns.propose(["Phone", "Phone"], NAMES) == ["phone", ""]


def test_the_same_columns_have_the_same_fingerprint():
    assert columns.fingerprint(["Prénom", "Nom "]) == columns.fingerprint(["prenom", "nom"])
    assert columns.fingerprint(["Nom", "Prénom"]) != columns.fingerprint(["Prénom", "Nom"])


def said(key, born=None, own=""):
    return twins.Said(uuid4(), key, dt.date.fromisoformat(born) if born else None, own)


def test_one_name_and_one_birth_date_is_one_person():
    a, b, c = (
        said("ana lu", "1990-01-01"),
        said("ana lu", "1990-01-01"),
        said("ana lu", "1991-01-01"),
    )
    found = twins.sort_out([a, b, c], {})
    assert found.person[a.row] == found.person[b.row] != found.person[c.row]
    assert found.asked == []


def test_a_missing_birth_date_is_asked_about_until_answered():
    a, b = said("ana lu", "1990-01-01"), said("ana lu")
    (group,) = twins.sort_out([a, b], {}).asked
    assert set(group.rows) == {a.row, b.row}
    same = twins.sort_out([a, b], {group.name: "same"})
    others = twins.sort_out([a, b], {group.name: "others"})
    assert same.asked == others.asked == []
    assert same.person[a.row] == same.person[b.row]
    assert others.person[a.row] != others.person[b.row]


def test_two_birth_dates_and_none_cannot_be_one_person():
    rows = [said("ana lu", "1990-01-01"), said("ana lu", "1991-01-01"), said("ana lu")]
    (group,) = twins.sort_out(rows, {}).asked
    assert len(twins.sort_out(rows, {group.name: "same"}).asked) == 1


def test_their_own_number_settles_it():
    a, b = said("ana lu", own="7"), said("ana lou", own="7")
    found = twins.sort_out([a, b], {})
    assert found.person == {a.row: "7", b.row: "7"} and not found.asked
