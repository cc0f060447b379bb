"""A letter about Ben went to the wrong fax; Priya writes it down, tells Ben and closes it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_it_closes_once_ben_knows_and_no_word_is_lost_on_the_way(page, world, sign_in, accessible):
    # Given what happened, written down in a sentence
    home = sign_in(page, world.priya)
    page.goto(f"{home}privacy/breaches/")
    page.get_by_role("link", name="Write it down").click()
    page.get_by_label("What happened?").fill("A letter went to the wrong fax.")
    page.get_by_role("button", name="Save").click()

    # And Ben, whose information it was
    expect(page.get_by_role("heading", name="Whose information it was")).to_be_visible()
    page.get_by_label("Add a person by name").fill("Ben")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Add Ben Abara").click()
    expect(page.get_by_role("link", name="Ben Abara")).to_be_visible()
    accessible(page)

    # When she closes it too early, then what she wrote stays where she wrote it
    learned = page.get_by_label("What was learned?")
    learned.fill("We read the number back before we send.")
    page.get_by_role("button", name="Close with this").click()
    expect(page.get_by_role("link", name=re.compile("^What was learned"))).to_be_visible()
    expect(learned).to_have_value("We read the number back before we send.")
    accessible(page)

    # And once Ben knows, it closes and leaves her Today
    page.get_by_text("Tell Ben").click()
    page.get_by_label("By phone").first.check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Tell Ben")).to_have_count(0)
    page.get_by_label("What was learned?").fill("We read the number back before we send.")
    page.get_by_role("button", name="Close with this").click()
    expect(page.get_by_text("Closed. It stays here with what was learned.")).to_be_visible()
    page.goto(home)
    expect(page.get_by_text("went astray")).to_have_count(0)
