"""Two agencies, every role, every way in (ACC-05): not one byte, and not one id, of the other.

Every role of Southside asks for everything Northside has, under its own code; Southside's
directory and Southside's people ask through their own doors.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client as Browser
from django.urls import reverse

from followalong.accounts.models import User
from followalong.agencies.actions import open_directory
from followalong.agencies.models import Listed, Membership, actor_of
from followalong.clients.models import Client
from followalong.core.db import acting_as, set_context
from followalong.core.ids import uuid7
from followalong.privacy.actions import give_copy, make_link
from followalong.privacy.copy_of import Copy, sealed
from tests.cast import DAY, VisitorClient, service
from tests.factories.canaries import flocks
from tests.factories.world import NORTH, SOUTH, SUD, World, members_of, owned_models
from tests.guards.addresses import WORDS, addresses, member_addresses
from tests.guards.crawl import Visit, links_and_fields, visit
from tests.guards.replaying import CLOSED, OWN, browser, questions, seen_by

ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def northern(planted) -> set[bytes]:
    """Every id and every secret address of Northside."""
    with acting_as(service(planted.cast.northside)):
        ids = {
            str(pk) for m in owned_models() for pk in m._base_manager.values_list("pk", flat=True)
        }
        codes = set(Membership.everything.values_list("code", flat=True))
        return {one.encode() for one in ids | codes}


@dataclass
class Heard:
    """What Northside's own meet: the fields of each page's forms, the questions pages link to."""

    forms: dict[str, dict[str, str]]
    links: list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def heard(planted) -> Heard:
    cast, forms, links = planted.cast, {}, {}
    for member in (cast.maya, cast.priya):
        saw = seen_by(member, planted.ben)
        forms |= {v.page: links_and_fields(v.body)[1] for v in saw if v.status == 200}
        for (name, asks_for), link in questions(saw, member.code).items():
            links[name, asks_for] = (name, link, member.code)
    return Heard(forms, list(links.values()))


@pytest.fixture
def south(world) -> dict[str, Membership]:
    """Every role's member at Southside."""
    cast = world.cast
    with acting_as(service(cast.southside)):
        made = members_of(cast.south_ips, cast.lena, (cast.omar,))
    set_context(None)
    return made


def leaks(v: Visit, northern: set[bytes]) -> str:
    """What an answer tells of Northside that was not asked with."""
    if told := v.told & {NORTH, SUD}:
        return f"{v}: {v.path} tells of {told}"
    ids = (set(ID.findall(v.body + v.heads)) - set(ID.findall(v.asked))) & northern
    return f"{v}: {v.path} tells {len(ids)} ids" if ids else ""


def asks(world: World, member: Membership, heard: Heard) -> Iterator[tuple[Visit, bool]]:
    """A member of Southside: everything of Northside's, under their own code and under others'.

    With each answer: whether the address itself named what is Northside's.
    """
    user, role = browser(member), member.role
    # What a role does not open answers 403 before it reads anything (test_pages).
    opened = {a.name: a for a in member_addresses() if a.opens_to(role)}
    for address in opened.values():
        path, asked = address.path(member.code, world.ben), address.query(world.ben)
        # What is named by a word alone, such as a kind of record, is nobody's.
        is_theirs = bool(set(address.parts) - set(WORDS))
        yield visit(user, role, address.name, path, data=asked), is_theirs
        told = {**heard.forms.get(address.name, {}), **asked}
        yield visit(user, role, address.name, path, method="POST", data=told), is_theirs
    for name, link, owner in heard.links:
        if name in opened:
            yield visit(user, role, name, link.replace(owner, member.code)), False
    path = reverse("home:today", args=[world.cast.maya.code])
    yield visit(user, role, "home:today", path), True


def test_a_leak_is_noticed(world, northern):
    """Otherwise no leak found would prove nothing: Maya's own page is full of them."""
    path = reverse("home:client", args=[world.cast.maya.code, world.cast.ben.pk])
    v = visit(browser(world.cast.maya), "maya", "home:client", path)
    assert "tells of" in leaks(v, northern)
    v.body = re.sub(rb"zq[a-z]{5}", b"zq", v.body)
    v.heads = b""
    assert "ids" in leaks(v, northern)


def test_every_role_of_another_agency_gets_not_one_byte(world, south, heard, northern):
    faults, met = [], {}
    for role, member in south.items():
        for v, is_theirs in asks(world, member, heard):
            faults.append(leaks(v, northern))
            if v.status not in (CLOSED if is_theirs else OWN):
                faults.append(f"{v}: {v.path} is not refused")
            met.setdefault(role, set()).update(v.told)
    assert not any(faults), "\n".join(filter(None, faults))
    # They did meet words: their own agency's.
    assert len(met) == len(south) and set().union(*met.values()) == {SOUTH}


