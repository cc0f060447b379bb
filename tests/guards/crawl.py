"""Asking for pages and keeping all that the guards want to know about each answer."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse
from django.template import engines

from followalong.audit.models import Event, Seen
from followalong.core.db import acting_as
from tests.cast import MemberClient, VisitorClient
from tests.factories.canaries import flocks
from tests.guards.ungated import noticed

# The transaction's own words are no queries of the page.
CONTROL = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)
# What reading a page may write: the record of looking, and Django's session.
WRITTEN_BY_READING = re.compile(
    r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(?!audit_event|audit_seen|django_session|core_throttle)'
)


class Missing(str):
    """Stands for every undefined name of a template, and remembers which were asked for."""

    __slots__ = ("names",)

    def __new__(cls) -> "Missing":
        made = super().__new__(cls, "%s")
        made.names = []
        return made

    def __mod__(self, name: object) -> str:
        self.names.append(str(name))
        return ""


@dataclass
class Visit:
    """One request and its answer."""

    who: str
    page: str
    method: str
    path: str
    status: int
    body: bytes
    heads: bytes
    asked: bytes = b""
    sent: dict | None = None
    queries: list[str] = field(default_factory=list)
    seen: set[UUID] = field(default_factory=set)
    undefined: list[str] = field(default_factory=list)
    ungated: list[str] = field(default_factory=list)
    error: str = ""

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.page}: {self.status} {self.error}".strip()

    @property
    def told(self) -> set[str]:
        """Whose words left the house, in body, headers or redirect, beyond those that came in."""
        return flocks(self.body + self.heads, besides=self.asked)

    @property
    def is_sent_to_sign_in(self) -> bool:
        """By a redirect; a form that was typed too late keeps its words on a page that asks."""
        if self.method == "POST" and self.status == 401:
            return True
        return self.status == 302 and b"/sign-in/" in self.heads

    @property
    def writes(self) -> list[str]:
        return [sql for sql in self.queries if WRITTEN_BY_READING.match(sql)]


def visit(
    browser: VisitorClient,
    who: str,
    page: str,
    path: str,
    *,
    method: str = "GET",
    data: dict | None = None,
) -> Visit:
    """Ask once; what the request wrote is undone afterwards."""
    queries: list[str] = []

    def note(execute: Callable, sql: str, *rest: Any) -> Any:
        if not CONTROL.match(sql):
            queries.append(sql)
        return execute(sql, *rest)

    browser.raise_request_exception = False
    with transaction.atomic(), watched() as missing, noticed() as ungated:
        ask = browser.get if method == "GET" else browser.post
        with connection.execute_wrapper(note):
            response = ask(path, data or {})
        made = Visit(who, page, method, path, response.status_code, *_bytes(response))
        made.asked, made.sent = f"{path} {data}".encode(), data
        # The last one is the browser's own: it blanks the context.
        made.queries, made.undefined, made.ungated = queries[:-1], missing.names, ungated
        if error := getattr(response, "exc_info", None):
            made.error = repr(error[1])
        if isinstance(browser, MemberClient) and response.status_code == 200:
            made.seen = _seen(browser, response.wsgi_request.request_id)
        transaction.set_rollback(True)
    return made


@contextmanager
def watched() -> Iterator[Missing]:
    """Undefined names in templates are noted while this is open."""
    engine, missing = engines["django"].engine, Missing()
    engine.string_if_invalid, before = missing, engine.string_if_invalid
    try:
        yield missing
    finally:
        engine.string_if_invalid = before


def _bytes(response: HttpResponse) -> tuple[bytes, bytes]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    heads = "\n".join(f"{k}: {v}" for k, v in response.headers.items())
    cookies = response.cookies.output()
    return body, f"{heads}\n{cookies}".encode()


def _seen(browser: MemberClient, request_id: UUID) -> set[UUID]:
    """The people whom the record of this request names."""
    with acting_as(browser.actor):
        events = Event.objects.filter(request_id=request_id).values("pk")
        return set(Seen.objects.filter(event_id__in=events).values_list("client_id", flat=True))


class _Page(HTMLParser):
    """The links and the fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fields: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        has = dict(attrs)
        if tag == "a" and (has.get("href") or "").startswith("/"):
            self.links.append(has["href"])
        if tag == "select":
            self.select = has.get("name") or ""
        if tag == "option" and self.select and has.get("value"):
            self.fields.setdefault(self.select, has["value"])
        if tag in ("input", "textarea") and has.get("name"):
            self.fields.setdefault(has["name"], has.get("value") or "2026-11-23")


def links_and_fields(body: bytes) -> tuple[list[str], dict[str, str]]:
    """Where a page leads, and what its forms would send: hidden ids and first choices."""
    page = _Page()
    page.feed(body.decode(errors="replace"))
    return page.links, page.fields
