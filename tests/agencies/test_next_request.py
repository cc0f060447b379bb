"""What is taken away is gone at the very next request, in a page that is open already (ACC-07)."""

import datetime as dt
import json

import pytest

from followalong.accounts.models import User
from followalong.agencies.actions import open_directory
from followalong.agencies.actions.members import edit_member, end_member
from followalong.agencies.models import Membership, actor_of
from followalong.clients.models import Consent, Relation
from followalong.core.db import acting_as, set_context
from tests.cast import DAY, Cast, MemberClient, VisitorClient, make_member, service
from tests.factories.world import agree

YESTERDAY = DAY - dt.timedelta(days=1)


def tied(cast: Cast, role: str) -> Membership:
    """Somebody whose role opens nobody without a tie, tied to Ben, who said yes to that."""
    member = make_member(cast.northside, role, role, cast.ips)
    Relation.objects.create(
        agency=cast.northside,
        client=cast.ben,
        kind=Relation.Kind.ASSIGNED,
        membership=member,
        from_on=YESTERDAY,
    )
    agree(cast.ben, "VR")
    return member


def edited(cast: Cast, member: Membership, **values: object) -> None:
    with acting_as(actor_of(cast.ana)) as by:
        seen = Membership.objects.get(pk=member.pk).version
        edit_member(by=by, membership=member, seen_version=seen, values=values)


def another_role(cast: Cast, member: Membership) -> None:
    edited(cast, member, role="agency_admin")


def another_program(cast: Cast, member: Membership) -> None:
    edited(cast, member, program=cast.new_leaf)


def last_day_over(cast: Cast, member: Membership) -> None:
    with acting_as(actor_of(cast.ana)) as by:
        end_member(by=by, membership=member, ended_on=YESTERDAY)


def sign_in_closed(cast: Cast, member: Membership) -> None:
    User.objects.filter(pk=member.user_id).update(is_active=False)


def off_by_the_directory(cast: Cast, member: Membership) -> None:
    with acting_as(actor_of(cast.ana)) as by:
        _row, key = open_directory(by=by, agency=cast.northside, role="job_coach", program=cast.ips)
    set_context(None)
    name = member.user.email
    listed = scim(key, "POST", "/scim/v2/Users", {"userName": name, "name": {"givenName": "M"}})
    off = {"Operations": [{"op": "replace", "path": "active", "value": False}]}
    assert scim(key, "PATCH", f"/scim/v2/Users/{listed['id']}", off)["active"] is False


def scim(key: str, method: str, path: str, said: dict) -> dict:
    head = {"Authorization": f"Bearer {key}"}
    answer = VisitorClient().generic(
        method, path, json.dumps(said), content_type="application/scim+json", headers=head
    )
    return json.loads(answer.content)


def tie_over(cast: Cast, member: Membership) -> None:
    with acting_as(service(cast.northside)):
        Relation.objects.filter(membership=member).update(to_on=YESTERDAY)


def yes_taken_back(cast: Cast, member: Membership) -> None:
    with acting_as(service(cast.northside)):
        Consent.objects.filter(client=cast.ben, type="VR").update(revoked_on=DAY)


TAKEN_AWAY = [
    ("employment_specialist", another_role, {403}),
    ("employment_specialist", another_program, {404}),
    ("employment_specialist", last_day_over, {404}),
    ("employment_specialist", sign_in_closed, {302, 404}),
    ("employment_specialist", off_by_the_directory, {302, 404}),
    ("job_coach", tie_over, {404}),
    ("clinician", tie_over, {404}),
    ("vr_counsellor", tie_over, {404}),
    ("vr_counsellor", yes_taken_back, {404}),
]


@pytest.mark.parametrize(
    ("role", "take_away", "shut"), TAKEN_AWAY, ids=lambda one: getattr(one, "__name__", None)
)
def test_the_next_request_knows(cast: Cast, role: str, take_away, shut: set[int]):
    with acting_as(service(cast.northside)):
        member = cast.maya if role == cast.maya.role else tied(cast, role)
    set_context(None)
    browser = MemberClient(member)
    page = browser.here("home:client", client_id=cast.ben.pk)
    assert browser.get(page).status_code == 200
    take_away(cast, member)
    set_context(None)
    answer = browser.get(page)
    assert answer.status_code in shut
    assert b"Abara" not in answer.content
