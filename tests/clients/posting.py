"""Sending the forms of this room as a browser does: with the command id of the page."""

import re
from typing import Any

from django.test import Client as Browser

from followalong.audit.models import Event
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.core.ids import uuid7

# Queries that only a test makes: a savepoint, its release, and blanking the context.
OF_THE_TEST = 3


def command_of(page: Any) -> str:
    """The command id hidden in the first form of a page."""
    return re.search(r'name="command_id" value="([0-9a-f-]{36})"', page.content.decode())[1]


def send(browser: Browser, address: str, **values: Any) -> Any:
    """Post a form; a field that the test leaves out is not there."""
    return browser.post(address, {"command_id": str(uuid7()), **values})


def words(response: Any) -> str:
    return response.content.decode()


def events(actor: Actor, action: str) -> list[Event]:
    with acting_as(actor):
        return list(Event.objects.filter(action=action).order_by("at"))


def people(actor: Actor, **lookup: Any) -> list[Client]:
    with acting_as(actor):
        return list(Client.objects.filter(**lookup))
