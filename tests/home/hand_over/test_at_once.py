"""Handing people over: proposed, changed, done at once; plans go along; the way back."""

import datetime as dt
import re

import pytest

from followalong.agencies.models import Cover, Membership, actor_of
from followalong.caseload.models import Appointment, NextStep
from followalong.caseload.tasks import make_handovers
from followalong.clients.models import Enrolment, Relation
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.employers.models import AgencyEmployer
from tests.cast import DAY, make_enrolled, make_member, service
from tests.clients.posting import events
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.hand_over.scene import TOMORROW, ask, history, holders, proposal, send

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
