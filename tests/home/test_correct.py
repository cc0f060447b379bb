"""Entered in error, or on the wrong record: off at once, onto the right one."""

import datetime as dt
import string
import uuid
from typing import Any

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
    Milestone,
    NextStep,
    NotNow,
)
from followalong.clients.actions import correct, undo_correction
from followalong.clients.actions.corrections import parts_of
from followalong.clients.correctable import KINDS
from followalong.clients.models import Consent, CorrectedRow, Correction
from followalong.core.db import acting_as, set_context
from followalong.employers.actions import add_employer
from followalong.employers.models import EmployerContact
from followalong.exchange.export import export_package
from followalong.jobs.actions import change_wage, end_job, mark_job, start_job
from followalong.jobs.models import Job, Wage
from tests.cast import DAY, MemberClient
from tests.factories.canaries import Canaries, flocks
from tests.guards.addresses import member_addresses
from tests.home.mistakes import AT, ON, PAGES, asked, facets, page, wrong_ones


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by, timezone.override("America/Toronto"):
        yield by


@pytest.fixture
def bakery(maya):
    return add_employer(by=maya, name="Hill Street Bakery")


def went_with(correction) -> list[Any]:
    from django.apps import apps

    listed = CorrectedRow.objects.filter(correction=correction)
    return [apps.get_model(one.row_type).everything.get(pk=one.row_id) for one in listed]


def test_not_a_word_stays_with_the_wrong_person(cast, as_maya, as_sol, maya, bakery, tmp_path):
    """Canaries in every text of what moved sing on the right record only."""
    rows = wrong_ones(cast, maya, bakery)
    flock_of = plant_words(rows)
    shown = {flock for _, body in pages_about(as_maya, cast.ben) for flock in flocks(body)}
    assert shown == {flock for what, flock in flock_of.items() if what != "facet"}  # a bare fact
    for what, row in rows.items():
        set_context(maya)
        answer = as_maya.post(page(as_maya, what, row), asked(cast.rosa, words="zqmoved9999"))
        assert answer.url == as_maya.here("home:client", client_id=cast.ben.pk), what

    for browser in (as_maya, as_sol):
        assert {
            path: flocks(body) for path, body in pages_about(browser, cast.ben) if flocks(body)
        } == {}
    set_context(maya)
    for correction in Correction.objects.all():
        assert (correction.client_id, correction.to_client_id) == (cast.ben.pk, cast.rosa.pk)
        for gone in went_with(correction):
            assert (gone.withdrawn_why, gone.client_id) == ("wrong_person", cast.ben.pk)
    assert Correction.objects.count() == len(rows)
    words_in_the_package_are_rosas(cast, tmp_path / "package")
    sung = {flock for _, body in pages_about(as_maya, cast.rosa) for flock in flocks(body)}
    assert sung >= shown


def plant_words(rows: dict[str, Any]) -> dict[str, str]:
    """A canary in each text of each row and of all that hangs on it: what -> its flock."""
    canaries, flock_of = Canaries(), {}
    for what, letter in zip(rows, string.ascii_lowercase, strict=False):
        flock_of[what] = f"wron{letter}"
        whole = KINDS[type(rows[what])].whole(rows[what])
        for one in (whole, *parts_of(whole)):
            kept = getattr(one, "topic", None)  # a code, by which a yes is found
            canaries.plant(flock_of[what], one)
            if kept:
                type(one).objects.filter(pk=one.pk).update(topic=kept)
    return flock_of


def pages_about(browser, client):
    """Every page of this person, and the lists asked about them; not lists of everybody."""
    set_context(None)
    for address in member_addresses():
        if not address.opens_to(browser.membership.role):
            continue
        if set(address.parts) == {"client_id"}:
            for asks in ({}, {"show": "employers"}, {"show": "jobs"}):
                path = browser.here(address.name, client_id=client.pk)
                yield path, browser.get(path, asks).content


