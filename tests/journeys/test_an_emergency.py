"""Hal opens Ben's record at night because Ben is in danger; Priya looks at it in the morning."""

import re

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import Program
from followalong.clients.models import Client
from followalong.core.db import acting_as
from tests.cast import make_member, service

pytestmark = pytest.mark.journey


@pytest.fixture
def hal(world):
    """A specialist of the same agency who has no tie to Ben."""
    with acting_as(service(world.northside)):
        harbour = Program.objects.create(
            agency=world.northside, name="Harbour", kind="ips", setting="mental_health"
        )
        Client.objects.filter(pk=world.ben.pk).update(
            born_on="1990-05-06", emergency_contact="His sister Ada, 555-0134"
        )
        return make_member(world.northside, "Hal", "employment_specialist", harbour)


def test_the_privacy_officer_reviews_a_break_glass(
    page, world, hal, sign_in, accessible, chromium, served
):
    # Given Hal, who may not open Ben's record
    home = sign_in(page, hal)
    assert page.goto(f"{home}clients/{world.ben.pk}/").status == 404

    # When Ben is in danger and Hal names him exactly
    page.goto(f"{home}more/")
    page.get_by_role("link", name="Somebody is in danger").click()
    accessible(page)
    page.get_by_label("First and last name").fill("Ben Abara")
    page.get_by_label("Date of birth").fill("1990-05-06")
    page.get_by_label("Somebody may be hurt or is being hurt").check()
    page.get_by_label("In your own words").fill("He wrote that he wants to die.")
    page.get_by_role("button", name="Open their record").click()

    # Then one page says whom to call, under a notice that says what this is
    expect(page.get_by_role("alert").get_by_text("Opened in an emergency")).to_be_visible()
    expect(page.get_by_text("His sister Ada")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="End now").click()
    expect(page.get_by_text("Closed. The privacy officer will look at it")).to_be_visible()

    # And Priya has it on her Today, looks at it, and it is off her list
    other = chromium.new_context(base_url=served.url, locale="en-CA").new_page()
    officers = sign_in(other, world.priya)
    other.goto(officers)
    other.get_by_role("link", name=re.compile("One record was opened in an emergency")).click()
    accessible(other)
    other.get_by_role("link", name="Ben Abara").click()
    accessible(other)
    other.get_by_label("What did you find, and who was told?").fill("Ben is safe, and knows.")
    other.get_by_role("button", name="Save what you found").click()
    expect(other.get_by_text("Nothing waits.")).to_be_visible()
    expect(other.get_by_text("Ben is safe, and knows.")).to_be_visible()
    other.context.close()
