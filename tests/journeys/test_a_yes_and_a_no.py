"""Rosa says yes, then no, while Sol has the page open; and a letter about her waits for a yes."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from followalong.agencies.models import Team, actor_of
from followalong.clients.models import Client
from followalong.core.db import acting_as
from followalong.employers.actions import add_employer
from followalong.privacy.models import Share
from tests.cast import service

pytestmark = pytest.mark.journey


@pytest.fixture
def clinic(world):
    with acting_as(service(world.northside)):
        team = Team.objects.create(agency=world.northside, name="North clinic", kind="treatment")
        Client.objects.filter(pk=world.rosa.pk).update(treatment_team=team)
    with acting_as(actor_of(world.maya)) as maya:
        return add_employer(by=maya, name="Corner Bakery")


def test_a_yes_is_given_and_taken_back_while_a_colleague_has_the_page_open(
    page, world, clinic, sign_in, accessible, chromium, served
):
    home = sign_in(page, world.maya)
    choices = f"{home}clients/{world.rosa.pk}/choices/"

    # Given Rosa, who says yes to her care team, and signs on the screen
    page.goto(choices)
    accessible(page)
    page.get_by_role("link", name=re.compile("Ask.*care team")).click()
    accessible(page)
    page.get_by_role("radio", name="Signed on a screen").check()
    page.get_by_label("Signature").fill("Rosa Ledesma")
    page.get_by_role("button", name="They say yes: write it down").click()
    expect(page.get_by_text("It can be taken back at any time")).to_be_visible()
    accessible(page)

    # And Sol, who has her page of the team's meeting open
    other = chromium.new_context(base_url=served.url, locale="en-CA").new_page()
    sols = sign_in(other, world.sol)
    other.goto(f"{sols}meetings/plan/")
    other.get_by_role("radio", name="Treatment team: North clinic").check()
    other.get_by_role("button", name="Plan it").click()
    other.wait_for_url(re.compile("meetings/[0-9a-f-]{36}"))
    meeting = re.search(r"meetings/([0-9a-f-]{36})", other.url)[1]
    other.goto(f"{sols}meetings/{meeting}/people/{world.rosa.pk}/")
    expect(other.locator("main").get_by_text("Rosa Ledesma").first).to_be_attached()

    # When Rosa takes it back
    page.get_by_role("link", name=re.compile("Take back")).click()
    accessible(page)
    page.get_by_role("button", name="Take it back now").click()

    # Then Sol's next click finds nothing of her
    assert other.reload().status == 404
    expect(other.get_by_text("Rosa Ledesma")).to_have_count(0)
    other.context.close()


def test_a_letter_waits_for_a_yes_is_taken_back_once_and_then_goes(
    page, world, clinic, sign_in, accessible
):
    home = sign_in(page, world.maya)

    # Given a letter about Rosa, and no yes
    write_letter(page, f"{home}employers/{clinic.pk}/approach/")

    # Then it waits, and the question is asked in place
    expect(page.get_by_text("This waits for their yes").first).to_be_visible()
    expect(page.get_by_role("button", name="Share it")).to_have_count(0)
    accessible(page)
    page.get_by_role("link", name="Talk with an employer about me").click()
    page.get_by_label("How might it help?").fill("They would know me")
    page.get_by_role("radio", name="My name", exact=True).check()
    page.get_by_role("radio", name="Signed on paper").check()
    page.get_by_role("button", name="Write down what they decided").click()

    # And the talk leads back to the letter, which Rosa sees and Maya shares
    expect(page.get_by_text("Rosa would like to meet you.")).to_be_visible()
    page.get_by_role("button", name="They have seen it").click()
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_text("It can be taken back. From")).to_be_visible()
    accessible(page)

    # When it is taken back within its minutes, it is not sent
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back: it did not go")).to_be_visible()
    expect(page.get_by_role("button", name="Share it")).to_have_count(0)

    # And a second one goes when its minutes are over, exactly as it was shown
    write_letter(page, f"{home}employers/{clinic.pk}/approach/")
    page.get_by_role("button", name="Share it").click()
    with acting_as(service(world.northside)):
        Share.objects.filter(leaves_at__isnull=False).update(leaves_at=timezone.now())
    page.reload()
    seen = page.locator("article.letter").inner_html()
    page.get_by_role("button", name="Print or copy it now").click()
    expect(page.get_by_text("Rosa would like to meet you.")).to_be_visible()
    assert page.locator("article.letter").inner_html() == seen
    accessible(page)


def write_letter(page, address):
    page.goto(address)
    page.get_by_label("For whom?").select_option(label="Rosa Ledesma")
    page.get_by_role("radio", name="The person’s name").check()
    page.get_by_label("The letter or e-mail").fill("Rosa would like to meet you.")
    page.get_by_role("button", name="Look it up").click()
