"""A page asks the database the same number of questions for five people as for fifty."""

from followalong.caseload.models import Addendum, Appointment, Contact, NextStep
from followalong.core.db import acting_as, set_context
from followalong.employers.models import EmployerContact
from followalong.jobs.models import Job
from tests.cast import MemberClient, service
from tests.factories.rows import plant
from tests.factories.world import World, add_person
from tests.guards.addresses import member_addresses
from tests.guards.allow import judge
from tests.guards.crawl import visit

# Pages whose number of queries may grow, and with what: page -> why.
GROWING: dict[str, str] = {}


def questions(world: World) -> dict[str, int]:
    """Page -> how many queries it took; pages about nobody in particular are also asked.

    The supervisor's lists are other lists, but her pages about one person are Maya's.
    """
    counted = {}
    for member in (world.cast.maya, world.cast.sol):
        set_context(None)
        browser = MemberClient(member)
        for address in member_addresses():
            if address.parts and member == world.cast.sol:
                continue
            path = address.path(member.code, world.ben)
            for asked in ({},) if address.parts else ({}, address.query(world.ben)):
                v = visit(browser, member.role, address.name, path, data=asked)
                if v.status == 200:
                    counted[f"{v.who} {v.page} {' '.join(asked)}"] = len(v.queries)
    return counted


def grow(world: World, people: int) -> None:
    """So many more clients of Maya's, and so many more rows of each kind about Ben."""
    northside = world.cast.northside
    with acting_as(service(northside)):
        for number in range(people):
            add_person(world, world.cast.maya, f"Person {number}", f"Number {people}")
            for model in (Contact, Addendum, Appointment, NextStep, Job):
                plant(model, world.ben, agency=northside)
            plant(EmployerContact, world.ben, agency=northside, contact=None)


def test_the_number_of_queries_does_not_grow(world):
    grow(world, 5)
    few = questions(world)
    grow(world, 45)
    grown = {page: f"{few[page]} -> {n}" for page, n in questions(world).items() if n > few[page]}
    judge(grown, allowed=GROWING, fix=f"Use select_related, or one query for all rows: {grown}")
