"""Timers: the pack's numbers, a program's own over them, from a day on and with who changed it."""

import datetime as dt

import pytest
from django.db import connection

from followalong.agencies import packs
from followalong.agencies.models import ProgramTiming, actor_of
from followalong.agencies.timings import rule_sets
from followalong.caseload import actions as caseload
from followalong.caseload import tasks
from followalong.caseload.models import Clock
from followalong.core.db import acting_as
from tests.cast import DAY, service
from tests.clients.posting import events, send, words
from tests.home.asking import page, queries_of_a_page

SAME = {
    "from_on": "2026-11-24",
    "applies": "yes",
    "due_days": "30",
    "warn_days": "14",
    "excuses": ["paused", "out_of_touch", "declined_by_person"],
    "restarts_on_reentry": "no",
}


def change(browser, cast, rule="first_employer_contact", **values):
    there = browser.here("caseload:timing", program_id=cast.ips.pk)
    return send(browser, f"{there}?rule={rule}", **{**SAME, **values})


def stored(cast):
    with acting_as(service(cast.northside)):
        return list(ProgramTiming.objects.order_by("pk"))


def due(cast, rule="first_employer_contact"):
    with acting_as(service(cast.northside)):
        clock = Clock.objects.filter(enrolment=cast.ben_enrolment, rule=rule).first()
        return clock and clock.due_on


def run_waiting(cast):
    """What the worker does with what was put in the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'agency_id', args->>'program_id' FROM procrastinate_jobs"
            " WHERE task_name LIKE '%program_clocks'"
        )
        waiting = cursor.fetchall()
        cursor.execute("DELETE FROM procrastinate_jobs")
    for agency_id, program_id in waiting:
        tasks.program_clocks(agency_id, program_id)
    return len(waiting)


@pytest.fixture(autouse=True)
def clocks(cast):
    by = service(cast.northside)
    with acting_as(by):
        for enrolment in (cast.ben_enrolment, cast.quinn_enrolment):
            caseload.refresh_clocks(by=by, enrolment=enrolment)


def test_the_page_says_the_packs_number_and_where_it_comes_from(cast, as_sol):
    listed = page(as_sol, "caseload:program_timings", program_id=cast.ips.pk)
    assert "First in-person contact with an employer" in listed
    assert "after 30 days, first reminder after 14 days" in listed
    form = page(as_sol, "caseload:timing", "?rule=first_employer_contact", program_id=cast.ips.pk)
    assert "In the pack: after 30 days" in form and "Source: " in form
    told = as_sol.here("caseload:timing", program_id=cast.ips.pk)
    form = words(as_sol.get(f"{told}?rule=acknowledge_referral"))
    assert "after 2 working days" in form and "Source: our own choice" in form
    with queries_of_a_page():
        page(as_sol, "caseload:program_timings", program_id=cast.ips.pk)


def test_a_programs_own_number_holds_from_its_day_and_says_who(cast, as_sol):
    before = due(cast)
    assert change(as_sol, cast, due_days="45").status_code == 302
    [row] = stored(cast)
    # What equals the pack is left to the pack, so that a new pack still reaches it.
    assert (row.due_days, row.warn_days, row.excuses, row.applies) == (45, None, None, None)
    assert row.membership_id == cast.sol.pk
    assert run_waiting(cast) == 1
    assert due(cast) == before + dt.timedelta(days=15)
    assert events(actor_of(cast.sol), "timing.changed")
    text = page(as_sol, "caseload:timing", "?rule=first_employer_contact", program_id=cast.ips.pk)
    assert "after 45 days" in text and "Tue 24 Nov · Sol" in text


def test_it_is_one_programs_and_not_the_others(cast, as_sol):
    change(as_sol, cast, "gone_quiet", due_days="50", warn_days="20")
    with acting_as(service(cast.northside)):
        programs = {cast.ips.pk, cast.new_leaf.pk}
        sets = rule_sets(packs.load("ca-on"), programs, DAY)
        days = {of: rules["gone_quiet"].due_days for of, rules in sets.items()}
        assert days == {cast.ips.pk: 50, cast.new_leaf.pk: 28}
        quinn = Clock.objects.get(enrolment=cast.quinn_enrolment, rule="gone_quiet")
    run_waiting(cast)
    with acting_as(service(cast.northside)):
        assert Clock.objects.get(pk=quinn.pk).due_on == quinn.due_on


def test_a_day_to_come_waits_for_its_day_and_the_night_brings_it(cast, as_sol):
    before = due(cast)
    change(as_sol, cast, from_on="2026-11-30", due_days="45")
    run_waiting(cast)
    assert due(cast) == before
    by = service(cast.northside)
    with acting_as(by):
        ids = [cast.ben_enrolment.pk]
        caseload.bulk_refresh(by=by, enrolment_ids=ids, as_of=dt.date(2026, 11, 30))
    assert due(cast) == before + dt.timedelta(days=15)


def test_a_clock_can_be_turned_off_and_on_again(cast, as_sol):
    change(as_sol, cast, applies="no")
    run_waiting(cast)
    assert due(cast) is None
    change(as_sol, cast)
    run_waiting(cast)
    assert due(cast) is not None
    assert [row.applies for row in stored(cast)] == [False, None]


def test_excuses_are_the_programs_too(cast, as_sol):
    change(as_sol, cast, excuses=["paused"])
    [row] = stored(cast)
    assert set(row.excuses) == {"paused", "closed"}


@pytest.mark.parametrize(
    ("rule", "wrong", "says"),
    [
        ("first_employer_contact", {"warn_days": "31"}, "come after the day itself"),
        ("first_employer_contact", {"due_days": "9999", "warn_days": "1"}, "ten years"),
        ("first_employer_contact", {"from_on": ""}, "required"),
        ("contact_before_start", {"due_days": "-30", "warn_days": "-40"}, "before what settles"),
    ],
)
def test_numbers_no_clock_could_follow_are_told_beside_the_field(cast, as_sol, rule, wrong, says):
    answer = change(as_sol, cast, rule, **wrong)
    assert answer.status_code == 422 and says in words(answer)
    assert not stored(cast)


def test_who_may_change_them(cast, as_sol, as_ana, as_maya, as_omar):
    assert change(as_maya, cast).status_code == 403
    assert change(as_omar, cast).status_code in (403, 404)
    # Who leads one program changes that one; who sets the agency up changes each.
    other = as_sol.here("caseload:program_timings", program_id=cast.new_leaf.pk)
    assert as_sol.get(other).status_code == 404
    assert "New Leaf" in page(as_ana, "caseload:timings")
    assert change(as_ana, cast, due_days="45").status_code == 302
    there = as_sol.here("caseload:timing", program_id=cast.ips.pk)
    assert as_sol.get(f"{there}?rule=no_such").status_code == 404
