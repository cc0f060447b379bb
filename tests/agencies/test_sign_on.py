"""Coming in by an agency's own provider: a real one, on loopback."""

import http.client
import json
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import jwt
import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from followalong.accounts.factors import secrets_of
from followalong.accounts.models import User
from followalong.agencies import single_sign_on
from followalong.agencies.actions import invite, link, set_provider
from followalong.agencies.models import Identity, Membership, Provider, actor_of
from followalong.agencies.single_sign_on import NotProved, Place, claims, new_question
from followalong.audit.models import Event
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import acting_as, set_context
from followalong.core.ids import uuid7
from followalong.core.outside import Answer
from tests.cast import MemberClient, VisitorClient, service

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "node_modules/oidc-provider/lib/index.js"
SECRET = "a secret of this test"


def node() -> str:
    """The machine's, or the one that the wheel brought beside Python."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    assert found, "make setup brings Node"
    return found


@pytest.fixture(scope="module")
def issuer():
    back = "http://127.0.0.1:8000" + reverse("agencies:sign_on_back")
    script = Path(__file__).parent / "openid/provider.mjs"
    started = subprocess.Popen(
        [node(), script, LIBRARY, back],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield started.stdout.readline().strip()
    started.terminate()
    started.wait()
    started.stdout.close()


@pytest.fixture
def now(frozen_clock):
    """The provider's clock is the machine's, so ours is too."""
    with time_machine.travel(time_machine.escape_hatch.time.time()):
        yield


@pytest.fixture
def door(now, cast, issuer, settings):
    """Northside's own sign-in, as Ana set it: `mfa` is its word for a second step."""
    settings.TRUSTED_ORIGINS = [issuer]
    settings.SITE_URL = "http://127.0.0.1:8000"
    with acting_as(actor_of(cast.ana)) as by:
        row = set_provider(
            by=by,
            agency=cast.northside,
            issuer=issuer,
            client_id="followalong",
            secret=SECRET,
            second_step="mfa hwk",
        )
    set_context(None)
    return row


def answered(there: str, who: str) -> str:
    """Where the provider sends the browser back to, once it knows who is there."""
    place, cookies = urllib.parse.urlsplit(f"{there}&login_hint={who}"), {}
    line = http.client.HTTPConnection(place.netloc, timeout=10)
    try:
        for _step in range(6):
            said = "; ".join(f"{name}={value}" for name, value in cookies.items())
            line.request("GET", f"{place.path}?{place.query}", headers={"Cookie": said})
            answer = line.getresponse()
            answer.read()
            for set_cookie in answer.headers.get_all("Set-Cookie", []):
                name, _sign, value = set_cookie.partition(";")[0].partition("=")
                cookies[name] = value
            place = urllib.parse.urlsplit(urllib.parse.urljoin(there, answer.headers["Location"]))
            if place.port == 8000:
                return f"{place.path}?{place.query}"
    finally:
        line.close()
    raise AssertionError("the provider did not come to an end")


def come(browser, door, who, **asked):
    """To the provider and back; the answer of our own page."""
    there = browser.get(reverse("agencies:sign_on", args=[door.door]), asked)
    assert there.status_code == 302, there.content.decode()
    return browser.get(answered(there["Location"], who))


def linked(cast, door, subject, member):
    by = Actor(ActorKind.PUBLIC, "anyone", agency_id=cast.northside.pk)
    with acting_as(by):
        link(by=by, provider=door, subject=subject, user=member.user)
    set_context(None)


def events(cast, action):
    with acting_as(service(cast.northside)):
        return Event.objects.filter(action=action).count()


def test_a_linked_person_comes_in_with_the_second_step_of_the_provider(cast, door):
    linked(cast, door, "sub-sol", cast.sol)
    browser = VisitorClient()
    answer = come(browser, door, "sub-sol:mfa", next=f"/a/{cast.sol.code}/")
    assert answer["Location"] == f"/a/{cast.sol.code}/"
    assert browser.get(f"/a/{cast.sol.code}/settings/people/").status_code == 200
    assert events(cast, "identity.linked")


