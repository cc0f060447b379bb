"""A job that Ben holds at an employer Northside knows."""

import datetime as dt

import pytest

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as
from followalong.employers.actions import employer_named
from followalong.jobs import actions
from tests.cast import DAY


@pytest.fixture
def job(cast):
    with acting_as(actor_of(cast.maya)) as maya:
        return actions.start_job(
            by=maya,
            enrolment=cast.ben_enrolment,
            employer=employer_named(by=maya, name="Hill Street Bakery"),
            title="Baker's helper",
            started_on=DAY - dt.timedelta(days=42),
            hours_per_week=16,
            hourly_wage=18,
            currency="CAD",
            own_words="I told my sister first",
            keeps_searching=False,
        )
