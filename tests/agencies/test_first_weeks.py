"""The list of somebody's first weeks, and the guide of an agency's first hour."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.accounts.setup_links import first_link
from followalong.agencies import rules
from followalong.agencies.actions import NotOnTheList, tick_step
from followalong.agencies.first_weeks import every_item, items_for
from followalong.agencies.models import Agency, Membership, StaffStep
from followalong.agencies.roles import ROLES
from followalong.audit.models import Event
from followalong.core.db import acting_as, set_context
from tests.agencies.asking import events, member_of, send, stored, text_of
from tests.agencies.test_sign_in_choice import ANSWERS
from tests.cast import MemberClient, make_member, service

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def noor(cast) -> MemberClient:
    """A specialist who began last week, led by Sol."""
    with acting_as(service(cast.northside)):
        row = make_member(cast.northside, "Noor", "employment_specialist", cast.ips, cast.sol)
        row.started_on = TODAY - dt.timedelta(days=7)
        row.save()
    return MemberClient(row)


def steps(cast):
    with acting_as(service(cast.northside)):
        return {s.item: s for s in StaffStep.objects.select_related("done_by")}


def test_today_points_a_new_colleague_to_the_list_and_nobody_else(noor, as_maya):
    assert "Welcome to your first weeks" in text_of(noor, "home:today")
    assert "Welcome to your first weeks" not in text_of(as_maya, "home:today")


def test_they_tick_and_the_supervisor_sees_it_with_date_and_name(cast, noor, as_sol):
    send(noor, "agencies:first_weeks", item="privacy", do="tick")
    page = text_of(as_sol, "agencies:first_weeks_of", membership_id=noor.membership.pk)
    assert "Tue 24 Nov, by Noor" in page
    send(
        as_sol,
        "agencies:first_weeks_of",
        membership_id=noor.membership.pk,
        item="safety",
        do="tick",
    )
    assert "Tue 24 Nov, by Sol" in text_of(noor, "agencies:first_weeks")
    assert steps(cast)["safety"].done_by == cast.sol
    send(noor, "agencies:first_weeks", item="privacy", do="untick")
    assert set(steps(cast)) == {"safety"}
    assert len(events(cast, "staff_step.ticked")) == 2
    assert len(events(cast, "staff_step.unticked")) == 1


def test_ticked_twice_it_stays_as_it_was_first(cast, noor):
    by = noor.actor
    with acting_as(by):
        for day in (TODAY, TODAY + dt.timedelta(days=1)):
            tick_step(by=by, membership=noor.membership, item="privacy", done_on=day)
        with pytest.raises(NotOnTheList):
            tick_step(by=by, membership=noor.membership, item="sign_off", done_on=TODAY)
    assert steps(cast)["privacy"].done_on == TODAY


def test_the_supervisor_sees_who_is_new_and_how_far(cast, noor, as_sol):
    send(noor, "agencies:first_weeks", item="privacy", do="tick")
    page = text_of(as_sol, "agencies:new_staff")
    every = len(items_for("employment_specialist"))
    assert "Noor" in page and f"1 of {every} done" in page
    assert "Maya" not in page
    assert as_sol.here("agencies:new_staff") in text_of(as_sol, "home:team")


def test_put_away_it_leaves_today_and_can_still_be_opened(cast, noor):
    send(noor, "agencies:first_weeks", do="away")
    assert stored(cast, Membership, pk=noor.membership.pk).settled_on == TODAY
    assert "Welcome to your first weeks" not in text_of(noor, "home:today")
    assert "Still to come" in text_of(noor, "agencies:first_weeks")
    assert noor.here("agencies:first_weeks") in text_of(noor, "home:more")


def test_an_item_that_is_not_on_the_list_is_refused(cast, noor):
    for said in ({"item": "sign_off", "do": "tick"}, {"do": "tick"}, {"item": "privacy"}):
        assert send(noor, "agencies:first_weeks", **said).status_code == 422
    assert not steps(cast)


def test_the_list_is_between_the_person_and_who_leads_them(cast, noor, as_maya, as_ana, as_omar):
    address = {"membership_id": noor.membership.pk}
    for other in (as_maya, as_ana):
        assert other.get(other.here("agencies:first_weeks_of", **address)).status_code == 403
    elsewhere = member_of(cast, "northside", "Lou", "supervisor", program=cast.new_leaf)
    away = member_of(cast, "southside", "Lee", "supervisor", program=cast.south_ips)
    for lead in (elsewhere, away):
        answer = send(lead, "agencies:first_weeks_of", **address, item="privacy", do="tick")
        assert answer.status_code == 404
    assert not steps(cast)


@pytest.mark.unit
def test_every_role_that_works_here_has_a_list_and_guests_have_none():
    assert len(items_for("employment_specialist")) >= 8 and len(items_for("supervisor")) >= 6
    assert not items_for("fidelity_reviewer")
    assert all(not items_for(slug) for slug, role in ROLES.items() if role.is_guest)
    for item in every_item():
        for said in (item.text.en, item.text.fr, item.text.es):
            assert said.strip() == said and said.endswith(".")


@pytest.mark.unit
@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(-200, 200))
def test_somebody_is_new_for_ninety_days_from_their_first(started, days):
    assert rules.is_new(started, started + dt.timedelta(days=days)) == (days < 90)


@pytest.mark.unit
@given(st.lists(st.tuples(st.dates(), st.decimals(0, 1, places=2)), max_size=6), st.dates())
def test_working_time_is_that_of_the_latest_row_not_after_the_day(rows, day):
    rows = list(dict(rows).items())
    found = rules.fte_on(rows, day)
    if found is None:
        assert all(when > day for when, _ in rows)
    else:
        latest = max(when for when, _ in rows if when <= day)
        assert (latest, found) in rows


@pytest.fixture
def ada(visitor) -> MemberClient:
    """The administrator of an agency that was made a minute ago."""
    visitor.post(first_link(), ANSWERS)
    with acting_as(service(_harbour())):
        row = Membership.objects.select_related("agency", "user").get(role="agency_admin")
    return MemberClient(row)


def _harbour() -> Agency:
    from followalong.agencies.everywhere import known_agencies, service_in

    [agency_id] = known_agencies()
    with acting_as(service_in("setup", agency_id)):
        return Agency.objects.get(pk=agency_id)


def test_the_first_hour_ticks_itself(ada):
    page = text_of(ada, "home:today")
    assert "The first hour" in page
    for step in ("A specialist who has signed in", "A site", "Words for people"):
        assert step in page
    assert page.count("(there)") == 2  # the program and its public page
    send(ada, "agencies:site_add", name="Quay")
    send(ada, "agencies:person_add", given_name="Nia", role="employment_specialist")
    page = text_of(ada, "home:today")
    assert page.count("(there)") == 3 and "A specialist is invited" in page


def test_the_first_hour_is_over_when_people_are_there(cast, as_ana, as_maya):
    assert "The first hour" not in text_of(as_ana, "home:today")
    assert "The first hour" not in text_of(as_maya, "home:today")


def test_the_first_hour_can_be_put_away(ada):
    assert send(ada, "agencies:guide_away").status_code == 302
    assert "The first hour" not in text_of(ada, "home:today")
    set_context(None)
    with acting_as(service(_harbour())):
        assert Event.objects.filter(action="first_hour.put_away").count() == 1
        assert Agency.objects.get().guided_on == TODAY


def test_only_who_sets_the_agency_up_puts_the_guide_away(as_maya, as_sol):
    assert send(as_maya, "agencies:guide_away").status_code == 403
    assert send(as_sol, "agencies:guide_away").status_code == 403
