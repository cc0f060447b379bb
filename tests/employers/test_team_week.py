"""The team's week with employers: seen at a glance, signed off in one tap."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import Leave, actor_of
from followalong.audit.models import Event, Seen
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.employers import rules
from followalong.employers.models import EmployerContact, SignOff
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import command_of
from tests.employers.test_pages import text
from tests.home.asking import queries_of_a_page

MONDAY = dt.date(2026, 11, 23)
LAST = MONDAY - dt.timedelta(days=7)


@pytest.fixture
def contacts(cast):
    """How Northside's contacts stand now, by what was learned."""

    def read() -> dict[str, EmployerContact]:
        with acting_as(service(cast.northside)):
            return {row.learned: row for row in EmployerContact.objects.all()}

    return read


def sign(browser, page, *, week: str = "", comment: str = "", command=None):
    """Press the button of the page that was read."""
    hidden = [part.split('"')[0] for part in page.content.decode().split('name="seen" value="')[1:]]
    address = browser.here("employers:team_week") + (f"?week={week}" if week else "")
    form = {"command_id": command or command_of(page), "seen": hidden, "comment": comment}
    return browser.post(address, form)


def test_each_one_stands_beside_the_number_aimed_at(cast, as_sol, visit):
    visit(learned="Mornings are hard to fill")
    visit(mode="PHONE", learned="Asked to call again")
    visit(cast.sol, learned="They like tours")
    page = text(as_sol.get(as_sol.here("employers:team_week")))
    assert "Maya 1 of 6 in person" in page and "Sol 1 of 6 in person" in page
    assert "Mornings are hard to fill" in page and "They like tours" in page
    assert "1 other contact" in page and "not in person" in page
    assert "Sign off 3 contacts" in page


def test_one_tap_signs_what_was_seen_and_nothing_else(cast, as_sol, visit, contacts):
    visit(learned="seen")
    page = as_sol.get(as_sol.here("employers:team_week"))
    visit(learned="came later")
    assert sign(as_sol, page, comment="Good week").status_code == 302
    now = contacts()
    assert (now["seen"].signed_off_on, now["seen"].signed_off_by_id) == (DAY, cast.sol.pk)
    assert now["came later"].signed_off_on is None
    with acting_as(actor_of(cast.sol)):
        [made] = SignOff.objects.all()
        assert (made.week_of, made.contacts, made.comment) == (MONDAY, 1, "Good week")


def test_the_word_reaches_the_team_and_no_other_program(cast, as_maya, as_sol, as_ade, visit):
    visit()
    sign(as_sol, as_sol.get(as_sol.here("employers:team_week")), comment="Try the night shift")
    assert "Try the night shift" in text(as_maya.get(as_maya.here("employers:week")))
    assert "Try the night shift" not in text(as_ade.get(as_ade.here("employers:week")))


def test_signed_twice_is_signed_once(cast, as_sol, visit, contacts):
    visit(learned="one")
    page, command = as_sol.get(as_sol.here("employers:team_week")), str(uuid7())
    for _ in range(2):
        assert sign(as_sol, page, command=command).status_code == 302
    sign(as_sol, page)
    assert contacts()["one"].version == 2
    with acting_as(actor_of(cast.sol)):
        assert [row.contacts for row in SignOff.objects.order_by("pk")] == [1, 0]


def test_last_week_is_opened_first_and_the_others_are_listed(cast, as_sol, visit):
    visit(started=LAST, learned="last week's")
    visit(started=LAST - dt.timedelta(days=7), learned="the week before")
    page = as_sol.get(as_sol.here("employers:team_week"))
    assert "last week's" in text(page) and "Signed by Sun 29 Nov" in text(page)
    assert "Mon 9 Nov to Sun 15 Nov" in text(page)
    sign(as_sol, page)
    page = text(as_sol.get(as_sol.here("employers:team_week")))
    assert "the week before" in page and "counts as looked at weekly" not in page


def test_leave_is_said_and_whoever_did_nothing_is_not_scolded(cast, as_sol):
    with acting_as(service(cast.northside)):
        Leave.objects.create(agency=cast.northside, membership=cast.maya, from_on=MONDAY, to_on=DAY)
    page = text(as_sol.get(as_sol.here("employers:team_week")))
    assert "Maya 0 of 6 in person · away 2 days" in page
    assert "Sign off" not in page


def test_only_a_lead_signs_and_only_their_own_program(cast, as_maya, as_pia, as_omar, visit):
    visit(learned="ours")
    address = "employers:team_week"
    for browser in (as_maya, as_pia, as_omar):
        assert browser.get(browser.here(address)).status_code == 403
        assert browser.post(browser.here(address)).status_code == 403
    with acting_as(service(cast.northside)):
        other = make_member(cast.northside, "Uma", "supervisor", cast.new_leaf)
    with acting_as(service(cast.southside)):
        stranger = make_member(cast.southside, "Noor", "supervisor", cast.south_ips)
    for member in (other, stranger):
        browser = MemberClient(member)
        page = text(browser.get(browser.here(address)))
        assert "ours" not in page and "Maya" not in page


def test_another_agencys_contacts_cannot_be_signed(cast, as_sol, visit, contacts):
    visit(learned="ours")
    page = as_sol.get(as_sol.here("employers:team_week"))
    with acting_as(service(cast.southside)):
        noor = MemberClient(make_member(cast.southside, "Noor", "supervisor", cast.south_ips))
    sign(noor, page, command=str(uuid7()))
    assert contacts()["ours"].signed_off_on is None


def test_the_record_names_whose_contacts_were_signed(cast, as_sol, visit):
    visit(enrolment=cast.ben_enrolment)
    sign(as_sol, as_sol.get(as_sol.here("employers:team_week")))
    with acting_as(actor_of(cast.sol)):
        event = Event.objects.get(action="employer_week.signed_off")
        assert event.row_count == 1
        assert set(Seen.objects.filter(event_id=event.pk).values_list("client_id", flat=True)) == {
            cast.ben.pk
        }


def test_the_page_costs_the_same_for_one_contact_or_forty(cast, as_sol, visit):
    visit()
    with queries_of_a_page() as few:
        as_sol.get(as_sol.here("employers:team_week"))
    for number in range(20):
        visit(learned=f"thing {number}")
    with queries_of_a_page() as many:
        as_sol.get(as_sol.here("employers:team_week"))
    assert len(few.asked) == len(many.asked)


# The rules

days = st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1))
mondays = days.map(lambda day: day - dt.timedelta(days=day.weekday()))


@given(st.sets(mondays), days)
def test_the_week_to_sign_is_a_finished_one_with_something_in_it_or_this_one(unsigned, today):
    week = rules.week_to_sign(unsigned, today)
    this = today - dt.timedelta(days=today.weekday())
    before = {monday for monday in unsigned if monday < this}
    assert week == (max(before) if before else this)


@given(mondays)
def test_signing_by_that_day_is_within_seven_days_after_the_sunday(monday):
    sunday = monday + dt.timedelta(days=6)
    assert (rules.sign_by(monday) - sunday).days == 7


@given(mondays, st.lists(st.tuples(days, days)))
def test_a_week_has_at_most_five_days_away_however_leaves_overlap(monday, leaves):
    away = rules.days_away(monday, leaves)
    assert 0 <= away <= 5
    assert rules.days_away(monday, [*leaves, *leaves]) == away
    assert rules.days_away(monday, [*leaves, (monday, monday + dt.timedelta(days=20))]) == 5
