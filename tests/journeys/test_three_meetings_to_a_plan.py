"""Ben and Maya meet three times: what he wants, in his words, becomes a plan he says yes to."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def section(page, name: str, said: str) -> None:
    page.get_by_role("link", name=f"Write {name}", exact=True).click()
    page.get_by_label("In their own words").fill(said)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Career profile")).to_be_visible()


def test_three_meetings_to_a_plan_agreed(page, world, sign_in, accessible):
    home = sign_in(page, world.maya)
    profile = f"{home}clients/{world.ben.pk}/profile/"

    # Given a first meeting, which begins with what he is good at
    page.goto(f"{home}clients/{world.ben.pk}/")
    page.get_by_role("link", name="Career profile").click()
    accessible(page)
    section(page, "What they are good at", "I am up early. I bake with my hands.")
    expect(page.get_by_text("I am up early. I bake with my hands.")).to_be_visible()

    # And a second, with work he did and what he wishes for
    page.get_by_role("link", name="Add work they did").click()
    page.get_by_label("What was the work?").fill("Helper on a farm")
    accessible(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Write Wishes for a job").click()
    accessible(page)
    page.get_by_label("Kinds of work").fill("baking")
    page.get_by_label("Early mornings").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Career profile")).to_be_visible()
    expect(page.get_by_text("Early mornings")).to_be_visible()

    # And a third, about what he wants
    page.goto(profile)
    section(page, "The work they want", "Bread. Nothing else for now.")
    accessible(page)

    # When they write the plan together
    page.goto(f"{home}clients/{world.ben.pk}/plan/")
    page.get_by_role("link", name="Write the goal").click()
    page.get_by_label("What do they want?").fill("I want to work in a bakery.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a step").click()
    page.get_by_label("What comes next?").fill("Talk with somebody who bakes")
    page.get_by_label("Ben", exact=True).check()
    accessible(page)
    page.get_by_role("button", name="Save").click()

    # Then he says yes to it, and takes a copy home
    page.get_by_role("link", name="They say yes to it").click()
    accessible(page)
    page.get_by_label("Signed on this screen").check()
    page.get_by_label("Their name").fill("Ben Abara")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Signed by Ben Abara")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Copy to print").click()
    expect(page.get_by_text("Talk with somebody who bakes")).to_be_visible()
    accessible(page)
