"""Cover on the Team page: arranged, ended, never forgotten."""

import datetime as dt

import pytest

from followalong.agencies.models import Cover, Leave, actor_of
from followalong.clients.models import Relation
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import events, send
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.asking import queries_of_a_page

FRIDAY = DAY + dt.timedelta(days=3)


@pytest.fixture
def theo(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)


def arrange(browser, away, whom, **more):
    form = {
        "away": away.pk,
        "covering": whom.pk,
        "from_on": DAY.isoformat(),
        "to_on": FRIDAY.isoformat(),
        "reason": "Leave",
        **more,
    }
    return send(browser, browser.here("home:cover"), **form)


def stored(cast) -> list[Cover]:
    with acting_as(service(cast.northside)):
        return list(Cover.objects.order_by("pk"))


def test_cover_is_arranged_and_ends_when_they_are_back(cast, as_sol, theo):
    assert arrange(as_sol, cast.maya, theo, from_on="2026-11-20").status_code == 302
    [made] = stored(cast)
    with acting_as(service(cast.northside)):
        assert Relation.objects.filter(membership=theo, kind="covers").count() == 2
    said = "Theo sees to Maya’s people until Fri 27 Nov · Leave"
    for name in ("home:cover", "home:team"):
        assert said in text(as_sol.get(as_sol.here(name)))
    as_theo = MemberClient(theo)
    assert "Ben Abara" in text(as_theo.get(as_theo.here("home:caseload")))
    send(as_sol, as_sol.here("home:cover_end", cover_id=made.pk))
    assert stored(cast)[0].to_on == DAY - dt.timedelta(days=1)
    assert "Ben Abara" not in text(as_theo.get(as_theo.here("home:caseload")))
    assert events(actor_of(cast.priya), "cover.arranged")
    assert events(actor_of(cast.priya), "cover.ended")


def test_the_last_day_can_be_another_one(cast, as_sol, theo):
    arrange(as_sol, cast.maya, theo)
    [made] = stored(cast)
    page = as_sol.here("home:cover_change", cover_id=made.pk)
    assert "2026-11-27" in as_sol.get(page).content.decode()
    later = dt.date(2026, 12, 4)
    assert send(as_sol, page, to_on=later.isoformat()).status_code == 302
    with acting_as(service(cast.northside)):
        assert set(Relation.objects.filter(cover=made).values_list("to_on", flat=True)) == {later}
    early = send(as_sol, page, to_on="2026-11-01")
    assert early.status_code == 422 and "can't come before the first" in text(early)
    assert stored(cast)[0].to_on == later
    assert events(actor_of(cast.priya), "cover.changed")


def test_what_would_help_nobody_is_said_beside_the_field_and_nothing_is_lost(cast, as_sol, theo):
    for wrong, why in (
        ({"to_on": "2026-11-01"}, "can't come before the first"),
        ({"covering": cast.maya.pk}, "nobody covers for themselves"),
        ({"covering": ""}, "This field is required"),
    ):
        answer = arrange(as_sol, cast.maya, theo, **wrong)
        assert answer.status_code == 422 and why in text(answer)
        assert 'value="Leave"' in answer.content.decode()
    assert not stored(cast)


def test_sent_twice_is_arranged_once(cast, as_sol, theo):
    command = uuid7()
    for _ in range(2):
        assert arrange(as_sol, cast.maya, theo, command_id=command).status_code == 302
    assert len(stored(cast)) == 1


def test_ended_twice_is_told_kindly(cast, as_sol, theo):
    arrange(as_sol, cast.maya, theo, from_on="2026-11-20")
    [made] = stored(cast)
    end = as_sol.here("home:cover_end", cover_id=made.pk)
    send(as_sol, end)
    send(as_sol, end)
    assert "ended already" in text(as_sol.get(as_sol.here("home:cover")))


def test_days_away_without_cover_are_offered(cast, as_sol, theo):
    with scenes.at(cast.northside):
        Leave.objects.create(agency=cast.northside, membership=cast.maya, from_on=DAY, to_on=FRIDAY)
    page = as_sol.get(as_sol.here("home:cover"))
    assert "Away, and nobody covers" in text(page) and f"away={cast.maya.pk}" in str(page.content)
    arrange(as_sol, cast.maya, theo)
    assert "nobody covers" not in text(as_sol.get(as_sol.here("home:cover")))


def test_it_is_for_leads_of_this_program(cast, as_maya, as_pia, as_omar, as_sol, theo):
    arrange(as_sol, cast.maya, theo)
    [made] = stored(cast)
    with scenes.at(cast.northside):
        uma = MemberClient(make_member(cast.northside, "Uma", "supervisor", cast.new_leaf))
    for browser in (as_maya, as_pia, as_omar):
        assert browser.get(browser.here("home:cover")).status_code == 403
        assert send(browser, browser.here("home:cover_end", cover_id=made.pk)).status_code == 403
    for name in ("home:cover_end", "home:cover_change"):
        assert send(uma, uma.here(name, cover_id=made.pk)).status_code == 404
    assert "Maya" not in text(uma.get(uma.here("home:cover")))
    assert arrange(uma, cast.maya, theo).status_code == 422
    assert arrange(as_sol, cast.maya, cast.omar).status_code == 422
    assert len(stored(cast)) == 1


def test_the_page_costs_the_same_however_many_are_away(cast, as_sol, theo):
    def more(count):
        with scenes.at(cast.northside):
            for number in range(count, 2 * count):
                row = make_member(
                    cast.northside, f"S{count}-{number}", "employment_specialist", cast.ips
                )
                days = {"from_on": DAY, "to_on": FRIDAY}
                Leave.objects.create(agency=cast.northside, membership=row, **days)
                Cover.objects.create(agency=cast.northside, away=theo, covering=row, **days)

    more(2)
    with queries_of_a_page() as few:
        as_sol.get(as_sol.here("home:cover"))
    more(10)
    with queries_of_a_page() as many:
        as_sol.get(as_sol.here("home:cover"))
    assert len(few.asked) == len(many.asked)
