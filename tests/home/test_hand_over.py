"""Handing people over: proposed, changed, done at once; plans go along; the way back."""

import datetime as dt
import re

import pytest
import time_machine

from followalong.agencies.models import Cover, Membership, actor_of
from followalong.caseload.models import Appointment, NextStep
from followalong.caseload.tasks import make_handovers
from followalong.clients.models import Assignment, Enrolment, Relation
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.employers.models import AgencyEmployer
from tests.cast import DAY, MemberClient, make_enrolled, make_member, service
from tests.clients.posting import events
from tests.conftest import NOW
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.asking import queries_of_a_page, seen_last

TOMORROW = DAY + dt.timedelta(days=1)


@pytest.fixture
def theo(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)


@pytest.fixture
def ida(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Ida", "employment_specialist", cast.ips, cast.sol)


def ask(browser, who, *to, **more):
    query = {"who": who, "to": [str(one.pk) for one in to], "from_on": DAY.isoformat(), **more}
    return browser.get(browser.here("home:hand_over"), query)


def proposal(page) -> dict[str, str]:
    """The choices as the page proposes them: field -> membership id."""
    found = {}
    selects = re.findall(
        r'<select name="((?:to|em)_\w+)"(.*?)</select>', page.content.decode(), re.S
    )
    for name, options in selects:
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def send(browser, page, **values):
    """Press the button, with some answers changed."""
    form = {
        "command_id": uuid7(),
        "from_on": DAY.isoformat(),
        "reason": "Maya moves to another team",
        **proposal(page),
        **values,
    }
    return browser.post(page.wsgi_request.get_full_path(), form)


def holders(cast) -> dict[str, str]:
    with acting_as(service(cast.northside)):
        rows = Enrolment.objects.select_related("client", "specialist")
        return {r.client.given_name: r.specialist.given_name if r.specialist else "" for r in rows}


def history(cast, enrolment) -> list[tuple]:
    with acting_as(service(cast.northside)):
        rows = Assignment.objects.filter(enrolment=enrolment).order_by("from_on")
        names = rows.values_list("membership__given_name", "from_on", "to_on", "reason")
        return list(names)


# One tap


def test_all_of_mayas_people_are_shared_and_each_goes_once(cast, as_sol, theo, ida):
    with scenes.at(cast.northside):
        make_enrolled(ida, "Wren", "Castillo")
    page = ask(as_sol, cast.maya.pk, theo, ida)
    said = text(page)
    assert "Ben Abara" in said and "Looking for work · Maya" in said
    assert "Theo 0 1 1" in said and "Ida 1 1 2" in said
    assert send(as_sol, page).status_code == 302
    now = holders(cast)
    assert {now["Ben"], now["Rosa"]} == {"Theo", "Ida"} and now["Wren"] == "Ida"
    [event] = events(actor_of(cast.priya), "caseload.handed_over")
    assert event.row_count == 2
    assert len(events(actor_of(cast.priya), "enrolment.assigned")) == 2
    assert "Handed over: Ida 1, Theo 1." in text(as_sol.get(as_sol.here("home:team")))
    shown = text(as_sol.get(as_sol.here("home:client", client_id=cast.ben.pk)))
    assert "Handed over from Maya to" in shown and "Maya moves to another team" in shown


def test_any_line_can_be_changed_or_left(cast, as_sol, theo):
    page = ask(as_sol, cast.maya.pk, theo)
    stays = {f"to_{cast.rosa_enrolment.pk.hex}": ""}
    other = {f"to_{cast.ben_enrolment.pk.hex}": str(cast.sol.pk)}
    send(as_sol, page, **stays, **other)
    assert (holders(cast)["Ben"], holders(cast)["Rosa"]) == ("Sol", "Maya")


def test_what_is_planned_goes_along_and_a_group_stays(cast, as_sol, theo):
    with scenes.at(cast.northside):
        before = scenes.appointment(cast.ben_enrolment, 9, days_ahead=-1)
        after = scenes.appointment(cast.ben_enrolment, 10, days_ahead=2)
        group = scenes.appointment(
            cast.rosa_enrolment, 11, days_ahead=3, group_id=uuid7(), title="Job club"
        )
        mine = scenes.step(cast.ben_enrolment, "Call the bakery", due=-3)
        theirs = scenes.step(cast.ben_enrolment, "Bring the pay stub")
        NextStep.objects.filter(pk=mine.pk).update(owner=cast.maya)
    page = ask(as_sol, cast.maya.pk, theo)
    assert "1 meeting, 2 next steps" in text(page) and "Job club" in text(page)
    send(as_sol, page)
    with acting_as(service(cast.northside)):
        held = dict(Appointment.objects.values_list("pk", "membership"))
        owned = dict(NextStep.objects.values_list("pk", "owner"))
    assert held == {before.pk: cast.maya.pk, after.pk: theo.pk, group.pk: cast.maya.pk}
    assert owned == {mine.pk: theo.pk, theirs.pk: None}


def test_who_leaves_covers_nobody_and_is_tied_to_nobody(cast, as_sol, theo):
    later = DAY + dt.timedelta(days=20)
    with scenes.at(cast.northside):
        Cover.objects.create(
            agency=cast.northside, away=theo, covering=cast.maya, from_on=DAY, to_on=later
        )
        tie = Relation.objects.create(
            agency=cast.northside,
            client=cast.sam,
            kind="assigned",
            membership=cast.maya,
            from_on=DAY - dt.timedelta(days=9),
        )
    page = ask(as_sol, cast.maya.pk, theo, from_on=TOMORROW.isoformat(), is_leaving="on")
    send(as_sol, page, from_on=TOMORROW.isoformat(), is_leaving="on")
    with acting_as(service(cast.northside)):
        assert Cover.objects.get().to_on == DAY
        assert Relation.objects.get(pk=tie.pk).to_on == DAY
    assert events(actor_of(cast.priya), "relation.ended")


def owners(cast) -> dict[str, str]:
    with acting_as(service(cast.northside)):
        rows = AgencyEmployer.objects.select_related("employer", "owner")
        return {row.employer.name: row.owner.given_name for row in rows}


def test_who_leaves_hands_over_employers_and_what_they_agreed_for_other_people(
    cast, as_sol, theo, ida
):
    with scenes.at(cast.northside):
        for name in ("Acorn Market", "Birch Laundry", "Cedar Motors"):
            scenes.employer(cast.northside, name, owner=cast.maya)
        scenes.employer(cast.northside, "Dune Books", owner=ida)
        wren = make_enrolled(ida, "Wren", "Castillo")[1]
        step = scenes.step(wren, "Ask the landlord")
        NextStep.objects.filter(pk=step.pk).update(owner=cast.maya)
        hugo = make_member(cast.northside, "Hugo", "job_developer", cast.ips, cast.sol)
    staying = ask(as_sol, cast.maya.pk, theo)
    assert "Acorn Market" not in text(staying) and "Ask the landlord" not in text(staying)
    page = ask(as_sol, cast.maya.pk, theo, ida, is_leaving="on")
    assert "Ask the landlord · Ida" in text(page) and "Dune Books" not in text(page)
    with acting_as(service(cast.northside)):
        cedar = AgencyEmployer.objects.get(employer__name="Cedar Motors")
    answer = send(as_sol, page, is_leaving="on", **{f"em_{cedar.pk.hex}": str(hugo.pk)})
    assert answer.status_code == 302
    now = owners(cast)
    assert {now["Acorn Market"], now["Birch Laundry"]} == {"Theo", "Ida"}
    assert (now["Cedar Motors"], now["Dune Books"]) == ("Hugo", "Ida")
    with acting_as(service(cast.northside)):
        assert NextStep.objects.get(pk=step.pk).owner_id == ida.pk
    priya = actor_of(cast.priya)
    assert events(priya, "employer.handed_over")[0].row_count == 3
    assert events(priya, "next_step.handed_over")[0].row_count == 1
    assert "Employers: Hugo 1, Ida 1, Theo 1." in text(as_sol.get(as_sol.here("home:team")))


def test_who_left_with_employers_only_shows_on_the_team_and_can_still_hand_them_over(
    cast, as_sol, theo
):
    with scenes.at(cast.northside):
        gone = make_member(cast.northside, "Hugo", "job_developer", cast.ips, cast.sol)
        Membership.objects.filter(pk=gone.pk).update(ended_on=DAY - dt.timedelta(days=2))
        scenes.employer(cast.northside, "Acorn Market", owner=gone)
    assert "Left 2 days ago, and 1 employer is still theirs" in text(
        as_sol.get(as_sol.here("home:team"))
    )
    page = ask(as_sol, gone.pk, theo, is_leaving="on")
    assert send(as_sol, page, is_leaving="on").status_code == 302
    assert owners(cast) == {"Acorn Market": "Theo"}


def test_in_the_night_what_somebody_gone_had_agreed_goes_to_who_goes_along(cast, theo):
    with scenes.at(cast.northside):
        step = scenes.step(cast.ben_enrolment, "Ask the landlord")
        NextStep.objects.filter(pk=step.pk).update(owner=theo)
        Membership.objects.filter(pk=theo.pk).update(ended_on=DAY - dt.timedelta(days=1))
    make_handovers(by=service(cast.northside))
    make_handovers(by=service(cast.northside))
    with acting_as(service(cast.northside)):
        assert NextStep.objects.get(pk=step.pk).owner_id == cast.maya.pk
    assert len(events(actor_of(cast.priya), "next_step.handed_over")) == 1


# Planned for a day to come


def test_a_hand_over_to_come_waits_for_its_day(cast, as_sol, theo):
    monday = DAY + dt.timedelta(days=6)
    with scenes.at(cast.northside):
        soon = scenes.step(cast.ben_enrolment, "Before Friday", due=-2)
        NextStep.objects.filter(pk=soon.pk).update(owner=cast.maya)
        later = scenes.appointment(cast.ben_enrolment, 10, days_ahead=8)
    page = ask(as_sol, cast.maya.pk, theo, from_on=monday.isoformat())
    send(as_sol, page, from_on=monday.isoformat())
    assert holders(cast)["Ben"] == "Maya"
    assert "Planned for in 6 days: Theo 2." in text(as_sol.get(as_sol.here("home:team")))
    with acting_as(service(cast.northside)):
        assert Appointment.objects.get(pk=later.pk).membership_id == theo.pk
        assert NextStep.objects.get(pk=soon.pk).owner_id == cast.maya.pk
    by = service(cast.northside)
    make_handovers(by=by)
    assert holders(cast)["Ben"] == "Maya"
    with time_machine.travel(NOW + dt.timedelta(days=6), tick=False):
        make_handovers(by=by)
        make_handovers(by=by)
    assert holders(cast)["Ben"] == holders(cast)["Rosa"] == "Theo"
    assert len(events(actor_of(cast.priya), "enrolment.taken_up")) == 2
    with acting_as(by):
        assert NextStep.objects.get(pk=soon.pk).owner_id == theo.pk
    assert [row[:3] for row in history(cast, cast.ben_enrolment)] == [
        ("Maya", cast.ben_enrolment.entered_on, monday - dt.timedelta(days=1)),
        ("Theo", monday, None),
    ]


def test_a_planned_hand_over_is_replaced_by_another(cast, as_sol, theo, ida):
    monday = DAY + dt.timedelta(days=6)
    for to, day in ((theo, monday), (ida, monday - dt.timedelta(days=2))):
        page = ask(as_sol, cast.maya.pk, to, from_on=day.isoformat())
        assert send(as_sol, page, from_on=day.isoformat()).status_code == 302
    assert [row[0] for row in history(cast, cast.ben_enrolment)] == ["Maya", "Ida"]


def test_one_put_off_leaves_no_days_and_no_meetings_with_who_was_meant_first(
    cast, as_sol, theo, ida
):
    monday, friday = DAY + dt.timedelta(days=6), DAY + dt.timedelta(days=10)
    with scenes.at(cast.northside):
        between = scenes.appointment(cast.ben_enrolment, 10, days_ahead=8)
        after = scenes.appointment(cast.ben_enrolment, 10, days_ahead=12)
    for to, day in ((theo, monday), (ida, friday)):
        page = ask(as_sol, cast.maya.pk, to, from_on=day.isoformat())
        assert send(as_sol, page, from_on=day.isoformat()).status_code == 302
    assert [row[:3] for row in history(cast, cast.ben_enrolment)] == [
        ("Maya", cast.ben_enrolment.entered_on, friday - dt.timedelta(days=1)),
        ("Ida", friday, None),
    ]
    with acting_as(service(cast.northside)):
        assert Appointment.objects.get(pk=between.pk).membership_id == cast.maya.pk
        assert Appointment.objects.get(pk=after.pk).membership_id == ida.pk


def test_what_is_planned_goes_along_from_the_page_of_one_person_too(cast, as_sol, theo):
    with scenes.at(cast.northside):
        later = scenes.appointment(cast.ben_enrolment, 10, days_ahead=2)
    said = {"specialist": str(theo.pk), "from_on": DAY.isoformat(), "reason": "Closer by"}
    where = as_sol.here("clients:assign", enrolment_id=cast.ben_enrolment.pk)
    assert as_sol.post(where, {"command_id": uuid7(), **said}).status_code == 302
    with acting_as(service(cast.northside)):
        assert Appointment.objects.get(pk=later.pk).membership_id == theo.pk


# The way back


@pytest.mark.parametrize("days", [0, 5])
def test_it_can_be_handed_back(cast, as_sol, theo, ida, days):
    day = (DAY + dt.timedelta(days=days)).isoformat()
    send(as_sol, ask(as_sol, cast.maya.pk, theo, ida, from_on=day), from_on=day)
    page = text(as_sol.get(as_sol.here("home:hand_over")))
    assert "2 people" in page and "Maya moves to another team" in page
    link = re.search(
        r"\?back=[0-9a-f-]{36}", as_sol.get(as_sol.here("home:hand_over")).content.decode()
    )[0]
    page = as_sol.get(as_sol.here("home:hand_over") + link)
    assert set(proposal(page).values()) == {str(cast.maya.pk)}
    assert send(as_sol, page, from_on=day, reason="Maya stays").status_code == 302
    assert set(holders(cast).values()) == {"Maya", "Ade"}
    assert history(cast, cast.ben_enrolment)[-1][0] == "Maya"


# Nobody alone, and people who were ticked


def test_people_without_anybody_get_somebody(cast, as_sol, theo):
    with scenes.at(cast.northside):
        _, row = make_enrolled(cast.maya, "Wren", "Castillo")
        Enrolment.objects.filter(pk=row.pk).update(specialist=None)
    page = ask(as_sol, "none", theo)
    assert "Wren Castillo" in text(page) and "Ben" not in text(page)
    send(as_sol, page)
    assert holders(cast)["Wren"] == "Theo"


def test_a_few_ticked_people_can_go_to_one(cast, as_sol, theo):
    query = {"p": str(cast.ben_enrolment.pk), "to": str(theo.pk), "from_on": DAY.isoformat()}
    page = as_sol.get(as_sol.here("home:hand_over"), query)
    assert "Ben Abara" in text(page) and "Rosa" not in text(page)
    send(as_sol, page)
    assert (holders(cast)["Ben"], holders(cast)["Rosa"]) == ("Theo", "Maya")


# Refused, repeated, closed to others


def test_without_a_reason_or_anybody_nothing_happens_and_nothing_is_lost(cast, as_sol, theo):
    page = ask(as_sol, cast.maya.pk, theo)
    other = {f"to_{cast.ben_enrolment.pk.hex}": str(cast.sol.pk)}
    answer = send(as_sol, page, reason="", **other)
    assert answer.status_code == 422 and "Say why." in text(answer)
    assert proposal(answer) == {**proposal(page), **other}
    nobody = dict.fromkeys(proposal(page), "")
    answer = send(as_sol, page, **nobody)
    assert answer.status_code == 422 and "at least one person" in text(answer)
    assert holders(cast)["Ben"] == "Maya"


def test_one_that_cannot_be_stops_all_and_is_named(cast, as_sol, theo):
    early = (cast.ben_enrolment.entered_on - dt.timedelta(days=1)).isoformat()
    with scenes.at(cast.northside):
        make_enrolled(cast.maya, "Wren", "Castillo", days_ago=400)
    page = ask(as_sol, cast.maya.pk, theo)
    answer = send(as_sol, page, from_on=early)
    assert answer.status_code == 422
    assert re.search("(Ben Abara|Rosa Ledesma): Choose a day on which", text(answer))
    assert set(holders(cast).values()) == {"Maya", "Ade"}


def test_who_left_meanwhile_stops_all(cast, as_sol, theo):
    page = ask(as_sol, cast.maya.pk, theo)
    with scenes.at(cast.northside):
        Enrolment.objects.filter(pk=cast.ben_enrolment.pk).update(exited_on=DAY)
    answer = send(as_sol, page)
    assert answer.status_code == 422 and "ended meanwhile" in text(answer)
    assert holders(cast)["Rosa"] == "Maya"


def test_sent_twice_is_done_once(cast, as_sol, theo):
    page, command = ask(as_sol, cast.maya.pk, theo), uuid7()
    for _ in range(2):
        assert send(as_sol, page, command_id=command).status_code == 302
    assert len(history(cast, cast.ben_enrolment)) == 2


def test_it_is_for_leads_of_this_program(cast, as_maya, as_pia, as_omar, as_sol, theo):
    for browser in (as_maya, as_pia, as_omar):
        assert browser.get(browser.here("home:hand_over")).status_code == 403
        assert browser.post(browser.here("home:hand_over")).status_code == 403
    assert as_omar.get(MemberClient(cast.sol).here("home:hand_over")).status_code == 404
    with scenes.at(cast.northside):
        uma = MemberClient(make_member(cast.northside, "Uma", "supervisor", cast.new_leaf))
    page = text(ask(uma, cast.maya.pk, theo))
    assert "Ben" not in page and "Theo" not in page
    mine = ask(as_sol, cast.maya.pk, theo)
    uma.post(mine.wsgi_request.get_full_path().replace(cast.sol.code, uma.membership.code), {
        "command_id": uuid7(), "from_on": DAY.isoformat(), "reason": "x", **proposal(mine),
    })  # fmt: skip
    assert holders(cast)["Ben"] == "Maya"


def test_nobody_of_another_program_or_agency_can_be_given_anyone(cast, as_sol, theo):
    page = ask(as_sol, cast.maya.pk, theo)
    for stranger in (cast.omar, cast.ade):
        wrong = {f"to_{cast.ben_enrolment.pk.hex}": str(stranger.pk)}
        assert send(as_sol, page, **wrong).status_code == 422
    assert holders(cast)["Ben"] == "Maya"


def test_the_record_names_whom_the_page_showed(cast, as_sol, theo):
    ask(as_sol, cast.maya.pk, theo)
    assert seen_last(cast.northside) == {cast.ben.pk, cast.rosa.pk}


def test_the_page_costs_the_same_for_five_or_thirty_five(cast, as_sol, theo, ida):
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 5)
    with queries_of_a_page() as few:
        ask(as_sol, cast.maya.pk, theo, ida)
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 30)
    with queries_of_a_page() as many:
        ask(as_sol, cast.maya.pk, theo, ida)
    assert len(few.asked) == len(many.asked)


def test_somebody_who_is_gone_by_then_is_not_offered(cast, as_sol, theo, ida):
    with scenes.at(cast.northside):
        Membership.objects.filter(pk=ida.pk).update(ended_on=DAY)
    assert "Ida" in text(ask(as_sol, cast.maya.pk, theo))
    assert "Ida" not in text(ask(as_sol, cast.maya.pk, theo, from_on=TOMORROW.isoformat()))
