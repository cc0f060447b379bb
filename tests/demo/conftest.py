"""A small demonstration: the first agency of each world, with few people beside those told."""

import pytest

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.core.db import acting_as
from followalong.demo.cast import ELM_RIVER, INLET, NORTHSIDE
from followalong.demo.load import load
from followalong.demo.world import agency_source_id
from followalong.demo.worlds import Size

SMALL = (Size(NORTHSIDE, 12, 2), Size(INLET, 4, 2), Size(ELM_RIVER, 6, 2))


@pytest.fixture
def demo(db):
    assert load(SMALL)
    return by_source()


def by_source() -> dict:
    return {source: pk for pk, source in known_agencies().items()}


def at(demo, number):
    """Everything of an agency, as the service that brought it in sees it."""
    return acting_as(service_in("import", demo[agency_source_id(number)]))
