"""Openings: each page works, is closed to others, refuses kindly, is on the record."""

import datetime as dt

import pytest

from followalong.agencies.models import actor_of
from followalong.audit.models import Event
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.employers.models import AgencyEmployer
from followalong.matching.actions import add_opening
from followalong.matching.models import Opening
from tests.cast import DAY


@pytest.fixture
def opening(cast):
    with acting_as(actor_of(cast.maya)) as maya:
        return add_opening(
            by=maya,
            employer_name="Hill Street Bakery",
            title="Baker’s helper",
            hours="20, mornings",
        )


def form(**more):
    usual = {"command_id": uuid7(), "employer_name": "Hill Street Bakery", "title": "Dishwasher"}
    return {**usual, **more}


def send(who, **more):
    return who.post(who.here("matching:new"), form(**more))


def listed(who, **query):
    return who.get(who.here("matching:list"), query).content.decode()


def openings(cast):
    with acting_as(actor_of(cast.maya)):
        return list(Opening.objects.order_by("id"))


def test_two_lines_write_an_opening_and_its_employer_down(as_maya, cast):
    page = as_maya.get(send(as_maya).headers["location"]).content.decode()
    assert "Dishwasher" in page and "Hill Street Bakery" in page
    assert "Dishwasher" in listed(as_maya)
    with acting_as(actor_of(cast.maya)):
        assert AgencyEmployer.objects.get().name_key == "hill street bakery"
        assert Event.objects.filter(action="opening.added").count() == 1


def test_it_is_found_by_words_of_the_work_and_of_the_employer(as_maya, opening):
    assert "20, mornings" in listed(as_maya, q="HELPER hill")
    assert "20, mornings" not in listed(as_maya, q="helper laundry")
    assert "No opening here has the words" in listed(as_maya, q="laundry")


def test_the_same_opening_is_asked_about_not_written_twice(as_maya, cast, opening):
    again = {"title": "BAKER'S helper"}
    answer = send(as_maya, **again)
    assert answer.status_code == 422
    assert "written down already" in answer.content.decode()
    assert len(openings(cast)) == 1
    assert send(as_maya, **again, is_another="on").status_code == 302
    assert len(openings(cast)) == 2


def test_it_leaves_the_list_when_closed_and_may_then_come_again(as_maya, cast, opening):
    address = as_maya.here("matching:close", opening_id=opening.pk)
    assert as_maya.post(address, {"command_id": uuid7()}).status_code == 302
    assert as_maya.post(address, {"command_id": uuid7()}).status_code == 302
    assert "helper" not in listed(as_maya)
    page = as_maya.get(as_maya.here("matching:opening", opening_id=opening.pk))
    assert "No longer open" in page.content.decode()
    assert send(as_maya, title="Baker’s helper").status_code == 302
    with acting_as(actor_of(cast.maya)):
        assert Event.objects.filter(action="opening.closed").count() == 1


@pytest.mark.parametrize(("days", "stays"), [(0, True), (-1, False)])
def test_it_leaves_the_list_after_its_last_day(as_maya, cast, opening, days, stays):
    with acting_as(actor_of(cast.maya)):
        Opening.objects.update(expires_on=DAY + dt.timedelta(days=days))
    assert ("helper" in listed(as_maya)) is stays


def test_what_is_missing_is_told_beside_the_field_and_nothing_is_lost(as_maya, cast):
    answer = send(as_maya, title="", pay="18.50", expires_on="2001-01-01")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write what the work is." in page and "18.50" in page
    assert "Choose today or a later day." in page
    assert openings(cast) == []


def test_another_agency_finds_no_opening(as_omar, opening):
    assert as_omar.get(as_omar.here("matching:opening", opening_id=opening.pk)).status_code == 404
    close = as_omar.here("matching:close", opening_id=opening.pk)
    assert as_omar.post(close, {"command_id": uuid7()}).status_code == 404
    assert "helper" not in listed(as_omar)


def test_a_peer_specialist_is_not_let_in(as_pia, opening):
    assert as_pia.get(as_pia.here("matching:list")).status_code == 403
    assert send(as_pia).status_code == 403


def test_no_column_says_for_whom_it_might_be():
    targets = {f.related_model.__name__ for f in Opening._meta.fields if f.related_model}
    assert targets == {"Agency", "AgencyEmployer", "Membership"}
