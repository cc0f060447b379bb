"""Sending the settings' forms and reading what they left behind."""

from typing import Any

from followalong.audit.models import Event
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import Cast, MemberClient, make_member, service


def send(browser: MemberClient, page: str, /, **data: Any) -> Any:
    """Post a form under a new command; what ends in `_id` is part of the address."""
    parts = {
        key: data.pop(key) for key in list(data) if key.endswith("_id") and key != "command_id"
    }
    return browser.post(browser.here(page, **parts), {"command_id": uuid7(), **data})


def text_of(browser: MemberClient, page: str, /, **parts: Any) -> str:
    return browser.get(browser.here(page, **parts)).content.decode()


def stored(cast: Cast, model: type, /, **lookup: Any) -> Any:
    """The row as it is now at Northside, or None."""
    with acting_as(service(cast.northside)):
        return model.objects.filter(**lookup).first()


def events(cast: Cast, action: str) -> list[Event]:
    with acting_as(service(cast.northside)):
        return list(Event.objects.filter(agency_id=cast.northside.pk, action=action))


def member_of(cast: Cast, agency: str, name: str, role: str, **more: Any) -> MemberClient:
    """A colleague whom the cast does not have, signed in."""
    home = getattr(cast, agency)
    with acting_as(service(home)):
        return MemberClient(make_member(home, name, role, **more))
