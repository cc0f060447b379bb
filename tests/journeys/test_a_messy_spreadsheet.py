"""Ana brings in the list that the office keeps, and takes it back."""

import re

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.clients.models import Client
from followalong.core.db import acting_as
from tests.exchange.sheets import files

pytestmark = pytest.mark.journey


@pytest.fixture(params=["desktop"])
def page(request, chromium, served):
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=served.url, locale="en-CA"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_messy_spreadsheet_is_brought_in_and_undone(page, world, sign_in, accessible, tmp_path):
    home = sign_in(page, world.ana)
    path = tmp_path / "winter list.xlsx"
    path.write_bytes(files.two_names())

    # Given a list with two people in one cell, one person twice and half a telephone number
    page.goto(f"{home}imports/")
    page.get_by_role("link", name="Bring a spreadsheet in").click()
    accessible(page)
    page.get_by_label("The spreadsheet").set_input_files(path)
    page.get_by_role("button", name="Next: columns").click()

    # When Ana looks at how its columns are understood, they already are as she means them
    expect(page.get_by_role("heading", name="Which column is which?")).to_be_visible()
    expect(page.get_by_label("Participant")).to_have_value("full_name")
    accessible(page)
    page.get_by_label("Program, for rows that do not say").select_option("Northside Works")
    page.get_by_role("button", name="Next: check").click()

    # Then she is asked once who is who, and sees the cells that are not right
    expect(page.get_by_text("1 row is ready · 4 to put right")).to_be_visible()
    accessible(page)
    page.get_by_label("One person").check(force=True)
    page.get_by_role("button", name="Use these answers").click()
    page.get_by_role("button", name="Make a row for each person").click()
    page.get_by_label("Phone").fill("416-555-0135")
    page.get_by_role("button", name="Save what I changed").click()
    expect(page.get_by_text("6 rows are ready")).to_be_visible()
    accessible(page)

    # And what would come in, before it does
    page.get_by_role("button", name="Next: what comes in").click()
    expect(page.get_by_role("heading", name="This would come in")).to_be_visible()
    accessible(page)
    assert _people(world) == set()
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}/"))
    accessible(page)
    assert _people(world) == {"Jonas", "Kaya", "Luis", "Mona", "Robert"}

    # When she takes it back, nobody of the list is left
    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_text("Taken back").first).to_be_visible()
    assert _people(world) == set()


def _people(world) -> set[str]:
    with acting_as(actor_of(world.priya)):
        rows = Client.objects.filter(source_id__isnull=False)
        return set(rows.values_list("given_name", flat=True))
