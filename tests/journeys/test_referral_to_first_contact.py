"""Somebody asks for help with work; Maya answers, enrols them and logs the first talk."""

import re

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import Door

pytestmark = pytest.mark.journey


def test_from_a_persons_own_words_to_the_first_contact(page, world, sign_in, accessible):
    # Given someone who finds the public page
    door = Door.objects.get(program=world.ips)
    page.goto(f"/refer/{door.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Would you like help with work?")
    accessible(page)

    # When they send it without a way to reach them, nothing they typed is lost
    page.get_by_label("What should we call you?").fill("Teo")
    page.get_by_label("What would you like us to know").fill("Something with plants.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Give us one safe way to reach you.").first).to_be_visible()
    expect(page.get_by_label("What should we call you?")).to_have_value("Teo")
    expect(page.get_by_label("What would you like us")).to_have_value("Something with plants.")
    accessible(page)

    # And when they say how, they get a neutral receipt
    page.get_by_label("Phone number").fill("416-555-0177")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("What should we call you?")).to_have_count(0)
    words = page.locator("main").inner_text().lower()
    assert not any(word in words for word in ("mental", "illness", "diagnos", "addiction"))
    accessible(page)

    # Then Maya finds Teo among the referrals, reads the words and says yes
    home = sign_in(page, world.maya)
    page.goto(f"{home}referrals/")
    accessible(page)
    page.get_by_role("link", name="Teo", exact=True).click()
    expect(page.get_by_text("Something with plants.")).to_be_visible()
    accessible(page)
    page.get_by_role("radio", name="Welcome to start").check()
    page.get_by_role("button", name="Save the answer").click()
    page.wait_for_url(re.compile("/enrol/"))

    # And writes down the first day
    accessible(page)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url(re.compile("/clients/|/enrolments/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Teo")
    accessible(page)

    # And logs the first talk: Teo is already chosen
    if "/clients/" not in page.url:
        page.get_by_role("link", name="Teo").first.click()
    page.locator("main").get_by_role("link", name="Log", exact=True).click()
    accessible(page)
    page.get_by_label("What happened?").fill("Walked through the greenhouse. Wants mornings.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Walked through the greenhouse").first).to_be_visible()
    accessible(page)
