"""A person's page: who they are, what happened, what comes next, what they decided."""

import datetime as dt

from followalong.caseload.models import Addendum
from followalong.clients.models import Client, Consent
from followalong.employers.models import EmployerContact
from tests.cast import DAY, MemberClient
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, readings, seen_last


def ben(browser, cast, query: str = "") -> str:
    return page(browser, "home:client", query, client_id=cast.ben.pk)


def test_the_header_says_how_to_reach_them_safely(cast, as_maya):
    with scenes.at(cast.northside):
        Client.objects.filter(pk=cast.ben.pk).update(
            pronouns="he/him",
            phone="416-555-0134",
            ok_to_text=True,
            safe_contact="Mornings. Say it is Maya.",
            emergency_contact="His sister",
        )
        scenes.contact(cast.ben_enrolment, 4, "wants Fridays off")
    text = ben(as_maya, cast)
    assert "he/him" in text and 'href="tel:416-555-0134"' in text and "OK to text" in text
    assert "Mornings. Say it is Maya." in text and "His sister" in text
    assert "“wants Fridays off”" in text and "4 days ago" in text


def test_the_timeline_gathers_every_room_newest_first(cast, as_maya):
    with scenes.at(cast.northside):
        bakery = scenes.employer(cast.northside, "Hill Street Bakery")
        talk = scenes.contact(cast.ben_enrolment, 1, "tired but proud", minutes=20)
        Addendum.objects.create(
            agency=cast.northside,
            contact=talk,
            client=cast.ben,
            membership=cast.sol,
            written_at=dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC),
            note="Fridays are free now",
        )
        scenes.visit(bakery, cast.ben_enrolment, 7, disclosed="name")
        scenes.job(cast.ben_enrolment, "Baker's helper", 38, bakery, own_words="I told my sister")
    text = ben(as_maya, cast)
    text = text[text.index('id="timeline"') :]
    order = ["This week", "tired but proud", "Last week", "Suggest a job seeker", "October 2026"]
    order += ["Started: Baker&#x27;s helper", "Began with Northside Works"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "Added Tue 24 Nov by Sol: Fridays are free now" in text
    assert "said: The person’s name" in text and "“I told my sister”" in text


def test_one_entry_for_a_visit_that_was_both(cast, as_maya):
    with scenes.at(cast.northside):
        bakery = scenes.employer(cast.northside, "Hill Street Bakery")
        talk = scenes.contact(cast.ben_enrolment, 1, "only once here")
        EmployerContact.objects.filter(
            pk=scenes.visit(bakery, cast.ben_enrolment, 1, note="told as a visit").pk
        ).update(contact=talk)
    text = ben(as_maya, cast, "?show=")
    assert "told as a visit" in text
    assert text.count("only once here") == 1  # as `Last time` alone


def test_filters_show_one_kind(cast, as_maya):
    with scenes.at(cast.northside):
        bakery = scenes.employer(cast.northside, "Hill Street Bakery")
        scenes.contact(cast.ben_enrolment, 1, "a talk")
        scenes.visit(bakery, cast.ben_enrolment, 7)
        scenes.job(cast.ben_enrolment, "Cook", 30)
    jobs = ben(as_maya, cast, "?show=jobs")
    assert "Started: Cook" in jobs and "Suggest a job seeker" not in jobs
    employers = ben(as_maya, cast, "?show=employers")
    assert "Suggest a job seeker" in employers and "Started: Cook" not in employers


def test_older_pages_follow_without_a_gap(cast, as_maya):
    with scenes.at(cast.northside):
        for days in range(60):
            scenes.contact(cast.ben_enrolment, days // 2, f"note number {days:02}.")
    first = ben(as_maya, cast, "?show=contacts")
    assert first.count('class="entry"') == 25
    found = set()
    text = first
    for _ in range(3):
        found |= {part[:2] for part in text.split('said"><span>“note number ')[1:]}
        if "before=" not in text:
            break
        before = text.split("before=")[1].split("#")[0]
        text = ben(as_maya, cast, f"?show=contacts&before={before}")
    assert len(found) == 60


def test_what_comes_next_and_what_would_settle_it(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.step(cast.ben_enrolment, "Call the manager", due=0)
        scenes.appointment(cast.ben_enrolment, 10, days_ahead=1)
        scenes.clock(cast.ben_enrolment, "first_employer_contact", start=20, warn=6, due=-10)
        scenes.clock(cast.ben_enrolment, "gone_quiet", start=1, warn=-9, due=-27)
    text = ben(as_maya, cast)
    assert "Call the manager" in text and "Tomorrow, 10:00" in text
    assert "first employer visit by Fri 4 Dec" in text
    assert "First in-person contact with an employer" in text
    assert "No contact for a while" in text  # running, under `Later`
    assert 'name="command_id"' in text


def test_choices_are_said_and_everything_else_is_no(cast, as_maya):
    with scenes.at(cast.northside):
        common = {"agency": cast.northside, "client": cast.ben, "signed_on": DAY}
        Consent.objects.create(
            type="EMPLOYER", topic="name", in_their_words="name and hours only", **common
        )
        Consent.objects.create(type="FAMILY", recipient="sister", revoked_on=DAY, **common)
    text = ben(as_maya, cast)
    assert "“name and hours only”" in text and "Anything else is a no" in text
    assert "sister" not in text


def test_a_person_who_only_asked_has_a_page_that_leads_on(cast, as_maya):
    text = page(as_maya, "home:client", client_id=cast.sam.pk)
    assert "Asked to join, not enrolled yet" in text and "Open the referral" in text
    assert "Start a job" not in text


def test_a_peer_sees_the_least_that_serves(cast, as_pia):
    with scenes.at(cast.northside):
        Client.objects.filter(pk=cast.ben.pk).update(emergency_contact="His sister")
        Consent.objects.create(agency=cast.northside, client=cast.ben, type="FAMILY", signed_on=DAY)
        bakery = scenes.employer(cast.northside, "Hill Street Bakery")
        scenes.visit(bakery, cast.ben_enrolment, 7)
        scenes.contact(cast.ben_enrolment, 1, "said in confidence")
        scenes.contact(cast.ben_enrolment, 2, "a walk together", by=cast.pia, label="PEER")
    text = ben(as_pia, cast)
    assert "a walk together" in text
    for hidden in ("said in confidence", "His sister", "Choices", "Suggest a job", "Start a job"):
        assert hidden not in text


def test_a_peers_own_note_stays_with_the_peer(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 2, "a walk together", by=cast.pia, label="PEER")
    assert "a walk together" not in ben(as_maya, cast)


def test_strangers_and_addiction_programs_are_404_and_some_roles_403(
    cast, as_maya, as_omar, as_ana
):
    address = {"client_id": cast.quinn.pk}
    assert as_maya.get(as_maya.here("home:client", **address)).status_code == 404
    assert as_omar.get(as_omar.here("home:client", client_id=cast.ben.pk)).status_code == 404
    assert as_omar.get(MemberClient(cast.maya).here("home:client", **address)).status_code == 404
    assert as_ana.get(as_ana.here("home:client", client_id=cast.ben.pk)).status_code == 403


def test_nonsense_in_the_address_shows_the_usual_page(cast, as_maya):
    assert "Ben Abara" in ben(as_maya, cast, "?show=x&before=2026.y")


def test_one_look_is_one_event_that_names_the_person(cast, as_maya):
    ben(as_maya, cast)
    assert readings(cast.northside) == 1
    assert seen_last(cast.northside) == {cast.ben.pk}


def test_queries_stay_the_same_however_much_happened(cast, as_maya):
    with queries_of_a_page() as few:
        ben(as_maya, cast)
    with scenes.at(cast.northside):
        bakery = scenes.employer(cast.northside, "Hill Street Bakery")
        for days in range(40):
            scenes.contact(cast.ben_enrolment, days, "a note")
            scenes.visit(bakery, cast.ben_enrolment, days)
            scenes.job(cast.ben_enrolment, "Helper", days, bakery)
            scenes.step(cast.ben_enrolment, "a step")
    with queries_of_a_page() as many:
        ben(as_maya, cast)
    assert len(few.asked) == len(many.asked)
