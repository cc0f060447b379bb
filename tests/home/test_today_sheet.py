"""Maya's sheet for a day without the system."""

import datetime as dt

from followalong.agencies.models import actor_of
from followalong.audit.models import Seen
from followalong.caseload.models import Appointment
from followalong.clients.models import Client
from followalong.core.db import acting_as
from tests.cast import DAY, Cast
from tests.clients.posting import events, words


def planned(cast: Cast, holder, client, *, on: dt.date = DAY) -> None:
    at = dt.datetime.combine(on, dt.time(15, 30), tzinfo=dt.UTC)
    with acting_as(actor_of(holder)):
        Client.objects.filter(pk=client.pk).update(
            preferred_name="Benny",
            safe_contact="Evenings only",
            emergency_contact="Her sister, 555-0144",
        )
        Appointment.objects.create(
            agency=cast.northside,
            client=client,
            membership=holder,
            starts_at=at,
            starts_on=on,
            minutes=60,
            kind="IN_PERSON",
            status="planned",
            location="The library",
        )


def sheet(browser):
    return browser.get(browser.here("home:today_sheet"))


def test_it_holds_what_a_day_needs_and_says_when_it_is_void(cast, as_maya):
    planned(cast, cast.maya, cast.ben)
    planned(cast, cast.maya, cast.rosa, on=DAY + dt.timedelta(days=1))
    text = words(sheet(as_maya))
    for needed in ("10:30", "Benny", "The library", "Evenings only", "Her sister", "Void from"):
        assert needed in text, needed
    assert "November 25, 2026" in text
    assert "Abara" not in text and "Ledesma" not in text and "Rosa" not in text


def test_making_it_is_on_the_record_and_names_who_is_on_it(cast, as_maya):
    planned(cast, cast.maya, cast.ben)
    sheet(as_maya)
    (made,) = events(actor_of(cast.maya), "today_sheet.printed")
    with acting_as(actor_of(cast.maya)):
        named = set(Seen.objects.filter(event_id=made.pk).values_list("client_id", flat=True))
    assert named == {cast.ben.pk}


def test_nobody_has_the_day_of_a_colleague_on_theirs(cast, as_maya, as_sol):
    planned(cast, cast.maya, cast.ben)
    text = words(sheet(as_sol))
    assert "Benny" not in text and "Nothing is planned for you today" in text


def test_a_peer_has_no_emergency_contact_as_on_the_persons_page(cast, as_pia):
    planned(cast, cast.pia, cast.ben)
    text = words(sheet(as_pia))
    assert "Evenings only" in text and "Her sister" not in text


def test_who_meets_nobody_has_no_sheet(cast, as_ana, as_priya):
    assert sheet(as_ana).status_code == 403
    assert sheet(as_priya).status_code == 403
