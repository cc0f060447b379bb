"""A passkey is made, used and removed, on a phone and on a desktop, by a virtual device."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.signing import code

pytestmark = pytest.mark.journey
PASSWORD = "four words in a row"


def virtual_device(page: Page):
    """A device that has a person's finger on it."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    made = cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    return cdp, made["authenticatorId"]


def test_made_used_and_removed(page: Page, world: Cast, served, accessible):
    # Given Maya, who has a password and no second step yet
    site = served.url.replace("127.0.0.1", "localhost")
    user = world.maya.user
    user.email = f"maya.{secrets.token_hex(4)}@example.org"
    user.set_password(PASSWORD)
    user.save()
    cdp, device = virtual_device(page)
    today = f"{site}/a/{world.maya.code}/"

    # When she signs in with it
    page.goto(today)
    accessible(page)
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    # Then she is asked for a second step, and her device makes a passkey
    expect(page.get_by_role("heading", name="Your way in")).to_be_visible()
    accessible(page)
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert len(cdp.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    accessible(page)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(today)

    # When she signs out and comes back, the passkey alone opens the door
    page.goto(f"{site}/security/")
    expect(page.get_by_text("My phone", exact=True)).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(today)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(today)

    # When she adds an app, the passkey can be removed
    page.goto(f"{site}/security/app/")
    accessible(page)
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Add the app").click()
    page.wait_for_url(re.compile("/security/$"))
    page.get_by_role("button", name="Remove My phone").click()
    expect(page.get_by_text("It opens nothing any more")).to_be_visible()

    # Then it opens nothing: its device says it, and is told so
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(f"{site}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("does not open anything here")).to_be_visible()
    accessible(page)
