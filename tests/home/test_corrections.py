"""What was taken off a record: sealed, opened by the privacy officer alone, and put back."""

import uuid

import pytest
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.caseload import actions as caseload
from followalong.caseload.models import (
    Addendum,
    Appointment,
    Clock,
    Contact,
    MeetingNote,
    Milestone,
    NextStep,
)
from followalong.clients.actions import correct
from followalong.clients.models import Consent, Facet
from followalong.core.db import acting_as, set_context
from followalong.employers.actions import add_employer
from followalong.employers.models import EmployerContact
from followalong.jobs.models import Job, Wage
from tests.home.mistakes import AT, PAGES, asked, facets, page, wrong_ones


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by, timezone.override("America/Toronto"):
        yield by


@pytest.fixture
def bakery(maya):
    return add_employer(by=maya, name="Hill Street Bakery")


@pytest.fixture
def moved(cast, maya, bakery):
    contact = wrong_ones(cast, maya, bakery)["contact"]
    Contact.objects.filter(pk=contact.pk).update(note="She dreams of a garden.")
    return correct(
        by=maya, row=contact, reason="wrong_person", to=cast.rosa, words="Two notes mixed up"
    )


def test_the_privacy_officer_opens_it_and_each_look_is_on_the_record(cast, as_priya, moved, maya):
    set_context(None)
    address = as_priya.here("home:sealed", correction_id=moved.pk)
    assert address in as_priya.get(as_priya.here("home:corrections")).text
    for looks in (1, 2):
        shown = as_priya.get(address).text
        for words in ("She dreams of a garden.", "Two notes mixed up", "Rosa", "Ben", "more"):
            assert words in shown
        set_context(maya)
        events = Event.objects.filter(action="sealed.opened")
        assert events.count() == looks
        assert Seen.objects.filter(event_id=events.last().pk).count() == 2
        set_context(None)


def test_a_supervisor_sees_that_it_was_and_not_what_it_said(cast, as_sol, as_maya, as_omar, moved):
    set_context(None)
    listed = as_sol.get(as_sol.here("home:corrections")).text
    assert "Ben Abara" in listed and "belonged to somebody else" in listed
    assert "garden" not in listed and "Rosa" not in listed and "mixed up" not in listed
    sealed = {"correction_id": moved.pk}
    assert as_sol.get(as_sol.here("home:sealed", **sealed)).status_code == 403
    assert as_maya.get(as_maya.here("home:corrections")).status_code == 403
    assert as_maya.get(as_maya.here("home:sealed", **sealed)).status_code == 403
    assert as_maya.post(as_maya.here("home:correction_undo", **sealed)).status_code == 403
    assert as_omar.get(as_omar.here("home:corrections")).status_code == 403


def test_the_addiction_program_stays_sealed_from_a_privacy_officer_outside_it(cast, as_priya):
    ade = actor_of(cast.ade)
    with acting_as(ade), timezone.override("America/Toronto"):
        contact = caseload.log_contact(by=ade, started=AT, enrolment=cast.quinn_enrolment)
        done = correct(by=ade, row=contact, reason="entered_in_error")
        assert done.label == "SUD"
    assert as_priya.get(as_priya.here("home:sealed", correction_id=done.pk)).status_code == 404
    assert "Quinn" not in as_priya.get(as_priya.here("home:corrections")).text


def test_a_peers_own_note_stays_the_peers(cast, as_priya):
    pia = actor_of(cast.pia)
    with acting_as(pia), timezone.override("America/Toronto"):
        note = caseload.log_contact(
            by=pia, started=AT, enrolment=cast.ben_enrolment, category="PEER_SUPPORT", note="Ours"
        )
        done = correct(by=pia, row=note, reason="wrong_person", to=cast.rosa)
        assert Contact.objects.get(client=cast.rosa).label == "PEER"
    shown = as_priya.get(as_priya.here("home:sealed", correction_id=done.pk)).text
    assert "Ours" not in shown and "a peer’s own note" in shown


@pytest.mark.parametrize("what", list(PAGES))
def test_a_supervisor_puts_it_back(cast, as_sol, maya, bakery, what):
    rows = wrong_ones(cast, maya, bakery)
    caseload.bulk_refresh(by=maya, enrolment_ids=[cast.rosa_enrolment.pk])
    before = everything_about(cast)
    done = correct(by=maya, row=rows[what], reason="wrong_person", to=cast.rosa)
    assert everything_about(cast) != before
    assert nothing_left_for_the_night(cast, maya)
    address = as_sol.here("home:correction_undo", correction_id=done.pk)
    form = {"command_id": str(uuid.uuid4())}
    for _ in range(2):
        assert as_sol.post(address, form).url == as_sol.here("home:corrections")
    set_context(maya)
    assert everything_about(cast) == before and nothing_left_for_the_night(cast, maya)
    assert Event.objects.filter(action="correction.undone").count() == 1
    again = as_sol.post(address, {"command_id": str(uuid.uuid4())})
    assert again.status_code == 422 and "put back already" in again.text


def nothing_left_for_the_night(cast, by) -> bool:
    """The clocks worked out anew are the clocks that stand there."""
    both = [cast.ben_enrolment.pk, cast.rosa_enrolment.pk]
    return caseload.bulk_refresh(by=by, enrolment_ids=both) == 0


def everything_about(cast):
    """What stands on both records, and what is worked out from it."""
    models = (Contact, Addendum, EmployerContact, Job, Wage, NextStep, Appointment, Consent)
    models += (MeetingNote,)
    rows = {(m.__name__, pk) for m in models for pk in m.objects.values_list("pk", flat=True)}
    facts = set(Milestone.objects.values_list("enrolment_id", "kind", "on", "subject_id"))
    facts |= set(Facet.objects.values_list("enrolment_id", "kind", "from_on", "to_on"))
    clocks = set(Clock.objects.values_list("enrolment_id", "rule", "start_on", "done_on"))
    both = (cast.ben_enrolment, cast.rosa_enrolment)
    work = [facets(e, kind) for e in both for kind in ("WORKING", "SEARCHING")]
    return rows, facts, clocks, work


def test_what_was_added_since_is_not_lost_by_putting_back(cast, as_sol, as_maya, maya, moved):
    new = Contact.objects.get(client=cast.rosa)
    caseload.add_addendum(by=maya, contact=new, note="She said it again.")
    address = as_sol.here("home:correction_undo", correction_id=moved.pk)
    answer = as_sol.post(address, {"command_id": str(uuid.uuid4())})
    assert answer.status_code == 422 and "It can be moved again" in answer.text
    as_maya.post(page(as_maya, "contact", new), asked(cast.ben))
    set_context(maya)
    back = Contact.objects.get(client=cast.ben, note="She dreams of a garden.")
    assert {a.note for a in Addendum.objects.filter(contact=back)} == {"more", "She said it again."}
