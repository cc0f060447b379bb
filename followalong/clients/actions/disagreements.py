"""The person's statement that they do not agree: in their words, beside the entry."""

import datetime as dt

from django.db import transaction

from followalong.agencies.base import LabelledModel
from followalong.audit.record import record
from followalong.clients.models import Client, Disagreement
from followalong.core.actor import Actor


@transaction.atomic
def state_disagreement(
    *, by: Actor, client: Client, row: LabelledModel, words: str, way: str, said_on: dt.date
) -> Disagreement:
    """Put it beside the entry, under the entry's own label; the entry is not changed."""
    said = Disagreement.objects.create(
        agency_id=by.agency_id,
        label=row.label,
        client=client.person,
        row_type=row._meta.label_lower,
        row_id=row.pk,
        words=words,
        way=way,
        said_on=said_on,
        written_by_id=by.membership_id,
    )
    record(by=by, action="disagreement.stated", subject=said, clients=[said.client_id])
    return said
