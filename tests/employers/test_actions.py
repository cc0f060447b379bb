"""What is written when an employer is met: who counts, who is told what, whose clock it is."""

import datetime as dt

import pytest

from followalong.agencies.models import Authority, actor_of
from followalong.audit.models import Event
from followalong.caseload.models import Clock, Contact, Milestone
from followalong.clients.models import Consent
from followalong.core.db import acting_as
from followalong.employers import actions
from followalong.employers.models import AgencyEmployer, Employer, EmployerContact
from tests.cast import DAY

VISIT = {"mode": "IN_PERSON", "purpose": "NEEDS_VISIT", "hiring_authority": True, "minutes": 30}


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by:
        yield by


@pytest.fixture
def bakery(maya):
    return actions.add_employer(by=maya, name="Hill Street Bakery", postal_code="M4C 1B5")


def visit(by, employer, **more):
    return actions.log_employer_contact(by=by, employer=employer, started=DAY, **(VISIT | more))


def said_yes(cast, employer=None, topic="name", **more):
    return Consent.objects.create(
        agency=cast.northside,
        client=cast.ben,
        type="EMPLOYER",
        topic=topic,
        employer_id=employer and employer.pk,
        **({"signed_on": DAY - dt.timedelta(days=5)} | more),
    )


# Employers


def test_a_new_employer_has_a_shared_row_and_our_own_beside_it(bakery, cast):
    assert bakery.employer.pool_id == cast.northside.pk
    assert (bakery.name_key, bakery.agency_id) == ("hill street bakery", cast.northside.pk)
    assert Event.objects.filter(action="employer.added", subject_id=bakery.pk).exists()


def test_the_same_name_in_the_same_area_is_offered_instead(maya, bakery):
    with pytest.raises(actions.AlreadyKnown) as offered:
        actions.add_employer(by=maya, name="HILL-STREET Bakéry", postal_code="m4c 2a1")
    assert offered.value.found == [bakery.employer]


def test_the_same_name_elsewhere_is_another_employer(maya, bakery):
    actions.add_employer(by=maya, name="Hill Street Bakery", postal_code="V6B 1A1")
    assert Employer.objects.count() == 2


def test_who_says_it_is_another_one_is_believed(maya, bakery):
    actions.add_employer(by=maya, name="Hill Street Bakery", is_another=True)
    assert AgencyEmployer.objects.count() == 2


def test_agencies_of_one_authority_share_the_row_and_nothing_else(cast):
    authority = Authority(name="The Region")
    for agency in (cast.northside, cast.southside):
        agency.authority = authority
    with acting_as(actor_of(cast.maya)) as maya:
        authority.save(force_insert=True)
        ours = actions.add_employer(by=maya, name="Hill Street Bakery", people="Ask for Toni")
    with acting_as(actor_of(cast.omar)) as omar:
        theirs = actions.adopt_employer(by=omar, employer=Employer.objects.get())
        assert theirs.employer_id == ours.employer_id
        assert (theirs.pk, theirs.people) != (ours.pk, ours.people)
        assert actions.adopt_employer(by=omar, employer=theirs.employer).pk == theirs.pk


def test_an_edit_on_top_of_another_one_is_not_lost(maya, bakery):
    edit = {"by": maya, "known": bakery, "seen": (1, 1), "is_no_person": False}
    actions.edit_employer(**edit, team_note="Mornings are best")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.edit_employer(**edit, team_note="Call before noon")
    bakery.refresh_from_db()
    assert bakery.team_note == "Mornings are best"


def test_a_new_name_is_shared_and_found(maya, bakery):
    actions.edit_employer(
        by=maya, known=bakery, seen=(1, 1), is_no_person=False, name="Hill Street Bread"
    )
    bakery.refresh_from_db()
    assert (bakery.employer.name, bakery.name_key) == ("Hill Street Bread", "hill street bread")


# Names in notes


@pytest.mark.parametrize("note", ["Ben could start", "could ben start?", "for Ledesma, Rosa"])
def test_a_note_with_a_name_is_asked_about_once(maya, bakery, note):
    with pytest.raises(actions.LookAtNames):
        visit(maya, bakery, note=note)
    visit(maya, bakery, note=note, is_no_person=True)


@pytest.mark.parametrize("note", ["Two morning shifts", "Bending of pipes", "sam is short for x"])
def test_other_words_are_not(maya, bakery, note):
    visit(maya, bakery, note=note.replace("sam", "sum"))


def test_the_firm_and_whom_we_met_are_no_clients(maya):
    diner = actions.add_employer(by=maya, name="Rosa's Diner")
    visit(maya, diner, note="Rosa's Diner needs cooks, says Ben Tull", person_met="Ben Tull")


def test_a_name_that_the_writer_may_not_see_is_not_told(maya, bakery):
    visit(maya, bakery, note="Quinn and Lena asked")


# Visits


def test_a_visit_that_counts_stops_the_thirty_days(cast, maya, bakery):
    entry = visit(maya, bakery, enrolment=cast.ben_enrolment)
    milestone = Milestone.objects.get(enrolment=cast.ben_enrolment)
    assert (milestone.kind, milestone.on) == ("EMPLOYER_CONTACT", DAY)
    assert milestone.subject_id == entry.pk
    clock = Clock.objects.get(enrolment=cast.ben_enrolment, rule="first_employer_contact")
    assert clock.done_on == DAY


