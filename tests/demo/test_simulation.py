"""The simulated history is the same for the same seed, breaks no rule, and looks like practice."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from statistics import mean, median

import pytest

from followalong.demo.commands import run_simulate
from followalong.demo.simulation import simulate
from followalong.demo.simulation.draw import Draw
from followalong.demo.simulation.reference import load
from followalong.exchange.format import TABLE, PackageWriter, check_package, read_package

pytestmark = pytest.mark.unit

AS_OF = date(2026, 11, 22)
COMMUNITY = {
    "CLIENT_HOME",
    "EMPLOYER_SITE",
    "COMMUNITY_PUBLIC",
    "SCHOOL",
    "OTHER_AGENCY",
    "SHELTER",
}


def history(**changes) -> list[tuple[str, tuple]]:
    size = {"clients": 20, "years": 1, "agencies": 3, "seed": 1, "as_of": AS_OF} | changes
    return list(simulate(**size))


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Three years of 300 people at three agencies."""
    path = tmp_path_factory.mktemp("simulated") / "package"
    with PackageWriter(path) as writer:
        for table, row in simulate(clients=300, years=3, agencies=3, seed=7, as_of=AS_OF):
            writer.add(table, row)
    return read_package(path)


@pytest.fixture(scope="module")
def rows(package):
    return {name: list(package.rows(name)) for name in TABLE}


def day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def test_it_is_the_same_for_the_same_seed():
    assert history() == history()
    assert history() != history(seed=2)


def test_people_stay_themselves_in_a_larger_history():
    small = {row.client_id: row for name, row in history() if name == "client"}
    large = {row.client_id: row for name, row in history(clients=80) if name == "client"}
    assert len(small) == 20
    assert len(large) == 80
    assert all(large[key].given_name == row.given_name for key, row in small.items())


def test_parents_come_before_what_refers_to_them():
    seen = defaultdict(set)
    for name, row in history():
        table = TABLE[name]
        for position, target in table.references:
            assert row[position] is None or row[position] in seen[target], (name, row)
        if table.has_id:
            seen[name].add(row[0])


@pytest.mark.parametrize(("clients", "years", "agencies"), [(1, 1, 1), (7, 2, 5), (30, 4, 2)])
def test_any_size_breaks_no_rule(tmp_path, clients, years, agencies):
    with PackageWriter(tmp_path / "p") as writer:
        for table, row in history(clients=clients, years=years, agencies=agencies, seed=3):
            writer.add(table, row)
    report = check_package(read_package(tmp_path / "p"), today=AS_OF)
    assert report.problems == []
    assert report.rows["client"] == clients
    assert report.rows["agency"] == agencies


def test_sizes_below_one_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        history(clients=0)


def test_a_large_history_breaks_no_rule(package):
    report = check_package(package, today=AS_OF)
    assert report.problems == []
    assert set(report.notes.counts) <= {"late_entry", "before_entry"}
    assert report.notes.counts["late_entry"]


def test_every_table_has_rows(rows):
    assert [name for name, found in rows.items() if not found] == []


def test_about_two_in_five_work_in_a_quarter(rows):
    """Learning community 2020 Q2: 40.8 percent of 21,096 people."""
    first, last = date(2026, 7, 1), date(2026, 9, 30)
    people = {e.enrolment_id: e.client_id for e in rows["enrolment"]}

    def in_quarter(start, end):
        return start <= last and (end is None or end >= first)

    served = {
        e.client_id
        for e in rows["enrolment"]
        if e.program_id.endswith("IPS") and in_quarter(e.entered_on, e.exited_on)
    }
    working = {people[j.enrolment_id] for j in rows["job"] if in_quarter(j.started_on, j.ended_on)}
    assert 0.3 < len(served & working) / len(served) < 0.55


def test_caseloads_are_of_the_usual_size(rows):
    held = sum(e.exited_on is None for e in rows["enrolment"])
    staff = [s for s in rows["staff"] if s.role == "employment_specialist" and s.ended_on is None]
    assert 20 < held / len(staff) < 45


def test_the_first_employer_contact_comes_within_about_a_month(rows):
    entered = {e.enrolment_id: e.entered_on for e in rows["enrolment"]}
    first: dict[str, date] = {}
    for contact in rows["employer_contact"]:
        key = contact.enrolment_id
        if key and contact.mode == "IN_PERSON" and contact.hiring_authority:
            first[key] = min(first.get(key, date.max), day(contact.started_at))
    waits = [(on - entered[key]).days for key, on in first.items()]
    assert 20 < mean(waits) < 42
    assert median(waits) < mean(waits)


