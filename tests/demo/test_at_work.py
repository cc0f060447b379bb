"""Each world looks like an agency at work, and its stories stand apart from what chance made."""

import datetime as dt

import pytest

from followalong.agencies.models import Membership
from followalong.caseload.models import (
    Appointment,
    Contact,
    Meeting,
    MeetingNote,
    NextStep,
    Series,
    Snippet,
)
from followalong.clients.models import DisclosureChoice, Enrolment, OutreachChoice, ReferralLink
from followalong.demo.cast import INLET, NORTHSIDE
from followalong.demo.world import world
from followalong.demo.worlds import WORLDS
from followalong.employers.models import AgencyEmployer
from followalong.privacy.waiting import namings_waiting, questions_waiting
from tests.conftest import NOW, TODAY
from tests.demo.conftest import at

FIRST = tuple(world.sizes[0] for world in WORLDS)  # where people are told by hand


def test_the_worlds_look_like_agencies_at_work(demo):
    """Groups, meetings that come back, short texts, minutes; and everybody was asked."""
    for number, title in ((NORTHSIDE, "Job club"), (INLET, "Résumé hour by video")):
        with at(demo, number):
            assert Series.objects.filter(title=title, group_id__isnull=False).count() >= 3
            ahead = Appointment.objects.filter(title=title, starts_on__gte=TODAY)
            assert ahead.values("starts_on").distinct().count() >= 13
            logged = Contact.objects.filter(category="GROUP", group_id__isnull=False)
            assert logged.exclude(mode="NO_SHOW").exists()
            assert Snippet.objects.filter(is_shared=True).exists()
            assert Snippet.objects.filter(is_shared=False).exists()
            assert MeetingNote.objects.filter(meeting__closed_on__isnull=False).exists()
            assert Meeting.objects.get(is_planned=True).held_on >= TODAY
            assert ReferralLink.objects.count() == 1
            told = Enrolment.objects.filter(source_id__regex=r"^A\d\d-[a-z]+-1$")
            asked = OutreachChoice.objects.filter(enrolment__in=told, to_on=None)
            assert asked.count() == told.count()


def test_everybody_with_a_story_has_something_to_do_today(demo):
    """And the open steps of people that chance made do not stand before those told."""
    with at(demo, NORTHSIDE):
        hugo = Membership.objects.get(given_name="Hugo")
        assert AgencyEmployer.objects.filter(owner=hugo, next_on=TODAY).count() == 2
        maya = Membership.objects.get(given_name="Maya")
        soon = {"done_on": None, "due_on__lte": TODAY + dt.timedelta(7)}
        due = NextStep.objects.filter(enrolment__specialist=maya, **soon)
        assert {row.client.source_id[:3] for row in due.select_related("client")} == {"A00"}


@pytest.mark.unit
def test_a_name_of_a_story_is_nobody_else_s_at_that_agency():
    for size in FIRST:
        rows = [row for name, row in world(NOW, [size]) if name == "client"]
        told = [row for row in rows if row.client_id.startswith("A")]
        made = [row for row in rows if not row.client_id.startswith("A")]
        assert told and not (_names(told) & _names(made))


def _names(rows) -> set[str]:
    return {name for row in rows for name in (row.given_name, row.preferred_name) if name}


def test_somebody_asked_decided_and_was_named(demo):
    """The privacy officer's Today is not empty, and one talk about employers can be read."""
    with at(demo, NORTHSIDE):
        assert questions_waiting().get().client.preferred_name == "Ben"
        assert namings_waiting().get().client.given_name == "Noémie"
        talk = DisclosureChoice.objects.get()
        assert talk.client.given_name == "Daniel" and talk.consent.topic == "unnamed"
