"""What Ben asks about his own record: by the day of the place, by somebody other than Maya."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies import packs
from followalong.agencies.models import actor_of
from followalong.clients.models import Enrolment
from followalong.core.db import acting_as
from followalong.privacy.models import RightsRequest
from followalong.privacy.rules import PutOffProblem, put_off_problem
from tests.cast import DAY, service
from tests.clients.posting import events, send, words

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


def asks(browser, cast, kind="COPY", **more):
    told = {"kind": kind, "way": "PHONE", "asked_on": "2026-11-24", **more}
    return send(browser, browser.here("privacy:request_new", client_id=cast.ben.pk), **told)


def the_request(cast) -> RightsRequest:
    with acting_as(service(cast.northside)):
        return RightsRequest.objects.get()


def page_of(browser, cast, name="privacy:request"):
    return browser.here(name, request_id=the_request(cast).pk)


def text(browser, name="privacy:requests"):
    return words(browser.get(browser.here(name)))


def test_maya_writes_it_down_and_somebody_else_answers_by_the_day_of_the_law(
    cast, as_maya, as_priya, as_sol
):
    asked = asks(as_maya, cast, words="I want to see it all.")
    assert asked.status_code == 302
    pack = packs.load(cast.northside.pack)
    row = the_request(cast)
    assert row.due_on == pack.answer_by("COPY", DAY) and row.written_by_id == cast.maya.pk
    assert "One request about a person’s own record" in text(as_priya, "home:today")
    assert "request about" not in text(as_maya, "home:today")
    for answers in (as_priya, as_sol):
        assert "I want to see it all." in text(answers)
    assert events(actor_of(cast.maya), "rights_request.received")


def test_their_own_worker_never_answers_whatever_their_role(cast, as_maya, as_sol, as_priya):
    asks(as_maya, cast)
    assert as_maya.get(as_maya.here("privacy:requests")).status_code == 403
    with acting_as(service(cast.northside)):
        Enrolment.objects.filter(client=cast.ben).update(specialist=cast.sol)
    assert "Ben Abara" not in text(as_sol)
    assert as_sol.get(page_of(as_sol, cast)).status_code == 404
    said = {"outcome": "DONE", "answer": "Here it is."}
    assert send(as_sol, page_of(as_sol, cast), **said).status_code == 404
    assert as_priya.get(page_of(as_priya, cast)).status_code == 200


def test_a_complaint_is_the_privacy_officers_alone(cast, as_maya, as_sol, as_priya, as_omar):
    asks(as_maya, cast, kind="COMPLAINT", words="Nobody calls me back.")
    assert "Nobody calls" in text(as_priya) and "Nobody calls" not in text(as_sol)
    assert as_sol.get(page_of(as_sol, cast)).status_code == 404
    assert as_omar.get(page_of(as_omar, cast)).status_code == 403


def test_it_is_answered_once_in_words_and_goes_on_paper_with_a_way_to_disagree(
    cast, as_maya, as_priya, as_sol
):
    asks(as_maya, cast, words="All of it.")
    empty = send(as_priya, page_of(as_priya, cast), outcome="", answer="")
    assert empty.status_code == 422 and "Write the answer" in words(empty)
    said = {"outcome": "PARTLY", "answer": "All but the words of others."}
    assert send(as_priya, page_of(as_priya, cast), **said).status_code == 302
    late = send(as_sol, page_of(as_sol, cast), outcome="DONE", answer="Mine was slower.")
    assert late.status_code == 422 and "Mine was slower." in words(late)
    paper = words(as_priya.get(page_of(as_priya, cast, "privacy:request_paper")))
    assert "All but the words of others." in paper and "commissioner" in paper
    assert "All of it." in paper and the_request(cast).answered_by_id == cast.priya.pk
    assert "request about" not in text(as_priya, "home:today")
    assert len(events(actor_of(cast.priya), "rights_request.answered")) == 1


def test_it_is_put_off_once_with_a_reason(cast, as_maya, as_priya):
    asks(as_maya, cast)
    later = page_of(as_priya, cast, "privacy:request_put_off")
    assert "Put it off once" in words(as_priya.get(page_of(as_priya, cast)))
    empty = send(as_priya, later, why="")
    assert empty.status_code == 422 and the_request(cast).later_due_on is None
    assert send(as_priya, later, why="Two files.").status_code == 302
    row = the_request(cast)
    pack = packs.load(cast.northside.pack)
    assert row.later_due_on == pack.answer_later("COPY", row.due_on) > row.due_on
    page = words(as_priya.get(page_of(as_priya, cast)))
    assert "Two files." in page and "Put it off once" not in page
    again = send(as_priya, later, why="More.")
    assert again.status_code == 422 and "put off once already" in words(again)


@given(due=DAYS, today=DAYS, days=st.integers(0, 40), is_late=st.booleans())
def test_more_time_is_given_once_before_the_day_and_never_by_a_place_without(
    due, today, days, is_late
):
    later = due + dt.timedelta(days=days)
    problem = put_off_problem(due, later, later if is_late else None, None, today=today)
    assert (problem is None) == (days > 0 and not is_late and today <= due)
    answered = put_off_problem(due, later, None, due, today=today)
    assert answered is PutOffProblem.ANSWERED