def test_without_that_word_their_own_second_step_is_still_owed(cast, door, rf):
    linked(cast, door, "sub-sol", cast.sol)
    refused = come(VisitorClient(), door, "sub-sol:pwd")
    assert refused.status_code == 403 and b"second step" in refused.content
    _has_an_app(cast.sol.user)
    browser = VisitorClient()
    assert come(browser, door, "sub-sol:pwd")["Location"] == reverse("accounts:second")
    assert browser.get(f"/a/{cast.sol.code}/settings/people/").status_code == 302


def _has_an_app(user):
    with acting_as(Actor(ActorKind.PUBLIC, "anyone", user_id=user.pk)), secrets_of(user):
        TOTP.activate(user, generate_totp_secret())
    set_context(None)


def test_an_address_that_is_the_same_links_nobody(cast, door):
    """The provider says sol@example.org; Sol has not linked it."""
    User.objects.filter(pk=cast.sol.user_id).update(email="sol@example.org")
    refused = come(VisitorClient(), door, "stranger:mfa")
    assert refused.status_code == 403 and b"not linked" in refused.content
    with acting_as(service(cast.northside)):
        assert not Identity.objects.exists()
    assert events(cast, "session.refused")


def test_a_signed_in_person_links_it_and_ends_that(cast, door):
    browser = MemberClient(cast.sol)
    mine = browser.here("agencies:own_sign_on")
    assert b"Link it" in browser.get(mine).content
    answer = come(browser, door, "sub-sol:pwd", **{"for": "link", "next": mine})
    assert answer["Location"] == mine and b"Linked since" in browser.get(mine).content
    assert come(VisitorClient(), door, "sub-sol:mfa").status_code == 302
    browser.post(mine, {"command_id": uuid7()})
    assert come(VisitorClient(), door, "sub-sol:mfa").status_code == 403
    assert events(cast, "identity.linked") == events(cast, "identity.unlinked") == 1


def test_nobody_links_a_subject_that_is_somebody_elses_nor_unsigned(cast, door):
    linked(cast, door, "sub-sol", cast.sol)
    assert come(MemberClient(cast.maya), door, "sub-sol:mfa", **{"for": "link"}).status_code == 403
    unsigned = VisitorClient().get(reverse("agencies:sign_on", args=[door.door]), {"for": "link"})
    assert unsigned.status_code == 403


def test_it_opens_its_agency_only_and_nothing_of_the_persons_own(cast, door):
    """Whoever runs Northside's provider never reaches what Southside knows of its people."""
    linked(cast, door, "sub-sol", cast.sol)
    with acting_as(service(cast.southside)):
        elsewhere = Membership.objects.create(
            agency=cast.southside, user=cast.sol.user, role="supervisor", given_name="Sol"
        )
    set_context(None)
    browser = VisitorClient()
    come(browser, door, "sub-sol:mfa")
    assert browser.get(f"/a/{elsewhere.code}/").status_code == 404
    assert browser.get("/choose/")["Location"] == f"/a/{cast.sol.code}/"
    assert browser.get("/security/password/").status_code == 403
    assert b"Add a passkey" not in browser.get("/security/").content
    assert MemberClient(elsewhere).get(f"/a/{elsewhere.code}/").status_code == 200


