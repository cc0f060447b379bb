"""Maya is called away in the middle of a note; the page covers itself and keeps her words."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
NOTE = "He would like to begin at the bakery on Monday."


def test_what_she_typed_is_there_when_she_comes_back(page, world, sign_in, accessible):
    page.clock.install()
    home = sign_in(page, world.maya)
    page.goto(f"{home}log/?client={world.ben.pk}")
    # Given words that are not saved yet
    note = page.locator("textarea[name=note]")
    note.fill(NOTE)
    with page.expect_response(re.compile("stay")):  # the server hears that she was at work
        page.clock.fast_forward("05:30")
    # When she is away for a quarter of an hour
    page.clock.fast_forward("13:30")
    expect(page.get_by_text("Are you still there?")).to_be_visible()
    page.clock.fast_forward("02:00")
    expect(page.get_by_text("You were signed out, and the page is covered")).to_be_visible()
    expect(note).to_be_hidden()
    accessible(page)
    # Then signing in and coming back shows the page with every word
    sign_in(page, world.maya)
    page.get_by_role("button", name=re.compile("Show the page again")).click()
    expect(note).to_be_visible()
    expect(note).to_have_value(NOTE)
