"""A hand-over asked for, sent as proposed, and what came of it."""

import datetime as dt
import re

from followalong.clients.models import Assignment, Enrolment
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, service

TOMORROW = DAY + dt.timedelta(days=1)


def ask(browser, who, *to, **more):
    query = {"who": who, "to": [str(one.pk) for one in to], "from_on": DAY.isoformat(), **more}
    return browser.get(browser.here("home:hand_over"), query)


def proposal(page) -> dict[str, str]:
    """The choices as the page proposes them: field -> membership id."""
    found = {}
    selects = re.findall(
        r'<select name="((?:to|em)_\w+)"(.*?)</select>', page.content.decode(), re.S
    )
    for name, options in selects:
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def send(browser, page, **values):
    """Press the button, with some answers changed."""
    form = {
        "command_id": uuid7(),
        "from_on": DAY.isoformat(),
        "reason": "Maya moves to another team",
        **proposal(page),
        **values,
    }
    return browser.post(page.wsgi_request.get_full_path(), form)


def holders(cast) -> dict[str, str]:
    with acting_as(service(cast.northside)):
        rows = Enrolment.objects.select_related("client", "specialist")
        return {r.client.given_name: r.specialist.given_name if r.specialist else "" for r in rows}


def history(cast, enrolment) -> list[tuple]:
    with acting_as(service(cast.northside)):
        rows = Assignment.objects.filter(enrolment=enrolment).order_by("from_on")
        names = rows.values_list("membership__given_name", "from_on", "to_on", "reason")
        return list(names)
