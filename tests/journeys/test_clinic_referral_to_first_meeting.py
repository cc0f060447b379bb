"""A nurse refers somebody by the clinic's link; they meet a peer beside the search for work."""

import re

import pytest
from playwright.sync_api import Page, expect

from followalong.agencies.models import Door

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("page", ["phone"], indirect=True)]


def test_from_a_card_at_the_front_desk_to_the_first_meeting(page, world, sign_in, accessible):
    # Given Sol makes a link for the clinic, and says that Maya follows up and offers to meet Pia
    home = sign_in(page, world.sol)
    page.goto(f"{home}referrals/arrivals/")
    page.get_by_text("Make a link", exact=True).click()
    page.get_by_label("Who is the link for?").fill("Harbour Clinic")
    accessible(page)
    page.get_by_role("button", name="Make the link").click()
    page.wait_for_url(re.compile("/links/"))
    expect(page.get_by_role("img", name="The link as a picture")).to_be_visible()
    accessible(page)
    address = page.locator(".paper-card-address").inner_text()
    page.goto(f"{home}referrals/arrivals/")
    page.get_by_text("Add a route", exact=True).click()
    page.get_by_role("radio", name="Maya", exact=True).check()
    page.get_by_role("radio", name="Pia", exact=True).check()
    page.get_by_role("button", name="Add the route").click()
    expect(page.get_by_text("offers to meet Pia first")).to_be_visible()
    accessible(page)

    # When a nurse opens it on her own phone, without an account, forgetting to ask first
    nurse = _another_phone(page)
    # The test's server has a port of its own, so the address is asked for without its host.
    nurse.goto(re.sub(r"^https?://[^/]+", "", address))
    accessible(nurse)
    nurse.get_by_label("What should we call them?").fill("Kit")
    nurse.get_by_label("One safe way to reach them").fill("416-555-0177")
    nurse.get_by_role("button", name="Send").click()
    expect(nurse.get_by_text("Ask them first.").first).to_be_visible()
    accessible(nurse)

    # And sends it with Kit's yes
    nurse.get_by_label("They know about this and agree").check()
    nurse.get_by_role("button", name="Send").click()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    assert "Kit" not in nurse.locator("body").inner_text()
    accessible(nurse)

    # Then Kit stands under Maya's own, and Maya writes down what they talked about
    home = sign_in(page, world.maya)
    page.goto(f"{home}referrals/")
    yours = page.locator("section", has=page.locator("#yours"))
    expect(yours.get_by_role("link", name="Kit", exact=True)).to_be_visible()
    accessible(page)
    yours.get_by_role("link", name="Kit", exact=True).click()
    expect(page.get_by_text("they know and agree")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Write down what you talked about").click()
    page.get_by_role("radio", name="Yes", exact=True).check()
    accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/referrals/[0-9a-f-]+/$"))

    # And welcomes Kit: the first day and the wish to meet Pia are one page
    page.get_by_role("radio", name="Welcome to start").check()
    page.get_by_role("button", name="Save the answer").click()
    page.wait_for_url(re.compile("/enrol/"))
    expect(page.get_by_role("radio", name="Pia", exact=True)).not_to_be_checked()
    page.get_by_role("radio", name="Pia", exact=True).check()
    accessible(page)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url(re.compile("/clients/"))

    # And the first employer contact is already being counted, whether or not they have met
    page.get_by_text("Later", exact=True).click()
    expect(page.get_by_text("First in-person contact with an employer").first).to_be_visible()

    # And Pia finds Kit on her day, meets them and writes it down
    home = sign_in(page, world.pia)
    page.goto(home)
    meet = page.locator("section", has=page.locator("#to-meet"))
    expect(meet.get_by_role("link", name="Kit", exact=True)).to_be_visible()
    accessible(page)
    meet.get_by_role("link", name=re.compile("^Log")).click()
    page.get_by_label("What happened?").fill("Tea in the park. We both like mornings.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Tea in the park").first).to_be_visible()
    page.goto(home)
    expect(page.get_by_role("heading", name="Would like to meet you")).to_have_count(0)


def test_words_put_aside_come_back_on_another_device(page, world, accessible):
    # Given somebody begins on a borrowed phone and is called away
    door = f"/refer/{Door.objects.get(program=world.ips).slug}/"
    page.goto(door)
    page.get_by_label("What should we call you?").fill("Teo")
    page.get_by_label("What would you like us to know").fill("Something with plants.")
    page.get_by_role("button", name="Save and come back later").click()
    code = page.locator(".card .page-title").inner_text()
    accessible(page)
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "Teo" not in kept
    assert code not in kept

    # When they go on elsewhere with the code, written as people write
    other = _another_phone(page)
    other.goto(door)
    other.get_by_role("link", name="Come back to words you saved").click()
    other.get_by_label("Your code").fill(code.lower().replace("-", " "))
    accessible(other)
    other.get_by_role("button", name="Open").click()
    expect(other.get_by_label("What should we call you?")).to_have_value("Teo")
    accessible(other)
    other.get_by_label("Phone number").fill("416-555-0178")
    other.get_by_role("button", name="Send", exact=True).click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Thank you. We have your message.")

    # Then the code opens nothing any more
    other.goto(f"{door}back/")
    other.get_by_label("Your code").fill(code)
    other.get_by_role("button", name="Open").click()
    expect(other.get_by_text("Nothing is kept under this code.").first).to_be_visible()
    accessible(other)


def _another_phone(page: Page) -> Page:
    """A browser of somebody else's, with nothing in it, at the same server."""
    context = page.context.browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=_host(page), locale="en-CA"
    )
    context.set_default_timeout(10_000)
    return context.new_page()


def _host(page: Page) -> str:
    return re.match(r"https?://[^/]+", page.url)[0]
