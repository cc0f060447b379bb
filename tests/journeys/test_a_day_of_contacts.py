"""Maya's day: people and an employer logged on the way, one of them without a connection."""

import re

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.core.db import acting_as

pytestmark = pytest.mark.journey


def test_contacts_of_a_day_reach_the_people_they_are_about(page, world, sign_in, accessible):
    home = sign_in(page, world.maya)

    # Given a day on which nobody was logged yet, Today says who needs Maya
    page.goto(home)
    accessible(page)

    # When she logs a talk with Ben
    page.goto(f"{home}log/?client={world.ben.pk}")
    page.get_by_label("What happened?").fill("Wants Fridays off.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("/clients/"))
    expect(page.get_by_text("Wants Fridays off.").first).to_be_visible()

    # And the connection goes while she saves one with Rosa
    page.goto(f"{home}log/?client={world.rosa.pk}")
    page.get_by_label("What happened?").fill("Met at the library.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(re.compile("not saved yet", re.I)).first).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("Met at the library.")
    page.context.set_offline(False)

    # Then it is saved by itself, once
    page.wait_for_url(re.compile("/clients/"), timeout=60_000)
    expect(page.get_by_text("Met at the library.").first).to_be_visible()
    with acting_as(actor_of(world.maya)):
        assert Contact.objects.filter(note="Met at the library.").count() == 1

    # When she logs a visit to an employer for Ben, saying nothing about him
    page.goto(f"{home}employers/new/")
    accessible(page)
    page.get_by_label(re.compile("^Name")).fill("Hill Street Bakery")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/employers/[0-9a-f-]{36}/"))
    accessible(page)
    page.locator("main").get_by_role("link", name=re.compile("^Log")).first.click()
    group = page.get_by_role("group", name="Can they hire?")
    group.get_by_role("radio", name="Yes").check()
    page.get_by_label("What did you learn?").fill("Mornings are hard to fill.")
    page.get_by_label("For whom?").select_option(label="Ben Abara")
    page.get_by_role("radio", name="Nothing about anyone").check()
    accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Mornings are hard to fill.").first).to_be_visible()
    accessible(page)

    # Then Ben's thirty days to a first employer contact have found their end
    page.goto(f"{home}clients/{world.ben.pk}/")
    expect(page.get_by_text("Hill Street Bakery").first).to_be_visible()
    expect(page.get_by_text("Mornings are hard to fill.").first).to_be_visible()
    accessible(page)
