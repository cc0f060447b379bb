"""Passkeys, one-time codes and recovery codes: the library's, with our keys around its secrets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from followalong.accounts.models import User
from followalong.core.columns import is_sealed_now, open_text, seal_text
from followalong.core.throttle import hit

Type = Authenticator.Type
CODE_GOOD_FOR = timedelta(minutes=2)
_owner: ContextVar[str] = ContextVar("owner of the secrets at hand")
# Where in a row's data a sealed secret stands.
SEALED = ("secret", "seed")


class Adapter(DefaultMFAAdapter):
    """Secrets are sealed for their owner's row; people see the site's own name."""

    def encrypt(self, text: str) -> str:
        return seal_text(text, place=_place())

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(encrypted_text, place=_place())

    def get_totp_issuer(self) -> str:
        return "Followalong"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": "Followalong"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.email}


def _place() -> str:
    return f"mfa_authenticator.data:{_owner.get()}"


@contextmanager
def secrets_of(user: User) -> Iterator[None]:
    """Within, the library seals and opens the secrets of this person."""
    token = _owner.set(str(user.pk))
    try:
        yield
    finally:
        _owner.reset(token)


def strong(user: User) -> QuerySet[Authenticator]:
    """A person's second steps; recovery codes only stand in for one."""
    return Authenticator.objects.filter(user=user, type__in=[Type.WEBAUTHN, Type.TOTP])


def has_factor(user: User) -> bool:
    return strong(user).exists()


def has_passkey(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Type.WEBAUTHN).exists()


def proves(request: HttpRequest, user: User, *, code: str, credential: str) -> bool:
    """Whether this code or passkey is this person's. A code is good once."""
    row = _by_credential(user, credential) if credential else _by_code(user, code)
    if row is None:
        return False
    row.record_usage()
    return True


def _by_credential(user: User, credential: str) -> Authenticator | None:
    try:
        return webauthn.complete_authentication(user, json.loads(credential))
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _by_code(user: User, code: str) -> Authenticator | None:
    code = code.replace(" ", "").replace("-", "")
    if not code.isdigit():
        return None
    with secrets_of(user):
        for row in Authenticator.objects.filter(user=user, type=Type.TOTP):
            if TOTP(row).validate_code(code):
                # The library remembers used codes in one process's memory; there are several.
                used = hit("code-used", user.pk, code, within=CODE_GOOD_FOR) > 1
                return None if used else row
        for row in Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES):
            kept = RecoveryCodes(row)
            if kept.validate_code(code):
                return kept.instance
    return None


def passkey_owner(request: HttpRequest, credential: str) -> User | None:
    """Whose passkey answered; None when it is nobody's."""
    try:
        said = json.loads(credential)
        user = webauthn.extract_user_from_response(said)
        row = webauthn.complete_authentication(user, said)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    row.record_usage()
    return user


def new_passkey(request: HttpRequest, credential: str) -> dict | None:
    """What a device answered to our question, proved; None when it does not fit."""
    try:
        said = json.loads(credential)
        webauthn.complete_registration(said)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return said


def recovery_codes(user: User) -> list[str]:
    """The codes that are left, made now if there were none."""
    with secrets_of(user):
        return RecoveryCodes.activate(user).get_unused_codes()


def reseal_all() -> int:
    """Seal again what an older key sealed; answers how many secrets that were."""
    renewed = 0
    for pk in Authenticator.objects.values_list("pk", flat=True):
        row = Authenticator.objects.select_for_update().filter(pk=pk).first()
        if row is not None:
            renewed += _reseal(row)
    return renewed


def _reseal(row: Authenticator) -> int:
    old = {key: row.data[key] for key in SEALED if key in row.data}
    stale = {key: text for key, text in old.items() if not is_sealed_now(text)}
    place = f"mfa_authenticator.data:{row.user_id}"
    for key, text in stale.items():
        row.data[key] = seal_text(open_text(text, place=place), place=place)
    if stale:
        row.save(update_fields=["data"])
    return len(stale)
