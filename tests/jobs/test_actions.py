"""Starting, changing and ending a job, and what the rooms below learn of it."""

import datetime as dt
from decimal import Decimal

import pytest

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload.models import Clock, Milestone
from followalong.clients.models import Facet
from followalong.core.db import acting_as
from followalong.jobs import actions
from followalong.jobs.models import Job, Wage
from tests.cast import DAY

THURSDAY = DAY + dt.timedelta(days=2)


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by:
        yield by


def start(by, enrolment, on=DAY, *, keeps_searching=True, **told):
    return actions.start_job(
        by=by,
        enrolment=enrolment,
        title="Baker's helper",
        started_on=on,
        keeps_searching=keeps_searching,
        **told,
    )


def end(by, job, on=DAY, **more):
    values = {"end_reason": "SEASON_END", "end_known_on": DAY, "wants_another": "later"} | more
    return actions.end_job(by=by, job=job, ended_on=on, **values)


def facets(enrolment):
    rows = Facet.objects.filter(enrolment=enrolment).order_by("from_on", "kind")
    return [(row.kind, row.from_on, row.to_on) for row in rows]


def clock_rules(enrolment):
    return set(Clock.objects.filter(enrolment=enrolment).values_list("rule", flat=True))


def test_a_job_that_starts_on_thursday(cast, maya):
    job = start(maya, cast.ben_enrolment, THURSDAY, own_words="I told my sister first")
    entered = cast.ben_enrolment.entered_on
    assert facets(cast.ben_enrolment) == [
        ("SEARCHING", entered, None),
        ("WORKING", THURSDAY, None),
    ]
    milestone = Milestone.objects.get(enrolment=cast.ben_enrolment)
    assert (milestone.kind, milestone.on, milestone.subject_id) == (
        "JOB_STARTED",
        THURSDAY,
        job.pk,
    )
    assert {"contact_before_start", "contact_after_start", "monthly_follow_along"} <= clock_rules(
        cast.ben_enrolment
    )
    event = Event.objects.get(action="job.started")
    assert Seen.objects.filter(event_id=event.pk, client_id=cast.ben.pk).exists()


def test_who_is_content_stops_searching_on_the_first_day(cast, maya):
    start(maya, cast.ben_enrolment, THURSDAY, keeps_searching=False)
    assert facets(cast.ben_enrolment)[0] == (
        "SEARCHING",
        cast.ben_enrolment.entered_on,
        THURSDAY - dt.timedelta(days=1),
    )


def test_two_jobs_at_once_are_one_time_in_work(cast, maya):
    start(maya, cast.ben_enrolment, DAY - dt.timedelta(days=10))
    second = start(maya, cast.ben_enrolment, DAY - dt.timedelta(days=3))
    end(maya, second, wants_another="yes")
    working = [row for row in facets(cast.ben_enrolment) if row[0] == "WORKING"]
    assert working == [("WORKING", DAY - dt.timedelta(days=10), None)]


def test_an_end_asks_for_a_contact_within_three_days_of_hearing_of_it(cast, maya):
    job = start(maya, cast.ben_enrolment, DAY - dt.timedelta(days=30), keeps_searching=False)
    end(maya, job, DAY - dt.timedelta(days=2), wants_another="yes", learned="Quiet kitchens")
    loss = Clock.objects.get(enrolment=cast.ben_enrolment, rule="job_loss_contact")
    assert (loss.start_on, loss.due_on) == (DAY, DAY + dt.timedelta(days=3))
    assert facets(cast.ben_enrolment)[-1] == ("SEARCHING", DAY - dt.timedelta(days=1), None)
    job.refresh_from_db()
    assert (job.learned, job.wants_another) == ("Quiet kitchens", "yes")


def test_who_wants_nothing_now_is_not_searching(cast, maya):
    job = start(maya, cast.ben_enrolment, DAY - dt.timedelta(days=30), keeps_searching=False)
    end(maya, job, wants_another="no")
    assert not [row for row in facets(cast.ben_enrolment) if row[2] is None]


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": DAY - dt.timedelta(days=60)},
        {"end_reason": ""},
        {"end_reason": "NOT_MOTIVATED"},
    ],
)
def test_an_end_that_cannot_be(cast, maya, wrong):
    job = start(maya, cast.ben_enrolment, DAY - dt.timedelta(days=30))
    with pytest.raises(actions.JobRefused):
        end(maya, job, **wrong)


def test_a_job_ends_once(cast, maya):
    job = end(maya, start(maya, cast.ben_enrolment))
    with pytest.raises(actions.JobRefused):
        end(maya, job)


def test_wages_are_rows_and_a_second_one_on_a_day_corrects_the_first(cast, maya):
    job = start(maya, cast.ben_enrolment, DAY - dt.timedelta(days=30), hourly_wage=Decimal(17))
    for wage in ("17.50", "17.75"):
        actions.change_wage(by=maya, job=job, from_on=DAY, hourly_wage=Decimal(wage))
    row = Wage.objects.get(job=job)
    assert (row.hourly_wage, row.hours_per_week, row.version) == (Decimal("17.75"), None, 2)
    job.refresh_from_db()
    assert job.hourly_wage == 17


@pytest.mark.parametrize(
    "wrong",
    [
        {"from_on": DAY - dt.timedelta(days=30), "hourly_wage": Decimal(18)},
        {"from_on": DAY},
        {"from_on": DAY, "hours_per_week": Decimal(200)},
        {"from_on": DAY, "hourly_wage": Decimal(-1)},
    ],
)
def test_a_change_that_cannot_be(cast, maya, wrong):
    job = start(maya, cast.ben_enrolment, DAY - dt.timedelta(days=30))
    with pytest.raises(actions.JobRefused):
        actions.change_wage(by=maya, job=job, **wrong)


def test_a_plain_no_is_an_answer_and_is_kept(cast, maya):
    job = start(maya, cast.ben_enrolment, THURSDAY)
    said = {"permanent": False, "open_to_anyone": False, "own_words": ""}
    actions.amend_job(by=maya, job=job, seen_version=1, **said)
    stored = Job.objects.get(pk=job.pk)
    assert (stored.permanent, stored.open_to_anyone, stored.own_words) == (False, False, None)


def test_a_start_put_right_moves_its_clocks_and_the_time_in_work(cast, maya):
    job = start(maya, cast.ben_enrolment, THURSDAY)
    later = THURSDAY + dt.timedelta(days=4)
    actions.amend_job(by=maya, job=job, seen_version=1, started_on=later, title="Baker")
    assert Milestone.objects.get(subject_id=job.pk).on == later
    assert ("WORKING", later, None) in facets(cast.ben_enrolment)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.amend_job(by=maya, job=job, seen_version=1, title="Cook")
