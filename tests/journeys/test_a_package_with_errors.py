"""Ana brings a program's history in: first with mistakes, then corrected, then once more."""

import re

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.core.db import acting_as
from tests.exchange.packages import small, written

pytestmark = pytest.mark.journey


def test_a_package_is_checked_corrected_brought_in_and_taken_back(
    page, world, sign_in, accessible, tmp_path
):
    home = sign_in(page, world.ana)
    agency = [(str(world.northside.pk), None, "Northside", "ca-on", "America/Toronto")]
    mine = {name: _of(world, rows) for name, rows in small().items() if name != "agency"}

    # Given a package in which one contact names a client nobody knows
    wrong = list(mine["contact"])
    wrong[0] = (*wrong[0][:2], "e99", *wrong[0][3:])
    bad = written(tmp_path / "history.zip", agency=agency, **mine | {"contact": wrong})

    # When Ana checks it
    page.goto(f"{home}imports/")
    accessible(page)
    page.locator("main").get_by_role("link", name=re.compile("package", re.I)).first.click()
    accessible(page)
    page.get_by_label("The package").set_input_files(bad)
    page.get_by_role("button", name="Check").click()

    # Then she sees the file, the line and what would be right, and nothing is stored
    expect(page.get_by_text("Nothing was stored: some rows are wrong")).to_be_visible()
    expect(page.get_by_text("contact.csv").first).to_be_visible()
    expect(page.get_by_text("e99").first).to_be_visible()
    accessible(page)
    assert _contacts(world) == 0

    # When it is put right, checked again and brought in
    good = written(tmp_path / "corrected.zip", agency=agency, **mine)
    page.get_by_label("The package").set_input_files(good)
    page.get_by_role("button", name="Check").first.click()
    expect(page.get_by_text("Checked: nothing is wrong")).to_be_visible()
    assert _contacts(world) == 0
    page.get_by_label("The package").set_input_files(good)
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}/"))
    accessible(page)
    assert _contacts(world) == 2

    # And once more by mistake, nothing changes
    page.goto(f"{home}imports/new/")
    page.get_by_label("The package").set_input_files(good)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Checked: nothing is wrong")).to_be_visible()
    assert _contacts(world) == 2

    # Then the privacy officer, who sees every program, can open the person who came with it
    sign_in(page, world.priya)
    page.goto(f"/a/{world.priya.code}/search/?q=bea")
    page.get_by_role("link", name=re.compile("Bee")).first.click()
    expect(page.get_by_text("First meeting.").first).to_be_visible()
    accessible(page)

    # And Ana can take it all back
    sign_in(page, world.ana)
    page.goto(f"{home}imports/")
    page.get_by_role("link", name=re.compile("corrected.zip")).first.click()
    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_text("Taken back").first).to_be_visible()
    assert _contacts(world) == 0


def _contacts(world) -> int:
    with acting_as(actor_of(world.priya)):
        return Contact.objects.filter(source_id__isnull=False).count()


def _of(world, rows: list) -> list[tuple]:
    """The small package's rows, as Northside's own and in its own program."""
    return [
        tuple(str(world.northside.pk) if cell == "nw" else cell for cell in row) for row in rows
    ]