def test_the_doors_without_a_code_tell_nothing_to_a_neighbour(world, northern):
    """Sign-in, security, invitations, links: asked for with Northside's ids, signed in or not."""
    cast = world.cast
    theirs = {
        "listed_id": world.ben[Listed].pk,
        "token": cast.maya.code,
        "secret": cast.maya.code,
        "session_id": 1,
        "factor_id": 1,
    }
    faults = []
    for address in (a for a in addresses() if not a.is_member):
        path = address.public_path()
        if theirs.keys() & set(address.parts):
            parts = {p: theirs.get(p, "nobody") for p in address.parts}
            path = reverse(address.name, kwargs=parts)
        for who in (browser(cast.omar), VisitorClient()):
            for method in ("GET", "POST"):
                sent = {"email": cast.maya.user.email, "login": cast.maya.user.email}
                v = visit(who, "neighbour", address.name, path, method=method, data=sent)
                faults.append(leaks(v, northern))
    assert not any(faults), "\n".join(filter(None, faults))


def scim(key: str, method: str, path: str, said: dict | None = None) -> tuple[int, bytes]:
    head = {"Authorization": f"Bearer {key}"}
    body = json.dumps(said) if said else ""
    answer = VisitorClient().generic(
        method, path, body, content_type="application/scim+json", headers=head
    )
    return answer.status_code, answer.content


def test_a_directory_knows_its_own_agency_only(world, south, northern):
    cast, listed = world.cast, world.ben[Listed]
    with acting_as(actor_of(south["agency_admin"])) as by:
        _row, key = open_directory(
            by=by, agency=cast.southside, role="job_coach", program=cast.south_ips
        )
    set_context(None)
    put = {"userName": "neighbour@example.org", "name": {"givenName": "Nia"}}
    off = {"Operations": [{"op": "replace", "path": "active", "value": False}]}
    one, nobody = f"/scim/v2/Users/{listed.pk}", f"/scim/v2/Users/{uuid7()}"
    for method, said in (("GET", None), ("PUT", put), ("PATCH", off), ("DELETE", None)):
        theirs = scim(key, method, one, said)
        assert theirs == scim(key, method, nobody, said) and theirs[0] == 404
    name = listed.user_name
    for path in ("/scim/v2/Users", f'/scim/v2/Users?filter=userName eq "{name}"'):
        status, said = scim(key, "GET", path)
        heard = flocks(said, besides=path.encode())
        assert status == 200 and heard <= {SOUTH} and not set(ID.findall(said)) & northern
    # Somebody of Northside, named by Southside's directory, becomes a role of Southside's own.
    status, said = scim(key, "POST", "/scim/v2/Users", {**put, "userName": cast.maya.user.email})
    assert status == 201 and not set(ID.findall(said)) & northern
    with acting_as(service(cast.northside)):
        assert Membership.objects.get(pk=cast.maya.pk).ended_on is None
        assert User.objects.get(pk=cast.maya.user_id).is_active


def own_page(member: Membership, person: Client) -> tuple[Browser, str]:
    with acting_as(actor_of(member)) as by:
        _link, secret, number = make_link(by=by, client=person)
    set_context(None)
    reader, path = VisitorClient(), reverse("own:page", args=[secret])
    assert reader.post(path, {"number": number}).status_code == 302
    return reader, path


def test_a_persons_own_link_opens_nobody_elses(world, south, northern):
    reader, path = own_page(south["privacy_officer"], world.cast.lena)
    with acting_as(actor_of(south["privacy_officer"])) as by:
        content = sealed(Copy("Lena", "South", "Priya", DAY, "en", [], [f"zq{SOUTH}0000"]))
        give_copy(by=by, client=world.cast.lena, content=content)
    assert SOUTH in flocks(reader.get(f"{path}copy/").content)
    own = reader.get(path)
    assert own.status_code == 200 and SOUTH in flocks(own.content)
    for data in ({}, {"client_id": str(world.cast.ben.pk), "client": str(world.cast.ben.pk)}):
        for method in ("GET", "POST"):
            v = visit(reader, "lena", "own:page", path, method=method, data=data)
            assert not leaks(v, northern)
    neighbour, other = own_page(world.members["privacy_officer"], world.cast.ben)
    v = visit(reader, "lena", "own:page", other)
    assert not leaks(v, northern) and b"Who looked" not in v.body
    for place in ("copy/", "copy/file/"):
        v = visit(reader, "lena", "own:copy", other + place)
        assert v.status == 302 and not leaks(v, northern)
    assert neighbour.get(other).content.count(b"Who looked") > 0
