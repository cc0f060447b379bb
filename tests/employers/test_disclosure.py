"""What employers may know: talked through, looked up before, said honestly after (12.L)."""

import datetime as dt
import re

import pytest

from followalong.agencies.models import Agency, actor_of
from followalong.caseload.models import Milestone
from followalong.clients.models import Consent, DisclosureChoice
from followalong.clients.rules import Topic
from followalong.core.db import acting_as, set_context
from followalong.employers.actions import add_employer, log_employer_contact
from followalong.employers.actions.contacts import allowed
from followalong.employers.models import AgencyEmployer, EmployerContact
from tests.cast import DAY, service
from tests.clients.posting import events, send, words

LETTER = "Dear neighbour, Ben would like to meet you on Friday."


@pytest.fixture
def bakery(cast):
    with acting_as(actor_of(cast.maya)) as by:
        return add_employer(by=by, name="Corner Bakery")


@pytest.fixture
def cafe(cast):
    with acting_as(actor_of(cast.maya)) as by:
        return add_employer(by=by, name="Harbour Cafe")


def talk(browser, client, employer=None, **said):
    address = browser.here("employers:disclosure", client_id=client.pk)
    given = {"method": "PAPER", "signed_on": DAY, **said}
    return send(browser, address + (f"?employer={employer.pk}" if employer else ""), **given)


def approach(browser, cast, employer, **said):
    address = browser.here("privacy:approach", employer_id=employer.pk)
    return send(browser, address, enrolment=cast.ben_enrolment.pk, **{"says": "name", **said})


def begun(browser, cast, employer, **said):
    """Whether a letter about Ben may set out."""
    written = approach(browser, cast, employer, **{"letter": LETTER, **said})
    return send(browser, f"{written.url}begin/").status_code == 302


def rows(cast, model, **which):
    set_context(actor_of(cast.maya))
    return list(model.objects.filter(**which).order_by("pk"))


def test_a_talk_is_kept_and_the_yes_that_follows_is_for_that_employer(cast, as_maya, bakery, cafe):
    said = {"topic": "name", "might_help": "Breaks when I need one", "words_to_use": "Ben"}
    assert talk(as_maya, cast.ben, bakery, **said).status_code == 302
    (choice,) = rows(cast, DisclosureChoice)
    assert (choice.topic, choice.employer_id, choice.talked_on) == ("name", bakery.pk, DAY)
    assert choice.might_help == "Breaks when I need one"
    assert choice.consent.employer_id == bakery.pk
    assert rows(cast, Milestone, kind="DISCLOSURE_DISCUSSED", subject_id=choice.pk)
    assert events(actor_of(cast.maya), "disclosure_choice.recorded")[0].subject_id == choice.pk
    assert begun(as_maya, cast, bakery)
    assert not begun(as_maya, cast, cafe)
    assert not begun(as_maya, cast, bakery, says="service")


def test_what_is_decided_last_holds(cast, as_maya, bakery):
    talk(as_maya, cast.ben, bakery, topic="more")
    talk(as_maya, cast.ben, topic="nothing", method="")
    assert [c.topic for c in rows(cast, DisclosureChoice)] == ["more", None]
    assert not rows(cast, Consent, revoked_on__isnull=True)
    assert not begun(as_maya, cast, bakery)


def test_a_decision_is_needed_and_how_they_say_yes(cast, as_maya):
    undecided = talk(as_maya, cast.ben, might_hurt="They may talk")
    assert undecided.status_code == 422
    assert "They may talk" in words(undecided)
    assert "Choose how they say yes." in words(talk(as_maya, cast.ben, topic="name", method=""))
    assert not rows(cast, DisclosureChoice)


def test_a_planned_letter_waits_for_a_yes_and_says_what_is_needed(cast, as_maya, bakery):
    stopped = words(as_maya.get(approach(as_maya, cast, bakery, letter=LETTER).url))
    assert "This waits for their yes" in stopped
    needed = as_maya.here("employers:disclosure", client_id=cast.ben.pk)
    assert needed in stopped
    assert f"employer={bakery.pk}" in stopped
    assert LETTER in stopped
    # A letter that holds the name says it, whatever was ticked.
    assert not begun(as_maya, cast, bakery, says="none")
    assert begun(as_maya, cast, bakery, says="none", letter="May we meet?")


def test_a_talk_leads_back_to_the_letter_that_waits_for_it(cast, as_maya, bakery):
    shown = words(as_maya.get(approach(as_maya, cast, bakery, letter=LETTER).url))
    asked = re.search(r'href="([^"]*/disclosure/[^"]*then=[^"]*)"', shown)[1].replace("&amp;", "&")
    given = {"method": "PAPER", "signed_on": DAY, "topic": "name"}
    letter = send(as_maya, asked, **given)
    assert LETTER in words(as_maya.get(letter.url))
    elsewhere = asked.split("then=")[0] + "then=https://example.org/"
    assert send(as_maya, elsewhere, **given).url.startswith("/a/")


