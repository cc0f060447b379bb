"""Ben gets a job, his hours change, and months later it ends."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_job_from_its_first_day_to_its_last(page, world, sign_in, accessible):
    home = sign_in(page, world.maya)

    # Given Ben, who calls with good news
    page.goto(f"{home}clients/{world.ben.pk}/")
    page.get_by_role("link", name="Start a job").click()
    accessible(page)

    # When Maya writes it down with one question about the kind of job
    page.get_by_label("What is the job?").fill("Baker's helper")
    page.get_by_label("Where?").fill("Hill Street Bakery")
    page.get_by_label("First day").fill((world.today - timedelta(days=20)).isoformat())
    page.get_by_label("Hours a week").fill("20")
    page.get_by_label("Pay an hour").fill("18.50")
    page.get_by_label("in their own words").fill("I get up and I have a place to be.")
    group = page.get_by_role("group", name=re.compile("ordinary job"))
    group.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Save", exact=True).click()

    # Then the page is glad with him, in his words
    expect(page.get_by_text("I get up and I have a place to be.").first).to_be_visible()
    accessible(page)

    # And his page says that he works there
    page.goto(f"{home}clients/{world.ben.pk}/")
    expect(page.get_by_text(re.compile("Working at Hill Street Bakery")).first).to_be_visible()
    page.get_by_role("link", name="Baker's helper").first.click()
    accessible(page)

    # When the hours change
    page.get_by_role("link", name=re.compile("hours|pay", re.I)).first.click()
    accessible(page)
    page.get_by_label("Hours a week").fill("24")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("24").first).to_be_visible()

    # And when the job ends, without blame
    page.get_by_role("link", name=re.compile("end", re.I)).first.click()
    accessible(page)
    page.get_by_label("Last day").fill((world.today - timedelta(days=2)).isoformat())
    page.get_by_role("radio", name=re.compile("laid off|not enough work", re.I)).first.check()
    page.get_by_label("What was learned").fill("Early shifts suit him.")
    group = page.get_by_role("group", name=re.compile("another job"))
    group.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Early shifts suit him.").first).to_be_visible()
    accessible(page)

    # Then Ben is looking again and nothing was closed
    page.goto(f"{home}clients/{world.ben.pk}/")
    expect(page.get_by_text("Looking for work").first).to_be_visible()
    accessible(page)
