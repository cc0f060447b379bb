"""SEC-01: every answer carries the headers that keep pages about people in one place."""

import re

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import override_settings

from followalong.core import middleware
from followalong.home import landing
from tests.cast import MemberClient, VisitorClient
from tests.guards.addresses import addresses, member_addresses

EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INLINE = re.compile(rb"""<style|\sstyle=|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE)
SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=|[^>]*\snonce=|[^>]*json)", re.IGNORECASE)
ELSEWHERE = re.compile(rb"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["'](?:https?:)?//""")


def faults(response) -> list[str]:
    """What is wrong with this answer's headers, and with its words if it is a page."""
    found = [name for name, value in EXACTLY.items() if response.get(name) != value]
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in response.get("Content-Security-Policy", "").split(";")
    )
    found += [f"{name} is not none" for name in NOTHING if policy.get(name) != "'none'"]
    allowed = f"{policy.get('script-src', '*')} {policy.get('style-src', '*')}"
    if re.search(r"unsafe|\*|https?:", allowed):
        found.append(f"scripts and styles: {allowed}")
    if "Permissions-Policy" not in response or not response.get("Cache-Control"):
        found.append("Permissions-Policy or Cache-Control")
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        found += [str(p.pattern) for p in (INLINE, SCRIPT, ELSEWHERE) if p.search(response.content)]
    return found


NOTHING = ("default-src", "object-src", "base-uri", "frame-ancestors")


def test_on_every_page_for_a_visitor_and_a_member(world):
    member, visitor = MemberClient(world.members["supervisor"]), VisitorClient()
    wrong = {}
    for address in addresses():
        if address.is_member:
            continue
        for browser in (member, visitor):
            browser.raise_request_exception = False
            answer = browser.get(address.public_path())
            if bad := faults(answer):
                wrong[f"{address} {answer.status_code}"] = bad
    for address in member_addresses():
        answer = member.get(address.path(member.membership.code, world.ben))
        if bad := faults(answer):
            wrong[f"{address} {answer.status_code}"] = bad
    assert not wrong


@pytest.fixture
def trouble(monkeypatch):
    """The landing page breaks."""

    def broken(*_args, **_more):
        raise RuntimeError

    return lambda: monkeypatch.setattr(landing, "open_doors", broken)


@override_settings(DEBUG=False)
def test_on_every_error_and_on_static_files(visitor, as_maya, trouble, monkeypatch):
    visitor.raise_request_exception = False
    ask = {
        400: lambda: visitor.get("/", headers={"Host": "evil.example"}),
        403: lambda: as_maya.get(as_maya.here("agencies:person_add")),
        404: lambda: visitor.get("/nowhere/"),
        405: lambda: visitor.get("/sign-out/"),
        200: lambda: visitor.get(f"{settings.STATIC_URL}ui/mark.svg"),
    }
    for status, get in ask.items():
        answer = get()
        assert (answer.status_code, faults(answer)) == (status, [])
        for close in answer._resource_closers:
            close()  # the answer's own close would end the test's connection too
    trouble()
    answer = visitor.get("/")
    assert (answer.status_code, faults(answer)) == (500, [])
    away = middleware._unavailable(OperationalError()), None
    monkeypatch.setattr(middleware, "_attempt", lambda *_: away)
    answer = visitor.get("/")
    assert (answer.status_code, faults(answer)) == (503, [])


def test_by_https_it_is_asked_for_by_https_for_two_years():
    from subprocess import check_output
    from sys import executable

    code = "from followalong import settings as s\n"
    code += "print(s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE,"
    code += " s.SESSION_COOKIE_NAME[:7], s.CSRF_COOKIE_NAME[:7])"
    said = check_output(
        [executable, "-c", code], env={"FOLLOWALONG_URL": "https://work.example.org"}, text=True
    )
    assert said.split() == ["63072000", "True", "True", "__Host-", "__Host-"]
