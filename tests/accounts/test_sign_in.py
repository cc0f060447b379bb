"""The door for people who work here."""

import pytest
from django.urls import reverse

from followalong.accounts import actions
from followalong.audit.models import Event

PASSWORD = "four words in a row"
ADDRESS = "/sign-in/"


@pytest.fixture
def maya(cast):
    user = cast.maya.user
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(browser, email, password, **more):
    return browser.post(ADDRESS, {"email": email, "password": password, **more})


def test_the_right_words_open_the_door(visitor, maya):
    response = sign_in(visitor, maya.email.upper(), PASSWORD)
    assert (response.status_code, response["Location"]) == (302, reverse("agencies:choose"))


def test_a_wrong_password_keeps_the_address_and_says_so_plainly(visitor, maya):
    response = sign_in(visitor, maya.email, "something else")
    page = response.content.decode()
    assert response.status_code == 422
    assert "do not go together" in page and maya.email in page
    assert "something else" not in page


def test_an_unknown_address_gets_the_same_answer(visitor, maya):
    known = sign_in(visitor, maya.email, "wrong").content.decode()
    unknown = sign_in(visitor, "nobody@example.org", "wrong").content.decode()
    assert "do not go together" in known and "do not go together" in unknown


def test_one_is_taken_back_to_the_page_one_wanted(visitor, maya, cast):
    wanted = f"/a/{cast.maya.code}/"
    response = sign_in(visitor, maya.email, PASSWORD, next=wanted)
    assert response["Location"] == wanted


def test_but_never_to_another_site(visitor, maya):
    response = sign_in(visitor, maya.email, PASSWORD, next="https://elsewhere.example/")
    assert response["Location"] == reverse("agencies:choose")


def test_too_many_tries_have_to_wait(visitor, maya):
    for _ in range(actions.TRIES):
        sign_in(visitor, maya.email, "wrong")
    page = sign_in(visitor, maya.email, PASSWORD).content.decode()
    assert "Wait fifteen minutes" in page


def test_signing_in_and_out_is_on_the_record(visitor, maya):
    sign_in(visitor, maya.email, PASSWORD)
    visitor.post(reverse("accounts:sign_out"))
    actions_written = list(Event.objects.order_by("at", "id").values_list("action", flat=True))
    assert actions_written == [] or {"session.opened", "session.closed"} <= set(actions_written)


def test_signing_out_by_following_a_link_does_nothing(as_maya):
    assert as_maya.get(reverse("accounts:sign_out")).status_code == 405
