"""A whole Tuesday of a specialist on a phone; and the same keys for who works at a desk."""

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from followalong.agencies.models import actor_of
from followalong.caseload import actions
from followalong.caseload.models import Appointment, Contact
from followalong.core.db import acting_as
from followalong.employers.models import EmployerContact
from tests.cast import service
from tests.journeys.conftest import SIZES

pytestmark = pytest.mark.journey


def sized(chromium, served, size: str) -> Iterator[Page]:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, base_url=served.url, locale="en-CA"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium, served) -> Iterator[Page]:
    yield from sized(chromium, served, "phone")


@pytest.fixture
def desk(chromium, served) -> Iterator[Page]:
    yield from sized(chromium, served, "desktop")


def plan_the_day(world) -> None:
    """Ben a moment ago, Rosa yesterday, a bakery to go to."""
    from followalong.employers.actions import add_employer, plan_next_visit

    by, zone = actor_of(world.maya), ZoneInfo(world.northside.timezone)
    now = dt.datetime.now(zone).replace(second=0, microsecond=0)
    lately = max(now - dt.timedelta(minutes=40), now.replace(hour=0, minute=0))
    with acting_as(by), timezone.override(zone):
        actions.plan_appointment(
            by=by,
            starts_at=lately,
            enrolment=world.ben_enrolment,
            kind="JOB_SEARCH",
            location="COMMUNITY_PUBLIC",
            minutes=30,
        )
        actions.plan_appointment(
            by=by, starts_at=now - dt.timedelta(days=1), enrolment=world.rosa_enrolment
        )
        bakery = add_employer(by=by, name="Hill Street Bakery", owner_id=world.maya.pk)
        plan_next_visit(by=by, known=bakery, on=now.date(), purpose="NEEDS_VISIT")


def rows(world, model):
    with acting_as(service(world.northside)):
        return list(model.objects.order_by("pk"))


def test_a_whole_tuesday_of_a_specialist_on_a_phone(phone, world, sign_in, accessible):
    home = sign_in(phone, world.maya)
    plan_the_day(world)

    # Given a day with a meeting, a bakery to go to, and one of yesterday without a word
    phone.goto(home)
    accessible(phone)
    day = phone.locator("section", has=phone.get_by_role("heading", name="The day"))
    expect(day.get_by_role("link", name="Ben Abara", exact=True)).to_be_visible()
    expect(day.get_by_role("link", name="Hill Street Bakery", exact=True)).to_be_visible()

    # When Maya has met Ben, one tap writes it down as it was planned
    day.get_by_role("button", name="It happened Ben Abara").click()
    expect(
        phone.get_by_text(re.compile("Saved: Ben Abara · Job search · In person"))
    ).to_be_visible()
    phone.get_by_role("link", name="Add words or put it right").click()
    phone.wait_for_url(re.compile("/amend/"))
    accessible(phone)
    phone.get_by_label("What happened?").fill("Wants Fridays off.")
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone.get_by_text("Wants Fridays off.").first).to_be_visible()

    # And she plans the next meeting from his page, every week
    phone.goto(f"{home}clients/{world.ben.pk}/")
    phone.get_by_role("link", name="Plan a meeting").click()
    phone.wait_for_url(re.compile("/plan/"))
    phone.get_by_label("What for?").fill("Practise the interview")
    ahead = timezone.localdate() + dt.timedelta(days=7)
    phone.get_by_label("Day", exact=True).fill(ahead.isoformat())
    phone.get_by_label("Time", exact=True).fill("10:00")
    phone.get_by_role("radio", name="Every week").check()
    accessible(phone)
    phone.get_by_role("button", name="Plan it").click()
    phone.wait_for_url(re.compile(r"/appointments/[0-9a-f-]{36}/"))
    expect(phone.get_by_text("every week", exact=True)).to_be_visible()
    accessible(phone)
    phone.goto(f"{home}week/?on={ahead.isoformat()}")
    expect(phone.get_by_text("Practise the interview")).to_be_visible()
    accessible(phone)

    # When she has led the job club, one form makes an entry for each
    phone.goto(f"{home}log/group/")
    accessible(phone)
    for name in ("Ben A.", "Rosa L."):
        phone.get_by_role("checkbox", name=name).check()
    phone.get_by_role("button", name="Next").click()
    phone.get_by_label("What did you do together?").fill("Looked at openings.")
    phone.get_by_label("Words about Ben alone").fill("Helped others.")
    accessible(phone)
    phone.get_by_role("button", name="Save for everybody").click()
    expect(phone.get_by_text("Saved for 2 people.")).to_be_visible()
    club = [row for row in rows(world, Contact) if row.group_id]
    assert sum(row.staff_minutes for row in club) == club[0].minutes
    assert {row.note for row in club} == {
        "Looked at openings.",
        "Looked at openings.\n\nHelped others.",
    }

    by = actor_of(world.maya)
    with acting_as(by):
        actions.save_snippet(by=by, name="voicemail", text="Left a voicemail for {name}.")

    # When the day ends, what has no word yet is said in one page: Rosa, and the bakery
    phone.get_by_role("link", name="Catch up").click()
    phone.wait_for_url(re.compile("/catch-up/"))
    accessible(phone)
    for name, said in (("Rosa Ledesma", "We did not meet"), ("Hill Street Bakery", "I went")):
        draft = phone.locator("section.card", has=phone.get_by_role("heading", name=name))
        draft.get_by_role("radio", name=said).check()
    bakery = phone.locator("section.card", has_text="Hill Street Bakery")
    bakery.get_by_label("What did you learn?").fill("Mornings are hard to fill.")
    bakery.get_by_label("Minutes").fill("20")
    # A short text waits under each box, and knows whom its draft is about
    rosa = phone.locator("section.card", has_text="Rosa Ledesma")
    rosa.get_by_label("Insert a short text").select_option(label=";voicemail")
    expect(rosa.get_by_label("In a sentence")).to_have_value("Left a voicemail for Rosa.")
    phone.get_by_role("button", name="Save what happened").click()
    expect(phone.get_by_text("2 entries are saved.")).to_be_visible()
    (visit,) = rows(world, EmployerContact)
    assert (visit.learned, visit.minutes) == ("Mornings are hard to fill.", 20)
    assert {row.status for row in rows(world, Appointment) if row.starts_at < timezone.now()} == {
        "kept",
        "missed",
    }

    # Then nothing waits any more
    phone.goto(f"{home}catch-up/")
    expect(phone.get_by_text("Nothing to catch up on.")).to_be_visible()
    accessible(phone)


