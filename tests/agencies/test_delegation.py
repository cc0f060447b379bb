"""Nobody gives a right that is not theirs to give, and nobody opens records to themselves (ACC-11).

Asked over HTTP, as each role.
"""

import pytest

from followalong.agencies.models import Invitation, Membership
from followalong.agencies.roles import ROLES, Permission, can, opens_records
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.agencies.asking import send, stored
from tests.cast import MemberClient, make_member, service
from tests.factories.world import NOT_MEMBERS

LAST = "2027-01-31"
HELD = sorted(set(ROLES) - NOT_MEMBERS - {"directory"})
# Clients and supporters come by links of their own; their roles are not offered.
OFFERED = [role for role in HELD if ROLES[role].permissions]


def given(browser: MemberClient, membership: Membership, role: str) -> int:
    said = {"role": role, "ended_on": LAST if ROLES[role].is_guest else ""}
    return send(browser, "agencies:person_role", membership_id=membership.pk, **said).status_code


def ways_to_give(cast, member: Membership) -> list[tuple[str, dict]]:
    """Every address by which somebody comes to open more than before."""
    about = {"membership_id": member.pk}
    wider = {"given_name": "Me", "role": "supervisor", "version": member.version}
    return [
        ("agencies:person_add", {"given_name": "Me", "role": "supervisor"}),
        ("agencies:person_role", {**about, "role": "supervisor"}),
        ("agencies:person_edit", {**about, **wider}),
        ("agencies:person_invite", about),
        ("agencies:directory", {"role": "supervisor"}),
        ("agencies:provider", {"issuer": "https://example.org", "client_id": "x"}),
    ]


@pytest.mark.parametrize("role", HELD)
def test_a_role_that_does_not_give_roles_gives_none(cast, role):
    with acting_as(service(cast.northside)):
        member = make_member(cast.northside, "Nia", role, cast.ips)
        before = list(Membership.objects.order_by("pk").values("role", "version", "program"))
    browser = MemberClient(member)
    answers = {}
    for page, said in ways_to_give(cast, member):
        about = {k: v for k, v in said.items() if k.endswith("_id") and k != "client_id"}
        rest = {k: v for k, v in said.items() if k not in about}
        path = browser.here(page, **about)
        answers[page] = browser.post(path, {"command_id": uuid7(), **rest}).status_code
    if can(role, Permission.STAFF_EDIT):
        assert answers["agencies:person_add"] == 302 and answers["agencies:person_role"] == 422
        return
    assert set(answers.values()) == {403}, answers
    with acting_as(service(cast.northside)):
        assert before == list(
            Membership.objects.order_by("pk").values("role", "version", "program")
        )
        assert not Invitation.objects.exists()


def test_an_administrator_gives_nobody_s_record_to_themselves(cast, as_ana):
    """Each role that opens people takes a second person; to colleagues each may be given."""
    answers = {role: given(as_ana, cast.ana, role) for role in OFFERED if role != "agency_admin"}
    assert {role for role, status in answers.items() if status == 422} == {
        role for role in answers if opens_records(role)
    }
    with acting_as(service(cast.northside)):
        bo = make_member(cast.northside, "Bo", "agency_admin")
    assert {given(MemberClient(bo), cast.ana, role) for role in OFFERED if opens_records(role)} == {
        302
    }


def test_not_by_an_invitation_that_they_take_up_themselves(cast, as_ana):
    """A role for somebody who never came, its link opened by whoever made it."""
    send(as_ana, "agencies:person_add", given_name="Nobody", role="supervisor")
    made = stored(cast, Membership, given_name="Nobody")
    answer = send(as_ana, "agencies:person_invite", membership_id=made.pk)
    link = next(word for word in answer.text.split('"') if "/join/" in word)
    path = link[link.index("/join/") :]
    assert as_ana.post(f"{path}accept/").status_code == 403
    assert stored(cast, Membership, pk=made.pk).user_id is None
