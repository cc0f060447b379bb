"""Journeys drive Debian's Chromium against the real server. Each makes its own agency."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import signing
from tests.cast import Cast
from tests.serving import Served, serving

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Rows that stay: the server reads them from its own connections."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def served(committed, database_urls) -> Iterator[Served]:
    with serving(database_urls.app) as running:
        yield running


@pytest.fixture
def world(committed) -> Cast:
    """A cast of its own for each journey, with people a few days into the real today."""
    from django.utils import timezone

    return Cast.make(today=timezone.localdate(), door=f"northside-{secrets.token_hex(4)}")


@pytest.fixture(params=list(SIZES))
def page(request, chromium, served) -> Iterator[Page]:
    """A phone's page, then a desktop's."""
    width, height = SIZES[request.param]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, base_url=served.url, locale="en-CA"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def sign_in(served) -> Callable[[Page, object], str]:
    """Open a session for a member; answers the address of their part of the site."""
    from django.conf import settings
    from django.test import Client

    def open_session(page: Page, membership) -> str:
        client = Client()
        signing.sign_in(client, membership.user)
        name = f"followalong_session_{served.port}"
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": name, "value": value, "url": served.url}])
        return f"/a/{membership.code}/"

    return open_session


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """WCAG 2.2 AA as far as a machine can tell, and nothing wider than the screen."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARD}})
        return [
            f"{v['id']}: {v['help']} at {[n['target'] for n in v['nodes']][:3]}"
            for v in found.response["violations"]
        ]

    def check(page: Page) -> None:
        problems = violations(page)
        if problems:
            # Half under the bottom bar is not small: what is, is so from a little further, too.
            page.evaluate("scrollBy(0, scrollY > 60 ? -60 : 60)")
            problems = violations(page)
        assert problems == [], f"{page.url}: {problems}"
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{page.url} is {overflow} px wider than the screen"

    return check
