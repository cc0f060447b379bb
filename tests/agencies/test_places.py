"""The agency, its programs with their public doors, its sites and teams."""

import datetime as dt

import pytest
from django.urls import reverse

from followalong.agencies.models import (
    Agency,
    Door,
    Membership,
    Program,
    Site,
    Team,
    TeamMembership,
)
from followalong.clients.models import Referral
from followalong.core.db import acting_as
from tests.agencies.asking import events, member_of, send, stored, text_of
from tests.cast import make_member, service

TODAY = dt.date(2026, 11, 24)


def about(program, **changes):
    return {
        "name": program.name,
        "kind": program.kind,
        "setting": program.setting or "",
        "video_counts": "",
        "contact_edit_hours": "",
        "ended_on": "",
        "version": program.version,
        **changes,
    }


def test_the_list_holds_programs_sites_and_teams(cast, as_ana, as_sol):
    text = text_of(as_ana, "agencies:places")
    assert "Northside Works" in text and "New Leaf" in text and "No site yet" in text
    assert as_ana.here("clients:program_edit", program_id=cast.ips.pk) in text
    read_only = text_of(as_sol, "agencies:places")
    assert "Northside Works" in read_only and "Add a program" not in read_only


def test_the_agency_has_a_new_name_at_its_doors_too(cast, as_ana):
    send(as_ana, "agencies:agency", name="Northside & Friends", timezone="America/Vancouver")
    with acting_as(service(cast.northside)):
        agency = Agency.objects.get(pk=cast.northside.pk)
    assert (agency.name, agency.timezone) == ("Northside & Friends", "America/Vancouver")
    assert Door.objects.get(slug="northside").agency_name == "Northside & Friends"
    assert len(events(cast, "agency.edited")) == 1


def test_a_new_program_opens_its_page_unless_told_otherwise(cast, as_ana):
    said = {"kind": "ips", "setting": "primary_care", "contact_edit_hours": 24}
    send(as_ana, "agencies:program_add", name="Harbour Clinic", has_door="on", **said)
    send(as_ana, "agencies:program_add", name="Quiet Start", **said)
    loud, quiet = (stored(cast, Program, name=name) for name in ("Harbour Clinic", "Quiet Start"))
    assert Door.objects.get(program=loud).is_open and not Door.objects.filter(program=quiet)
    assert (loud.setting, loud.contact_edit_hours, loud.video_counts) == ("primary_care", 24, None)


def test_a_door_opens_and_closes(cast, as_ana, visitor):
    for do, status in (("close", 404), ("open", 200)):
        send(as_ana, "agencies:door", program_id=cast.ips.pk, do=do)
        assert visitor.get(reverse("refer:refer", args=["northside"])).status_code == status
    assert (len(events(cast, "door.closed")), len(events(cast, "door.opened"))) == (1, 1)
    assert "anyone can ask for help here" in text_of(
        as_ana, "clients:program_edit", program_id=cast.ips.pk
    )


@pytest.mark.parametrize(("name", "setting"), [("ips", "addiction"), ("new_leaf", "primary_care")])
def test_the_setting_stays_once_people_were_referred(cast, as_ana, name, setting):
    program = getattr(cast, name)
    answer = send(
        as_ana,
        "clients:program_edit",
        program_id=program.pk,
        **about(program, setting=setting, name="Renamed"),
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "change who may read about them" in text and 'value="Renamed"' in text
    assert stored(cast, Program, pk=program.pk).setting == program.setting


def test_it_counts_who_was_only_referred_by_mistake_too(cast, as_ana):
    send(as_ana, "agencies:program_add", name="Fresh", kind="ips")
    fresh = stored(cast, Program, name="Fresh")
    with acting_as(service(cast.northside)):
        Referral.objects.create(
            agency=cast.northside,
            client=cast.sam,
            program=fresh,
            received_on=TODAY,
            source="SELF",
            withdrawn_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC),
        )
    changed = about(fresh, setting="addiction")
    answer = send(as_ana, "clients:program_edit", program_id=fresh.pk, **changed)
    assert answer.status_code == 422


def test_an_empty_program_may_become_one_for_addiction_and_its_staff_follow(cast, as_ana):
    send(as_ana, "agencies:program_add", name="Fresh", kind="ips")
    fresh = stored(cast, Program, name="Fresh")
    with acting_as(service(cast.northside)):
        noor = make_member(cast.northside, "Noor", "employment_specialist", fresh)
    assert not noor.opens_sud
    send(as_ana, "clients:program_edit", program_id=fresh.pk, **about(fresh, setting="addiction"))
    assert stored(cast, Membership, pk=noor.pk).opens_sud
    again = stored(cast, Program, pk=fresh.pk)
    send(as_ana, "clients:program_edit", program_id=fresh.pk, **about(again, setting=""))
    assert not stored(cast, Membership, pk=noor.pk).opens_sud


