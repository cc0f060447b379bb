"""The demonstration comes into an empty installation, once, and its day is today."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from followalong.accounts.models import User
from followalong.agencies.models import Door, Membership
from followalong.audit.models import Event
from followalong.caseload.models import (
    Clock,
    Contact,
)
from followalong.clients.models import (
    Client,
    Correction,
    Enrolment,
    Facet,
    OutreachChoice,
    PeerMeeting,
    Referral,
)
from followalong.demo import tasks
from followalong.demo.cast import CAST, ELM_RIVER, INLET, NORTHSIDE, parts_at
from followalong.demo.days import working_day
from followalong.demo.load import load
from followalong.demo.simulation.reference import load as simulated
from followalong.demo.story import stories
from followalong.demo.world import world
from followalong.demo.worlds import SIZES, WORLDS
from followalong.exchange.format import PackageWriter, check_package, read_package
from followalong.jobs.models import Job
from tests.cast import VisitorClient
from tests.conftest import NOW, TODAY
from tests.demo.conftest import SMALL, at, by_source

THEMES = {
    "no_to_disclosure",
    "starts_thursday",
    "lost_a_job",
    "out_of_touch_no_visits",
    "two_jobs",
    "searching_70_days",
    "another_language",
    "earnings_report_due",
    "note_moved",
    "working_wants_better",
    "in_addiction_program",
    "just_self_referred",
}
FIRST = tuple(world.sizes[0] for world in WORLDS)  # where people are told by hand
WEEK = [NOW + dt.timedelta(days=day) for day in range(7)]


def enrolment(given: str) -> Enrolment:
    """A person told by hand: the simulation may have made a namesake."""
    told = Client.objects.get(given_name=given, source_id__regex=r"^A\d\d-[a-z]+$")
    return Enrolment.objects.get(client=told)


def facets(person: Enrolment) -> set[str]:
    return set(Facet.objects.filter(enrolment=person, to_on=None).values_list("kind", flat=True))


def clocks(given: str) -> dict[str, Clock]:
    running = Clock.objects.filter(enrolment=enrolment(given), done_on=None, excuse=None)
    return {clock.rule: clock for clock in running}


def test_a_second_load_changes_nothing_and_says_so(demo):
    with at(demo, NORTHSIDE):
        before = (Client.objects.count(), Event.objects.count())
    assert load(SMALL) is False
    with at(demo, NORTHSIDE):
        assert (Client.objects.count(), Event.objects.count()) == before


def test_the_cast_works_there_and_the_doors_are_open(demo):
    for part in (part for size in SMALL for part in parts_at(size.agency)):
        user = User.objects.get(email=part.email)
        assert not user.has_usable_password()
        with at(demo, part.agency):
            member = Membership.objects.get(user=user)
            assert (member.role, member.given_name) == (part.role, part.given_name)
            assert member.opens_sud is part.in_addiction_program
            assert member.ended_on is None
    assert User.objects.count() == len(CAST)
    assert Door.objects.filter(is_open=True).count() == len(SMALL)
    with at(demo, ELM_RIVER):
        people = [enrolment(given) for given in ("Marek", "Alma")]
        assert {row.label for person in people for row in (person, person.client)} == {"SUD"}


def test_every_state_a_page_can_say_is_told_by_somebody(demo):
    with at(demo, NORTHSIDE):
        _jobs_are_told()
        _clocks_are_told()
        _referrals_are_told()


def _jobs_are_told():
    ben = enrolment("Benjamin")
    job = Job.objects.get(enrolment=ben)
    assert ((TODAY - job.started_on).days // 7 + 1, bool(job.own_words)) == (6, True)
    assert facets(ben) == {"SEARCHING", "WORKING"}
    assert facets(enrolment("Halina")) >= {"PAUSED"}
    assert facets(enrolment("River")) >= {"OUT_OF_TOUCH"}
    assert Job.objects.filter(enrolment=enrolment("Tomás"), ended_on=None).count() == 2
    starts = Job.objects.get(enrolment=enrolment("Samir")).started_on
    assert (starts > TODAY, f"{starts:%A}") == (True, "Thursday")
    ended = Job.objects.get(enrolment=enrolment("Keisha"))
    assert (ended.end_known_on, bool(ended.end_words)) == (TODAY - dt.timedelta(2), True)


def test_each_world_has_somebody_who_wants_no_visit_and_a_note_that_was_moved(demo):
    told = {NORTHSIDE: ("River", "Noémie"), INLET: ("Sky", "Fiona"), ELM_RIVER: ("Robin", "Denise")}
    for number, (away, moved) in told.items():
        with at(demo, number):
            choice = OutreachChoice.objects.get(enrolment=enrolment(away), to_on=None)
            assert "VISIT" not in choice.ways and choice.in_their_words
            assert Correction.objects.get().reason == "wrong_person"
            note = Contact.objects.get(enrolment=enrolment(moved), source_id=None, group_id=None)
            assert note.note and note.started_on < TODAY


def _clocks_are_told():
    quiet = clocks("Rosa")["gone_quiet"]
    assert (TODAY - quiet.start_on).days == 12
    assert quiet.warn_on <= TODAY < quiet.due_on
    assert (TODAY - clocks("Jia")["first_employer_contact"].start_on).days == 22
    assert "job_loss_contact" in clocks("Keisha")
    assert "contact_before_start" in clocks("Samir")
    assert "contact_after_start" in clocks("Fatou")


def _referrals_are_told():
    asked = Referral.objects.get(client__given_name="Lourdes", receipt__isnull=False)
    assert (asked.source, asked.decision, asked.received_on) == ("SELF", "pending", TODAY)
    assert "clean" in asked.reason
    clinic = Referral.objects.get(client__given_name="Ethan", decided_on=None, referrer__gt="")
    assert clinic.received_on == TODAY - dt.timedelta(3)
    assert asked.owner.given_name == "Maya"
    assert PeerMeeting.objects.get(client=clinic.client).peer.given_name == "Pia"


def test_on_a_saturday_maya_has_a_day_too_and_the_page_says_it_is_invented(db):
    with time_machine.travel(WEEK[4], tick=False):
        load(SMALL)
        browser = VisitorClient()
        page = browser.post(reverse("demo:sign_in", args=["maya"]), follow=True).content.decode()
    assert "Good morning, Maya" in page and "Tomás" in page
    assert "everyone here is invented" in page


@pytest.mark.unit
@pytest.mark.parametrize("now", WEEK, ids=[f"{day:%A}" for day in WEEK])
def test_maya_meets_somebody_whatever_day_it_is(now):
    today, rows = now.date(), list(world(now, SMALL))
    maya = next(row.staff_id for name, row in rows if name == "staff" and row.given_name == "Maya")
    mine = [
        row.starts_at.date()
        for name, row in rows
        if name == "appointment" and row.staff_id == maya and row.status == "planned"
    ]
    assert today in mine
    assert mine.count(working_day(today)) >= 3


@pytest.mark.unit
@pytest.mark.parametrize("slugs", [("maya", "zofia"), ("omar", "kai"), ("nestor", "ade")])
def test_each_world_has_its_twelve_people(slugs):
    told = [stories()[slug] for slug in slugs]
    rows = [row for one in told for row in (*one["person"], *one.get("referral", ()))]
    themes = [row["theme"] for row in rows if "theme" in row]
    assert sorted(themes) == sorted(THEMES)


@pytest.mark.unit
def test_the_third_world_is_an_authority_of_24_agencies_and_4000_people_a_year():
    sizes = WORLDS[2].sizes
    assert (len(sizes), sum(size.clients for size in sizes)) == (24, 4000)
    assert {size.pack for size in sizes} == {"us-ct"}
    assert len({size.agency for size in SIZES}) == len(SIZES)


def test_the_rest_is_put_in_the_queue_once_and_each_task_adds_what_is_missing(demo):
    from procrastinate.contrib.django.models import ProcrastinateJob as Waiting

    waiting = Waiting.objects.filter(task_name=tasks.load_one.name, status="todo")
    assert tasks.enqueue_the_rest() == len(SIZES) - len(SMALL)
    assert tasks.enqueue_the_rest() == waiting.count() == len(SIZES) - len(SMALL)
    tasks.load_one(number=NORTHSIDE)  # it is here already
    assert len(by_source()) == len(SMALL)


def test_what_is_messy_is_told_where_data_is_brought_in(demo):
    from followalong.exchange.models import Batch

    with at(demo, NORTHSIDE):
        assert Batch.objects.get().report["notes"]


@pytest.mark.unit
@pytest.mark.parametrize("now", [WEEK[0], WEEK[4]], ids=["Tuesday", "Saturday"])
def test_every_world_breaks_no_rule_and_ends_now(tmp_path: Path, now):
    with PackageWriter(tmp_path / "p") as writer:
        for table, row in world(now, FIRST):
            writer.add(table, row)
    package = read_package(tmp_path / "p")
    report = check_package(package, today=now.date())
    assert report.problems == []
    # In each world somebody starts a job on Thursday; nothing else lies ahead but plans.
    assert report.notes.counts["in_the_future"] == len(FIRST)
    assert not any(
        isinstance(row.started_at, dt.datetime) and row.started_at > now
        for row in package.rows("contact")
    )
    held = [
        row.specialist_id
        for row in package.rows("enrolment")
        if row.exited_on is None and row.program_id == "A00-IPS"
    ]
    northside = [row for row in package.rows("staff") if row.agency_id == "A00"]
    specialists = [row.staff_id for row in northside if held.count(row.staff_id)]
    assert len(specialists) == 7
    assert all(25 <= held.count(one) <= 40 for one in specialists)
    maya = next(row for row in northside if row.email == "maya@example.org")
    assert 30 <= held.count(maya.staff_id) <= 40


@pytest.mark.unit
def test_names_come_from_the_pools_of_invented_names():
    pools = [pool for name, pool in simulated("people").items() if name != "weights"]
    families = {name for pool in pools for name in pool["family"]}
    given = {name for pool in pools for name in pool["given"]} | {p.given_name for p in CAST}
    told = [person for story in stories().values() for person in story["person"]]
    given |= {person["given_name"] for person in told}
    for table, row in world(NOW, FIRST):
        if table in ("client", "staff"):
            assert row.given_name in given, row
            assert row.family_name is None or row.family_name in families, row
            assert row.email is None or row.email.endswith("@example.org"), row
