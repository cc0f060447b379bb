"""What is somebody else's answers as what is not there at all (ACC-08): the same page, the same
number of questions to the database, so that neither words nor time tell them apart."""

import re
from types import SimpleNamespace

import pytest
from django.db.models import Model

from followalong.agencies.models import Membership
from followalong.core.db import acting_as, set_context
from followalong.core.ids import uuid7
from tests.cast import MemberClient, service
from tests.factories.rows import Known
from tests.factories.world import members_of
from tests.guards.addresses import WORDS, Address, member_addresses
from tests.guards.crawl import Visit, visit
from tests.guards.replaying import CLOSED

ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class NotThere(dict):
    """Rows that nobody has: an id for whatever model an address asks for."""

    def __missing__(self, model: type[Model]) -> SimpleNamespace:
        self[model] = SimpleNamespace(pk=uuid7(), given_name="Nobody")
        return self[model]


@pytest.fixture
def south(world) -> dict[str, MemberClient]:
    """Every role's member at Southside, signed in."""
    cast = world.cast
    with acting_as(service(cast.southside)):
        made = members_of(cast.south_ips, cast.lena, (cast.omar,))
    set_context(None)
    return {role: MemberClient(member) for role, member in made.items()}


def asked(user: MemberClient, address: Address, known: Known, method: str) -> Visit:
    member: Membership = user.membership
    return visit(user, member.role, address.name, address.path(member.code, known), method=method)


def said(v: Visit) -> tuple[int, bytes, bytes, int]:
    """Without the id that was asked for, which the address itself brings along."""
    heads = b"\n".join(h for h in v.heads.split(b"\n") if not h.startswith(b"Set-Cookie"))
    body = re.sub(rb'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"', b"", v.body)
    return v.status, ID.sub(b"", body), ID.sub(b"", heads), len(v.queries)


def test_somebody_elses_is_told_from_nothing_by_no_one(world, south):
    differs, met = [], 0
    for address in member_addresses():
        user = next((user for role, user in south.items() if address.opens_to(role)), None)
        # What is named by a word alone, such as a kind of record, is nobody's.
        if user is None or not set(address.parts) - set(WORDS):
            continue
        for method in ("GET", "POST"):
            theirs = asked(user, address, world.ben, method)
            nothing = asked(user, address, NotThere(), method)
            met += theirs.status == 404
            if theirs.status not in CLOSED or said(theirs) != said(nothing):
                differs.append(f"{theirs} ({len(theirs.queries)}), {nothing}")
    assert not differs, "\n".join(differs)
    assert met > 100