def test_whom_it_let_in_sees_where_and_signs_out_there_and_nowhere_else(cast, door):
    """What the person opened by their own means is neither shown to it nor ended by it."""
    linked(cast, door, "sub-sol", cast.sol)
    here, there, own = VisitorClient(), VisitorClient(), MemberClient(cast.sol)
    for browser in (here, there):
        come(browser, door, "sub-sol:mfa")
    UserSession.objects.create(
        user=cast.sol.user, session_key=own.session.session_key, ip="127.0.0.1", user_agent="Own"
    )
    ids = {row.session_key: row.pk for row in UserSession.objects.filter(user=cast.sol.user)}
    page = here.get("/security/").text
    assert page.count("Sign out there") == 1 and "Here" in page
    theirs, mine = ids[there.session.session_key], ids[own.session.session_key]
    assert reverse("accounts:session_end", args=[theirs]) in page
    assert here.post(reverse("accounts:session_end", args=[mine])).status_code == 404
    assert here.post(reverse("accounts:session_end", args=[theirs])).status_code == 302
    assert there.get(f"/a/{cast.sol.code}/").status_code == 302
    assert own.get(f"/a/{cast.sol.code}/").status_code == 200
    assert here.get("/security/").text.count("Sign out there") == 0


def test_an_invitation_is_taken_up_with_it(cast, door):
    with acting_as(actor_of(cast.ana)) as by:
        nia = Membership.objects.create(
            agency=cast.northside,
            role="job_coach",
            given_name="Nia",
            email="nia@example.org",
            program=cast.ips,
        )
        _invitation, token = invite(by=by, membership=nia, language="en")
    set_context(None)
    assert door.door in VisitorClient().get(f"/join/{token}/").content.decode()
    asked = {"for": "join", "invitation": token}
    assert come(VisitorClient(), door, "sub-nia:pwd", **asked).status_code == 403
    browser = VisitorClient()
    answer = come(browser, door, "sub-nia:mfa", **asked)
    assert answer["Location"] == f"/a/{nia.code}/"
    assert browser.get(answer["Location"]).status_code == 200
    user = User.objects.get(email="nia@example.org")
    assert not user.has_usable_password()
    assert come(VisitorClient(), door, "sub-other:mfa", **asked).status_code == 403  # used


def test_whoever_is_gone_does_not_come_in(cast, door):
    linked(cast, door, "sub-sol", cast.sol)
    with acting_as(service(cast.northside)):
        Membership.objects.filter(pk=cast.sol.pk).update(ended_on="2026-11-01")
    set_context(None)
    assert come(VisitorClient(), door, "sub-sol:mfa").status_code == 403


def test_it_is_still_me_says_the_provider(cast, door):
    """Without a passkey of their own they are asked there; another subject proves nothing."""
    linked(cast, door, "sub-ana", cast.ana)
    linked(cast, door, "sub-sol", cast.sol)
    browser = VisitorClient()
    come(browser, door, "sub-ana:mfa")
    session = browser.session
    session["door.proved"] -= 600
    session.save()
    add = f"/a/{cast.ana.code}/settings/people/add/"
    assert browser.get(add).status_code == 302
    assert (
        f"/sign-in/with/{door.door}/?for=again" in browser.get("/sign-in/again/").content.decode()
    )
    assert come(browser, door, "sub-sol:mfa", **{"for": "again"}).status_code == 403
    assert browser.get(add).status_code == 302
    assert come(browser, door, "sub-ana:mfa", **{"for": "again"}).status_code == 302
    assert browser.get(add).status_code == 200


def test_an_answer_opens_only_the_browser_that_asked_and_once(cast, door):
    linked(cast, door, "sub-sol", cast.sol)
    asks, other = VisitorClient(), VisitorClient()
    there = asks.get(reverse("agencies:sign_on", args=[door.door]))["Location"]
    back = answered(there, "sub-sol:mfa")
    assert other.get(back).status_code == 403
    assert asks.get(f"{back}&iss=https://another.example.org").status_code == 403
    assert asks.get(back).status_code == 403  # the question was used up


def test_a_door_that_is_not_there_is_not_found(db):
    assert VisitorClient().get("/sign-in/with/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "is_ours"),
    [({}, True), ({"iss": "https://x.example.org"}, False), ({"aud": "another"}, False)]
    + [({"nonce": "another"}, False), ({"exp": 1}, False), ({"azp": "another"}, False)],
)
def test_a_token_counts_only_for_us_from_them_for_this_question(changed, is_ours, monkeypatch):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    place, question = Place("https://id.example.org", "us", "", "https://b/"), new_question()
    good = {"iss": place.issuer, "aud": "us", "sub": "s", "iat": 1, "exp": 4102444800}
    token = jwt.encode(good | {"nonce": question.nonce} | changed, key, "RS256", {"kid": "k"})
    _answers(monkeypatch, place, key, token)
    if is_ours:
        assert claims(place, question, code="c")["sub"] == "s"
    else:
        with pytest.raises(NotProved):
            claims(place, question, code="c")


