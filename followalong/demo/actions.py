"""Sign-ins of the demonstration's cast."""

from django.db import transaction

from followalong.accounts.models import User
from followalong.agencies.models import Membership
from followalong.audit.record import record
from followalong.core.actor import Actor


@transaction.atomic
def give_sign_in(*, by: Actor, membership: Membership) -> User:
    """A user for an imported member, with no password: only the persona's button opens it."""
    user = User(email=membership.email or "")
    user.set_unusable_password()
    user.save(force_insert=True)
    membership.user = user
    membership.save(update_fields=["user"])
    record(by=by, action="membership.joined", subject=membership, fields=["user"])
    return user
