"""A provider that is closed, a subject that is taken back, a key that is new."""

import pytest
from allauth.usersessions.models import UserSession

from followalong.accounts import doors
from followalong.agencies.actions.sign_ons import close_provider, link, unlink
from followalong.agencies.models import Membership, Provider, actor_of
from followalong.agencies.sealed import reseal_providers
from followalong.core.columns import is_sealed_now
from followalong.core.db import acting_as, set_context
from followalong.core.files import NotOpened
from tests.cast import Cast, MemberClient, service

ISSUER = "https://login.example.org"


@pytest.fixture
def provider(cast) -> Provider:
    with acting_as(service(cast.northside)):
        row = Provider(agency=cast.northside, issuer=ISSUER, app_id="followalong")
        row.secret = "a secret of this test"
        row.save()
    set_context(None)
    return row


def came_in(member: Membership, agency: object = None) -> MemberClient:
    """Signed in, by the provider of this agency or by their own means; on the list of sessions."""
    browser = MemberClient(member)
    session = browser.session
    doors.mark(session, is_proved=True, came=agency and (str(agency.pk), ISSUER))
    session.save()
    UserSession.objects.create(
        user=member.user, ip="127.0.0.1", user_agent="", session_key=session.session_key
    )
    return browser


def is_in(browser: MemberClient) -> bool:
    return browser.get(browser.here("home:today")).status_code == 200


@pytest.mark.parametrize("ended", ["closed", "taken back"])
def test_what_the_provider_opened_shuts_and_their_own_sessions_stay(cast: Cast, provider, ended):
    with acting_as(actor_of(cast.ana)) as by:
        known = link(by=by, provider=provider, subject="sub-sol", user=cast.sol.user)
    set_context(None)
    by_provider, by_herself = came_in(cast.sol, cast.northside), came_in(cast.sol)
    somebody_else = came_in(cast.maya)
    assert is_in(by_provider) and is_in(by_herself)
    with acting_as(actor_of(cast.ana)) as by:
        if ended == "closed":
            close_provider(by=by, provider=provider)
        else:
            unlink(by=by, identity=known)
    set_context(None)
    assert not is_in(by_provider)
    assert is_in(by_herself) and is_in(somebody_else)


def test_a_secret_is_sealed_again_under_a_new_key(provider, settings):
    old = settings.FILE_KEYS
    settings.FILE_KEYS = ["a key made later", *old]
    assert not is_sealed_now(provider.sealed_secret)
    assert reseal_providers() == 1 and reseal_providers() == 0
    settings.FILE_KEYS = ["a key made later"]  # the old one is gone
    with acting_as(service(provider.agency)):
        stored = Provider.objects.get(pk=provider.pk)
    assert is_sealed_now(stored.sealed_secret) and stored.secret == "a secret of this test"
    with pytest.raises(NotOpened):
        _ = provider.secret