def words_in_the_package_are_rosas(cast, folder) -> None:
    export_package(folder, by=actor_of(cast.sol), agency_id=cast.northside.pk)
    for file in folder.glob("*.csv"):
        for line in file.read_text().splitlines():
            if flocks(line.encode()):
                assert not {str(cast.ben_enrolment.pk), str(cast.ben.pk)} & set(line.split(","))


def test_what_belongs_to_nobody_here_is_on_no_page_at_all(cast, as_maya, as_sol, maya, bakery):
    rows = wrong_ones(cast, maya, bakery)
    plant_words(rows)
    for what, row in rows.items():
        set_context(maya)
        as_maya.post(page(as_maya, what, row), asked("unknown"))
    set_context(maya)
    assert Correction.objects.count() == len(rows)
    for browser in (as_maya, as_sol):
        for path, ask, asks in about_any_of(browser, cast.ben, bakery, rows):
            assert not flocks(ask(path, asks).content), path


def about_any_of(browser, client, bakery, rows):
    """Every page, and every form sent empty, with the ids that fit where an id is asked for."""
    fitting = {"client_id": [client.pk], "employer_id": [bakery.pk]}
    for what, row in rows.items():
        fitting.setdefault(PAGES[what][1], []).append(row.pk)
    fitting["meeting_id"] = [rows["said"].meeting_id]
    set_context(None)
    for address in member_addresses():
        if not address.opens_to(browser.membership.role) or len(address.parts) > 1:
            continue
        for part in address.parts:
            for pk in fitting.get(part, [rows["contact"].pk]):
                path = browser.here(address.name, **{part: pk})
                yield from ((path, ask, {}) for ask in (browser.get, browser.post))
        if not address.parts:
            for asks in ({}, {"client": client.pk, "q": "Ben"}):
                yield browser.here(address.name), browser.get, asks


def test_a_contact_moves_with_its_later_words_its_writer_and_its_day(cast, as_maya, maya, bakery):
    contact = wrong_ones(cast, maya, bakery)["contact"]
    as_maya.post(page(as_maya, "contact", contact), asked(cast.rosa))
    set_context(maya)
    new = Contact.objects.get(client=cast.rosa)
    assert new.pk != contact.pk and new.enrolment_id == cast.rosa_enrolment.pk
    same = ("membership_id", "started_at", "started_on", "entered_at", "minutes", "mode")
    assert [getattr(new, c) for c in same] == [getattr(contact, c) for c in same]
    assert Addendum.objects.get(contact=new).client_id == cast.rosa.pk
    assert not Addendum.objects.filter(client=cast.ben).exists()


def test_a_visit_with_the_person_moves_whole_with_its_yes(cast, as_maya, maya, bakery):
    visit = wrong_ones(cast, maya, bakery)["visit_together"]
    as_maya.post(page(as_maya, "contact", visit.contact), asked(cast.rosa))
    set_context(maya)
    new = EmployerContact.objects.get(client=cast.rosa)
    assert new.contact.client_id == cast.rosa.pk and new.contact_id != visit.contact_id
    assert Consent.objects.get(type="EMPLOYER").client_id == cast.rosa.pk
    kinds = Milestone.objects.filter(subject_id=new.pk).values_list("kind", "enrolment_id")
    assert list(kinds) == [("EMPLOYER_CONTACT", cast.rosa_enrolment.pk)]
    assert not Milestone.objects.filter(subject_id=visit.pk).exists()


def test_facts_and_clocks_follow_on_both_records(cast, as_maya, maya):
    contact = caseload.log_contact(
        by=maya, started=AT, enrolment=cast.ben_enrolment, mode="PHONE", two_way=True
    )
    quiet = {"rule": "gone_quiet", "done_on__isnull": True}
    assert Clock.objects.get(enrolment=cast.ben_enrolment, **quiet).start_on == ON
    as_maya.post(page(as_maya, "contact", contact), asked(cast.rosa))
    set_context(maya)
    assert Clock.objects.get(enrolment=cast.ben_enrolment, **quiet).start_on < ON
    assert Clock.objects.get(enrolment=cast.rosa_enrolment, **quiet).start_on == ON


