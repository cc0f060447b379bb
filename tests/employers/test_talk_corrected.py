"""A talk that stands on the wrong record goes, and the yes that came of it holds no longer."""

from followalong.agencies.models import actor_of
from followalong.caseload.models import Milestone
from followalong.clients.models import Consent, DisclosureChoice
from followalong.core.db import acting_as
from followalong.employers.actions import add_employer, talk_it_through
from tests.cast import service
from tests.clients.posting import send, words
from tests.home.mistakes import asked


def talked(cast):
    with acting_as(actor_of(cast.maya)) as by:
        bakery = add_employer(by=by, name="Corner Bakery")
        given = {"method": "PAPER"}
        told = {"topic": "name", "employer_id": bakery.pk, "given": given, "words_to_use": "Rosa"}
        return talk_it_through(by=by, enrolment=cast.ben_enrolment, **told)


def correct(browser, talk, **said):
    return browser.post(browser.here("home:correct_talk", talk_id=talk.pk), asked(**said))


def of(cast, client):
    with acting_as(service(cast.northside)):
        found = [model.objects.filter(client=client) for model in (DisclosureChoice, Consent)]
        marks = Milestone.objects.filter(kind="DISCLOSURE_DISCUSSED", enrolment__client=client)
        return [rows.count() for rows in (*found, marks)]


def test_a_talk_taken_off_takes_its_yes_along(cast, as_maya):
    talk = talked(cast)
    assert of(cast, cast.ben) == [1, 1, 1]
    linked = words(as_maya.get(as_maya.here("employers:disclosure", client_id=cast.ben.pk)))
    assert "does not belong here" not in linked  # it was about one employer, not about all
    assert correct(as_maya, talk, reason="entered_in_error").status_code == 302
    assert of(cast, cast.ben) == [0, 0, 0]


def test_a_talk_that_was_hers_stands_on_her_record_with_its_yes(cast, as_maya):
    talk = talked(cast)
    assert correct(as_maya, talk, who=cast.rosa).status_code == 302
    assert of(cast, cast.ben) == [0, 0, 0]
    assert of(cast, cast.rosa) == [1, 1, 1]


def test_strangers_find_no_talk(cast, as_omar, as_pia):
    talk = talked(cast)
    page = {"talk_id": talk.pk}
    assert as_omar.get(as_omar.here("home:correct_talk", **page)).status_code == 404
    assert send(as_pia, as_pia.here("home:correct_talk", **page)).status_code == 403
    assert of(cast, cast.ben) == [1, 1, 1]
