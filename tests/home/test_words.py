"""How a reason is said: frozen words, so that nobody is ever late, failed or red."""

import datetime as dt
import uuid

import pytest

from followalong.agencies import packs
from followalong.caseload.rules import Clock, ClockRule
from followalong.home.people import JobNow, LastContact, Person, Step
from followalong.home.words import by_text, going_on, last_words, most_pressing, snippet

DAY = dt.date(2026, 11, 24)
JOB = uuid.UUID(int=7)


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def person(**values) -> Person:
    usual = {
        "enrolment_id": uuid.UUID(int=1),
        "client_id": uuid.UUID(int=2),
        "name": "Rosa",
        "pronouns": "",
        "phone": "",
        "entered_on": ago(60),
        "exited_on": None,
        "programs": ("Works",),
        "specialist": "Maya",
        "facets": (),
        "clocks": (),
        "steps": (),
        "jobs": (),
        "last": LastContact(ago(12), "PHONE", ""),
        "talked_on": ago(12),
        "meets_at": None,
        "held_since": None,
    }
    return Person(**{**usual, **values})


def clock(rule: str, start: int, warn: int, due: int, subject=None) -> Clock:
    return Clock(ClockRule(rule), subject, ago(start), ago(warn), ago(due))


def said(one: Person) -> tuple[str, str]:
    found = most_pressing(one, DAY)
    return (found.word, found.text) if found else ("", "")


BAKERY = (JobNow(JOB, "Baker's helper", "Hill Street Bakery", ago(-2)),)

SAID = [
    (clock("gone_quiet", 12, 2, -16), {}, ("Quiet", "nothing logged for 12 days")),
    (
        clock("gone_quiet", 12, 2, -16),
        {"last": LastContact(ago(1), "ATTEMPT_NO_ANSWER", "")},
        ("Quiet", "tried, no answer yet; 12 days since you last talked"),
    ),
    (
        clock("gone_quiet", 30, 20, 2),
        {"last": None, "talked_on": None},
        ("Quiet", "nothing logged in the 30 days since the start"),
    ),
    (
        clock("contact_before_start", 5, 1, -2, JOB),
        {"jobs": BAKERY},
        ("Soon", "starts in 2 days: plan the first day · Hill Street Bakery"),
    ),
    (
        clock("contact_before_start", 7, 3, 0, JOB),
        {"jobs": BAKERY},
        ("Now", "the first day is today · Hill Street Bakery"),
    ),
    (
        clock("contact_after_start", 3, 2, 0, JOB),
        {},
        ("Now", "started 3 days ago: see how it goes"),
    ),
    (
        clock("job_loss_contact", 1, 0, -2),
        {},
        ("Soon", "a job ended, you heard yesterday: ask what comes next"),
    ),
    (
        clock("first_employer_contact", 20, 6, -10),
        {},
        ("Soon", "first employer visit by Fri 4 Dec"),
    ),
    (
        clock("first_employer_contact", 48, 34, 18),
        {},
        ("Now", "first employer visit still to come, 48 days after the start"),
    ),
    (
        clock("monthly_follow_along", 20, 5, -3),
        {},
        ("Soon", "meet about work by Fri 27 Nov"),
    ),
    (
        clock("monthly_follow_along", 40, 20, 4),
        {},
        ("Now", "a talk about work was planned by Fri 20 Nov"),
    ),
]


@pytest.mark.unit
@pytest.mark.parametrize(("running", "values", "expected"), SAID)
def test_each_clock_in_words(running, values, expected):
    assert said(person(clocks=(running,), **values)) == expected


@pytest.mark.unit
def test_a_clock_that_asks_for_nothing_says_nothing():
    assert said(person(clocks=(clock("gone_quiet", 3, -7, -25),))) == ("", "")


@pytest.mark.unit
def test_a_step_that_is_due_is_said_as_it_was_written():
    steps = (Step(uuid.uuid4(), "Pay stub by the 5th", DAY),)
    assert said(person(steps=steps)) == ("Now", "Pay stub by the 5th")


@pytest.mark.unit
def test_no_word_blames_anyone():
    for running, values, _expected in SAID:
        word, text = said(person(clocks=(running,), **values))
        assert not {"overdue", "late", "missed", "failed"} & set(f"{word} {text}".lower().split())


@pytest.mark.unit
def test_what_goes_on_in_words():
    jobs = (JobNow(JOB, "Baker's helper", "Hill Street Bakery", ago(38)),)
    text = going_on(("SEARCHING", "WORKING"), jobs, packs.load("ca-on"), DAY)
    assert text == "Looking for work · Working at Hill Street Bakery (week 6)"
    alone = (JobNow(JOB, "Baker's helper", None, ago(0)),)
    assert going_on(("WORKING",), alone, packs.load("ca-on"), DAY) == (
        "Working: Baker's helper (week 1)"
    )


@pytest.mark.unit
def test_the_last_contact_in_words():
    assert last_words(person(), DAY) == "talked Thu 12 Nov"
    tried = person(talked_on=None, last=LastContact(ago(1), "PHONE", ""))
    assert last_words(tried, DAY) == "tried yesterday, not reached yet"
    assert last_words(person(talked_on=None, last=None), DAY) == "nothing logged yet"


@pytest.mark.unit
def test_days_to_come_are_said_as_people_say_them():
    assert [by_text(ago(-n), DAY) for n in (0, 1, 3)] == ["today", "by tomorrow", "by Fri 27 Nov"]


@pytest.mark.unit
def test_a_snippet_is_one_line_cut_between_words():
    assert snippet("wants\n Fridays  off") == "wants Fridays off"
    long = snippet("word " * 60)
    assert len(long) <= 91 and long.endswith("word…")
