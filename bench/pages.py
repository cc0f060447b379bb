"""Which pages are measured, and which queries each of them makes."""

import re
import uuid
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followalong.agencies.models import Membership

HOST = "127.0.0.1"
# Statements of the request itself: the session, who acts, the record.
AROUND = re.compile(
    r"django_session|audit_(event|seen)|set_config|current_setting|core_command|caseload_draft"
    r"|^(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)|\"agencies_membership\".\"code\" ="
)


class FilledForm(HTMLParser):
    """What a browser would send of the page's form that holds a command id."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.forms: list[list[tuple[str, str]]] = []
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in pairs}
        name = given.get("name", "")
        if tag == "form":
            self.values = []
            self.forms.append(self.values)
        elif tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("radio", "checkbox"):
                if "checked" in given:
                    self.values.append((name, given.get("value", "on")))
            elif kind not in ("submit", "button", "file"):
                self.values.append((name, given.get("value", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.values.append((self._select, given.get("value", "")))
        elif tag == "textarea" and name:
            self.values.append((name, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def writing(self) -> list[tuple[str, str]]:
        for values in self.forms:
            if any(name == "command_id" for name, _ in values):
                return values
        raise RuntimeError("The page has no form that writes.")


def addresses(membership: Membership, client_id: uuid.UUID, needle: str) -> dict[str, str]:
    code = {"code": membership.code}
    return {
        "today": reverse("home:today", kwargs=code),
        "caseload": reverse("home:caseload", kwargs=code),
        "client": reverse("home:client", kwargs={**code, "client_id": client_id}),
        "search": reverse("home:search", kwargs=code) + "?" + urlencode({"q": needle}),
        "save contact": reverse("home:log", kwargs=code) + "?" + urlencode({"client": client_id}),
    }


def captured(browser: Browser, path: str, data: dict | None = None) -> tuple[list[str], bytes]:
    """The statements that a request makes, as the server would run them, and its answer."""
    connection.force_debug_cursor = True
    with CaptureQueriesContext(connection) as queries:
        if data is None:
            answer = browser.get(path, HTTP_HOST=HOST)
        else:
            answer = browser.post(path, data, HTTP_HOST=HOST)
    if answer.status_code != (200 if data is None else 302):
        raise RuntimeError(f"{path}: {answer.status_code}")
    return [q["sql"] for q in queries.captured_queries], answer.content


def writing_form(content: bytes) -> list[tuple[str, str]]:
    """What a browser would send of the page's form that writes."""
    form = FilledForm()
    form.feed(content.decode())
    return form.writing()


def saving(statements: list[str]) -> dict:
    """The reads of a save, and its one insert with the id to replace each time."""
    insert = next(s for s in statements if s.startswith('INSERT INTO "caseload_contact"'))
    identity = insert.split("VALUES (")[1].split("'")[1]
    return {"queries": reads(statements), "insert": insert, "insert_id": identity}


def reads(statements: list[str]) -> list[str]:
    """The page's own SELECTs."""
    return [s for s in statements if s.lstrip("( ").startswith("SELECT") and not AROUND.search(s)]


def counted(statements: list[str]) -> int:
    """How many statements ran, transaction control left out."""
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    return sum(not s.startswith(control) for s in statements)
