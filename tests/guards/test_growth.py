"""A page asks the database the same number of questions for five people as for fifty."""

import pytest

from followalong.agencies.models import Membership
from followalong.caseload.models import Addendum, Appointment, Contact, NextStep
from followalong.core.db import acting_as, set_context
from followalong.employers.models import EmployerContact
from followalong.jobs.models import Job
from tests.cast import MemberClient, service
from tests.factories.rows import plant
from tests.factories.world import World, add_person
from tests.guards.addresses import member_addresses
from tests.guards.crawl import visit

# Pages whose number of queries may grow, and with what: page -> why.
GROWING: dict[str, str] = {}


def questions(world: World, member: Membership) -> dict[str, int]:
    """Page -> how many queries it took, bare and when asked about somebody."""
    set_context(None)
    browser, counted = MemberClient(member), {}
    for address in member_addresses():
        path = address.path(member.code, world.ben)
        for asked in ({}, address.query(world.ben)):
            v = visit(browser, member.role, address.name, path, data=asked)
            if v.status == 200:
                counted[f"{address.name}{' with a question' if asked else ''}"] = len(v.queries)
    return counted


def grow(world: World, people: int) -> None:
    """So many more clients of Maya's, and so many more rows of each kind about Ben."""
    with acting_as(service(world.cast.northside)):
        for number in range(people):
            add_person(world.cast.maya, f"Person {number}", f"Number {number}")
            for model in (Contact, Addendum, Appointment, NextStep, Job):
                plant(model, world.ben, agency=world.cast.northside)
            plant(EmployerContact, world.ben, agency=world.cast.northside, contact=None)


@pytest.mark.parametrize("who", ["maya", "sol"])
def test_the_number_of_queries_does_not_grow(world, who):
    member = getattr(world.cast, who)
    grow(world, 5)
    few = questions(world, member)
    grow(world, 45)
    many = questions(world, member)
    grown = {page: f"{few[page]} -> {n}" for page, n in many.items() if n > few[page]}
    assert set(grown) == set(GROWING), f"Use select_related or one query for all rows: {grown}"
