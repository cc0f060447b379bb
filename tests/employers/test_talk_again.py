"""Trouble at work asks for the talk again: Today leads straight to it."""

import datetime as dt

from followalong.agencies.models import actor_of
from followalong.caseload.actions import log_contact
from followalong.core.db import acting_as
from followalong.jobs.actions import mark_job, start_job
from tests.cast import DAY
from tests.clients.posting import words


def test_trouble_at_work_leads_from_today_to_the_talk(cast, as_maya):
    with acting_as(actor_of(cast.maya)) as by:
        job = start_job(
            by=by,
            enrolment=cast.ben_enrolment,
            title="Baker",
            started_on=DAY - dt.timedelta(days=40),
            keeps_searching=False,
        )
        met = {"mode": "IN_PERSON", "category": "FOLLOW_ALONG", "minutes": 30}
        for ago in (38, 10):
            day = DAY - dt.timedelta(days=ago)
            log_contact(by=by, started=day, enrolment=cast.ben_enrolment, **met)
        mark_job(by=by, job=job, kind="JOB_TROUBLE", on=DAY - dt.timedelta(days=9))
    page = words(as_maya.get(as_maya.here("home:today")))
    assert as_maya.here("employers:disclosure", client_id=cast.ben.pk) in page
