"""A yes ends with what it was for: the job at that employer, the program, the treatment."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies import packs
from followalong.agencies.models import actor_of
from followalong.caseload.models import Clock
from followalong.clients.actions import (
    close_enrolment,
    correct,
    record_consent,
    reopen,
    undo_correction,
)
from followalong.clients.models import Consent
from followalong.clients.rules import end_with, kinds_ended_by_service, last_of
from followalong.core.db import acting_as
from followalong.employers.actions import add_employer
from followalong.jobs.actions import end_job, start_job
from followalong.ui.words import day_text
from tests.cast import DAY, service
from tests.clients.posting import events, words

TODAY, YESTERDAY = DAY, DAY - dt.timedelta(days=1)


def yes(cast, kind, **told):
    with acting_as(service(cast.northside)) as by:
        told = {"client": cast.ben, "method": "PAPER", "signed_on": YESTERDAY, **told}
        return record_consent(by=by, type=kind, **told)


def stored(cast, pk):
    with acting_as(service(cast.northside)):
        return Consent.objects.get(pk=pk)


def job_at(cast, name):
    with acting_as(actor_of(cast.maya)) as by:
        there = add_employer(by=by, name=name)
        job = start_job(
            by=by,
            enrolment=cast.ben_enrolment,
            employer=there,
            title="Baker",
            started_on=TODAY,
            keeps_searching=False,
        )
    return there, job


def end(cast, job):
    with acting_as(actor_of(cast.maya)) as by:
        told = {"ended_on": TODAY, "end_reason": "SEASON_END", "end_known_on": TODAY}
        end_job(by=by, job=job, **told)


def close(cast, enrolment, who):
    with acting_as(actor_of(who)) as by:
        close_enrolment(by=by, enrolment=enrolment, exited_on=YESTERDAY, reason="MOVED")


def test_what_an_employer_may_know_ends_thirty_days_after_the_job_there(cast, as_maya):
    bakery, job = job_at(cast, "Corner Bakery")
    told = {"topic": "name", "employer_id": bakery.pk}
    there, anywhere = yes(cast, "EMPLOYER", **told), yes(cast, "EMPLOYER", topic="name")
    end(cast, job)
    assert stored(cast, there.pk).expires_on == TODAY + dt.timedelta(days=30)
    assert stored(cast, anywhere.pk).expires_on is None
    page = words(as_maya.get(as_maya.here("clients:choices", client_id=cast.ben.pk)))
    assert "because the job there ended" in page
    with acting_as(actor_of(cast.maya)):
        assert Clock.objects.filter(rule="consent_expiry", subject_id=there.pk).exists()
    assert [e.subject_id for e in events(actor_of(cast.maya), "consent.ended")] == [there.pk]


def test_another_job_at_that_employer_keeps_it(cast):
    bakery, job = job_at(cast, "Corner Bakery")
    with acting_as(actor_of(cast.maya)) as by:
        told = {"employer": bakery, "title": "Cashier", "started_on": TODAY}
        told["keeps_searching"] = False
        start_job(by=by, enrolment=cast.ben_enrolment, **told)
    there = yes(cast, "EMPLOYER", topic="name", employer_id=bakery.pk)
    end(cast, job)
    assert stored(cast, there.pk).expires_on is None


def test_what_was_for_the_program_ends_with_it_and_coming_back_revives_nothing(cast, as_sol):
    bound, own = yes(cast, "FAMILY", recipient="Ruth"), yes(cast, "MESSAGES")
    short = yes(cast, "VR", expires_on=YESTERDAY)
    close(cast, cast.ben_enrolment, cast.sol)
    assert stored(cast, bound.pk).expires_on == YESTERDAY
    assert stored(cast, bound.pk).ended_with == "service"
    assert stored(cast, own.pk).expires_on is None
    assert stored(cast, short.pk).ended_with is None
    with acting_as(actor_of(cast.sol)) as by:
        cast.ben_enrolment.refresh_from_db()
        reopen(
            by=by,
            enrolment=cast.ben_enrolment,
            entered_on=TODAY,
            work_status="out_of_work",
            specialist=cast.maya,
        )
    assert stored(cast, bound.pk).ended_with == "service"


def test_a_yes_about_addiction_care_ends_with_the_treatment(cast):
    told = {"client": cast.quinn, "recipient": "Ruth"}
    given = yes(cast, "SUD", **told)
    close(cast, cast.quinn_enrolment, cast.ade)
    assert stored(cast, given.pk).ended_with == "service"


def taken_off(cast, job):
    with acting_as(actor_of(cast.maya)) as by:
        return correct(by=by, row=job, reason="entered_in_error")


def test_when_the_job_was_entered_wrongly_the_yes_follows_the_right_days(cast):
    """Taken off, it goes on as before; entered anew, it ends with that; put back, too."""
    bakery, job = job_at(cast, "Corner Bakery")
    told = {"topic": "name", "employer_id": bakery.pk}
    own = TODAY + dt.timedelta(days=200)
    there = yes(cast, "EMPLOYER", expires_on=own, **told)
    open_ended = yes(cast, "EMPLOYER", **told)
    end(cast, job)
    made = taken_off(cast, job)
    assert [stored(cast, one.pk).expires_on for one in (there, open_ended)] == [own, None]
    assert stored(cast, there.pk).ended_with is None
    with acting_as(actor_of(cast.maya)) as by:
        told = {"employer": bakery, "title": "Baker", "started_on": YESTERDAY}
        right = start_job(by=by, enrolment=cast.ben_enrolment, keeps_searching=False, **told)
        end_job(by=by, job=right, ended_on=YESTERDAY, end_reason="SEASON_END", end_known_on=TODAY)
    for one in (there, open_ended):
        assert stored(cast, one.pk).expires_on == YESTERDAY + dt.timedelta(days=30)
    with acting_as(service(cast.northside)) as by:
        undo_correction(by=by, correction=made)
    assert stored(cast, there.pk).expires_on == TODAY + dt.timedelta(days=30)
    assert stored(cast, there.pk).ended_with == "job"


days = st.one_of(st.none(), st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)))


@given(days, days)
def test_the_earlier_end_holds_and_says_whose_it_is(own, last):
    ends, is_bound = end_with(own, last)
    known = [day for day in (own, last) if day]
    assert ends == min(known, default=None)
    assert is_bound == (last is not None and (own is None or last < own))


@given(st.lists(days))
def test_of_several_the_last_ends_it_and_one_that_goes_on_keeps_it(several):
    assert last_of(several) == (None if None in several else max(several, default=None))


labels = st.lists(st.sampled_from(["NORMAL", "SUD"]))


@given(labels)
def test_nothing_ends_that_another_program_still_needs(open_ones):
    ends = packs.load("us-ct").consents
    kinds = set(kinds_ended_by_service(ends, open_ones))
    assert ("SUD" in kinds) == ("SUD" not in open_ones)
    assert ("SERVICE" in kinds) == (not open_ones)
    assert not kinds & {"MESSAGES", "STORY", "RESEARCH", "PHOTO"}


def test_a_yes_with_a_day_of_its_own_says_the_day_and_no_more(cast, as_maya):
    made = yes(cast, "BENEFITS", expires_on=TODAY + dt.timedelta(days=90))
    page = words(as_maya.get(as_maya.here("clients:choices", client_id=cast.ben.pk)))
    assert f"until {day_text(made.expires_on, TODAY)}" in page and "None" not in page
