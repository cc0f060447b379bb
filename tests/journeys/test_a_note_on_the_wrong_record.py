"""A note moved from the wrong record: Maya mixed up two people, and nobody is harmed by it."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.caseload.actions import log_contact
from followalong.core.db import acting_as

pytestmark = pytest.mark.journey
WORDS = "Her mother may move in; mornings are hard."


def test_a_note_moves_from_the_wrong_record(page, world, sign_in, accessible):
    # Given a note about Rosa that Maya wrote on Ben's record yesterday
    with acting_as(actor_of(world.maya)) as maya:
        log_contact(
            by=maya,
            started=world.today - dt.timedelta(days=1),
            enrolment=world.ben_enrolment,
            mode="PHONE",
            category="JOB_SEARCH",
            two_way=True,
            minutes=15,
            note=WORDS,
        )
    home = sign_in(page, world.maya)
    ben = f"{home}clients/{world.ben.pk}/"
    page.goto(ben)
    expect(page.get_by_text(WORDS).first).to_be_visible()

    # When she sees it and says that it is somebody else's
    page.get_by_role("link", name=re.compile("Job search")).first.click()
    page.get_by_role("link", name="Does not belong here").click()
    accessible(page)
    page.get_by_role("radio", name="It belongs to somebody else").check()
    page.get_by_role("radio", name="Rosa Ledesma").check()
    accessible(page)
    page.get_by_role("button", name="Take it off this record").click()

    # Then Ben's page has not a word of it, nor Rosa's name
    expect(page.get_by_text("Taken off here.")).to_be_visible()
    expect(page).to_have_url(re.compile(ben))
    expect(page.get_by_text(WORDS)).to_have_count(0)
    expect(page.get_by_text("Rosa")).to_have_count(0)
    accessible(page)

    # And Rosa's page has it, with its own day
    page.goto(f"{home}clients/{world.rosa.pk}/")
    expect(page.get_by_text(WORDS).first).to_be_visible()

    # And the privacy officer finds it sealed, and opens it
    home = sign_in(page, world.priya)
    page.goto(f"{home}more/")
    page.get_by_role("link", name="Taken off a record").click()
    accessible(page)
    expect(page.get_by_text(WORDS)).to_have_count(0)
    page.get_by_role("link", name=re.compile("^Open")).click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("You opened this.")).to_be_visible()
    accessible(page)

    # And when it was right after all, Sol puts it back
    home = sign_in(page, world.sol)
    page.goto(f"{home}corrections/")
    page.get_by_role("button", name=re.compile("^Put back")).click()
    expect(page.get_by_text("Put back where it stood.")).to_be_visible()
    accessible(page)
    page.goto(f"{home}clients/{world.ben.pk}/")
    expect(page.get_by_text(WORDS).first).to_be_visible()


def test_a_licence_is_added_by_photo_or_file(page, world, sign_in, accessible, tmp_path):
    from tests.core.files_made import photo_from_a_street

    photo = tmp_path / "licence.jpg"
    photo.write_bytes(photo_from_a_street())
    home = sign_in(page, world.maya)

    # Given Ben, whose licence runs out soon
    page.goto(f"{home}clients/{world.ben.pk}/")
    page.get_by_text("Record and rights").click()
    page.get_by_role("link", name="Files").click()
    accessible(page)
    page.get_by_role("link", name="Add a file").first.click()

    # When Maya adds it and forgets to say what it is, her words stay
    page.locator("#id_file").set_input_files(photo)
    page.get_by_label("Name for it").fill("Forklift licence")
    ends = world.today + dt.timedelta(days=20)
    page.get_by_label("Valid until").fill(ends.isoformat())
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Choose what it is.").first).to_be_visible()
    assert page.evaluate("document.querySelector('#id_file').files[0].name") == photo.name
    accessible(page)
    page.locator("#id_file").set_input_files(photo)
    page.get_by_label("What is it?").select_option(label="Permit or licence")
    page.get_by_role("button", name="Keep it").click()

    # Then it is there, with until when it holds, and comes out again as a file
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.get_by_text(re.compile("runs out")).first).to_be_visible()
    accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("^Download")).click()
    assert taken.value.suggested_filename == "Forklift licence.jpg"

    # And Ben's page says that it runs out
    page.goto(f"{home}clients/{world.ben.pk}/")
    expect(page.get_by_text("A document runs out soon, or has")).to_be_visible()
    accessible(page)
