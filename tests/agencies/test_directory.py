"""An agency's directory says who works there: by SCIM 2.0, as a foreign tester asks for it."""

import json

import pytest
from allauth.usersessions.models import UserSession
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from followalong.agencies.actions import open_directory
from followalong.agencies.models import Listed, Membership, actor_of
from followalong.audit.models import Event
from followalong.core.db import acting_as, set_context
from followalong.core.ids import uuid7
from tests.cast import MemberClient, VisitorClient, service

USERS = "/scim/v2/Users"


@pytest.fixture
def key(cast):
    with acting_as(actor_of(cast.ana)) as by:
        made = open_directory(
            by=by, agency=cast.northside, role="employment_specialist", program=cast.ips
        )
    set_context(None)
    return made[1]


@pytest.fixture
def ask(key):
    def ask(method, path, said=None, token=key):
        response = VisitorClient().generic(
            method,
            path,
            json.dumps(said) if said is not None else "",
            content_type="application/scim+json",
            headers={"Authorization": f"Bearer {token}"} if token else {},
        )
        return response.status_code, json.loads(response.content or b"{}")

    return ask


def member(cast, **lookup):
    with acting_as(service(cast.northside)):
        return Membership.objects.get(**lookup)


def events(cast, action):
    with acting_as(service(cast.northside)):
        return Event.objects.filter(action=action, role="directory").count()


def known_as(ask, name, **more):
    status, said = ask("POST", USERS, {"userName": name, "name": {"givenName": "Nia"}, **more})
    assert status == 201, said
    return f"{USERS}/{said['id']}"


@pytest.fixture
def site():
    """The product as a server calls it, within the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    handler = WSGIHandler()

    def answer(environ, start):
        set_context(None)  # a released savepoint keeps it
        return handler(environ, start)

    yield answer
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_foreign_tester_finds_nothing_wrong(key, site):
    client = WSGISCIMClient(
        site,
        base_url="http://localhost/scim/v2",
        headers={"Authorization": f"Bearer {key}"},
        environ={"SERVER_NAME": "localhost"},
    )
    results = check_server(client)
    wrong = [
        f"{r.title}: {r.reason}" for r in results if r.status in (Status.ERROR, Status.CRITICAL)
    ]
    assert len(results) > 20 and not wrong, "\n".join(wrong)


def test_a_newcomer_becomes_a_role_that_waits_for_an_invitation(cast, ask):
    known_as(ask, "nia@example.org", externalId="77")
    row = member(cast, email="nia@example.org")
    assert (row.role, row.program_id, row.user_id) == ("employment_specialist", cast.ips.pk, None)
    assert ask("POST", USERS, {"userName": "NIA@example.org"})[0] == 409
    assert ask("GET", f'{USERS}?filter=externalId eq "77"')[1]["totalResults"] == 1
    assert ask("GET", f"{USERS}?filter=userName sw 7")[1]["scimType"] == "invalidFilter"
    assert events(cast, "membership.made") == events(cast, "listed_person.made") == 1


def test_whoever_works_here_already_is_taken_on_and_out_at_the_next_click(cast, ask):
    with acting_as(service(cast.northside)):
        Membership.objects.filter(pk=cast.maya.pk).update(email="maya@example.org")
    set_context(None)
    browser = MemberClient(cast.maya)
    UserSession.objects.create(
        user=cast.maya.user,
        ip="127.0.0.1",
        user_agent="",
        session_key=browser.session.session_key,
    )
    page = f"/a/{cast.maya.code}/"
    assert browser.get(page).status_code == 200
    person = known_as(ask, "Maya@example.org")
    off = {"Operations": [{"op": "Replace", "path": "active", "value": "False"}]}
    assert ask("PATCH", person, off)[1]["active"] is False
    assert VisitorClient.get(browser, page).status_code in (302, 404)
    assert not UserSession.objects.filter(user=cast.maya.user).exists()
    assert cast.maya.user.is_active and member(cast, pk=cast.maya.pk).stopped_at
    again = MemberClient(cast.maya)
    assert again.get(page).status_code == 404
    off["Operations"][0]["value"] = True
    assert ask("PATCH", person, off)[1]["active"] is True
    assert MemberClient(cast.maya).get(page).status_code == 200
    assert events(cast, "membership.ended") == 1


def test_who_works_elsewhere_too_stays_signed_in_there(cast, ask):
    with acting_as(service(cast.southside)):
        elsewhere = Membership.objects.create(
            agency=cast.southside, user=cast.maya.user, role="supervisor", given_name="Maya"
        )
    with acting_as(service(cast.northside)):
        Membership.objects.filter(pk=cast.maya.pk).update(email="maya@example.org")
    set_context(None)
    browser = MemberClient(elsewhere)
    person = known_as(ask, "maya@example.org")
    assert ask("DELETE", person)[0] == 204
    assert browser.get(f"/a/{cast.maya.code}/").status_code == 404
    assert browser.get(f"/a/{elsewhere.code}/").status_code == 200
    assert ask("GET", person)[0] == 404


def test_the_last_administrator_is_not_locked_out(cast, ask):
    with acting_as(service(cast.northside)):
        Membership.objects.filter(pk=cast.ana.pk).update(email="ana@example.org")
    set_context(None)
    person = known_as(ask, "ana@example.org")
    status, said = ask("DELETE", person)
    assert status == 409 and "administrator" in said["detail"]
    assert MemberClient(cast.ana).get(f"/a/{cast.ana.code}/").status_code == 200


@pytest.mark.parametrize("said", [{}, {"userName": 7}, {"userName": "x", "active": "perhaps"}])
def test_what_cannot_be_understood_changes_nothing(cast, ask, said):
    assert ask("POST", USERS, said)[0] == 400
    with acting_as(service(cast.northside)):
        assert not Listed.objects.exists()


def test_only_its_own_agencys_key_opens_and_who_guesses_waits(cast, ask, key):
    person = known_as(ask, "nia@example.org")
    with acting_as(service(cast.southside)) as by:
        made = open_directory(by=by, agency=cast.southside, role="supervisor", program=None)
    set_context(None)
    assert ask("GET", person, token=made[1])[0] == 404
    assert ask("GET", USERS, token=made[1])[1]["totalResults"] == 0
    assert ask("GET", USERS, token="")[0] == 401
    assert {ask("GET", USERS, token="wrong")[0] for _ in range(31)} == {401, 429}
    assert ask("GET", USERS)[0] == 200  # and nobody else waits for it


def test_the_administrator_makes_and_closes_the_key(cast):
    browser = MemberClient(cast.ana)
    page = browser.here("agencies:directory")
    said = {"role": "job_coach", "program": str(cast.ips.pk), "command_id": uuid7()}
    shown = browser.post(page, said).content.decode()
    assert (
        "Copy the key now" in shown and "Copy the key now" not in browser.get(page).content.decode()
    )
    guest = browser.post(page, {**said, "role": "vr_counsellor", "command_id": uuid7()})
    assert guest.status_code == 422
    closing = browser.here("agencies:directory_close")
    assert browser.post(closing, {"command_id": uuid7()}).status_code == 302
    maya = MemberClient(cast.maya)
    assert maya.get(maya.here("agencies:directory")).status_code == 403
    assert reverse("agencies:scim_users") == USERS