def test_a_program_closes_when_nobody_takes_part_any_more(cast, as_ana, as_maya, visitor):
    last = about(cast.ips, ended_on="2026-11-23")
    answer = send(as_ana, "clients:program_edit", program_id=cast.ips.pk, **last)
    assert answer.status_code == 422 and "People still take part" in answer.content.decode()
    assert Door.objects.get(slug="northside").is_open
    send(as_ana, "agencies:program_add", name="Fresh", kind="ips", has_door="on")
    fresh = stored(cast, Program, name="Fresh")
    send(
        as_ana,
        "clients:program_edit",
        program_id=fresh.pk,
        **about(fresh, ended_on="2026-11-23"),
    )
    assert not Door.objects.get(program=fresh).is_open
    assert "Closed Mon 23 Nov" in text_of(as_ana, "agencies:places")
    assert "Fresh" not in text_of(as_ana, "agencies:person_add")


def test_a_site_is_added_renamed_and_closed(cast, as_ana):
    send(as_ana, "agencies:site_add", name="Hill Street", postal_code="M5V 2T6")
    site = stored(cast, Site, name="Hill Street")
    changes = {"name": "Hill St", "postal_code": "", "ended_on": "2026-11-01", "version": 1}
    send(as_ana, "agencies:site_edit", site_id=site.pk, **changes)
    now = stored(cast, Site, pk=site.pk)
    assert (now.name, now.postal_code, now.ended_on) == ("Hill St", None, dt.date(2026, 11, 1))
    assert "Closed Sun 1 Nov" in text_of(as_ana, "agencies:places")
    late = send(as_ana, "agencies:site_edit", site_id=site.pk, **changes)
    assert late.status_code == 422 and "Someone else changed this" in late.content.decode()
    assert (len(events(cast, "site.made")), len(events(cast, "site.edited"))) == (1, 1)


def test_people_join_and_leave_a_team_on_a_day(cast, as_ana, as_sol):
    answer = send(as_ana, "agencies:team_add", name="North", kind="treatment")
    team = stored(cast, Team, name="North")
    assert answer["Location"] == as_ana.here("agencies:team", team_id=team.pk)
    joins = {"member": cast.maya.pk, "from_on": "2026-11-02"}
    send(as_ana, "agencies:team", team_id=team.pk, **joins)
    twice = send(as_ana, "agencies:team", team_id=team.pk, **joins)
    assert twice.status_code == 422 and "in this team already" in twice.content.decode()
    row = stored(cast, TeamMembership, team=team)
    early = send(as_ana, "agencies:team_leave", teammate_id=row.pk, to_on="2026-11-01")
    assert early.status_code == 422
    send(as_ana, "agencies:team_leave", teammate_id=row.pk, to_on="2026-11-20")
    assert stored(cast, TeamMembership, team=team).to_on == dt.date(2026, 11, 20)
    text = text_of(as_sol, "agencies:team", team_id=team.pk)
    assert "Were in it" in text and "Maya" in text and "Add somebody to the team" not in text
    assert (len(events(cast, "team.joined")), len(events(cast, "team.left"))) == (1, 1)


def test_a_supervisor_cannot_join_people_to_a_team(cast, as_sol, as_ana):
    send(as_ana, "agencies:team_add", name="North", kind="treatment")
    team = stored(cast, Team, name="North")
    send(as_sol, "agencies:team", team_id=team.pk, member=cast.maya.pk, from_on="2026-11-02")
    assert stored(cast, TeamMembership, team=team) is None


@pytest.mark.parametrize("name", ["clients:program_edit", "agencies:door"])
def test_another_agencys_program_is_not_there(cast, as_ana, as_sol, as_maya, name):
    una = member_of(cast, "southside", "Una", "agency_admin")
    answer = send(una, name, program_id=cast.ips.pk, **about(cast.ips, name="Taken"))
    assert answer.status_code == 404
    for colleague in (as_sol, as_maya):
        assert send(colleague, name, program_id=cast.ips.pk).status_code == 403
    assert stored(cast, Program, pk=cast.ips.pk).name == "Northside Works"