@pytest.mark.parametrize("token", ["unsigned", "by our secret", "by another key"])
def test_a_token_without_their_signature_is_none(token, monkeypatch):
    key, other = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in "12")
    place, question = Place("https://id.example.org", "us", "", "https://b/"), new_question()
    said = {"iss": place.issuer, "aud": "us", "sub": "s", "iat": 1, "exp": 4102444800}
    said["nonce"] = question.nonce
    signed = {
        "unsigned": lambda: jwt.encode(said, None, "none", {"kid": "k"}),
        "by our secret": lambda: jwt.encode(said, "x" * 32, "HS256", {"kid": "k"}),
        "by another key": lambda: jwt.encode(said, other, "RS256", {"kid": "k"}),
    }[token]()
    _answers(monkeypatch, place, key, signed)
    with pytest.raises(NotProved):
        claims(place, question, code="c")


def _answers(monkeypatch, place, key, token):
    """A provider that says what we tell it to."""
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    said = {
        "/.well-known/openid-configuration": {
            "issuer": place.issuer,
            "authorization_endpoint": f"{place.issuer}/a",
            "token_endpoint": f"{place.issuer}/t",
            "jwks_uri": f"{place.issuer}/k",
        },
        "/t": {"id_token": token},
        "/k": {"keys": [public | {"kid": "k", "use": "sig"}]},
    }

    def ask(url, **kwargs):
        return Answer(200, json.dumps(said[url.removeprefix(place.issuer)]).encode())

    monkeypatch.setattr(single_sign_on, "ask", ask)


def test_the_administrator_sets_it_and_closes_it(cast, issuer, settings):
    settings.TRUSTED_ORIGINS = [issuer]
    browser = MemberClient(cast.ana)
    page = browser.here("agencies:provider")
    assert b"Redirect address" in browser.get(page).content
    said = {"issuer": issuer, "client_id": "followalong", "secret": SECRET, "second_step": "mfa"}
    wrong = browser.post(page, {**said, "issuer": "https://127.0.0.1/", "command_id": uuid7()})
    assert wrong.status_code == 422 and b"Nothing there answers" in wrong.content
    assert browser.post(page, {**said, "command_id": uuid7()}).status_code == 302
    with acting_as(service(cast.northside)):
        row = Provider.objects.get()
        assert row.secret == SECRET and SECRET not in row.sealed_secret
    set_context(None)
    shown = browser.get(page).content.decode()
    assert row.door in shown and SECRET not in shown
    linked(cast, row, "sub-sol", cast.sol)
    assert "Sol" in browser.get(page).content.decode()
    browser.post(browser.here("agencies:provider_close"), {"command_id": uuid7()})
    assert VisitorClient().get(f"/sign-in/with/{row.door}/").status_code == 404
    assert events(cast, "provider.set") == events(cast, "provider.closed") == 1
    assert (
        MemberClient(cast.maya).get(MemberClient(cast.maya).here("agencies:provider")).status_code
        == 403
    )


def test_another_issuer_knows_nobody_of_the_old_one(cast, door, issuer, monkeypatch):
    linked(cast, door, "sub-sol", cast.sol)
    from followalong.agencies.actions import sign_ons

    monkeypatch.setattr(sign_ons, "describe", lambda issuer: {})
    with acting_as(actor_of(cast.ana)) as by:
        said = {"client_id": "x", "secret": None, "second_step": ""}
        set_provider(by=by, agency=cast.northside, issuer="https://new.example.org", **said)
        assert not Identity.objects.exists()