def test_the_meeting_it_settled_is_planned_again_and_the_right_one_is_kept(cast, as_maya, maya):
    at = timezone.now() - dt.timedelta(minutes=30)
    bens = caseload.plan_appointment(by=maya, starts_at=at, enrolment=cast.ben_enrolment)
    rosas = caseload.plan_appointment(by=maya, starts_at=at, enrolment=cast.rosa_enrolment)
    contact = caseload.log_contact(
        by=maya, started=at, enrolment=cast.ben_enrolment, mode="IN_PERSON"
    )
    as_maya.post(page(as_maya, "contact", contact), asked(cast.rosa))
    set_context(maya)
    status = dict(Appointment.objects.values_list("pk", "status"))
    assert status == {bens.pk: "planned", rosas.pk: "kept"}


def test_a_job_that_was_anothers_leaves_the_search_as_it_was(cast, as_maya, maya):
    began = cast.ben_enrolment.entered_on
    job = start_job(
        by=maya, enrolment=cast.ben_enrolment, title="Baker", started_on=ON, keeps_searching=False
    )
    change_wage(by=maya, job=job, from_on=DAY, hours_per_week=20)
    end_job(
        by=maya, job=job, ended_on=DAY, end_reason="LAID_OFF", end_known_on=DAY, wants_another="yes"
    )
    searched = facets(cast.ben_enrolment, "SEARCHING")
    assert len(searched) == 2
    as_maya.post(page(as_maya, "job", job), asked(cast.rosa))
    set_context(maya)
    assert facets(cast.ben_enrolment, "SEARCHING") == [(began, None)]
    assert facets(cast.ben_enrolment, "WORKING") == []
    assert not Milestone.objects.filter(enrolment=cast.ben_enrolment).exists()
    assert facets(cast.rosa_enrolment, "WORKING") == [(ON, DAY)]
    new = Job.objects.get()
    assert new.client_id == cast.rosa.pk and Wage.objects.get().job_id == new.pk
    assert {m.kind for m in Milestone.objects.filter(subject_id=new.pk)} >= {"JOB_STARTED"}
    undo_correction(by=actor_of(cast.sol), correction=Correction.objects.get())
    assert facets(cast.ben_enrolment, "SEARCHING") == searched


def test_what_was_noted_about_a_job_goes_along_and_comes_back(cast, as_sol, maya):
    job = start_job(
        by=maya, enrolment=cast.ben_enrolment, title="Baker", started_on=ON, keeps_searching=True
    )
    mark_job(by=maya, job=job, kind="JOB_TROUBLE", on=DAY)
    NotNow.objects.create(
        agency=cast.northside,
        client=cast.ben,
        enrolment=cast.ben_enrolment,
        rule="monthly_follow_along",
        subject_id=job.pk,
        from_on=DAY,
        in_their_words="Not before Christmas.",
    )
    done = correct(by=maya, row=job, reason="wrong_person", to=cast.rosa)
    new = Job.objects.get()
    noted = {"client": cast.rosa, "subject_id": new.pk}
    assert Milestone.objects.filter(kind="JOB_TROUBLE", **noted).exists()
    assert NotNow.objects.get().in_their_words and NotNow.objects.filter(**noted).exists()
    assert not Milestone.objects.filter(client=cast.ben).exists()
    undo_correction(by=actor_of(cast.sol), correction=done)
    noted = {"client": cast.ben, "subject_id": job.pk}
    assert Milestone.objects.filter(kind="JOB_TROUBLE", **noted).exists()
    assert NotNow.objects.filter(**noted).exists()
    assert not Milestone.objects.filter(client=cast.rosa).exists()


