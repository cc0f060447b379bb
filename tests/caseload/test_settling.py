"""Clocks that somebody settles by hand, and what a person does not want now."""

import datetime as dt

import pytest

from followalong.agencies.models import actor_of
from followalong.caseload import actions as caseload
from followalong.caseload.models import Clock, Milestone, NotNow
from followalong.clients import actions
from followalong.core.db import acting_as
from followalong.jobs.actions import change_wage, start_job
from followalong.jobs.models import Job
from tests.cast import DAY, service
from tests.clients.posting import events, send, words
from tests.home.asking import page, queries_of_a_page

OTHERS = dt.timedelta(days=1)


@pytest.fixture
def ben(cast):
    """Ben's clocks as they are after fifty days of looking for work."""
    by = service(cast.northside)
    with acting_as(by):
        caseload.refresh_clocks(by=by, enrolment=cast.ben_enrolment)
    return cast.ben_enrolment


def clock(cast, rule):
    with acting_as(service(cast.northside)):
        return Clock.objects.get(enrolment=cast.ben_enrolment, rule=rule)


def settle(browser, cast, rule, name="settle_done", **values):
    address = browser.here(f"caseload:{name}", clock_id=clock(cast, rule).pk)
    return send(browser, address, **values)


def test_everything_with_a_day_is_on_one_page(cast, as_maya, ben):
    text = page(as_maya, "home:clocks", enrolment_id=ben.pk)
    assert "First version of the career profile" in text and "Look at the job search plan" in text
    assert "No contact for a while" in text
    with queries_of_a_page():
        page(as_maya, "home:clocks", enrolment_id=ben.pk)


def test_what_waits_says_why(cast, as_maya, ben):
    by = actor_of(cast.maya)
    with acting_as(by):
        actions.lose_touch(by=by, enrolment=ben, from_on=DAY - dt.timedelta(days=9))
    text = page(as_maya, "home:clocks", enrolment_id=ben.pk)
    waiting = text[text.index("Asks for nothing") :]
    assert "No contact for a while" in waiting and "out of touch" in waiting
    assert "Try another way that the person agreed to" in text


def test_today_stays_calm_and_gathers_what_can_wait(cast, as_maya, ben):
    text = page(as_maya, "home:today")
    needs = text[text.index('id="needs"') :]
    assert "career profile" not in needs[: needs.index("In good time")]
    assert "First version of the career profile" in needs[needs.index("In good time") :]
    listed = page(as_maya, "home:in_time")
    assert "Ben Abara" in listed and "First version of the career profile" in listed
    assert "Ben Abara" not in page(as_maya, "home:in_time").split("career profile")[0]


def test_it_is_done_on_a_day_by_somebody(cast, as_maya, ben):
    rule = "career_profile_first_version"
    assert settle(as_maya, cast, rule, on="2026-11-20").status_code == 302
    assert clock(cast, rule).done_on == dt.date(2026, 11, 20)
    text = page(as_maya, "home:clocks", enrolment_id=ben.pk)
    assert "Fri 20 Nov · Maya" in text
    assert events(actor_of(cast.maya), "milestone.noted")
    with acting_as(service(cast.northside)):
        done = Milestone.objects.get(kind="PROFILE_WRITTEN")
    back = as_maya.post(as_maya.here("caseload:take_back_done", done_id=done.pk))
    assert back.status_code == 302 and clock(cast, rule).done_on is None
    assert events(actor_of(cast.maya), "milestone.taken_back")