def test_specialists_visit_employers_each_week(rows):
    weeks = 26
    since = AS_OF - timedelta(weeks=weeks)
    made = Counter(c.staff_id for c in rows["employer_contact"] if day(c.started_at) > since)
    there = [
        s.staff_id
        for s in rows["staff"]
        if s.role == "employment_specialist" and s.ended_on is None and s.started_on <= since
    ]
    assert 2 < mean(made[staff_id] / weeks for staff_id in there) < 6


def test_jobs_last_about_twenty_weeks_with_a_long_tail(rows):
    weeks = [(j.ended_on - j.started_on).days / 7 for j in rows["job"] if j.ended_on]
    assert 13 < mean(weeks) < 30
    assert median(weeks) < mean(weeks)


def test_most_time_in_person_is_in_the_community(rows):
    met = [c for c in rows["contact"] if c.mode == "IN_PERSON" and c.minutes]
    community = sum(c.minutes for c in met if c.location in COMMUNITY)
    assert 0.5 < community / sum(c.minutes for c in met) < 0.7


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("contact", ("minutes", "travel_minutes", "mode", "location", "category", "two_way",
                     "note", "entered_at")),
        ("employer_contact", ("made_by", "staff_id", "minutes", "mode", "purpose",
                              "hiring_authority", "enrolment_id", "disclosed", "signed_off_on")),
        ("job", ("employer_id", "occupation_code", "hours_per_week", "hourly_wage", "permanent",
                 "self_employed", "open_to_anyone", "integrated", "end_reason")),
        ("client", ("family_name", "born_on", "language", "phone", "ok_to_text",
                    "treatment_team_id")),
        ("enrolment", ("referral_id", "work_status_at_entry", "exited_on", "exit_reason")),
    ],
)  # fmt: skip
def test_what_may_stay_empty_sometimes_does(rows, table, columns):
    for column in columns:
        empty = sum(getattr(row, column) is None for row in rows[table])
        assert 0 < empty < len(rows[table]), column


def test_nobody_is_turned_away_for_not_being_ready(rows):
    declined = [r for r in rows["referral"] if r.decision == "declined"]
    assert declined
    assert all(r.decline_reason is None or r.decline_reason in CLOSED_LIST for r in declined)


CLOSED_LIST = TABLE["referral"].columns[TABLE["referral"].position("decline_reason")].codes


def test_the_addiction_program_is_no_ips_program(rows):
    addiction = [p for p in rows["program"] if p.setting == "addiction"]
    assert {p.kind for p in addiction} == {"vocational_group"}
    assert any(e.program_id == addiction[0].program_id for e in rows["enrolment"])


def test_what_is_said_about_people_stays_within_their_yes(rows):
    order = ("none", "unnamed", "name", "service", "more")
    people = {e.enrolment_id: e.client_id for e in rows["enrolment"]}
    asked = {c.client_id for c in rows["consent"] if c.type == "EMPLOYER"}
    for contact in rows["employer_contact"]:
        if order.index(contact.disclosed or "none") and contact.enrolment_id:
            assert people[contact.enrolment_id] in asked


def test_appointments_are_planned_two_weeks_ahead_at_most(rows):
    planned = [a for a in rows["appointment"] if a.status == "planned" and not a.series_id]
    assert planned
    assert max(day(a.starts_at) for a in planned) <= AS_OF + timedelta(days=16)
    assert min(day(a.starts_at) for a in planned) >= AS_OF


def test_numbers_and_addresses_are_those_kept_for_stories(rows):
    assert all("-555-01" in c.phone for c in rows["client"] if c.phone)
    assert all(c.email.endswith("@example.org") for c in rows["client"] if c.email)
    assert all(c.email.isascii() for c in rows["client"] if c.email)


def test_every_rate_says_where_it_comes_from():
    for section, found in load("rates").items():
        for name, rate in found.items():
            assert rate["source"], f"{section}.{name}"


def test_chances_follow_their_weights():
    draw = Draw("test")
    assert 0.27 < mean(draw.chance(0.3) for _ in range(5000)) < 0.33
    assert 1.9 < mean(draw.count(2.0) for _ in range(5000)) < 2.1
    assert 28 < median(draw.days(30, 0.5) for _ in range(5000)) < 32


def test_the_command_writes_a_package(tmp_path, capsys):
    size = Namespace(
        clients=5, years=1, agencies=1, seed=1, package=str(tmp_path / "p.zip"), as_of=AS_OF
    )
    assert run_simulate(size) == 0
    assert capsys.readouterr().out == ""
    package = read_package(tmp_path / "p.zip")
    assert check_package(package, today=AS_OF).rows["client"] == 5
    with package.source.open("datapackage.json") as stream:
        assert json.load(stream)["name"] == "followalong-exchange"


def test_the_command_overwrites_no_folder(tmp_path, capsys):
    size = Namespace(clients=5, years=1, agencies=1, seed=1, package=str(tmp_path), as_of=AS_OF)
    assert run_simulate(size) == 1
    assert "already there" in capsys.readouterr().err