def test_one_event_names_both_and_says_nothing(cast, as_maya, maya, bakery):
    contact = wrong_ones(cast, maya, bakery)["contact"]
    as_maya.post(page(as_maya, "contact", contact), asked(cast.rosa, words="Two notes mixed up"))
    set_context(maya)
    event = Event.objects.get(action="correction.made")
    assert set(Seen.objects.filter(event_id=event.pk).values_list("client_id", flat=True)) == {
        cast.ben.pk,
        cast.rosa.pk,
    }
    assert event.fields == ["caseload.contact", "wrong_person"]


def test_twice_is_once(cast, as_maya, maya, bakery):
    contact = wrong_ones(cast, maya, bakery)["contact"]
    form = asked(cast.rosa)
    for _ in range(2):
        answer = as_maya.post(page(as_maya, "contact", contact), form)
        assert answer.url == as_maya.here("home:client", client_id=cast.ben.pk)
    assert as_maya.get(page(as_maya, "contact", contact)).status_code == 404
    set_context(maya)
    assert Correction.objects.count() == 1 and Contact.objects.filter(client=cast.rosa).count() == 1


def test_what_is_missing_is_said_beside_the_question(cast, as_maya, maya, bakery):
    contact = wrong_ones(cast, maya, bakery)["contact"]
    address = page(as_maya, "contact", contact)
    for form, said in (
        ({"command_id": str(uuid.uuid4())}, "Choose what is wrong."),
        (asked(""), "Choose whose it is, or that you don"),
        (asked(cast.lena), "Choose whose it is."),
        (asked(cast.ben), "Choose whose it is."),
    ):
        answer = as_maya.post(address, {**form, "words": "kept words"})
        assert answer.status_code == 422 and said in answer.text and "kept words" in answer.text
    set_context(maya)
    assert not Correction.objects.exists()


def test_a_step_cannot_go_to_somebody_who_is_in_no_program(cast, as_maya, maya, bakery):
    step = wrong_ones(cast, maya, bakery)["step"]
    answer = as_maya.post(page(as_maya, "step", step), asked(cast.sam))
    assert answer.status_code == 422 and "This person is in no program yet" in answer.text
    set_context(maya)
    assert NextStep.objects.get(pk=step.pk).client_id == cast.ben.pk


def test_someone_can_be_found_by_name(cast, as_maya, maya, bakery):
    contact = wrong_ones(cast, maya, bakery)["contact"]
    found = as_maya.get(page(as_maya, "contact", contact), {"q": "okafor"})
    assert "Sam Okafor" in found.text and "Quinn" not in found.text
    nobody = as_maya.get(page(as_maya, "contact", contact), {"q": "xyzzy"})
    assert "Nobody of that name is in sight." in nobody.text


@pytest.mark.parametrize("what", list(PAGES))
def test_who_may(cast, as_maya, as_sol, as_omar, as_ana, maya, bakery, what):
    row = wrong_ones(cast, maya, bakery)[what]
    set_context(None)
    assert as_sol.get(page(as_sol, what, row)).status_code == 200
    for verb in ("get", "post"):
        assert getattr(as_omar, verb)(page(as_omar, what, row)).status_code == 404
        assert getattr(as_ana, verb)(page(as_ana, what, row)).status_code == 403


def test_a_colleague_is_told_who_can(cast, maya, bakery):
    from tests.cast import make_member

    with acting_as(maya):
        leo = make_member(cast.northside, "Leo", "employment_specialist", cast.ips)
        contact = caseload.log_contact(by=maya, started=AT, enrolment=cast.ben_enrolment)
    browser = MemberClient(leo)
    assert "Only its writer or a supervisor" in browser.get(page(browser, "contact", contact)).text
    answer = browser.post(page(browser, "contact", contact), asked("", "entered_in_error"))
    assert answer.status_code == 422
    set_context(maya)
    assert Contact.objects.filter(pk=contact.pk).exists()
