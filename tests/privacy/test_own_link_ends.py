"""How long Ben's own link opens anything, and how often it may be tried."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as, set_context
from followalong.privacy.actions import make_link
from followalong.privacy.own import QUARTER, TRIES
from tests.cast import VisitorClient
from tests.conftest import NOW

DAYS = dt.timedelta(days=14)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def given(cast) -> tuple[str, str]:
    """The address and the number that Priya hands over."""
    with acting_as(actor_of(cast.priya)) as by:
        _link, secret, number = make_link(by=by, client=cast.ben)
    set_context(None)
    return reverse("own:page", args=[secret]), number


def asked(address: str, number: str = "", machine: str = "127.0.0.1") -> int:
    browser = VisitorClient(REMOTE_ADDR=machine)
    if number:
        return browser.post(address, {"number": number}).status_code
    return browser.get(address).status_code


def test_it_opens_until_the_fourteenth_day_and_not_after_it(given):
    address, number = given
    with time_machine.travel(NOW + DAYS - MINUTE, tick=False):
        assert asked(address) == 200
    with time_machine.travel(NOW + DAYS, tick=False):
        assert asked(address) == asked(address, number) == 404
        assert asked("/p/no-such-secret/") == 404


def test_opened_before_it_ends_as_well(given):
    address, number = given
    with time_machine.travel(NOW + DAYS - MINUTE, tick=False):
        browser = VisitorClient()
        assert browser.post(address, {"number": number}).status_code == 302
        assert b"Who looked" in browser.get(address).content
    with time_machine.travel(NOW + DAYS, tick=False):
        assert browser.get(address).status_code == 404


def test_who_tries_and_tries_is_let_in_again_after_a_quarter_of_an_hour(given):
    address, number = given
    for _ in range(TRIES * 4):
        assert asked("/p/no-such-secret/") == 404
    assert asked(address) == asked(address, number) == 404
    # Nobody else is locked out by that.
    assert asked(address, machine="127.0.0.2") == 200
    with time_machine.travel(NOW + QUARTER + MINUTE, tick=False):
        assert asked(address) == 200
