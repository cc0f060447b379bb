"""Thursday at the clinic: from an agenda that made itself to a next step, and the minutes."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from followalong.agencies.models import Team, TeamMembership, actor_of
from followalong.caseload.models import Attendance, Meeting, NextStep
from followalong.clients.models import Client, Consent
from followalong.core.dates import local_date
from followalong.core.db import acting_as
from followalong.jobs.actions import start_job
from tests.cast import make_member, service

pytestmark = pytest.mark.journey


@pytest.fixture
def thursday(world):
    """Ben and Rosa are with the clinic's team. Ben agreed that it hears of him; he began a job."""
    today = local_date(timezone.now(), world.northside.timezone)
    with acting_as(service(world.northside)):
        team = Team.objects.create(agency=world.northside, name="North clinic", kind="treatment")
        cho = make_member(world.northside, "Cho", "clinician")
        common = {"agency": world.northside, "from_on": today}
        TeamMembership.objects.create(team=team, membership=cho, **common)
        for client in (world.ben, world.rosa):
            Client.objects.filter(pk=client.pk).update(treatment_team=team)
            client.relations.create(kind="assigned", membership=cho, **common)
        Consent.objects.create(
            agency=world.northside,
            client=world.ben,
            type="TREATMENT_TEAM",
            label=world.ben.label,
            signed_on=today - dt.timedelta(days=30),
        )
    with acting_as(actor_of(world.maya)) as maya:
        for enrolment in (world.ben_enrolment, world.rosa_enrolment):
            job = {"title": "Baker's helper", "started_on": today, "keeps_searching": False}
            start_job(by=maya, enrolment=enrolment, **job)
    return cho


def test_a_treatment_team_meeting_from_agenda_to_next_step(
    page, world, thursday, sign_in, accessible
):
    home = sign_in(page, world.maya)

    # Given the team's meeting of every week, planned once
    page.goto(f"{home}more/")
    page.get_by_role("link", name="Team meetings").click()
    accessible(page)
    page.get_by_role("link", name="Plan a meeting").click()
    page.get_by_role("radio", name="Treatment team: North clinic").check()
    page.get_by_label("Every week").check()
    accessible(page)
    page.get_by_role("button", name="Plan it").click()

    # When she opens it, the agenda is there, of those who agreed and of nobody else
    expect(page.get_by_text("Only people who agreed are here")).to_be_visible()
    expect(page.get_by_role("link", name="Ben Abara", exact=True).first).to_be_visible()
    expect(page.get_by_text("Started: Baker's helper").first).to_be_visible()
    expect(page.get_by_text("Rosa Ledesma")).to_have_count(0)
    accessible(page)

    # And Rosa can't be found in it either, until she agrees
    page.get_by_role("link", name="Speak of somebody else").click()
    page.get_by_label("Name").fill("Rosa")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text(re.compile("has agreed to be spoken of here"))).to_be_visible()
    accessible(page)
    page.go_back()
    page.go_back()

    # And who is there is ticked: the team's own come first
    page.get_by_role("checkbox", name="Cho").check()
    page.get_by_role("checkbox", name="Maya").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Cho")).to_be_checked()

    # And what is said of Ben becomes a next step of Dr. Cho's
    page.get_by_role("link", name="Ben Abara").first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Write what was said, or a next step.").first).to_be_visible()
    page.get_by_label("What was said or decided").fill("Mornings are hard with the new pills.")
    page.get_by_role("textbox", name="Next step").fill("Look at the time of the pills")
    page.get_by_role("radio", name="Cho").check()
    accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Look at the time of the pills").first).to_be_visible()
    with acting_as(actor_of(world.maya)):
        step = NextStep.objects.get(text="Look at the time of the pills")
        assert (step.owner_id, step.client_id) == (thursday.pk, world.ben.pk)

    # Then closing it leaves the minutes, and plans the next one
    page.get_by_label("Decided for all").fill("From December we begin at nine.")
    page.get_by_role("button", name="Close: these are the minutes").click()
    expect(page.get_by_role("heading", name="Who was there")).to_be_visible()
    expect(page.get_by_text("Cho, Maya")).to_be_visible()
    accessible(page)
    with acting_as(actor_of(world.maya)):
        assert Attendance.objects.count() == 2
        assert Meeting.objects.filter(is_planned=True).count() == 1

    # And Dr. Cho, who only reads, finds them, while nothing can be changed
    hers = sign_in(page, thursday)
    page.goto(f"{hers}more/")
    page.get_by_role("link", name="Team meetings").click()
    expect(page.get_by_role("link", name="Plan a meeting")).to_have_count(0)
    page.get_by_role("link", name=re.compile("North clinic")).click()
    expect(page.get_by_text("Mornings are hard with the new pills.")).to_be_visible()
    expect(page.get_by_text("From December we begin at nine.")).to_be_visible()
    expect(page.get_by_role("button", name="Open it again")).to_have_count(0)
    accessible(page)

    # And Ben takes his yes back: what was said of him is in no minutes any more
    with acting_as(service(world.northside)):
        Consent.objects.update(revoked_on=local_date(timezone.now(), world.northside.timezone))
    page.reload()
    expect(page.get_by_text("From December we begin at nine.")).to_be_visible()
    expect(page.get_by_text("Mornings are hard with the new pills.")).to_have_count(0)
