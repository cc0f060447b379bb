"""Sol's Monday: who waits, who has nobody, the week's employers, who covers; on one page each."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.caseload.models import NextStep
from followalong.clients.models import Enrolment, Referral
from followalong.core.dates import local_date, week_start
from followalong.core.db import acting_as
from followalong.employers.actions import add_employer, log_employer_contact
from followalong.employers.models import EmployerContact
from tests.cast import make_enrolled, make_member, service

pytestmark = pytest.mark.journey


@pytest.fixture
def monday(world):
    """Theo is new; Wren has nobody yet; Sam waits; last week Maya met two employers."""
    today = local_date(timezone.now(), world.northside.timezone)
    last_week = week_start(today) - dt.timedelta(days=4)
    with acting_as(service(world.northside)):
        theo = make_member(world.northside, "Theo", "employment_specialist", world.ips, world.sol)
        _, wren = make_enrolled(world.maya, "Wren", "Castillo", today=today)
        Enrolment.objects.filter(pk=wren.pk).update(specialist=None)
        waits = today - dt.timedelta(days=40)
        Referral.objects.filter(client=world.sam).update(received_on=waits)
    with acting_as(actor_of(world.maya)) as maya:
        bakery = add_employer(by=maya, name="Hill Street Bakery")
        for learned in ("Mornings are hard to fill.", "They like a tour first."):
            log_employer_contact(
                by=maya,
                employer=bakery,
                started=last_week,
                mode="IN_PERSON",
                hiring_authority=True,
                purpose="NEEDS_VISIT",
                learned=learned,
            )
    return theo


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_supervisors_monday(page, world, monday, sign_in, accessible):
    home = sign_in(page, world.sol)

    # Given the team on Today, its page says who needs what this week
    page.goto(home)
    page.locator("main").get_by_role("link", name="Team", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Team")
    expect(page.get_by_text("Wren Castillo")).to_be_visible()
    accessible(page)

    # When she looks at who waits long, each line says what would help
    page.get_by_role("link", name=re.compile("waiting long")).click()
    expect(page.get_by_text("Sam Okafor")).to_be_visible()
    expect(page.get_by_text("Get in touch and give an answer.")).to_be_visible()
    accessible(page)

    # And signs last week's employer contacts off with a word, in one tap
    page.goto(f"{home}team/")
    page.get_by_role("link", name=re.compile("to sign off")).click()
    expect(page.get_by_text("Mornings are hard to fill.")).to_be_visible()
    accessible(page)
    page.get_by_label("A word to the team").fill("The tours are a fine idea.")
    page.get_by_role("button", name="Sign off 2 contacts").click()
    expect(page.get_by_text("Signed off: 2 contacts.")).to_be_visible()
    with acting_as(actor_of(world.sol)):
        signed = EmployerContact.objects.filter(signed_off_by=world.sol.pk)
        assert signed.count() == 2

    # And finds somebody for Wren
    page.goto(f"{home}team/")
    page.get_by_role("link", name="Name someone").click()
    page.get_by_role("checkbox", name=re.compile("^Theo")).check()
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_label("Who goes along with Wren Castillo")).to_have_value(str(monday.pk))
    accessible(page)
    page.get_by_label("Why").fill("Nobody goes along yet")
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("Handed over: Theo 1.")).to_be_visible()

    # And arranges cover for Maya's days off
    page.get_by_role("link", name="Arrange cover").click()
    tomorrow = local_date(timezone.now(), world.northside.timezone) + dt.timedelta(days=1)
    page.get_by_label("Who is away").select_option(label="Maya")
    page.get_by_label("Who sees to their people").select_option(label="Theo")
    page.get_by_label("First day").fill(tomorrow.isoformat())
    page.get_by_label("Last day").fill((tomorrow + dt.timedelta(days=2)).isoformat())
    accessible(page)
    page.get_by_role("button", name="Arrange cover").click()
    expect(page.get_by_text("Theo sees to Maya’s people").first).to_be_visible()

    # And looks at who has no next step, keeps that for everybody, and gives them one
    page.goto(f"{home}caseload/?who=team&step=without&col=days&col=specialist")
    expect(page.get_by_text("Only: Without a next step.")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Keep this view").click()
    page.get_by_label("Name").fill("Nothing planned")
    page.get_by_label(re.compile("^Share it")).check()
    accessible(page)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("link", name="Nothing planned")).to_have_attribute(
        "aria-current", "true"
    )
    page.get_by_role("link", name="A next step for several").click()
    page.get_by_role("textbox", name="Next step").fill("Ask about the holidays")
    page.get_by_label("For everyone on this list").check()
    accessible(page)
    page.get_by_role("button", name="Add the next step").click()
    expect(page.get_by_text("3 people have a new next step.")).to_be_visible()
    with acting_as(actor_of(world.sol)):
        owners = set(NextStep.objects.values_list("owner__given_name", flat=True))
        assert owners == {"Maya", "Theo"}

    # Then the list for the team meeting is on paper, and says that it is personal
    page.goto(f"{home}caseload/print/?who=team")
    expect(page.get_by_text("Contains personal information")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    accessible(page)

    # And Maya reads the word on her own page of the week
    home = sign_in(page, world.maya)
    page.goto(f"{home}employers/week/")
    expect(page.get_by_text("The tours are a fine idea.")).to_be_visible()
    accessible(page)
