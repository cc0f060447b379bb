"""The employer pages: each works, is closed to others, refuses kindly, is on the record."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followalong.agencies.models import Authority, actor_of
from followalong.audit.models import Event, Seen
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.employers import actions
from followalong.employers.models import AgencyEmployer, Employer, EmployerContact
from tests.cast import DAY, make_enrolled

PAGES = ("list", "week", "new", "contact")


def text(response):
    """What a reader reads, in one line."""
    body = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(body).split())


def contact_form(**more):
    form = {
        "command_id": uuid7(),
        "employer_name": "Northway Laundry",
        "person_met": "Toni",
        "hires": "yes",
        "purpose": "COLD_INTRO",
        "mode": "IN_PERSON",
        "minutes": "20",
        "said": "none",
        "made_by": "staff",
        "on": DAY.isoformat(),
    }
    return {**form, **more}


def logged(as_who, cast):
    with acting_as(actor_of(as_who.membership)):
        return EmployerContact.objects.select_related("employer", "client").get()


# They work


def test_the_list_says_how_things_stand(as_maya, bakery, visit):
    visit(started=DAY - dt.timedelta(days=7))
    page = text(as_maya.get(as_maya.here("employers:list")))
    assert "Hill Street Bakery" in page
    assert "Maya, last week" in page
    assert "kept by Maya" in page


@pytest.mark.parametrize(
    ("days", "words"), [(None, "No visit that you can see"), (60, "Quiet for 60 days")]
)
def test_free_and_quiet_are_words(as_maya, bakery, visit, days, words):
    if days:
        visit(started=DAY - dt.timedelta(days=days))
    assert words in text(as_maya.get(as_maya.here("employers:list")))


def test_an_employer_is_found_with_a_spelling_mistake(as_maya, bakery):
    page = text(as_maya.get(as_maya.here("employers:list"), {"q": "hil stret bakry"}))
    assert "Hill Street Bakery" in page
    page = text(as_maya.get(as_maya.here("employers:list"), {"q": "Laundry"}))
    assert "Hill Street Bakery" not in page and "New employer" in page


def test_mine_and_next_visits_narrow_the_list(as_maya, as_sol, cast, bakery):
    assert "Hill" in text(as_maya.get(as_maya.here("employers:list"), {"view": "mine"}))
    assert "Hill" not in text(as_sol.get(as_sol.here("employers:list"), {"view": "mine"}))
    assert "Hill" not in text(as_maya.get(as_maya.here("employers:list"), {"view": "due"}))
    with acting_as(actor_of(cast.maya)) as maya:
        actions.plan_next_visit(by=maya, known=bakery, on=DAY + dt.timedelta(days=2))
    assert "in 2 days" in text(as_maya.get(as_maya.here("employers:list"), {"view": "due"}))


def test_a_long_list_goes_on_from_the_last_name(as_maya, cast):
    with acting_as(actor_of(cast.maya)) as maya:
        for number in range(35):
            actions.add_employer(by=maya, name=f"Works {number:02}")
    first = as_maya.get(as_maya.here("employers:list"))
    assert "Works 29" in text(first) and "Works 30" not in text(first)
    older = unescape(re.search(r'href="(\?view=all&amp;after=[^"]+)"', first.content.decode())[1])
    second = text(as_maya.get(as_maya.here("employers:list") + older))
    assert "Works 30" in second and "Works 29" not in second


def test_the_page_shows_what_the_team_knows_and_what_happened(as_maya, bakery, visit, cast):
    visit(enrolment=cast.ben_enrolment, person_met="Toni", learned="Two morning shifts", minutes=20)
    page = text(as_maya.get(as_maya.here("employers:employer", employer_id=bakery.pk)))
    for words in ("Toni, manager, before noon", "Two morning shifts", "20 min", "Ben Abara"):
        assert words in page
    assert "1 visit so far" in page


def test_please_do_not_contact_is_said_and_stops_nobody(as_maya, bakery, cast):
    with acting_as(actor_of(cast.maya)):
        AgencyEmployer.objects.filter(pk=bakery.pk).update(do_not_contact="They asked us in May")
    address = as_maya.here("employers:contact") + f"?employer={bakery.pk}"
    assert "They asked us in May" in text(as_maya.get(address))
    form = contact_form()
    del form["employer_name"]
    assert as_maya.post(address, form).status_code == 302


def test_the_week_opens_the_rows_behind_its_number(as_maya, visit):
    visit(started=DAY)
    visit(started=DAY, mode="PHONE")
    visit(started=DAY - dt.timedelta(days=3))
    assert "1 meeting this week" in text(as_maya.get(as_maya.here("employers:list")))
    page = text(as_maya.get(as_maya.here("employers:week")))
    assert "Counted 1" in page and "not in person" in page


def test_a_new_employer_is_written_down(as_maya, cast):
    form = {"command_id": uuid7(), "name": "Northway Laundry", "owner_id": cast.maya.pk}
    response = as_maya.post(as_maya.here("employers:new"), form)
    assert response.status_code == 302
    assert "Northway Laundry" in text(as_maya.get(response["Location"]))
    again = as_maya.post(as_maya.here("employers:new"), form)
    assert again["Location"] == response["Location"]


def test_one_the_region_knows_is_offered_and_taken_up(as_maya, cast, bakery):
    form = {"command_id": uuid7(), "name": "Hill street bakery"}
    response = as_maya.post(as_maya.here("employers:new"), form)
    assert response.status_code == 422
    assert "Is it one of these?" in text(response)
    adopt = {"command_id": uuid7(), "employer_id": bakery.employer_id}
    taken = as_maya.post(as_maya.here("employers:adopt"), adopt)
    assert taken["Location"] == as_maya.here("employers:employer", employer_id=bakery.pk)
    another = as_maya.post(as_maya.here("employers:new"), {**form, "is_another": "on"})
    assert another.status_code == 302


def test_a_visit_in_two_taps_and_a_sentence(as_maya, cast):
    page = as_maya.get(as_maya.here("employers:contact") + f"?client={cast.ben.pk}")
    assert "data-keep" in page.content.decode()
    form = contact_form(enrolment=cast.ben_enrolment.pk, learned="They need hands at five")
    response = as_maya.post(as_maya.here("employers:contact"), form)
    assert response.status_code == 302
    entry = logged(as_maya, cast)
    assert (entry.employer.name_key, entry.client, entry.minutes) == (
        "northway laundry",
        cast.ben,
        20,
    )
    assert as_maya.post(as_maya.here("employers:contact"), form)["Location"] == response["Location"]
    logged(as_maya, cast)


def test_the_form_is_filled_with_the_likeliest(as_maya, bakery, visit):
    visit(person_met="Toni", minutes=15, purpose="COLD_INTRO")
    page = as_maya.get(as_maya.here("employers:contact") + f"?employer={bakery.pk}")
    assert "Second visit" in text(page)
    for chosen in ('value="NEEDS_VISIT"', 'value="IN_PERSON"', 'value="15"'):
        assert re.search(rf"<input[^>]*{chosen}[^>]*checked", page.content.decode())
    assert 'value="Toni"' in page.content.decode()


def test_said_without_a_choice_asks_for_an_honest_answer_and_keeps_it(as_maya, cast, bakery):
    address = as_maya.here("employers:contact") + f"?employer={bakery.pk}"
    form = contact_form(enrolment=cast.ben_enrolment.pk, said="name", note="They bake all night")
    del form["employer_name"]
    asked = as_maya.post(address, form)
    assert asked.status_code == 422
    page = text(asked)
    for words in ("I did not name them", "They agreed: record the yes now", "They bake all night"):
        assert words in page
    saved = as_maya.post(address, {**form, "answer": "named_without_yes"})
    assert saved.status_code == 302
    page = text(as_maya.get(saved["Location"]))
    assert "named without a yes" in page and "It was different" in page
    entry = logged(as_maya, cast)
    amend = as_maya.here("employers:answer", contact_id=entry.pk)
    assert "First answer: named without a yes" in text(as_maya.get(amend))
    done = as_maya.post(amend, {"command_id": uuid7(), "answer": "did_not_name"})
    assert done.status_code == 302
    entry = logged(as_maya, cast)
    assert (entry.first_answer, entry.disclosure_answer) == ("named_without_yes", "did_not_name")


def test_the_next_visit_is_planned_on_the_page(as_maya, bakery):
    plan = as_maya.here("employers:plan", employer_id=bakery.pk)
    form = {"command_id": uuid7(), "next_on": "2026-11-26", "next_purpose": "NEEDS_VISIT"}
    assert as_maya.post(plan, form).status_code == 302
    page = text(as_maya.get(as_maya.here("employers:employer", employer_id=bakery.pk)))
    assert "Next visit in 2 days: Learn what the business needs" in page


# Bad input is refused with a clear message and keeps what was typed


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "2026-12-01"}, "still to come"),
        ({"employer_name": ""}, "Write the employer's name."),
        ({"made_by": "both"}, "Choose who made it."),
        ({"person_was_there": "on"}, "Choose who was there."),
        ({"next_visit": "day"}, "Choose the day of the next visit."),
        ({"note": "Rosa could start"}, "looks like a person's name"),
        ({"mode": "TELEPATHY"}, "How?"),
    ],
)
def test_a_visit_that_cannot_be_written_keeps_its_words(as_maya, cast, wrong, words):
    form = contact_form(learned="They need hands at five", **wrong)
    response = as_maya.post(as_maya.here("employers:contact"), form)
    assert response.status_code == 422
    assert words in text(response)
    assert "They need hands at five" in text(response)
    with acting_as(actor_of(cast.maya)):
        assert not AgencyEmployer.objects.exists()


def test_who_says_it_is_no_person_is_believed(as_maya):
    form = contact_form(note="Rosa is the name of the street", is_no_person="on")
    assert as_maya.post(as_maya.here("employers:contact"), form).status_code == 302


def edit_form(known, **more):
    as_it_is = {"name": "Hill Street Bakery", "postal_code": "M4C 1B5", "people": known.people}
    versions = {"version": known.version, "shared_version": 1}
    return {"command_id": uuid7(), **as_it_is, **versions, **more}


def test_what_somebody_else_saved_meanwhile_stands_beside(as_maya, as_sol, bakery):
    address = as_maya.here("employers:edit", employer_id=bakery.pk)
    mine = edit_form(bakery, team_note="Call before noon")
    theirs = edit_form(bakery, team_note="Mornings are best")
    assert (
        as_sol.post(as_sol.here("employers:edit", employer_id=bakery.pk), theirs).status_code == 302
    )
    refused = as_maya.post(address, mine)
    page = text(refused)
    assert refused.status_code == 422
    assert "Mornings are best" in page and "Call before noon" in page
    now = re.findall(r'name="(version|shared_version)" value="(\d+)"', refused.content.decode())
    kept = as_maya.post(address, {**mine, **dict(now)})
    assert kept.status_code == 302
    assert "Call before noon" in text(as_maya.get(kept["Location"]))


def test_a_name_in_a_note_about_an_employer_is_asked_about(as_maya, bakery):
    address = as_maya.here("employers:edit", employer_id=bakery.pk)
    response = as_maya.post(address, edit_form(bakery, team_note="Rosa would like it"))
    assert response.status_code == 422
    assert "tick that it is not a person" in text(response)


# Who may not


@pytest.mark.parametrize("page", PAGES)
def test_a_peer_has_no_part_in_developing_jobs(as_pia, page):
    assert as_pia.get(as_pia.here(f"employers:{page}")).status_code == 403


def test_a_peer_may_not_log_a_visit(as_pia, cast):
    assert as_pia.post(as_pia.here("employers:contact"), contact_form()).status_code == 403
    with acting_as(actor_of(cast.maya)):
        assert not EmployerContact.objects.exists()
        assert Event.objects.filter(action="permission.denied").exists()


def test_another_agency_gets_404(as_omar, bakery, visit):
    entry = visit()
    for name, kw in (
        ("employer", {"employer_id": bakery.pk}),
        ("edit", {"employer_id": bakery.pk}),
        ("answer", {"contact_id": entry.pk}),
    ):
        assert as_omar.get(as_omar.here(f"employers:{name}", **kw)).status_code == 404
    plan = as_omar.here("employers:plan", employer_id=bakery.pk)
    assert as_omar.post(plan, {"command_id": uuid7()}).status_code == 404
    adopt = {"command_id": uuid7(), "employer_id": bakery.employer_id}
    assert as_omar.post(as_omar.here("employers:adopt"), adopt).status_code == 404
    address = as_omar.here("employers:contact") + f"?employer={bakery.pk}"
    assert as_omar.post(address, contact_form()).status_code == 404


def test_for_whom_is_told_only_to_those_who_may_open_them(as_maya, as_ade, cast, bakery, visit):
    visit(cast.ade, enrolment=cast.quinn_enrolment, learned="About nights only")
    address = {"employer_id": bakery.pk}
    assert "Quinn" in text(as_ade.get(as_ade.here("employers:employer", **address)))
    page = text(as_maya.get(as_maya.here("employers:employer", **address)))
    assert "Quinn" not in page and "nights" not in page and "0 visits so far" in page
    assert "No visit that you can see" in text(as_maya.get(as_maya.here("employers:list")))


def test_the_region_shares_the_employer_and_not_one_byte_more(as_omar, cast, bakery, visit):
    visit(enrolment=cast.ben_enrolment, learned="Two morning shifts", person_met="Toni")
    authority = Authority(name="The Region")
    cast.northside.authority = cast.southside.authority = authority
    with acting_as(actor_of(cast.maya)) as maya:
        authority.save(force_insert=True)
        cast.northside.save()
        actions.add_employer(by=maya, name="River Café", people="Toni, mornings")
    with acting_as(actor_of(cast.omar)):
        cast.southside.save()
        shared = Employer.objects.get()
    page = as_omar.get(as_omar.here("employers:list"), {"q": "river"})
    assert "Others in the region know" in text(page)
    adopt = {"command_id": uuid7(), "employer_id": shared.pk}
    taken = as_omar.post(as_omar.here("employers:adopt"), adopt)
    page = text(as_omar.get(taken["Location"]))
    assert "River Café" in page
    for secret in ("Toni", "Maya", "Ben", "morning", "Northside", "Hill Street"):
        assert secret not in page


# The record, and the cost


def test_what_was_read_and_written_is_on_the_record(as_maya, cast, bakery, visit):
    visit(enrolment=cast.ben_enrolment)
    as_maya.get(as_maya.here("employers:employer", employer_id=bakery.pk))
    with acting_as(actor_of(cast.maya)):
        read = Event.objects.filter(action="page.read").latest("id")
        assert Seen.objects.filter(event_id=read.pk, client_id=cast.ben.pk).exists()
        assert {"employer.added", "employer_contact.logged"} <= set(
            Event.objects.values_list("action", flat=True)
        )


@pytest.mark.parametrize("page", ["list", "week", "contact", "employer"])
def test_a_page_asks_the_database_the_same_few_questions(as_maya, cast, bakery, visit, page):
    kw = {"employer_id": bakery.pk} if page == "employer" else {}
    address = as_maya.here(f"employers:{page}", **kw)
    visit(enrolment=cast.ben_enrolment)
    few = questions(as_maya, address)
    with acting_as(actor_of(cast.maya)) as maya:
        more = [make_enrolled(cast.maya, f"Kim{n}", "Tull")[1] for n in range(3)]
        others = [actions.add_employer(by=maya, name=f"Works {n}") for n in range(4)]
    for enrolment in more:
        visit(enrolment=enrolment)
    for other in others:
        with acting_as(actor_of(cast.maya)) as maya:
            actions.log_employer_contact(by=maya, employer=other, started=DAY, mode="PHONE")
    assert questions(as_maya, address) == few <= 12


def questions(as_who, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert as_who.get(address).status_code == 200
    # The test client blanks the context after each request: not the page's question.
    return len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]) - 1


def test_a_visit_half_written_is_still_there(as_maya, bakery):
    command_id = uuid7()
    typed = {"command_id": command_id, "draft_of": "visit", "learned": "They need hands at five"}
    assert as_maya.post(as_maya.here("caseload:draft"), typed).status_code == 204
    address = as_maya.here("employers:contact")
    assert "They need hands at five" in text(as_maya.get(address))
    again = as_maya.get(f"{address}?employer={bakery.pk}&draft={command_id}")
    assert f'value="{command_id}"' in again.content.decode()
    form = contact_form(**typed)
    assert as_maya.post(address, form).status_code == 302
    assert "hands at five" not in text(as_maya.get(address))
