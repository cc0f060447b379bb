"""Sign-ins of the demonstration's cast, and entries that were written down at their time."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from followalong.accounts.models import User
from followalong.agencies.models import Membership
from followalong.audit.record import record
from followalong.caseload.models import Contact
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


@transaction.atomic
def write_at_its_time(*, by: Actor, contacts: Iterable[Contact], after: timedelta) -> None:
    """What is loaded now was written down so long after it began."""
    rows = list(contacts)
    for row in rows:
        if row.started_at is None:
            continue  # of a day whose hour nobody knows
        Contact.objects.filter(pk=row.pk).update(entered_at=row.started_at + after)
    record(
        by=by,
        action="contact.amended",
        subject=rows[0],
        clients={row.client_id for row in rows},
        fields=["entered_at"],
    )
