"""A browser in which somebody has signed in with everything that is asked for."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from followalong.accounts import doors


def sign_in(browser: Client, user: Any) -> None:
    browser.force_login(user)
    stay_signed_in(browser)


def stay_signed_in(browser: Client) -> None:
    """As if this person had just shown their passkey."""
    session = browser.session
    doors.mark(session, is_proved=True)
    session.save()


class Presence:
    """For tests that move the clock: the person is there whenever they ask for a page."""

    def __init__(self) -> None:
        self.at = timezone.now()

    def keep_open(self, browser: Client) -> None:
        if self.at != timezone.now():
            self.at = timezone.now()
            stay_signed_in(browser)


def code(secret: str, ahead: int = 0) -> str:
    """What an authenticator app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
