"""What the log sheet has chosen already, so that a sentence is enough."""

import datetime as dt

import pytest
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.caseload import actions
from followalong.caseload.models import Appointment
from followalong.clients.models import Facet
from followalong.core.db import acting_as
from tests.cast import DAY, make_enrolled
from tests.home.log_sheets import TORONTO, sheet, stored


@pytest.fixture
def maya(cast):
    """What Maya's actor may read, inside a context of its own."""
    return actor_of(cast.maya)


def test_the_person_of_the_meeting_about_now_is_chosen(cast, as_maya, maya):
    with acting_as(maya), timezone.override(TORONTO):
        at = dt.datetime(2026, 11, 24, 9, 0, tzinfo=TORONTO)
        actions.plan_appointment(by=maya, starts_at=at, enrolment=cast.rosa_enrolment)
    page = as_maya.get(as_maya.here("home:log"))
    form = page.context["form"]
    assert form["who"].value() == cast.rosa.pk
    assert form.fields["who"].choices[0] == (str(cast.rosa.pk), "09:00 Rosa L.")
    as_maya.post(as_maya.here("home:log"), sheet(cast.rosa))
    with acting_as(maya):
        assert Appointment.objects.get().status == "kept"


def test_the_likeliest_answers_are_filled_in(cast, as_maya, maya):
    with acting_as(maya), timezone.override(TORONTO):
        for days in range(1, 4):
            actions.log_contact(
                by=maya,
                started=dt.datetime(2026, 11, 24 - days, 9, 15, tzinfo=TORONTO),
                enrolment=cast.rosa_enrolment,
                mode="PHONE",
                location="REMOTE",
                category="FOLLOW_ALONG",
                minutes=15,
            )
    form = as_maya.get(as_maya.here("home:log")).context["form"]
    filled = {name: form[name].value() for name in ("mode", "location", "category", "minutes")}
    assert filled == {
        "mode": "PHONE",
        "location": "REMOTE",
        "category": "FOLLOW_ALONG",
        "minutes": 15,
    }
    assert form.fields["category"].choices[0][0] == "FOLLOW_ALONG"
    assert form["who"].value() is None


def filled(page):
    """What the sheet has chosen already."""
    form = page.context["form"]
    return {name: form[name].value() for name in ("mode", "location", "category", "minutes")}


FIRST = {"mode": "IN_PERSON", "location": "COMMUNITY_PUBLIC", "minutes": 30}


def test_a_new_worker_finds_something_chosen_too(cast, as_maya, as_pia, maya):
    page = as_maya.get(as_maya.here("home:log"), {"client": cast.ben.pk})
    assert filled(page) == {**FIRST, "category": "JOB_SEARCH"}
    assert filled(as_maya.get(as_maya.here("home:log"))) == {**FIRST, "category": "JOB_SEARCH"}
    page = as_pia.get(as_pia.here("home:log"), {"client": cast.ben.pk})
    assert filled(page) == {**FIRST, "category": "PEER_SUPPORT"}


def test_what_goes_on_with_a_person_says_what_it_is_about(cast, as_maya, maya):
    with acting_as(maya):
        stay = {"agency": cast.northside, "client": cast.rosa, "enrolment": cast.rosa_enrolment}
        Facet.objects.create(kind="WORKING", from_on=DAY, label=cast.rosa.label, **stay)
        make_enrolled(cast.maya, "Noor", "New", days_ago=3)
    page = as_maya.get(as_maya.here("home:log"), {"client": cast.rosa.pk})
    assert filled(page)["category"] == "FOLLOW_ALONG"
    likely = page.context["form"].fields["who"].widget.goes_with
    assert likely[str(cast.ben.pk)] == "JOB_SEARCH"
    assert "ENGAGEMENT" in likely.values()
    assert 'data-goes-with="FOLLOW_ALONG"' in page.text


def test_a_meeting_about_now_needs_a_sentence_and_save(cast, as_maya, maya):
    with acting_as(maya), timezone.override(TORONTO):
        at = dt.datetime(2026, 11, 24, 9, 0, tzinfo=TORONTO)
        actions.plan_appointment(
            by=maya, starts_at=at, enrolment=cast.ben_enrolment, minutes=50, location="CLIENT_HOME"
        )
    form = as_maya.get(as_maya.here("home:log")).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not None}
    answer = as_maya.post(as_maya.here("home:log"), {**sent, "note": "Wants Fridays off."})
    assert answer.url == as_maya.here("home:client", client_id=cast.ben.pk)
    entry = stored(maya)
    assert (entry.mode, entry.location, entry.minutes) == ("IN_PERSON", "CLIENT_HOME", 45)


def test_a_length_of_ones_own_is_asked_for_and_kept(cast, as_maya, maya):
    address = as_maya.here("home:log")
    refused = as_maya.post(address, sheet(cast.ben, minutes="other"))
    assert refused.status_code == 422
    assert "Say how many minutes." in refused.text and "Wants Fridays off." in refused.text
    as_maya.post(address, sheet(cast.ben, minutes="other", other_minutes="25"))
    assert stored(maya).minutes == 25


@pytest.mark.parametrize(
    ("mode", "answered", "two_way"),
    [("PHONE", "no", False), ("TEXT", "yes", True), ("LETTER", "yes", False), ("VIDEO", "", True)],
)
def test_an_answer_counts_where_it_was_asked_for(cast, as_maya, maya, mode, answered, two_way):
    form = sheet(cast.ben, mode=mode, location="REMOTE", answered=answered)
    as_maya.post(as_maya.here("home:log"), form)
    assert stored(maya).two_way is two_way
