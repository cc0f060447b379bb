"""Maya sends a photo from a car park: the line breaks, a word is missing, it arrives once."""

import re

import pytest
from playwright.sync_api import expect

from followalong.agencies.models import actor_of
from followalong.clients.models import ClientFile
from followalong.core.db import acting_as
from tests.core.files_made import picture

pytestmark = pytest.mark.journey


def test_a_photo_is_kept_once_whatever_the_line_does(page, world, sign_in, accessible):
    home = sign_in(page, world.maya)
    page.goto(f"{home}clients/{world.ben.pk}/files/add/")
    accessible(page)

    # Given a photo that her telephone keeps in its own way, the way out is said beside it
    heic = {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" * 9}
    page.get_by_label("Choose a file").set_input_files(heic)
    page.get_by_label("What is it?").select_option(label="Permit or licence")
    page.get_by_label("Name for it").fill("Forklift licence")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text(re.compile("only some phones can read")).first).to_be_visible()
    expect(page.get_by_label("Name for it")).to_have_value("Forklift licence")
    accessible(page)

    # When she takes another, but says not what it is, the photo stays chosen
    photo = {"name": "licence.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.get_by_label("Choose a file").set_input_files(photo)
    page.get_by_label("What is it?").select_option("")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Choose what it is.").first).to_be_visible()
    assert page.evaluate("document.querySelector('#id_file').files[0].name") == "licence.jpg"
    expect(page.get_by_text("Choose the file again")).to_be_hidden()

    # And the line breaks while it goes out
    page.get_by_label("What is it?").select_option(label="Permit or licence")
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text(re.compile("not saved yet", re.I)).first).to_be_visible()
    page.context.set_offline(False)

    # Then it arrives by itself, once
    page.wait_for_url(re.compile("/files/$"), timeout=60_000)
    expect(page.get_by_text("Forklift licence").first).to_be_visible()
    accessible(page)
    with acting_as(actor_of(world.maya)):
        assert ClientFile.objects.filter(client=world.ben).count() == 1
