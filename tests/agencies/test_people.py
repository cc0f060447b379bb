"""People who work here: added, changed, given a second role, away, and gone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from followalong.agencies.actions import end_member
from followalong.agencies.models import Leave, Membership, StaffFte, Team, TeamMembership, actor_of
from followalong.agencies.refusals import MemberRefused
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.agencies.asking import events, member_of, send, stored
from tests.cast import MemberClient, make_member, service

TODAY = dt.date(2026, 11, 24)


def about(row, **changes):
    """What the form of a membership holds, and what is typed over it."""
    return {
        "given_name": row.given_name,
        "family_name": row.family_name or "",
        "email": row.email or "",
        "role": row.role,
        "program": row.program_id or "",
        "supervisor": row.supervisor_id or "",
        "started_on": row.started_on or "",
        "ended_on": row.ended_on or "",
        "version": row.version,
        **changes,
    }


@pytest.fixture
def bo(cast):
    """Northside's second administrator."""
    with acting_as(service(cast.northside)):
        return make_member(cast.northside, "Bo", "agency_admin")


def test_the_list_names_everybody_with_role_and_program(as_ana):
    page = as_ana.get(as_ana.here("agencies:people")).content.decode()
    for said in ("Maya", "Employment specialist", "Northside Works", "supervised by Sol", "Ade"):
        assert said in page
    assert "Omar" not in page and "Ben" not in page


def test_a_new_colleague_is_added_and_waits_for_an_invitation(cast, as_ana):
    answer = send(
        as_ana,
        "agencies:person_add",
        given_name="Nia",
        email="nia@example.org",
        role="employment_specialist",
        program=cast.ips.pk,
        supervisor=cast.sol.pk,
        started_on="2026-11-24",
    )
    nia = stored(cast, Membership, given_name="Nia")
    assert answer["Location"] == as_ana.here("agencies:person", membership_id=nia.pk)
    assert (nia.user_id, nia.supervisor_id, nia.opens_sud) == (None, cast.sol.pk, False)
    page = as_ana.get(answer["Location"]).content.decode()
    assert "nobody can sign in for this role" in page
    assert [e.subject_id for e in events(cast, "membership.made")] == [nia.pk]


def test_sending_the_form_twice_adds_one(cast, as_ana):
    data = {"given_name": "Nia", "role": "job_coach", "command_id": uuid7()}
    for _ in range(2):
        as_ana.post(as_ana.here("agencies:person_add"), data)
    assert stored(cast, Membership, given_name="Nia")


def test_a_guest_needs_a_last_day_and_nothing_typed_is_lost(cast, as_ana):
    answer = send(as_ana, "agencies:person_add", given_name="Vera", role="vr_counsellor")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A guest is here until a day" in page and 'value="Vera"' in page
    with acting_as(service(cast.northside)):
        assert not Membership.objects.filter(given_name="Vera").exists()


def test_a_role_in_the_addiction_program_opens_its_people_and_another_closes_them(cast, as_ana):
    maya = stored(cast, Membership, pk=cast.maya.pk)
    send(
        as_ana,
        "agencies:person_edit",
        membership_id=maya.pk,
        **about(maya, program=cast.new_leaf.pk),
    )
    moved = stored(cast, Membership, pk=maya.pk)
    assert (moved.program_id, moved.opens_sud) == (cast.new_leaf.pk, True)
    send(as_ana, "agencies:person_edit", membership_id=maya.pk, **about(moved, program=cast.ips.pk))
    assert stored(cast, Membership, pk=maya.pk).opens_sud is False
    assert {"program"} <= set(events(cast, "membership.edited")[0].fields)


def test_a_change_made_meanwhile_is_not_overwritten_unseen(cast, as_ana):
    seen = about(stored(cast, Membership, pk=cast.maya.pk), given_name="Maia")
    send(
        as_ana,
        "agencies:person_edit",
        membership_id=cast.maya.pk,
        **{**seen, "email": "m@example.org"},
    )
    answer = send(as_ana, "agencies:person_edit", membership_id=cast.maya.pk, **seen)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Someone else changed this" in page
    assert 'name="version" value="2"' in page
    assert stored(cast, Membership, pk=cast.maya.pk).email == "m@example.org"