def test_an_application_handed_in_does_not(cast, maya, bakery):
    visit(maya, bakery, enrolment=cast.ben_enrolment, purpose="APPLICATION_DROP")
    assert not Milestone.objects.exists()


def test_nothing_said_about_the_person_needs_no_choice(cast, maya, bakery):
    entry = visit(maya, bakery, enrolment=cast.ben_enrolment, said="none")
    assert (entry.disclosed, entry.disclosure_answer) == ("none", None)


def test_a_choice_for_this_employer_or_any_covers_what_was_said(cast, maya, bakery):
    said_yes(cast, bakery)
    assert visit(maya, bakery, enrolment=cast.ben_enrolment, said="name").disclosure_answer is None
    assert visit(maya, bakery, enrolment=cast.ben_enrolment, said="unnamed")


@pytest.mark.parametrize(
    "choice",
    [
        {"topic": "unnamed"},
        {"revoked_on": DAY},
        {"expires_on": DAY - dt.timedelta(days=1)},
        {"signed_on": DAY + dt.timedelta(days=1)},
    ],
)
def test_a_choice_that_does_not_reach_so_far_asks(cast, maya, bakery, choice):
    said_yes(cast, bakery, **choice)
    with pytest.raises(actions.AnswerNeeded):
        visit(maya, bakery, enrolment=cast.ben_enrolment, said="name")


def test_named_without_a_yes_is_kept_and_so_is_the_first_answer(cast, maya, bakery):
    entry = visit(
        maya, bakery, enrolment=cast.ben_enrolment, said="name", answer="named_without_yes"
    )
    assert entry.disclosure_answer == "named_without_yes"
    later = actions.amend_answer(by=maya, entry=entry, answer="did_not_name")
    assert later.first_answer == "named_without_yes"
    assert later.disclosure_answer == "did_not_name"


def test_they_agreed_writes_the_yes_down_for_this_employer(cast, maya, bakery):
    visit(
        maya,
        bakery,
        enrolment=cast.ben_enrolment,
        said="service",
        answer="agreed_record_now",
        their_words="Tell them you help me",
    )
    consent = Consent.objects.get(client=cast.ben, type="EMPLOYER")
    assert (consent.topic, consent.employer_id, consent.signed_on) == ("service", bakery.pk, DAY)
    assert consent.in_their_words == "Tell them you help me"
    visit(maya, bakery, enrolment=cast.ben_enrolment, said="name")


def test_a_yes_needs_somebody_who_said_it(maya, bakery):
    with pytest.raises(actions.WhoAgreed):
        visit(maya, bakery, said="name", answer="agreed_record_now")


def test_a_job_seeker_without_a_name_and_nobody_in_particular_tells_on_no_one(maya, bakery):
    assert visit(maya, bakery, said="unnamed").disclosure_answer is None


def test_one_entry_is_a_contact_of_the_person_too_and_its_minutes_count_once(cast, maya, bakery):
    entry = visit(maya, bakery, enrolment=cast.ben_enrolment, person_was_there=True)
    contact = Contact.objects.get(enrolment=cast.ben_enrolment)
    assert entry.contact_id == contact.pk
    assert (entry.minutes, contact.minutes) == (0, 30)
    assert (contact.location, contact.category) == ("EMPLOYER_SITE", "JOB_DEVELOPMENT")
    assert contact.two_way


def test_what_is_still_to_come_is_no_visit(maya, bakery):
    with pytest.raises(actions.FutureContact):
        actions.log_employer_contact(
            by=maya, employer=bakery, started=DAY + dt.timedelta(days=1), **VISIT
        )


def test_a_visit_that_was_made_is_no_longer_ahead(maya, bakery):
    bakery = actions.plan_next_visit(by=maya, known=bakery, on=DAY, purpose="NEEDS_VISIT")
    visit(maya, bakery)
    bakery.refresh_from_db()
    assert (bakery.next_on, bakery.next_purpose) == (None, None)


def test_the_entry_carries_the_label_of_the_person_and_is_on_the_record(cast, bakery):
    with acting_as(actor_of(cast.ade)) as ade:
        entry = visit(ade, bakery, enrolment=cast.quinn_enrolment)
        assert entry.label == "SUD"
        event = Event.objects.get(action="employer_contact.logged")
        assert event.subject_id == entry.pk
    with acting_as(actor_of(cast.maya)):
        assert not EmployerContact.objects.filter(pk=entry.pk).exists()


def test_what_an_imported_contact_said_can_be_answered_later(cast, maya, bakery):
    entry = visit(maya, bakery, enrolment=cast.ben_enrolment)
    EmployerContact.objects.filter(pk=entry.pk).update(disclosed="name")
    answered = actions.amend_answer(by=maya, entry=entry, answer="agreed_record_now")
    assert answered.first_answer == "agreed_record_now"
    assert Consent.objects.get(client=cast.ben).topic == "name"


def test_where_nothing_was_said_there_is_nothing_to_answer(maya, bakery):
    with pytest.raises(actions.NothingWasSaid):
        actions.amend_answer(by=maya, entry=visit(maya, bakery), answer="did_not_name")
