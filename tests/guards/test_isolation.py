"""Not one byte of one agency reaches another, nor of the addiction program anyone outside it.

Every word in the planted world is a canary; whoever must not see a row must not meet its canary
in a body, a header or a redirect, whatever they ask and however they ask it.
"""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.db import connection

from followalong.agencies.everywhere import service_in
from followalong.agencies.models import actor_of
from followalong.clients.models import Client
from followalong.core.db import acting_as, set_context
from followalong.employers.models import Employer
from followalong.exchange.export import export_package
from tests.cast import VisitorClient, service
from tests.factories.canaries import flocks
from tests.factories.world import NORTH, SOUTH, SUD, World, owned_models
from tests.guards.addresses import member_addresses
from tests.guards.crawl import Visit, visit
from tests.guards.replaying import CLOSED, OWN, browser, replayed, seen_by


def rows_of(world: World) -> dict[str, int]:
    """How many rows of each kind Northside has, as its own service counts them."""
    with acting_as(service(world.cast.northside)):
        return {model._meta.label: model._base_manager.count() for model in owned_models()}


@pytest.fixture(scope="module")
def maya_saw(planted) -> list[Visit]:
    return seen_by(planted.cast.maya, planted.ben)


@pytest.fixture(scope="module")
def ade_saw(planted) -> list[Visit]:
    return seen_by(planted.cast.ade, planted.quinn)


def test_every_table_is_planted(world):
    for agency in (world.cast.northside, world.cast.southside):
        with acting_as(service(agency)):
            empty = [m._meta.label for m in owned_models() if not m._base_manager.exists()]
            assert not empty, f"Plant these: {empty}"


def test_the_canaries_sing_for_those_who_may_hear_them(world, maya_saw, ade_saw):
    """Otherwise their silence elsewhere would prove nothing."""
    omar_saw = seen_by(world.cast.omar, world.lena)
    heard = [{f for v in saw for f in flocks(v.body)} for saw in (maya_saw, ade_saw, omar_saw)]
    assert heard == [{NORTH}, {NORTH, SUD}, {SOUTH}]


def test_another_agency_replaying_everything_gets_not_one_byte(world, maya_saw):
    omar, maya = world.cast.omar, world.cast.maya
    before, faults = rows_of(world), []
    codes = {omar.code, maya.code}
    for v, is_theirs in replayed(omar, maya, world.ben, maya_saw, codes=codes):
        if v.told & {NORTH, SUD}:
            faults.append(f"{v}: {v.path} tells of Northside")
        if v.status not in (CLOSED if is_theirs else OWN):
            faults.append(f"{v}: {v.path} is not refused")
    assert not faults, "\n".join(faults)
    assert rows_of(world) == before


def test_the_other_agencys_words_find_nothing(world):
    """Search and filters by names that Omar may have heard elsewhere."""
    omar = browser(world.cast.omar)
    client, employer = world.ben[Client], world.ben[Employer]
    for address in member_addresses():
        if address.parts:
            continue
        path = address.path(world.cast.omar.code, world.lena)
        for term in (client.given_name, client.phone, employer.name):
            # The word that was asked for may stand in the search box, but nothing else.
            v = visit(omar, "omar", address.name, path, data={"q": term})
            assert v.told <= {SOUTH}, f"{v} {term}"


@pytest.mark.parametrize("who", ["maya", "sol", "pia", "priya"])
def test_the_addiction_program_is_not_there_for_colleagues(world, ade_saw, who):
    colleague, ade = getattr(world.cast, who), world.cast.ade
    faults = []
    for v, _ in replayed(colleague, ade, world.quinn, ade_saw, codes={colleague.code}):
        if SUD in v.told:
            faults.append(f"{v}: {v.path} tells of Quinn")
        if about_quinn(v, world) and v.status not in CLOSED:
            faults.append(f"{v}: {v.path} is not refused")
    assert not faults, "\n".join(faults)


def about_quinn(v: Visit, world: World) -> bool:
    """The address names a row that only Quinn's program has."""
    return any(
        str(row.pk) in urlsplit(v.path).path
        for row in world.quinn.values()
        if getattr(row, "label", "") == "SUD"
    )


def test_a_visitor_gets_no_byte_of_anyone(world, maya_saw):
    visitor = VisitorClient()
    for seen in maya_saw:
        for method in ("GET", "POST"):
            v = visit(visitor, "visitor", seen.page, seen.path, method=method)
            assert v.is_sent_to_sign_in and not v.told, str(v)


def counted(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_without_any_filter_a_member_meets_their_own_agency_only(world):
    """What a forgotten visible_to() would show: PostgreSQL itself holds the rest back."""
    # Opened to addiction programs besides, since some tables hold nothing but rows of those.
    omar = replace(actor_of(world.cast.omar), sees_sud=True)
    south = world.cast.southside.pk
    for model in owned_models():
        table = model._meta.db_table
        column = "pool_id" if hasattr(model, "pool_id") else "agency_id"
        if any(f.column == "agency_id" for f in model._meta.local_fields):
            column = "agency_id"
        with acting_as(omar):
            assert counted(f"SELECT count(*) FROM {table}") > 0, table
            assert counted(f"SELECT count(*) FROM {table} WHERE {column} <> '{south}'") == 0, table


def test_without_a_context_no_table_has_rows(world):
    set_context(None)
    full = [m for m in owned_models() if counted(f"SELECT count(*) FROM {m._meta.db_table}")]
    assert not full, full


def test_without_any_filter_nobody_outside_meets_the_addiction_program(world):
    for model in owned_models():
        if not any(f.column == "label" for f in model._meta.local_fields):
            continue
        asked = f"SELECT count(*) FROM {model._meta.db_table} WHERE label = 'SUD'"
        with acting_as(actor_of(world.cast.maya)):
            assert counted(asked) == 0, model
        with acting_as(actor_of(world.cast.ade)):
            assert counted(asked) > 0, model


def test_what_is_taken_out_holds_not_one_byte_of_another(world, tmp_path):
    """Not of the other agency, not of the addiction program for those outside it."""
    set_context(None)
    south = service_in("export", world.cast.southside.pk)
    for name, by, heard in (("south", south, {SOUTH}), ("sol", actor_of(world.cast.sol), {NORTH})):
        export_package(tmp_path / name, by=by, agency_id=by.agency_id)
        written = b"".join(file.read_bytes() for file in (tmp_path / name).iterdir())
        assert flocks(written) == heard
