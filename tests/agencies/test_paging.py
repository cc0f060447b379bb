"""Pages of a long list: every row once, whatever the address says."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from followalong.agencies.models import actor_of
from followalong.agencies.paging import newest_first
from followalong.agencies.read import Reading
from followalong.clients.models import Correction
from followalong.core.db import acting_as

AT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC)


@pytest.fixture
def priya(cast):
    """Seven corrections, three of them at one moment."""
    with acting_as(actor_of(cast.priya)) as by:
        for number in (0, 1, 2, 2, 2, 3, 4):
            Correction.objects.create(
                agency=cast.northside,
                client=cast.ben,
                reason="entered_in_error",
                subject_type="caseload.contact",
                subject_id=cast.ben.pk,
                subject_on=AT.date(),
                made_at=AT + dt.timedelta(hours=number),
            )
        yield by


def page(by, query=""):
    asked = SimpleNamespace(GET=QueryDict(query.lstrip("?")), actor=by, reading=Reading())
    return newest_first(asked, Correction.objects.all(), "made_at", 2)


def test_every_row_comes_once_newest_first(priya):
    found, query = [], ""
    while True:
        one = page(priya, query)
        found += one.rows
        assert (one.newer == "") == (query == "")
        if not one.older:
            break
        query = one.older
    assert [row.pk for row in found] == [
        row.pk for row in Correction.objects.order_by("-made_at", "-pk")
    ]


@pytest.mark.parametrize("said", ["x", "~", "2026-13-01T00:00:00Z~x", "2026-11-20T15:00~1", "%00~"])
def test_what_makes_no_sense_is_the_first_page(priya, said):
    assert page(priya, f"?before={said}") == page(priya)
