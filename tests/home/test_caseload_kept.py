"""Filters that narrow, columns that are chosen, views that are kept and shared."""

import pytest

from followalong.agencies.models import Site, actor_of
from followalong.caseload.models import SavedView
from followalong.clients.models import Client, Enrolment, Referral
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, MemberClient, make_enrolled, make_member, service
from tests.clients.posting import events, send
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page
from tests.home.test_caseload import names

BOTH = ("Ben Abara", "Rosa Ledesma")
TABLE = "?col=last&col=step&col=days&col=weeks&col=language&col=area&col=reach"


@pytest.fixture
def theo(cast):
    with scenes.at(cast.northside):
        return make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)


def keep(browser, query="", **values):
    address = browser.here("home:caseload_views") + query
    return send(browser, address, **{"name": "Mine", **values})


def kept(cast) -> list[SavedView]:
    with acting_as(service(cast.northside)):
        return list(SavedView.objects.order_by("pk"))


# Filters


def test_what_goes_on_and_next_steps_narrow_the_list_together(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.step(cast.ben_enrolment, "Pay stub", due=-3)
    assert names(page(as_maya, "home:caseload", "?step=with"), *BOTH) == ["Ben Abara"]
    assert names(page(as_maya, "home:caseload", "?step=without"), *BOTH) == ["Rosa Ledesma"]
    assert "Nobody at the moment" in page(as_maya, "home:caseload", "?step=with&facet=PAUSED")
    assert "1 person" in page(as_maya, "home:caseload", "?step=with&facet=SEARCHING")


def test_a_site_narrows_by_where_the_referral_came_to(cast, as_maya):
    with scenes.at(cast.northside):
        east = Site.objects.create(agency=cast.northside, name="East")
        referral = Referral.objects.create(
            agency=cast.northside,
            client=cast.ben,
            program=cast.ips,
            site=east,
            received_on=DAY,
            source="SELF",
        )
        Enrolment.objects.filter(pk=cast.ben_enrolment.pk).update(referral=referral)
    assert names(page(as_maya, "home:caseload", f"?site={east.pk}"), *BOTH) == ["Ben Abara"]


# Columns


def test_chosen_columns_make_a_table(cast, as_maya):
    with scenes.at(cast.northside):
        Client.objects.filter(pk=cast.ben.pk).update(
            language="fr",
            postal_code="M4C 1B5",
            phone="416-555-0142",
            ok_to_text=True,
            safe_contact="Not before noon",
        )
        scenes.job(cast.ben_enrolment, "Helper", 38)
        scenes.step(cast.ben_enrolment, "Pay stub", due=-3)
        scenes.contact(cast.ben_enrolment, 2)
    said = text(as_maya.get(as_maya.here("home:caseload") + TABLE))
    row = "Ben Abara talked 2 days ago Pay stub · in 3 days 50 6 French M4C"
    assert f"{row} Not before noon · 416-555-0142 · OK to text" in said
    assert "1B5" not in said


def test_a_peer_has_no_column_of_contacts(cast, as_pia):
    said = text(as_pia.get(as_pia.here("home:caseload") + "?col=last&col=days"))
    assert "Last contact" not in said and "Days since the start" in said


# Views


def test_a_view_is_kept_and_opens_the_same_question(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.step(cast.ben_enrolment, "Pay stub", due=-3)
    answer = keep(as_maya, "?step=without&col=days&nonsense=1", name="Nothing planned")
    assert answer.status_code == 302 and "step=without" in answer["Location"]
    [view] = kept(cast)
    assert view.query == "step=without&sort=needs&col=days"
    shown = page(as_maya, "home:caseload")
    assert "Nothing planned" in shown and f'href="?{view.query.replace("&", "&amp;")}"' in shown
    opened = page(as_maya, "home:caseload", f"?{view.query}")
    assert names(opened, *BOTH) == ["Rosa Ledesma"] and "Days since the start" in opened
    assert events(actor_of(cast.maya), "saved_view.saved")


def test_one_view_can_open_first_and_everyone_stays_one_tap_away(cast, as_maya):
    keep(as_maya, "?step=without", is_default="on")
    keep(as_maya, "?facet=PAUSED", name="Paused", is_default="on")
    assert [view.is_default for view in kept(cast)] == [False, True]
    bare = as_maya.get(as_maya.here("home:caseload"))
    assert bare.status_code == 302 and "facet=PAUSED" in bare["Location"]
    assert "2 people" in page(as_maya, "home:caseload", "?sort=name")


def test_a_shared_view_shows_each_reader_their_own_people(cast, as_sol, theo, as_ade):
    with scenes.at(cast.northside):
        make_enrolled(theo, "Wren", "Castillo")
    keep(as_sol, f"?who={cast.maya.pk}&col=days", name="Days", is_shared="on")
    [view] = kept(cast)
    as_theo = MemberClient(theo)
    assert "Days" in page(as_theo, "home:caseload")
    opened = page(as_theo, "home:caseload", f"?{view.query}")
    assert "Wren Castillo" in opened and "Ben Abara" not in opened
    assert "Days</a>" not in page(as_ade, "home:caseload")


def test_only_a_supervisor_shares_and_changes_what_is_shared(cast, as_maya, as_sol, as_omar):
    keep(as_maya, name="Mine", is_shared="on")
    assert [view.is_shared for view in kept(cast)] == [False]
    keep(as_sol, name="Ours", is_shared="on")
    ours = kept(cast)[1]
    address = as_maya.here("home:caseload_view", view_id=ours.pk)
    assert as_maya.get(address).status_code == 302
    send(as_maya, as_maya.here("home:caseload_view_remove", view_id=ours.pk))
    mine = as_sol.here("home:caseload_view", view_id=kept(cast)[0].pk)
    assert as_sol.get(mine).status_code == 404
    assert as_omar.get(as_omar.here("home:caseload_view", view_id=ours.pk)).status_code == 404
    assert len(kept(cast)) == 2


def test_a_name_is_needed_once_and_nothing_is_lost(cast, as_maya):
    keep(as_maya)
    again = keep(as_maya)
    assert again.status_code == 422 and "of this name already" in text(again)
    assert keep(as_maya, name="").status_code == 422
    command = uuid7()
    for _ in range(2):
        assert keep(as_maya, name="Other", command_id=command).status_code == 302
    assert len(kept(cast)) == 2


def test_a_view_is_renamed_and_let_go(cast, as_maya):
    keep(as_maya)
    [view] = kept(cast)
    send(as_maya, as_maya.here("home:caseload_view", view_id=view.pk), name="Better")
    assert [view.name for view in kept(cast)] == ["Better"]
    send(as_maya, as_maya.here("home:caseload_view_remove", view_id=view.pk))
    assert not kept(cast) and "Better" not in page(as_maya, "home:caseload")
    assert keep(as_maya, name="Better").status_code == 302
    assert events(actor_of(cast.maya), "saved_view.removed")


def test_views_are_for_whoever_has_a_caseload(cast, as_ana):
    assert as_ana.get(as_ana.here("home:caseload_views")).status_code == 403


@pytest.mark.parametrize("who", ["maya", "sol", "lead_of_all"])
def test_a_table_costs_the_same_for_five_or_fifty(cast, who):
    with scenes.at(cast.northside):
        lead = make_member(cast.northside, "Lou", "supervisor")
        scenes.crowd(cast.maya, 5)
    browser = MemberClient(lead if who == "lead_of_all" else getattr(cast, who))
    keep(browser, is_default="on")
    with queries_of_a_page() as few:
        page(browser, "home:caseload", TABLE)
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 45)
    with queries_of_a_page() as many:
        page(browser, "home:caseload", TABLE)
    assert len(few.asked) == len(many.asked)


def test_weeks_in_the_job_are_those_of_the_job_held_longest(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.job(cast.ben_enrolment, "Helper", 6)
        scenes.job(cast.ben_enrolment, "Baker", 20)
        scenes.job(cast.ben_enrolment, "Starts later", -3)
    said = text(as_maya.get(as_maya.here("home:caseload") + "?col=weeks"))
    assert "Ben Abara 3 Rosa Ledesma" in said
