"""A browser that takes a spreadsheet through its steps, form by form."""

import re
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile

from followalong.audit.models import Event
from followalong.clients.models import Client, Enrolment
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.exchange.models import Batch, Sheet, SheetRow
from tests.cast import service


class Forms(HTMLParser):
    """The forms of a page by their id, each with what its fields hold."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.now, self.select, self.area = {}, None, "", ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        name = has.get("name")
        if tag == "form":
            self.now = self.forms.setdefault(has.get("id", ""), {})
        elif self.now is None or not (name or tag == "option"):
            return
        elif tag == "select":
            self.select = name
            self.now.setdefault(name, "")
        elif tag == "option" and "selected" in has:
            self.now[self.select] = has.get("value", "")
        elif tag == "input":
            self._input(has, name)

    def _input(self, has, name):
        if has.get("type") in ("radio", "checkbox"):
            if "checked" in has:
                self.now[name] = has.get("value", "on")
        elif has.get("type") not in ("file", "submit"):
            self.now[name] = has.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None


class Bringing:
    """One spreadsheet in one member's hands."""

    def __init__(self, browser, cast):
        self.browser, self.cast = browser, cast

    def choose(self, content, name="list.xlsx"):
        sent = {"command_id": str(uuid7()), "file": SimpleUploadedFile(name, content)}
        self.page = self.browser.post(self.browser.here("exchange:sheet_new"), sent)
        if self.page.status_code == 302:
            self.id = re.search(r"sheets/([0-9a-f-]{36})/", self.page.url)[1]
            self.page = self.browser.get(self.page.url)
        return self.page

    def at(self, name):
        return self.browser.here(f"exchange:{name}", sheet_id=self.id)

    def send(self, name, form, **said):
        """Send a form of the page as it stands, with some of its fields changed."""
        data = Forms(self.page).forms[form] | {k.replace("__", "-"): v for k, v in said.items()}
        address = name if name.startswith("/") else self.at(name)
        self.page = self.browser.post(address, data)
        if self.page.status_code == 302:
            self.page = self.browser.get(self.page.url)
        return self.page

    def columns(self, **said):
        return self.send("sheet_columns", "columns", **said)

    def check(self, query=""):
        self.page = self.browser.get(self.at("sheet") + query)
        return self.page

    def answer(self, **said):
        return self.send("sheet_answers", "answers", **said)

    def fix(self, query="", **said):
        """Put cells of the shown rows right: `number__field="text"`."""
        self.check(query)
        names = {}
        for key, text in said.items():
            number, field = key.removeprefix("r").split("__")
            names[self.field(int(number), field)] = text
        data = Forms(self.page).forms["fixes"] | names
        self.page = self.browser.post(self.at("sheet") + query, data)
        if self.page.status_code == 302:
            self.page = self.browser.get(self.page.url)
        return self.page

    def field(self, number, field):
        row = self.row(number).pk
        return f"{field}-{row}" if field in ("aside", "same") else f"fix-{row}-{field}"

    def split(self, number):
        self.check("?show=wrong")
        data = Forms(self.page).forms["fixes"] | {"split": str(self.row(number).pk)}
        self.browser.post(self.at("sheet") + "?show=wrong", data)
        return self.check()

    def onwards(self):
        self.check()
        return self.send("sheet_try", "next")

    def bring_in(self, **said):
        return self.send("sheet_bring_in", "bring-in", **said)

    @property
    def words(self):
        return " ".join(re.sub(r"<[^>]+>", " ", self.page.content.decode()).split())

    def sheet(self):
        with self.inside():
            return Sheet.objects.get(pk=self.id)

    def row(self, number, part=0):
        with self.inside():
            tab = Sheet.objects.get(pk=self.id).tab
            return SheetRow.objects.get(sheet=self.id, tab=tab, number=number, part=part)

    def inside(self):
        return acting_as(service(self.cast.northside))

    def batch(self):
        with self.inside():
            return Batch.objects.order_by("-pk").first()

    def people(self):
        """Everyone a spreadsheet brought: name and first day."""
        with self.inside():
            rows = Enrolment.objects.filter(source_id__isnull=False).select_related("client")
            return {e.client.full_name: e.entered_on.isoformat() for e in rows}

    def person(self, given):
        with self.inside():
            return Client.objects.get(given_name=given)

    def undo(self):
        batch = self.batch()
        page = self.browser.get(self.browser.here("exchange:batch", batch_id=batch.pk))
        data = Forms(page).forms["undo"]
        return self.browser.post(self.browser.here("exchange:undo", batch_id=batch.pk), data)


HEAD = "Client #,First name,Last name,DOB,Start date,Worker"
ROSA = "7,Rosanna,Vale,1990-01-02,2025-09-01,Maya"


def csv(*lines, head=HEAD):
    return "\n".join([head, *lines]).encode()


def mapped(it, content, **said):
    it.choose(content)
    it.columns(program=str(it.cast.ips.pk), **said)
    return it


def brought_in(it, content):
    mapped(it, content)
    it.onwards()
    it.bring_in()
    assert "Brought in." in it.words, it.words


def refused(it, content, name="list.xlsx"):
    page = it.choose(content, name)
    assert page.status_code == 422
    with it.inside():
        assert not Sheet.objects.exists()
    return it.words


def events(it, action):
    with it.inside():
        return list(Event.objects.filter(action=action))