def test_a_second_role_has_the_same_sign_in_and_shares_the_name(cast, as_ana):
    answer = send(as_ana, "agencies:person_role", membership_id=cast.maya.pk, role="job_developer")
    second = stored(cast, Membership, user=cast.maya.user, role="job_developer")
    assert answer.status_code == 302 and second.given_name == "Maya"
    page = MemberClient(cast.maya).get(reverse("agencies:choose")).content.decode()
    assert "Job developer" in page and "Employment specialist" in page
    first = stored(cast, Membership, pk=cast.maya.pk)
    send(as_ana, "agencies:person_edit", membership_id=first.pk, **about(first, given_name="May"))
    assert stored(cast, Membership, pk=second.pk).given_name == "May"


def test_nobody_opens_records_to_themselves(cast, as_ana, bo):
    """A role that opens no record may be one's own; for the others there have to be two."""
    own = {"membership_id": cast.ana.pk}
    answer = send(as_ana, "agencies:person_role", role="supervisor", program=cast.ips.pk, **own)
    assert answer.status_code == 422
    assert "nobody opens those to themselves" in answer.content.decode()
    assert send(as_ana, "agencies:person_role", role="researcher", ended_on="2026-12-24", **own)
    answer = send(as_ana, "agencies:person_edit", **own, **about(cast.ana, role="supervisor"))
    assert answer.status_code == 422
    given = send(MemberClient(bo), "agencies:person_role", role="supervisor", **own)
    assert given.status_code == 302
    second = stored(cast, Membership, user=cast.ana.user, role="supervisor")
    wider = about(second, program=cast.ips.pk)
    assert send(as_ana, "agencies:person_edit", membership_id=second.pk, **wider).status_code == 422
    last = about(second, ended_on=TODAY)
    assert send(as_ana, "agencies:person_edit", membership_id=second.pk, **last).status_code == 302
    later = {"membership_id": second.pk, "ended_on": "2027-01-31"}
    assert send(as_ana, "clients:member_end", **later).status_code == 422
    roles = Membership.objects.filter(user=cast.ana.user).values_list("role", flat=True)
    with acting_as(service(cast.northside)):
        assert sorted(roles) == ["agency_admin", "researcher", "supervisor"]


def test_ending_says_how_many_people_are_left_and_closes_the_door(cast, as_ana, as_maya):
    page = as_ana.get(as_ana.here("clients:member_end", membership_id=cast.maya.pk))
    text = page.content.decode()
    assert "They go along with 2 people" in text
    assert "Ben" not in text and "Rosa" not in text
    yesterday = TODAY - dt.timedelta(days=1)
    with acting_as(service(cast.northside)):
        team = Team.objects.create(agency=cast.northside, name="North", kind="treatment")
        TeamMembership.objects.create(
            agency=cast.northside, team=team, membership=cast.maya, from_on=dt.date(2026, 1, 1)
        )
    answer = send(
        as_ana, "clients:member_end", membership_id=cast.maya.pk, ended_on=yesterday.isoformat()
    )
    assert answer.status_code == 302
    assert stored(cast, Membership, pk=cast.maya.pk).ended_on == yesterday
    assert as_maya.get(as_maya.here("home:today")).status_code == 404
    with acting_as(service(cast.northside)):
        assert TeamMembership.objects.get(membership=cast.maya).to_on == yesterday
    assert events(cast, "membership.ended")


def test_the_count_of_an_addiction_programs_people_does_not_depend_on_who_looks(cast, as_ana):
    page = as_ana.get(as_ana.here("clients:member_end", membership_id=cast.ade.pk))
    text = page.content.decode()
    assert "They go along with 1 person" in text and "Quinn" not in text


@pytest.mark.parametrize("what", ["end", "demote", "last day"])
def test_the_last_administrator_stays(cast, as_ana, what):
    if what == "end":
        answer = send(as_ana, "clients:member_end", membership_id=cast.ana.pk, ended_on=str(TODAY))
    else:
        ana = stored(cast, Membership, pk=cast.ana.pk)
        change = {"ended_on": str(TODAY)} if what == "last day" else {"role": "intake"}
        answer = send(as_ana, "agencies:person_edit", membership_id=ana.pk, **about(ana, **change))
    assert answer.status_code == 422
    assert "Make another administrator first" in answer.content.decode()
    kept = stored(cast, Membership, pk=cast.ana.pk)
    assert (kept.role, kept.ended_on) == ("agency_admin", None)


