"""The one-time link that opens an empty installation to its first administrator."""

import hashlib
import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from followalong.accounts.models import SetupLink, User

VALID_FOR = timedelta(days=7)


def first_link() -> str | None:
    """A new link's path while nobody can sign in yet; None once somebody can.

    Links made before are void: only the one printed last opens.
    """
    if User.objects.exists():
        return None
    now = timezone.now()
    SetupLink.objects.filter(used_at__isnull=True).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    SetupLink.objects.create(token_hash=hashed(token), expires_at=now + VALID_FOR)
    return reverse("agencies:first", args=[token])


def open_link(token: str) -> SetupLink | None:
    """The link if it is unused and in time."""
    return SetupLink.objects.filter(
        token_hash=hashed(token), used_at__isnull=True, expires_at__gt=timezone.now()
    ).first()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