def test_keys_and_short_texts_for_who_works_at_a_desk(desk, world, sign_in, accessible):
    home = sign_in(desk, world.maya)
    by = actor_of(world.maya)
    with acting_as(by):
        actions.save_snippet(by=by, name="voicemail", text="Left a voicemail for {name}.")

    # Given the list of keys, which opens and closes by one
    desk.goto(home)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    accessible(desk)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_hidden()

    # When Maya goes to her people and down the list, Enter opens one
    desk.keyboard.press("g")
    desk.keyboard.press("c")
    desk.wait_for_url(re.compile("/caseload/"))
    for key in ("j", "j", "k"):
        desk.keyboard.press(key)
    name = desk.evaluate("document.activeElement.textContent")
    assert name in ("Ben Abara", "Rosa Ledesma")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1, name=re.compile(name))).to_be_visible()
    desk.keyboard.press("g")
    desk.keyboard.press("w")
    desk.wait_for_url(re.compile("/week/"))
    accessible(desk)

    # And in a note no key leads away; ;voicemail becomes the text, with the person's name
    desk.goto(f"{home}log/?client={world.ben.pk}")
    note = desk.get_by_label("What happened?")
    note.press_sequentially("gw? ;voicemail ")
    expect(note).to_have_value("gw? Left a voicemail for Ben. ")
    desk.get_by_label("Insert a short text").select_option(label=";voicemail")
    expect(note).to_have_value("gw? Left a voicemail for Ben. Left a voicemail for Ben.")

    # Then she turns the keys off, and they do nothing
    desk.goto(f"{home}more/")
    desk.get_by_role("main").get_by_role("button", name="Turn them off").click()
    expect(desk.get_by_text("Off. Single keys do nothing.")).to_be_visible()
    desk.keyboard.press("g")
    desk.keyboard.press("w")
    desk.keyboard.press("?")
    assert "/more/" in desk.url and desk.get_by_role("dialog").count() == 0
