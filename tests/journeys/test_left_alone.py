"""Rosa says what may be done if we lose touch, goes quiet, and asks to be left alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.caseload.models import Clock
from followalong.clients.models import Enrolment, Facet
from followalong.core.db import acting_as

pytestmark = pytest.mark.journey


def test_somebody_out_of_touch_who_asked_to_be_left_alone(page, world, sign_in, accessible):
    home = sign_in(page, world.maya)
    rosa = f"{home}clients/{world.rosa.pk}/"
    in_touch = f"{home}enrolments/{world.rosa_enrolment.pk}/in-touch/"

    # Given Rosa, whom Maya asks while things go well
    page.goto(in_touch)
    accessible(page)
    page.get_by_role("link", name="Write down what they say").click()
    accessible(page)
    page.get_by_role("checkbox", name="Send a text").check(force=True)
    page.get_by_role("checkbox", name="Write a letter").check(force=True)
    page.get_by_label(re.compile("After so many weeks")).fill("8")
    page.get_by_label("In their own words").fill("Texts are fine. Please don't come by.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("after 8 weeks")).to_be_visible()

    # When weeks pass without a word, and Maya notes that they lost touch
    page.get_by_role("button", name="We have lost touch").click()
    expect(page.get_by_text("Next, as agreed: Send a text.")).to_be_visible()
    accessible(page)
    _since(world, days=9)

    # Then Today says the way that Rosa agreed to
    page.goto(home)
    expect(page.get_by_text("out of touch; next: send a text")).to_be_visible()
    accessible(page)

    # And a visit is asked about before it is written down
    page.goto(f"{home}log/?client={world.rosa.pk}")
    page.locator("summary", has_text="Another way, or a try").click()
    page.get_by_role("radio", name="In person").check(force=True)
    page.get_by_label("What happened?").fill("Rang the bell, nobody was in.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("They did not agree to this way").first).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("Rang the bell, nobody was in.")
    accessible(page)
    page.get_by_role("radio", name="Text message").check(force=True)
    page.get_by_label("What happened?").fill("Sent a text to say hello.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("/clients/"))

    # When Rosa answers: please stop
    expect(page.get_by_text("Out of touch").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="They asked us to stop").click()
    expect(page.get_by_text("nobody tries to reach Rosa")).to_be_visible()
    accessible(page)

    # Then nothing asks for her any more, nothing is closed, and the door is open
    page.goto(home)
    expect(page.get_by_text("Rosa")).to_have_count(0)
    with acting_as(actor_of(world.maya)):
        running = Clock.objects.filter(enrolment=world.rosa_enrolment, done_on=None)
        assert {clock.excuse for clock in running} == {"asked_to_stop"}
        assert Enrolment.objects.get(pk=world.rosa_enrolment.pk).exited_on is None
    page.goto(rosa)
    expect(page.get_by_text("The door stays open")).to_be_visible()
    accessible(page)

    # And when she calls, one tap brings her back
    page.get_by_role("button", name="Back in touch").click()
    expect(page.get_by_text("Good to hear from Rosa again.")).to_be_visible()
    with acting_as(actor_of(world.maya)):
        now = Facet.objects.filter(enrolment=world.rosa_enrolment, to_on=None)
        assert {facet.kind for facet in now} == {"SEARCHING"}


def _since(world, *, days: int) -> None:
    """So many days later: the same row, begun earlier, and the night that passed."""
    from followalong.caseload.actions import refresh_clocks

    by = actor_of(world.maya)
    with acting_as(by):
        away = Facet.objects.filter(enrolment=world.rosa_enrolment, kind="OUT_OF_TOUCH")
        away.update(from_on=world.today - timedelta(days=days))
        refresh_clocks(by=by, enrolment=world.rosa_enrolment)