@pytest.mark.parametrize(
    ("rule", "on", "says"),
    [
        ("career_profile_first_version", "2026-12-01", "Choose today or an earlier day"),
        ("career_profile_first_version", "2026-01-01", "before it was asked for"),
        ("career_profile_first_version", "", "which day"),
        ("gone_quiet", "2026-11-20", "follows what you log"),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_the_field(cast, as_maya, ben, rule, on, says):
    answer = settle(as_maya, cast, rule, on=on)
    assert answer.status_code == 422 and says in words(answer)


def test_not_now_holds_until_they_say_so(cast, as_maya, ben):
    rule = "search_plan_review"
    said = {"until_on": "2026-12-31", "in_their_words": "After the holidays"}
    assert settle(as_maya, cast, rule, "settle_not_now", **said).status_code == 302
    assert clock(cast, rule).excuse == "declined_by_person"
    text = page(as_maya, "home:clocks", enrolment_id=ben.pk)
    assert "After the holidays" in text and "until Thu 31 Dec" in text
    with acting_as(service(cast.northside)):
        row = NotNow.objects.get()
    again = as_maya.post(as_maya.here("caseload:wanted_again", said_id=row.pk))
    assert again.status_code == 302 and clock(cast, rule).excuse is None
    late = settle(as_maya, cast, rule, "settle_not_now", until_on="2026-11-01")
    assert late.status_code == 422 and "a day to come" in words(late)


def test_strangers_and_peers_settle_nothing(cast, as_omar, as_pia, as_priya, ben):
    rule = "career_profile_first_version"
    for name in ("settle", "settle_done", "settle_not_now"):
        address = {"clock_id": clock(cast, rule).pk}
        asked = as_omar.post if name != "settle" else as_omar.get
        assert asked(as_omar.here(f"caseload:{name}", **address)).status_code == 404
        asked = as_pia.post if name != "settle" else as_pia.get
        assert asked(as_pia.here(f"caseload:{name}", **address)).status_code == 403
    # The privacy officer reads them, and is offered nothing to change.
    text = page(as_priya, "home:clocks", enrolment_id=ben.pk)
    assert "career profile" in text and "Write down" not in text


def test_new_hours_ask_for_a_benefits_talk_and_such_a_contact_settles_it(cast, ben):
    by = actor_of(cast.maya)
    with acting_as(by):
        job = start_job(
            by=by,
            enrolment=cast.ben_enrolment,
            title="Baker",
            started_on=DAY - dt.timedelta(days=30),
            keeps_searching=True,
        )
        wage = change_wage(by=by, job=job, from_on=DAY - dt.timedelta(days=5), hours_per_week=20)
    asked = clock(cast, "benefits_talk_after_change")
    assert (asked.subject_id, asked.due_on) == (wage.pk, DAY + dt.timedelta(days=25))
    with acting_as(by):
        caseload.log_contact(
            by=by, started=DAY, enrolment=cast.ben_enrolment, category="BENEFITS", mode="PHONE"
        )
    assert clock(cast, "benefits_talk_after_change").done_on == DAY
    assert clock(cast, "benefits_talk_before_start").done_on == DAY


def test_trouble_at_work_is_noted_on_the_job(cast, as_maya, as_omar, ben):
    by = actor_of(cast.maya)
    with acting_as(by):
        job = start_job(
            by=by,
            enrolment=cast.ben_enrolment,
            title="Baker",
            started_on=DAY - dt.timedelta(days=30),
            keeps_searching=False,
        )
    there = as_maya.here("jobs:mark", job_id=job.pk)
    early = send(as_maya, there, kind="JOB_TROUBLE", on="2026-01-01")
    assert early.status_code == 422 and "before the job began" in words(early)
    assert send(as_maya, there, kind="VR_STABLE_SINCE", on="2026-11-20").status_code == 422
    assert send(as_maya, there, kind="JOB_TROUBLE", on="2026-11-20").status_code == 302
    assert clock(cast, "disclosure_talk_after_trouble").due_on == dt.date(2026, 11, 27)
    assert "trouble at work" in page(as_maya, "home:client", client_id=cast.ben.pk)
    gone = as_omar.get(as_omar.here("jobs:mark", job_id=job.pk))
    assert gone.status_code == 404
    # A job taken off the record takes its clocks along.
    with acting_as(by):
        actions.correct(by=by, row=Job.objects.get(pk=job.pk), reason="DID_NOT_HAPPEN")
        assert not Clock.objects.filter(rule="disclosure_talk_after_trouble").exists()


def test_a_yes_that_ends_soon_asks_until_it_is_given_again(cast, ben):
    by = actor_of(cast.maya)
    yes = {"client": cast.ben, "type": "VR", "method": "PAPER"}
    with acting_as(by):
        actions.record_consent(
            by=by, **yes, signed_on=DAY - OTHERS, expires_on=DAY + dt.timedelta(days=20)
        )
    assert clock(cast, "consent_expiry").done_on is None
    with acting_as(by):
        actions.record_consent(by=by, **yes, expires_on=DAY + dt.timedelta(days=300))
        both = Clock.objects.filter(enrolment=ben, rule="consent_expiry").order_by("due_on")
        assert [c.done_on for c in both] == [DAY, None]
