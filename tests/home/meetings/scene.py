"""Meetings planned, held and spoken at, as the pages do it."""

import datetime as dt

from followalong.caseload.models import Meeting
from followalong.clients.models import Consent
from followalong.core.db import acting_as
from tests.cast import service
from tests.clients.posting import send
from tests.home.asking import page


def agree(cast, client, kind="TREATMENT_TEAM", **values) -> None:
    with acting_as(service(cast.northside)):
        said = {"signed_on": cast.today - dt.timedelta(days=30), **values}
        Consent.objects.create(
            agency=cast.northside, client=client, type=kind, label=client.label, **said
        )


def plan(browser, whose: str, **values):
    said = {"whose": whose, "held_on": "2026-11-24", "at": "09:30", **values}
    return send(browser, browser.here("home:meeting_plan"), **said)


def unit(browser, cast, **values) -> Meeting:
    assert plan(browser, f"IPS_UNIT:{cast.ips.pk}", **values).status_code == 302
    return newest(cast)


def treatment(browser, cast, team) -> Meeting:
    assert plan(browser, f"TREATMENT_TEAM:{team.pk}").status_code == 302
    return newest(cast)


def newest(cast) -> Meeting:
    with acting_as(service(cast.northside)):
        return Meeting.objects.order_by("-pk").first()


def hold(browser, meeting, **values):
    said = {"version": meeting.version, **values}
    return send(browser, browser.here("home:meeting", meeting_id=meeting.pk), **said)


def speak(browser, meeting, client, **values):
    where = {"meeting_id": meeting.pk, "client_id": client.pk}
    return send(browser, browser.here("home:meeting_person", **where), **values)


def agenda(browser, meeting) -> str:
    return page(browser, "home:meeting", meeting_id=meeting.pk)


def part(text: str, name: str) -> str:
    rest = text[text.index(f'id="{name}"') :]
    return rest[: rest.index("</section>")]
