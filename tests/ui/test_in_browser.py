"""The scripts and the gallery in a real browser. No server: the test itself gives the answers."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.template import Context, Template
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

from followalong.ui import build, views

pytestmark = pytest.mark.journey
HOST = "http://127.0.0.1:1"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = {"Content-Security-Policy": "default-src 'self'"}
FORM = """{% extends "ui/public.html" %}{% block title %}Log{% endblock %}{% block content %}
<h1>Log</h1>
<form id="log" method="post" action="/save/" data-keep data-draft-url="/draft/">
  <input type="hidden" name="command_id" value="c-1">
  <label for="words">What happened</label><textarea id="words" name="words"></textarea>
  {% for error in errors %}<div data-error-summary tabindex="-1">{{ error }}</div>{% endfor %}
  <button type="submit">Save</button>
</form>{% endblock %}"""


def page_of(errors: tuple[str, ...] = ()) -> str:
    return Template(FORM).render(Context({"errors": errors, "messages": []}))


class Site:
    """A page, the built assets, and whatever answers a test lines up for /save/."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[dict | None] = []
        self.saved: list[str] = []
        self.drafts: list[str] = []
        page.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/ui/built/"):
            file = build.BUILT / path.removeprefix("/static/ui/built/")
            kind = TYPES.get(file.suffix, "font/woff2")
            route.fulfill(body=file.read_bytes(), content_type=kind)
        elif path == "/save/":
            self.saved.append(route.request.post_data or "")
            reply = self.answers.pop(0)
            route.abort("internetdisconnected") if reply is None else route.fulfill(**reply)
        elif path == "/draft/":
            self.drafts.append(route.request.post_data or "")
            route.fulfill(status=204)
        elif path == "/ui/":
            request = RequestFactory().get("/ui/")
            self.page_of_html(route, views.gallery(request).content.decode())
        else:
            self.page_of_html(route, page_of())

    def page_of_html(self, route: Route, body: str) -> None:
        route.fulfill(body=body, content_type="text/html", headers=POLICY)

    def write(self, words: str) -> None:
        self.page.goto(f"{HOST}/log/")
        self.page.get_by_label("What happened").fill(words)

    def save(self) -> None:
        self.page.get_by_role("button", name="Save").click()


SAVED = {"status": 204, "headers": {"X-Keep-Location": "/after/"}}
BROKEN = {"status": 500, "body": "broken"}


@pytest.fixture(scope="module")
def browser(chromium) -> object:
    build.build()
    return chromium


@pytest.fixture
def site(browser) -> Iterator[Site]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield Site(context.new_page())
    context.close()


def test_a_save_that_meets_silence_is_sent_again_as_the_same_command(site):
    site.answers = [BROKEN, None, SAVED]
    site.write("tired but proud")
    site.save()
    expect(site.page.locator("#live")).to_contain_text("Not saved yet")
    assert site.page.get_by_label("What happened").input_value() == "tired but proud"
    assert site.page.get_by_label("What happened").get_attribute("readonly") is not None
    site.page.get_by_role("button", name="Try now").click()
    expect(site.page.locator("#live")).to_contain_text("Not saved yet")
    site.page.get_by_role("button", name="Try now").click()
    site.page.wait_for_url("**/after/")
    assert len(site.saved) == 3
    assert all("c-1" in body and "tired but proud" in body for body in site.saved)


def test_it_tries_by_itself(site):
    site.answers = [None, SAVED]
    site.write("again")
    site.save()
    site.page.wait_for_url("**/after/", timeout=6000)


def test_leaving_with_unsaved_words_asks_first(site):
    site.answers = [None]
    site.write("not yet")
    site.save()
    expect(site.page.locator("#live")).to_contain_text("Not saved yet")
    asked = []
    site.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    site.page.goto(f"{HOST}/elsewhere/")
    assert asked == ["beforeunload"]


def test_what_is_wrong_is_shown_in_place(site):
    wrong = {"status": 422, "body": page_of(("Say what happened.",)), "content_type": "text/html"}
    site.answers = [wrong, SAVED]
    site.write("x")
    site.save()
    expect(site.page.locator("[data-error-summary]")).to_be_focused()
    site.page.get_by_label("What happened").fill("better")
    site.save()
    site.page.wait_for_url("**/after/")
    assert "better" in site.saved[1]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 409, "body": "conflict"}, "Something changed here"),
        ({"status": 400, "body": "no"}, "could not take this"),
        ({"status": 401, "headers": {"X-Keep-Sign-In": "/sign-in/"}}, "sign in once more"),
    ],
)
def test_no_success_is_shown_that_did_not_come(site, answer, said):
    site.answers = [answer]
    site.write("still here")
    site.save()
    expect(site.page.locator("#live")).to_contain_text(said)
    assert site.page.get_by_label("What happened").input_value() == "still here"
    assert site.page.url == f"{HOST}/log/"


def test_a_form_with_an_old_token_is_sent_once_more_and_no_oftener(site):
    site.answers = [{"status": 403, "body": "no"}, {"status": 403, "body": "no"}]
    site.write("still here")
    site.save()
    expect(site.page.locator("#live")).to_contain_text("could not take this")
    assert len(site.saved) == 2
    assert site.page.get_by_label("What happened").input_value() == "still here"


def test_a_draft_is_kept_on_the_server_and_nowhere_else(site):
    site.write("half a sentence")
    site.page.get_by_label("What happened").blur()
    expect(site.page.locator(".draft-status")).to_contain_text("Draft kept")
    assert "half a sentence" in site.drafts[-1]
    assert site.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_leaving_quickly_leaves_no_trace_of_the_page(site):
    site.page.goto(f"{HOST}/before/")
    site.page.goto(f"{HOST}/log/")
    for _ in range(3):
        site.page.keyboard.press("Shift")
    site.page.wait_for_url("https://www.wikipedia.org/")
    site.page.go_back()
    assert site.page.url == f"{HOST}/before/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_gallery_can_be_read_by_everyone(browser, scheme, width):
    size = {"width": width, "height": 800}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    site = Site(context.new_page())
    site.page.goto(f"{HOST}/ui/")
    axe = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js"))
    site.page.evaluate(axe.read_text())
    found = site.page.evaluate("tags => axe.run({runOnly: tags})", WCAG)["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert site.page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
