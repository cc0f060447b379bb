"""A new agency: its administrator sets it up without help, and the first specialist joins."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from followalong.core.db import acting_as
from tests.cast import make_agency, make_member, service
from tests.signing import code

pytestmark = pytest.mark.journey


@pytest.fixture
def ada(committed):
    """The administrator of an agency in which there is nothing yet."""
    harbour = make_agency("Harbour Works")
    with acting_as(service(harbour)):
        return make_member(harbour, "Ada", "agency_admin")


def test_from_an_empty_agency_to_a_specialist_at_work(
    page: Page, ada, sign_in, accessible, chromium, served
):
    # Given an administrator whose agency is empty
    home = sign_in(page, ada)
    page.goto(home)
    expect(page.get_by_role("heading", name="The first hour")).to_be_visible()
    accessible(page)

    # When she adds a program, with its public page
    page.get_by_role("link", name="Programs A program").click()
    accessible(page)
    page.get_by_role("link", name="Add a program").click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Write a name.").first).to_be_visible()
    accessible(page)
    page.get_by_label("Name").fill("Harbour IPS")
    page.get_by_role("radio", name="Supported employment (IPS)").check()
    page.get_by_role("radio", name="Primary care").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(re.compile("/places/"))

    # And looks how people are called, in every language
    page.goto(f"{home}settings/")
    accessible(page)
    page.get_by_role("link", name="Words for people").click()
    page.get_by_role("radio", name="participant", exact=True).check()
    page.get_by_role("button", name="See how it reads").click()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    expect(page.get_by_text("Participant · Participants", exact=False).first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("/settings/$"))

    # And adds a specialist and invites her
    page.get_by_role("link", name="People who work here").click()
    accessible(page)
    page.get_by_role("link", name="Add somebody").click()
    accessible(page)
    page.get_by_label("First name").fill("Nia")
    page.get_by_label("E-mail address").fill(f"nia.{secrets.token_hex(4)}@example.org")
    page.get_by_label("Program").select_option(label="Harbour IPS")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("The link").input_value()
    accessible(page)

    # Then Nia opens the link in her own browser, chooses a password and is at work
    context = chromium.new_context(viewport=page.viewport_size, base_url=served.url, locale="en-CA")
    hers = context.new_page()
    hers.goto(re.sub(r"^https?://[^/]+", "", link))
    expect(hers.get_by_role("heading", name="Welcome, Nia")).to_be_visible()
    accessible(hers)
    hers.get_by_label("Choose a password").fill("short")
    hers.get_by_role("button", name="Begin").click()
    expect(hers.get_by_text("too short").first).to_be_visible()
    hers.get_by_label("Choose a password").fill("four words in a row")
    hers.get_by_role("button", name="Begin").click()

    # And adds an app as her second step
    expect(hers.get_by_role("heading", name="Your way in")).to_be_visible()
    hers.get_by_role("link", name="Add an app").click()
    hers.get_by_label("Code").fill(code(hers.locator("code.secret").inner_text()))
    hers.get_by_role("button", name="Add the app").click()
    accessible(hers)
    hers.get_by_role("link", name="I have kept them").click()
    hers.wait_for_url(re.compile(r"/a/[^/]+/$"))
    expect(hers.get_by_text("Welcome to your first weeks")).to_be_visible()
    accessible(hers)

    # And ticks the first thing on her list
    hers.get_by_role("link", name="Open the list").click()
    accessible(hers)
    hers.get_by_role("button", name=re.compile("^Done Talk through how privacy")).click()
    expect(hers.get_by_text(", by Nia")).to_be_visible()
    accessible(hers)
    context.close()

    # And the first hour has ticked itself
    page.goto(home)
    expect(page.get_by_text("(there)")).to_have_count(4)
    page.get_by_text("What is this page for?").click()
    expect(page.get_by_text("Begin here.")).to_be_visible()
    accessible(page)