def test_a_visit_about_somebody_is_planned_when_their_yes_reaches_that_far(cast, as_maya, bakery):
    friday = DAY + dt.timedelta(days=3)
    assert approach(as_maya, cast, bakery, visit_on=friday).status_code == 422
    assert rows(cast, AgencyEmployer)[0].next_on is None
    talk(as_maya, cast.ben, topic="name")
    assert approach(as_maya, cast, bakery, visit_on=friday).status_code == 302
    assert rows(cast, AgencyEmployer)[0].next_on == friday
    assert approach(as_maya, cast, bakery).status_code == 422


def named(cast, employer, answer="named_without_yes"):
    with acting_as(actor_of(cast.maya)) as by:
        told = {"employer": employer, "enrolment": cast.ben_enrolment, "started": DAY}
        return log_employer_contact(by=by, said="name", answer=answer, **told)


def test_a_visit_made_is_always_kept_and_a_naming_goes_to_the_privacy_officer(
    cast, as_maya, as_priya, as_sol, bakery
):
    made = named(cast, bakery)
    queue = as_priya.here("privacy:namings")
    page = words(as_priya.get(queue))
    assert cast.ben.full_name in page
    assert "Corner Bakery" in page
    assert "Maya" not in page
    mine = words(as_maya.get(as_maya.here("privacy:shared", client_id=cast.ben.pk)))
    assert "we are sorry" in mine
    send(as_priya, as_priya.here("privacy:naming_seen", contact_id=made.pk))
    assert cast.ben.full_name not in words(as_priya.get(queue))
    (stored,) = rows(cast, EmployerContact)
    assert (stored.reviewed_on, stored.reviewed_by_id) == (DAY, cast.priya.pk)
    assert events(actor_of(cast.maya), "employer_contact.reviewed")[0].subject_id == made.pk
    assert "we are sorry" in words(
        as_priya.get(as_priya.here("privacy:shared", client_id=cast.ben.pk))
    )
    assert as_sol.get(as_sol.here("privacy:namings")).status_code == 403


def test_where_a_spoken_yes_is_not_enough_the_visit_is_kept_all_the_same(cast, bakery):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")
    assert named(cast, bakery, "agreed_record_now").disclosure_answer == "agreed_record_now"
    (spoken,) = rows(cast, Consent)
    assert spoken.method == "VERBAL_RECORDED"
    with acting_as(actor_of(cast.maya)):
        assert not allowed(cast.ben_enrolment, Topic.NAME, bakery, DAY)


def test_a_visit_in_which_nothing_was_said_is_on_no_list(cast, as_priya, bakery):
    with acting_as(actor_of(cast.maya)) as by:
        told = {"employer": bakery, "enrolment": cast.ben_enrolment, "started": DAY}
        log_employer_contact(by=by, said="none", **told)
    page = words(as_priya.get(as_priya.here("privacy:shared", client_id=cast.ben.pk)))
    assert "Nothing that is written down." in page


def test_the_list_speaks_the_person_s_language_and_says_what_they_decided(cast, as_maya, bakery):
    with acting_as(service(cast.northside)):
        type(cast.ben).objects.filter(pk=cast.ben.pk).update(language="fr")
    talk(as_maya, cast.ben, bakery, topic="name", words_to_use="Dites Ben")
    page = words(as_maya.get(as_maya.here("privacy:shared", client_id=cast.ben.pk)))
    assert "Parler de moi à un employeur" in page
    assert "Dites Ben" in page
    sheet = as_maya.get(as_maya.here("employers:disclosure_paper", client_id=cast.ben.pk))
    assert "Nous pouvons parler de vous" in words(sheet)


def test_strangers_find_nothing(cast, as_omar, as_pia, as_ana, bakery):
    made = named(cast, bakery)
    for name, which in (
        ("employers:disclosure", {"client_id": cast.ben.pk}),
        ("employers:disclosure_paper", {"client_id": cast.ben.pk}),
        ("privacy:approach", {"employer_id": bakery.pk}),
        ("privacy:shared", {"client_id": cast.ben.pk}),
    ):
        assert as_omar.get(as_omar.here(name, **which)).status_code == 404
        assert as_pia.get(as_pia.here(name, **which)).status_code == 403
    seen = as_ana.here("privacy:naming_seen", contact_id=made.pk)
    assert send(as_ana, seen).status_code == 403
