"""Words that a person's copies leave out: marked by whoever makes the copy, and shown again."""

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.base import LabelledModel
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.privacy.models import HeldBack
from followalong.privacy.refusals import ShownAgain


@transaction.atomic
def hold_back(
    *, by: Actor, client: Client, row: LabelledModel, reason: str, passage: str | None = None
) -> HeldBack:
    """Keep an entry, or a passage of it, out of every copy from now on."""
    held = HeldBack.objects.create(
        agency_id=by.agency_id,
        label=row.label,
        client=client,
        row_type=row._meta.label_lower,
        row_id=row.pk,
        passage=passage or None,
        reason=reason,
        held_on=clock.localdate(),
        held_by_id=by.membership_id,
    )
    what = "passage" if passage else "entry"
    record(by=by, action="copy.held_back", subject=held, clients=[client.pk], fields=[reason, what])
    return held


@transaction.atomic
def show_again(*, by: Actor, held: HeldBack) -> HeldBack:
    """Copies say it again from now on. Raises ShownAgain."""
    stored = HeldBack.objects.select_for_update(of=("self",)).get(pk=held.pk)
    if stored.shown_on:
        raise ShownAgain
    stored.shown_on, stored.shown_by_id = clock.localdate(), by.membership_id
    stored.version += 1
    stored.save()
    record(by=by, action="copy.shown_again", subject=stored, clients=[stored.client_id])
    return stored
