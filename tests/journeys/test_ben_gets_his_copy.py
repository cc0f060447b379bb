"""Ben asks for a copy of his record on his own page, and takes home as a PDF what was checked."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from followalong.caseload.models import Contact
from followalong.core.db import acting_as
from tests.cast import service

pytestmark = pytest.mark.journey


@pytest.fixture
def office(chromium, served):
    """Priya's own browser, beside Ben's phone or desktop."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=served.url, locale="en-CA"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_he_asks_on_his_own_page_and_saves_what_priya_checked(
    page, office, world, sign_in, accessible, tmp_path: Path
):
    # Given a note about Ben, in which his sister said something in confidence
    with acting_as(service(world.northside)):
        Contact.objects.create(
            agency=world.northside,
            client=world.ben,
            enrolment=world.ben_enrolment,
            membership=world.maya,
            started_on=world.today,
            note="He wants mornings. His sister says he hides letters.",
        )
    home = sign_in(office, world.priya)
    ben = f"{home}clients/{world.ben.pk}/"
    office.goto(f"{ben}own-link/")
    office.get_by_role("button", name="Make the link").click()
    told = office.get_by_role("main").inner_text()
    address = urlsplit(re.search(r"http\S+/p/\S+", told)[0]).path
    number = re.search(r"\b\d{6}\b", told)[0]

    # When he opens his page with the number, he reads who looked, and asks for a copy
    page.goto(address)
    page.get_by_label("Your number").fill(number)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Who looked")).to_be_visible()
    expect(page.get_by_text("Privacy officer").first).to_be_visible()
    page.get_by_label("A copy of my record").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("answer by").first).to_be_visible()
    accessible(page)

    # Then Priya finds what is not his to read, holds it back with the law's reason, and looks at
    # the copy as he will read it
    office.goto(f"{home}privacy/requests/")
    office.get_by_role("link", name=re.compile("Ben Abara")).first.click()
    office.get_by_role("link", name="Make the copy").click()
    office.get_by_role("link", name="Check the copy").click()
    office.get_by_label("Find a name or word").fill("sister")
    office.get_by_role("button", name="Find").click()
    office.get_by_role("link", name="Hold something back").first.click()
    office.get_by_label("Only these words").fill("His sister says he hides letters.")
    office.get_by_label(re.compile("^Somebody else said it in confidence")).check()
    accessible(office)
    office.get_by_role("button", name="Hold it back").click()
    expect(office.get_by_text("The copy says that something was, and why.")).to_be_visible()
    accessible(office)
    office.get_by_role("link", name="Read it as they will").click()
    expect(office.get_by_text("He wants mornings. [held back]")).to_be_visible()

    # And puts exactly that on his page, and answers
    office.goto(f"{ben}copy/")
    accessible(office)
    office.get_by_role("button", name="Put it on their page").click()
    office.get_by_label("Done in part").check()
    office.get_by_label("Your answer, in words for the person").fill("All but one confidence.")
    office.get_by_role("button", name="Save the answer").click()
    expect(office.get_by_text("All but one confidence.").first).to_be_visible()

    # And he reads it there, and saves it
    page.goto(address)
    expect(page.get_by_text("All but one confidence.")).to_be_visible()
    page.get_by_role("link", name="Read it here").click()
    expect(page.get_by_text("He wants mornings. [held back]")).to_be_visible()
    expect(page.get_by_text("hides letters")).to_have_count(0)
    accessible(page)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save it as a PDF").click()
    kept = tmp_path / "copy.pdf"
    saving.value.save_as(kept)
    assert "Ben" not in saving.value.suggested_filename
    with pikepdf.open(kept) as made:
        assert made.Root.MarkInfo.Marked
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(kept).pages).split())
    assert "He wants mornings. [held back]" in text and "hides letters" not in text
