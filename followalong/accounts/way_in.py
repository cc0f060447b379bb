"""The one-time link for somebody who has lost every way in: the operator makes it by command.

It is a signature over the account as it is now: once the new password is set, it opens nothing.
"""

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from followalong.accounts.models import User


def link_for(user: User) -> str:
    """The path of a link that works once, for one day."""
    who = urlsafe_base64_encode(user.pk.bytes)
    return reverse("accounts:way_in", args=[who, default_token_generator.make_token(user)])


def user_of(who: str, token: str) -> User | None:
    try:
        user = User.objects.filter(pk=urlsafe_base64_decode(who).hex(), is_active=True).first()
    except (ValueError, ValidationError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None
