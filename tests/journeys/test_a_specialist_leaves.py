"""Maya's last day: her thirty-five people are handed over, and nobody is forgotten."""

import datetime as dt
import re
from collections import Counter

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.caseload.actions import add_next_step, log_contact, plan_appointment
from followalong.caseload.models import Appointment, NextStep
from followalong.caseload.tasks import make_handovers
from followalong.clients.models import Enrolment
from followalong.core.dates import local_date
from followalong.core.db import acting_as
from tests.cast import make_enrolled, make_member, service

pytestmark = pytest.mark.journey


@pytest.fixture
def leaving(world):
    """Maya goes along with thirty-five people; Theo and Ida could. Ben has plans with her."""
    now = timezone.now()
    today = local_date(now, world.northside.timezone)
    with acting_as(service(world.northside)):
        staff = [
            make_member(world.northside, name, "employment_specialist", world.ips, world.sol)
            for name in ("Theo", "Ida")
        ]
        for number in range(33):
            make_enrolled(world.maya, f"Person{number:02}", "Quill", today=today)
    with acting_as(actor_of(world.maya)) as maya:
        ben = world.ben_enrolment
        log_contact(by=maya, enrolment=ben, started=today, mode="PHONE", note="Wants Fridays off.")
        add_next_step(by=maya, enrolment=ben, text="Call the bakery", due_on=today)
        plan_appointment(by=maya, enrolment=ben, starts_at=now + dt.timedelta(days=3))
    return staff


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_specialist_leaves_and_35_people_are_handed_over(
    page, world, leaving, sign_in, accessible
):
    tomorrow = local_date(timezone.now(), world.northside.timezone) + dt.timedelta(days=1)
    home = sign_in(page, world.sol)

    # Given Maya's last day is today, Sol asks for a proposal over two colleagues
    page.goto(f"{home}team/hand-over/")
    accessible(page)
    page.get_by_label("Whose people").select_option(label="Maya")
    for name in ("Theo", "Ida"):
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    page.get_by_label("From which day").fill(tomorrow.isoformat())
    page.get_by_label(re.compile("^They are leaving")).check()
    page.get_by_role("button", name="Propose").click()
    lines = page.get_by_label(re.compile("^Who goes along with"))
    expect(lines).to_have_count(35)
    chosen = Counter(line.input_value() for line in lines.all())
    assert sorted(chosen.values()) == [17, 18]
    accessible(page)

    # When she changes one line and says why
    page.get_by_label("Who goes along with Ben Abara").select_option(label="Theo")
    page.get_by_label("Why").fill("Maya leaves us")
    page.get_by_role("button", name="Hand over").click()
    expect(
        page.get_by_text(re.compile(r"Planned for tomorrow: Ida \d+, Theo \d+\."))
    ).to_be_visible()

    # Then Theo already finds Ben among those new to him, with where things stand
    theo, ida = leaving
    his = sign_in(page, theo)
    page.goto(f"{his}new-to-you/")
    expect(page.get_by_role("link", name="Ben Abara")).to_be_visible()
    expect(page.get_by_text("from Maya, tomorrow · Maya leaves us").first).to_be_visible()
    expect(page.get_by_text("Wants Fridays off.")).to_be_visible()
    accessible(page)

    # And in the night everybody goes over, each exactly once, with what is planned
    with time_machine.travel(timezone.now() + dt.timedelta(days=1), tick=True):
        make_handovers(by=service(world.northside))
    with acting_as(service(world.northside)):
        held = Counter(
            Enrolment.objects.filter(program=world.ips).values_list("specialist", flat=True)
        )
        assert held[world.maya.pk] == 0 and held[theo.pk] + held[ida.pk] == 35
        assert NextStep.objects.get().owner_id == theo.pk
        assert Appointment.objects.get().membership_id == theo.pk

    # And Ben's page says who goes along now, and that nothing was lost
    page.goto(f"{his}clients/{world.ben.pk}/")
    expect(page.get_by_text("Handed over from Maya to Theo")).to_be_visible()
    expect(page.get_by_text("Wants Fridays off.").first).to_be_visible()
    expect(page.get_by_text("Call the bakery").first).to_be_visible()
    accessible(page)

    # And if it was a mistake, the way back is there
    page.goto(f"{sign_in(page, world.sol)}team/hand-over/")
    page.get_by_role("link", name=re.compile("^Hand back")).click()
    back = page.get_by_label(re.compile("^Who goes along with"))
    expect(back).to_have_count(35)
    assert {line.input_value() for line in back.all()} == {str(world.maya.pk)}
    accessible(page)
