"""The pages of a job: each works, is closed to others, refuses kindly, is on the record."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload.models import Clock
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.employers.actions import employer_named
from followalong.jobs import actions
from followalong.jobs.models import Job, Wage
from tests.cast import DAY

THURSDAY = DAY + dt.timedelta(days=2)
SEVEN = {
    "open_to_anyone": True,
    "set_aside": False,
    "pays_minimum_or_more": True,
    "pays_customary": True,
    "paid_by_employer": True,
    "integrated": True,
    "time_limited_by_service": False,
}


def text(response):
    """What a reader reads, in one line."""
    body = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(body).split())


def start_form(**more):
    form = {"command_id": uuid7(), "title": "Baker's helper", "started_on": DAY.isoformat()}
    return {**form, **more}


def started(as_who, client, **more):
    address = as_who.here("jobs:start", client_id=client.pk)
    response = as_who.post(address, start_form(**more))
    assert response.status_code == 302
    with acting_as(as_who.actor):
        made = Job.objects.select_related("employer__employer").latest("id")
    return made, text(as_who.get(response["Location"]))


# They work


def test_a_start_on_thursday_is_celebrated_in_their_words(as_maya, cast):
    job, page = started(
        as_maya,
        cast.ben,
        started_on=THURSDAY.isoformat(),
        employer_name="Hill Street Bakery",
        ordinary="yes",
        own_words="I told my sister first",
        hours_per_week="16",
        hourly_wage="17.60",
    )
    assert "Ben starts in 2 days at Hill Street Bakery" in page
    assert "I told my sister first" in page
    assert "16 hours a week · $17.60 an hour · about $281.60 a week" in page
    assert (job.currency, job.employer.employer.name) == ("CAD", "Hill Street Bakery")
    with acting_as(as_maya.actor):
        assert Clock.objects.filter(subject_id=job.pk, rule="contact_before_start").exists()


def test_one_yes_answers_all_seven_questions(as_maya, cast):
    job, page = started(as_maya, cast.ben, ordinary="yes")
    assert {name: getattr(job, name) for name in SEVEN} == SEVEN
    assert "Counts as a competitive job." in page


def test_a_known_employer_is_taken_and_a_new_one_written_down(as_maya, cast, job):
    same, _page = started(as_maya, cast.rosa, employer_name="hill street BAKERY")
    other, _page = started(as_maya, cast.rosa, employer_name="Northway Laundry")
    assert same.employer_id == job.employer_id
    assert other.employer.employer.name == "Northway Laundry"


def test_a_temp_agency_job_open_to_the_public_is_competitive_and_not_permanent(as_maya, cast):
    """Acceptance vector 5."""
    job, page = started(as_maya, cast.ben, ordinary="yes", permanent="no")
    assert job.permanent is False
    assert "Counts as a competitive job." in page and "For a limited time" in page


def test_a_job_run_by_the_program_for_six_months_is_not(as_maya, cast):
    """Acceptance vector 4."""
    answers = {
        "open_to_anyone": "yes",
        "set_aside": "no",
        "pays_minimum_or_more": "yes",
        "pays_customary": "yes",
        "paid_by_employer": "no",
        "integrated": "yes",
        "time_limited_by_service": "yes",
    }
    _job, page = started(as_maya, cast.ben, ordinary="no", **answers)
    assert "Counts as paid work of another kind" in page
    assert "Does the employer pay them directly? No" in page
    assert "Does a support program limit how long it lasts? Yes" in page


def test_what_is_not_known_yet_is_said_and_never_in_the_way(as_maya, cast):
    _job, page = started(as_maya, cast.ben, ordinary="unsure", open_to_anyone="yes")
    assert "Not known yet: in no count" in page
    assert "Does it pay the minimum wage or more? Not known yet" in page


def test_the_page_shows_time_and_terms(as_maya, cast, job):
    with acting_as(actor_of(cast.maya)) as maya:
        actions.change_wage(by=maya, job=job, from_on=DAY - dt.timedelta(days=7), hourly_wage=19)
    page = text(as_maya.get(as_maya.here("jobs:job", job_id=job.pk)))
    for words in ("6 weeks, since", "$18.00", "$19.00 an hour", "4 weeks", "13 weeks", "Ahead"):
        assert words in page


def test_new_pay_is_a_row_of_the_history(as_maya, cast, job):
    address = as_maya.here("jobs:wage", job_id=job.pk)
    form = {"command_id": uuid7(), "from_on": DAY.isoformat(), "hourly_wage": "19.25"}
    response = as_maya.post(address, form)
    assert response.status_code == 302
    assert "$19.25 an hour" in text(as_maya.get(response["Location"]))
    assert as_maya.post(address, form).status_code == 302
    with acting_as(as_maya.actor):
        assert Wage.objects.get(job=job).version == 1


def test_an_end_keeps_what_was_learned_and_asks_to_see_the_person(as_maya, cast, job):
    form = {
        "command_id": uuid7(),
        "ended_on": DAY.isoformat(),
        "end_known_on": DAY.isoformat(),
        "end_reason": "SEASON_END",
        "wants_another": "yes",
        "went_well": "Always on time",
        "learned": "Quiet kitchens suit better",
        "end_words": "I would do it again",
    }
    response = as_maya.post(as_maya.here("jobs:end", job_id=job.pk), form)
    page = text(as_maya.get(response["Location"]))
    for words in ("Always on time", "Quiet kitchens", "I would do it again", "See Ben in the next"):
        assert words in page
    with acting_as(as_maya.actor):
        assert Clock.objects.filter(subject_id=job.pk, rule="job_loss_contact").exists()


def test_a_start_is_put_right(as_maya, job):
    address = as_maya.here("jobs:edit", job_id=job.pk)
    page = as_maya.get(address).content.decode()
    assert 'value="Hill Street Bakery"' in page
    form = start_form(version=1, title="Baker", employer_name="Hill Street Bakery", permanent="yes")
    response = as_maya.post(address, form)
    assert response.status_code == 302
    assert "Permanent" in text(as_maya.get(response["Location"]))
    stale = as_maya.post(address, {**form, "command_id": uuid7(), "title": "Cook"})
    assert stale.status_code == 422
    assert "Saved meanwhile" in text(stale) and "Baker" in text(stale)


# Bad input is refused with a clear message and keeps what was typed


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Write what the job is."),
        ({"started_on": ""}, "First day"),
        ({"hours_per_week": "200"}, "A week has 168 hours"),
        ({"hourly_wage": "-1"}, "Pay an hour"),
    ],
)
def test_a_start_that_cannot_be_keeps_its_words(as_maya, cast, wrong, words):
    form = start_form(own_words="I told my sister first", **wrong)
    response = as_maya.post(as_maya.here("jobs:start", client_id=cast.ben.pk), form)
    assert response.status_code == 422
    assert words in text(response) and "I told my sister first" in text(response)
    with acting_as(as_maya.actor):
        assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"end_reason": ""}, "Choose how it ended."),
        ({"end_reason": "NOT_READY"}, "How did it end?"),
        ({"ended_on": "2026-01-01"}, "before the first day"),
        ({"end_known_on": "2026-12-24"}, "Choose today or an earlier day."),
    ],
)
def test_an_end_that_cannot_be_keeps_its_words(as_maya, job, wrong, words):
    form = {
        "command_id": uuid7(),
        "ended_on": DAY.isoformat(),
        "end_known_on": DAY.isoformat(),
        "end_reason": "LAID_OFF",
        "learned": "Quiet kitchens",
        **wrong,
    }
    response = as_maya.post(as_maya.here("jobs:end", job_id=job.pk), form)
    assert response.status_code == 422
    assert words in text(response) and "Quiet kitchens" in text(response)


def test_a_change_on_the_first_day_is_a_correction(as_maya, job):
    form = {
        "command_id": uuid7(),
        "from_on": job.started_on.isoformat(),
        "hours_per_week": "20",
    }
    response = as_maya.post(as_maya.here("jobs:wage", job_id=job.pk), form)
    assert response.status_code == 422
    assert "Put right the start instead" in text(response)


# Who may not


def test_a_peer_sees_a_job_and_writes_none(as_pia, cast, job):
    assert as_pia.get(as_pia.here("jobs:job", job_id=job.pk)).status_code == 200
    assert "Put right" not in text(as_pia.get(as_pia.here("jobs:job", job_id=job.pk)))
    for name in ("edit", "wage", "end"):
        assert as_pia.get(as_pia.here(f"jobs:{name}", job_id=job.pk)).status_code == 403
    address = as_pia.here("jobs:start", client_id=cast.ben.pk)
    assert as_pia.post(address, start_form()).status_code == 403


def test_another_agency_gets_404(as_omar, cast, job):
    for name in ("job", "edit", "wage", "end"):
        assert as_omar.get(as_omar.here(f"jobs:{name}", job_id=job.pk)).status_code == 404
    address = as_omar.here("jobs:start", client_id=cast.ben.pk)
    assert as_omar.post(address, start_form()).status_code == 404


def test_an_addiction_program_keeps_its_people_to_itself(as_maya, as_ade, cast):
    held, page = started(as_ade, cast.quinn)
    assert held.label == "SUD" and "Quinn" in page
    assert as_maya.get(as_maya.here("jobs:job", job_id=held.pk)).status_code == 404


def test_a_hire_is_not_seen_on_the_page_of_the_employer(as_sol, as_maya, cast, job):
    with acting_as(actor_of(cast.maya)) as maya:
        bakery = employer_named(by=maya, name="Hill Street Bakery")
    page = text(as_sol.get(as_sol.here("employers:employer", employer_id=bakery.pk)))
    assert "Ben" not in page and "helper" not in page


# The record, and the cost


def test_what_was_read_and_written_is_on_the_record(as_maya, cast, job):
    as_maya.get(as_maya.here("jobs:job", job_id=job.pk))
    with acting_as(as_maya.actor):
        read = Event.objects.filter(action="page.read").latest("id")
        assert Seen.objects.filter(event_id=read.pk, client_id=cast.ben.pk).exists()
        assert Event.objects.filter(action="job.started", subject_id=job.pk).exists()


@pytest.mark.parametrize("page", ["job", "edit", "wage", "end", "start"])
def test_a_page_asks_the_database_the_same_few_questions(as_maya, cast, job, page):
    kw = {"client_id": cast.ben.pk} if page == "start" else {"job_id": job.pk}
    address = as_maya.here(f"jobs:{page}", **kw)
    few = questions(as_maya, address)
    with acting_as(actor_of(cast.maya)) as maya:
        for days in range(1, 5):
            on = DAY - dt.timedelta(days=days)
            actions.change_wage(by=maya, job=job, from_on=on, hourly_wage=19 + days)
            employer_named(by=maya, name=f"Works {days}")
    assert questions(as_maya, address) == few <= 12


def questions(as_who, address):
    with CaptureQueriesContext(connection) as asked:
        assert as_who.get(address).status_code == 200
    # The test client blanks the context after each request: not the page's question.
    return len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]) - 1
