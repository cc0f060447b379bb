"""One form for several people: an entry for each that names nobody else, and the time once."""

import datetime as dt
import uuid

import pytest

from followalong.agencies.models import actor_of
from followalong.audit.models import Event
from followalong.caseload import actions
from followalong.caseload.models import Appointment, Contact
from followalong.core.db import acting_as
from tests.cast import make_enrolled
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page


def entry(*people, **values):
    said = {
        "command_id": str(uuid.uuid4()),
        "who": [str(one.pk) for one in people],
        "note": "Looked at openings together.",
        "on": "2026-11-24",
        "at": "08:00",
        "mode": "IN_PERSON",
        "location": "OFFICE_IPS",
        "minutes": "60",
    }
    for one in people:
        said |= {f"came_{one.pk}": "yes", f"words_{one.pk}": ""}
    return {**said, **values}


def stored(member):
    with acting_as(actor_of(member)):
        return {row.client_id: row for row in Contact.objects.select_related("client")}


def test_first_who_then_one_form(cast, as_maya):
    assert "Ben A." in page(as_maya, "home:log_group")
    empty = as_maya.get(as_maya.here("home:log_group"), {"go": "1"})
    assert "Choose at least one person." in empty.text
    with scenes.at(cast.northside):
        make_enrolled(cast.sol, "Wren", "Castillo")
    found = page(as_maya, "home:log_group", f"?who={cast.ben.pk}&q=Castillo")
    assert "Wren C." in found and f'value="{cast.ben.pk}"' in found
    with queries_of_a_page():
        text = page(as_maya, "home:log_group", f"?go=1&who={cast.ben.pk}&who={cast.rosa.pk}")
    assert "Words about Ben alone" in text and "Was Rosa there?" in text


def test_an_entry_for_each_and_the_workers_time_once(cast, as_maya):
    form = entry(cast.ben, cast.rosa, **{f"words_{cast.ben.pk}": "Asked about Fridays."})
    for _ in range(2):
        assert as_maya.post(as_maya.here("home:log_group"), form).status_code == 302
    rows = stored(cast.maya)
    ben, rosa = rows[cast.ben.pk], rows[cast.rosa.pk]
    assert ben.note == "Looked at openings together.\n\nAsked about Fridays."
    assert rosa.note == "Looked at openings together."
    assert (ben.minutes, rosa.minutes, ben.staff_minutes + rosa.staff_minutes) == (60, 60, 60)
    assert ben.group_id == rosa.group_id and ben.category == rosa.category == "GROUP"
    with acting_as(actor_of(cast.maya)):
        assert Event.objects.filter(action="contact.logged").count() == 2
    for row in rows.values():
        text = as_maya.get(as_maya.here("caseload:contact", contact_id=row.pk)).text
        other = "Rosa" if row.client_id == cast.ben.pk else "Ben"
        assert "In a group of 2" in text and other not in text


def test_who_was_not_there_has_an_entry_that_says_so(cast, as_maya):
    form = entry(cast.ben, cast.rosa, **{f"came_{cast.rosa.pk}": "no"})
    as_maya.post(as_maya.here("home:log_group"), form)
    rosa = stored(cast.maya)[cast.rosa.pk]
    assert (rosa.mode, rosa.note, rosa.minutes) == ("NO_SHOW", None, 0)


def test_words_for_everybody_that_name_somebody_are_asked_about(cast, as_maya):
    form = entry(cast.ben, cast.rosa, note="Ben and Rosa L. wrote letters.")
    answer = as_maya.post(as_maya.here("home:log_group"), form)
    assert answer.status_code == 422
    assert "name Ben, Rosa" in answer.text and "Ben and Rosa L. wrote letters." in answer.text
    assert not stored(cast.maya)
    fine = {**form, "command_id": str(uuid.uuid4()), "names_are_fine": "on"}
    assert as_maya.post(as_maya.here("home:log_group"), fine).status_code == 302


def test_what_is_missing_is_said_beside_it(cast, as_maya):
    form = entry(cast.ben, on="2026-11-25", mode="", minutes="other")
    answer = as_maya.post(as_maya.here("home:log_group"), form)
    assert answer.status_code == 422
    for words in ("Choose today or an earlier day.", "Choose how you were together.", "Say how"):
        assert words in answer.text


def test_another_agencys_people_are_404(cast, as_omar):
    address = as_omar.here("home:log_group")
    assert as_omar.get(address, {"go": "1", "who": str(cast.ben.pk)}).status_code == 404
    assert as_omar.post(address, entry(cast.ben)).status_code == 404


@pytest.fixture
def club(cast):
    by = actor_of(cast.maya)
    with acting_as(by):
        return actions.plan_meeting(
            by=by,
            starts_at=dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC),
            about=[cast.ben_enrolment, cast.rosa_enrolment],
            location="OFFICE_IPS",
            minutes=90,
        )


def test_a_planned_group_is_logged_as_planned_and_settled_for_each(cast, as_maya, club):
    opened = as_maya.get(as_maya.here("home:log_group"), {"appointment": club[0].pk})
    form = opened.context["form"]
    assert (form["at"].value(), form["location"].value()) == (dt.time(8), "OFFICE_IPS")
    assert form["minutes"].value() == 90
    sent = entry(cast.ben, cast.rosa, appointment=str(club[0].pk), **{f"came_{cast.rosa.pk}": "no"})
    as_maya.post(as_maya.here("home:log_group"), sent)
    with acting_as(actor_of(cast.maya)):
        became = dict(Appointment.objects.values_list("client_id", "status"))
    assert became == {cast.ben.pk: "kept", cast.rosa.pk: "missed"}
