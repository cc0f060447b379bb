"""Talks about the ways there are."""

from datetime import date

from django.db import transaction

from followalong.audit.record import record
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor
from followalong.planning.models import OptionsTalk


@transaction.atomic
def record_options_talk(
    *,
    by: Actor,
    enrolment: Enrolment,
    talked_on: date,
    looked_at: str | None = None,
    said: str | None = None,
) -> OptionsTalk:
    """Keep what was looked at and said; nothing is decided by it."""
    talk = OptionsTalk.objects.create(
        agency_id=by.agency_id,
        label=enrolment.label,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=by.membership_id,
        talked_on=talked_on,
        looked_at=looked_at,
        said=said,
    )
    record(by=by, action="options_talk.recorded", subject=talk, clients=[talk.client_id])
    return talk