def test_with_a_second_one_who_signs_in_the_first_may_go(cast, as_ana, bo):
    assert send(as_ana, "clients:member_end", membership_id=cast.ana.pk, ended_on=str(TODAY))[
        "Location"
    ]
    assert stored(cast, Membership, pk=cast.ana.pk).ended_on == TODAY


def test_an_administrator_who_leaves_or_never_signed_in_does_not_count(cast, bo):
    with acting_as(actor_of(cast.ana)):
        end_member(by=actor_of(cast.ana), membership=bo, ended_on=TODAY + dt.timedelta(days=30))
        Membership.objects.create(
            agency=cast.northside, role="agency_admin", given_name="Waits for an invitation"
        )
        with pytest.raises(MemberRefused):
            end_member(
                by=actor_of(cast.ana), membership=cast.ana, ended_on=TODAY + dt.timedelta(days=60)
            )
        end_member(by=actor_of(cast.ana), membership=cast.ana, ended_on=TODAY)


def test_working_time_keeps_its_history(cast, as_ana):
    for percent, day in ((100, "2026-01-01"), (60, "2026-11-01"), (80, "2026-12-01")):
        send(
            as_ana,
            "agencies:person_hours",
            membership_id=cast.maya.pk,
            percent=percent,
            from_on=day,
        )
    with acting_as(service(cast.northside)):
        assert StaffFte.objects.filter(membership=cast.maya).count() == 3
    assert stored(cast, Membership, pk=cast.maya.pk).fte == Decimal("0.6")
    page = as_ana.get(as_ana.here("agencies:person", membership_id=cast.maya.pk)).content.decode()
    assert "60 % of full time" in page and "80 % of full time" in page


def test_nobody_works_more_than_full_time(cast, as_ana):
    answer = send(
        as_ana,
        "agencies:person_hours",
        membership_id=cast.maya.pk,
        percent=120,
        from_on="2026-11-01",
    )
    assert answer.status_code == 422 and "from 5 to 100" in answer.content.decode()


def test_a_supervisor_writes_down_leave_for_their_own_people_only(cast, as_sol):
    days = {"from_on": "2026-12-21", "to_on": "2027-01-01"}
    assert send(as_sol, "agencies:person_leave", membership_id=cast.maya.pk, **days)["Location"]
    with acting_as(service(cast.northside)):
        leave = Leave.objects.get(membership=cast.maya)
    assert (
        send(as_sol, "agencies:person_leave", membership_id=cast.ade.pk, **days).status_code == 404
    )
    assert send(as_sol, "agencies:leave_withdraw", leave_id=leave.pk).status_code == 302
    with acting_as(service(cast.northside)):
        assert not Leave.objects.filter(membership=cast.maya).exists()
    assert events(cast, "leave.added") and events(cast, "leave.withdrawn")


def test_leave_does_not_end_before_it_begins(cast, as_ana):
    answer = send(
        as_ana,
        "agencies:person_leave",
        membership_id=cast.maya.pk,
        from_on="2026-12-21",
        to_on="2026-12-20",
    )
    assert answer.status_code == 422 and "come before the first" in answer.content.decode()


PAGES = ("agencies:person", "agencies:person_edit", "agencies:person_hours", "clients:member_end")


@pytest.mark.parametrize("name", PAGES)
def test_another_agency_gets_404_and_a_specialist_403(cast, as_omar, as_maya, as_ana, name):
    address = as_ana.here(name, membership_id=cast.maya.pk)
    assert as_omar.get(address).status_code == 404
    una = member_of(cast, "southside", "Una", "agency_admin")
    lead = member_of(cast, "southside", "Lee", "supervisor", program=cast.south_ips)
    assert una.get(una.here(name, membership_id=cast.maya.pk)).status_code == 404
    assert lead.get(lead.here("agencies:person", membership_id=cast.maya.pk)).status_code == 404
    assert as_maya.get(as_maya.here(name, membership_id=cast.sol.pk)).status_code == 403


def test_a_supervisor_sees_people_and_changes_none(cast, as_sol):
    page = as_sol.get(as_sol.here("agencies:person", membership_id=cast.maya.pk)).content.decode()
    assert "End this role" not in page and "Add days away" in page
    for name in ("agencies:person_edit", "clients:member_end", "agencies:person_role"):
        assert as_sol.get(as_sol.here(name, membership_id=cast.maya.pk)).status_code == 403
