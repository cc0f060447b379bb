"""Who looked at Ben's record: told in plain words, to whom it belongs, with a way to ask."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from followalong.agencies.models import actor_of
from followalong.clients.models import Assignment
from followalong.core.db import acting_as
from followalong.privacy.models import LookQuestion
from tests.cast import MemberClient, make_member, service
from tests.clients.posting import events, send, words


def looks(browser, cast, query: str = "", name: str = "privacy:looks"):
    return browser.get(browser.here(name, client_id=cast.ben.pk) + query)


def test_the_privacy_officer_reads_who_looked_by_name(cast, as_maya, as_priya):
    as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    page = looks(as_priya, cast)
    text = words(page)
    assert page.status_code == 200
    assert "Maya" in text and "2 times" in text
    assert "looked at it, to work with the person" in text


def test_their_own_worker_may_show_it_by_role_and_not_by_name(cast, as_maya, as_sol):
    as_sol.get(as_sol.here("home:client", client_id=cast.ben.pk))
    text = words(looks(as_maya, cast))
    assert "looked at it" in text and "Sol" not in text
    assert 'href="' + as_maya.here("privacy:looks", client_id=cast.ben.pk) in words(
        as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    )


def test_their_worker_may_by_the_enrolment_whatever_the_assignments_say(cast, as_maya):
    with acting_as(service(cast.northside)):
        Assignment.objects.filter(client=cast.ben).update(membership=cast.sol)
    assert looks(as_maya, cast).status_code == 200


def test_others_may_not(cast, as_sol, as_pia, as_ana, as_omar, as_ade):
    assert looks(as_omar, cast).status_code in (403, 404)
    assert looks(as_ade, cast).status_code == 404
    for colleague in (as_sol, as_pia, as_ana):
        assert looks(colleague, cast).status_code == 403
    assert len(events(actor_of(cast.sol), "permission.denied")) == 3


def test_a_colleague_who_does_not_go_along_with_them_may_not(cast, as_maya):

    with acting_as(service(cast.northside)):
        noor = make_member(cast.northside, "Noor", "employment_specialist", cast.ips)
    assert looks(MemberClient(noor), cast).status_code == 403


def test_on_paper_it_is_on_the_record(cast, as_maya):
    page = looks(as_maya, cast, name="privacy:looks_print")
    assert page.status_code == 200 and "It belongs to the person" in words(page)
    printed = events(actor_of(cast.maya), "page.read")[-1]
    assert printed.purpose == "PATRQT" and "privacy:looks_print" in printed.fields
    assert "took a list, file or sheet with it" in words(looks(as_maya, cast))


def test_a_question_in_one_tap_reaches_the_privacy_officer_and_is_answered(cast, as_maya, as_priya):
    asked = send(as_maya, as_maya.here("privacy:ask", client_id=cast.ben.pk))
    assert asked.status_code == 302
    assert "Ben Abara" in words(as_priya.get(as_priya.here("privacy:questions")))
    with acting_as(actor_of(cast.priya)):
        question = LookQuestion.objects.get()
    address = as_priya.here("privacy:answer", question_id=question.pk)
    empty = send(as_priya, address, answer="")
    assert empty.status_code == 422 and "Say what you found" in words(empty)
    answered = send(as_priya, address, answer="Sol covered for Maya that day. Ben knows.")
    assert answered.status_code == 302
    assert "Sol covered for Maya" in words(as_priya.get(as_priya.here("privacy:questions")))
    late = send(as_priya, address, answer="Another answer.")
    assert late.status_code == 422 and "Another answer." in words(late)
    assert [e.action for e in events(actor_of(cast.maya), "look_question.asked")]
    assert [e.action for e in events(actor_of(cast.priya), "look_question.answered")]


def test_the_queue_is_the_privacy_officers(cast, as_maya, as_sol, as_priya):
    send(as_maya, as_maya.here("privacy:ask", client_id=cast.ben.pk), words="Who is Sol?")
    with acting_as(actor_of(cast.priya)):
        question = LookQuestion.objects.get()
    for colleague in (as_maya, as_sol):
        assert colleague.get(colleague.here("privacy:questions")).status_code == 403
        address = colleague.here("privacy:answer", question_id=question.pk)
        assert colleague.get(address).status_code == 403


def test_the_page_asks_the_same_of_the_database_however_long_the_record(cast, as_maya, as_priya):
    as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    looks(as_priya, cast)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            looks(as_priya, cast)
        return len(captured)

    first = count()
    for _ in range(5):
        as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    assert count() == first


def test_an_older_page_begins_where_this_one_ends(cast, as_maya, as_priya, monkeypatch):
    from followalong.privacy import looks as reading

    monkeypatch.setattr(reading, "PAGE", 1)
    for _ in range(3):
        as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    assert "?before=" in words(looks(as_priya, cast))
    assert looks(as_priya, cast, "?before=nonsense").status_code == 200


def test_what_waits_stands_on_the_today_of_whoever_answers(cast, as_maya, as_priya):
    def today(browser):
        return words(browser.get(browser.here("home:today")))

    assert "Nothing waits for you" in today(as_priya)
    send(as_maya, as_maya.here("privacy:ask", client_id=cast.ben.pk))
    assert "One question about who looked" in today(as_priya)
    assert "question about who looked" not in today(as_maya)


def test_the_privacy_officer_looks_to_keep_records_right(cast, as_priya):
    as_priya.get(as_priya.here("home:client", client_id=cast.ben.pk))
    assert events(actor_of(cast.priya), "page.read")[-1].purpose == "HOPERAT"
