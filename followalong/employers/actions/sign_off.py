"""A lead signs a week's employer contacts off: they were looked at (fidelity item 17)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.dates import week_start
from followalong.employers.models import EmployerContact, SignOff


class WeekToCome(Exception):
    """Nobody can have looked at what has not happened."""

    def __init__(self) -> None:
        super().__init__(_("That week is still to come."))


@transaction.atomic
def sign_off_week(
    *, by: Actor, monday: date, seen: Collection[UUID], comment: str | None = None
) -> SignOff:
    """Sign off the contacts of a week that were on the screen, and no others.

    What was signed before keeps its first day. Raises WeekToCome.
    """
    today = timezone.localdate()
    if week_start(monday) > today:
        raise WeekToCome
    rows = EmployerContact.objects.visible_to(by).filter(
        pk__in=seen, signed_off_on__isnull=True, started_on__gte=week_start(monday)
    )
    # Held until the end, so that two leads do not both sign one contact.
    held = list(rows.select_for_update(of=("self",)).order_by("pk").values("pk", "client_id"))
    EmployerContact.objects.filter(pk__in=[row["pk"] for row in held]).update(
        signed_off_on=today,
        signed_off_by=by.membership_id,
        version=F("version") + 1,
        changed_at=timezone.now(),
    )
    made = SignOff(
        agency_id=by.agency_id,
        week_of=week_start(monday),
        program_id=by.team_id,
        signed_on=today,
        signed_by_id=by.membership_id,
        contacts=len(held),
        comment=comment or None,
    )
    made.save(force_insert=True)
    record(
        by=by,
        action="employer_week.signed_off",
        subject=made,
        clients=[row["client_id"] for row in held],
        fields=["signed_off_on", "signed_off_by"],
        row_count=len(held),
    )
    return made
