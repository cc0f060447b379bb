"""Meeting a peer first, if the person would like to. Nothing waits for it (domain.md 5.1, 5.3)."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from followalong.agencies.models import Membership, Program
from followalong.audit.record import record
from followalong.clients.actions.people import label_of
from followalong.clients.models import Client, PeerMeeting
from followalong.core.actor import Actor


@transaction.atomic
def wish_peer(
    *, by: Actor, client: Client, program: Program, peer: Membership | None
) -> PeerMeeting:
    """Write down whom the person would like to meet, or that they would rather not.

    A wish that was not met yet gives way to the new one.
    """
    for old in PeerMeeting.objects.select_for_update().filter(
        client=client, program=program, met_on__isnull=True
    ):
        old.withdrawn_at, old.withdrawn_by = clock.now(), by.id
        old.withdrawn_why = "replaced"
        old.version += 1
        old.save()
    meeting = PeerMeeting(
        agency_id=by.agency_id,
        client=client,
        program=program,
        peer=peer,
        wished=peer is not None,
        asked_on=clock.localdate(),
        label=label_of(program),
    )
    meeting.save(force_insert=True)
    record(by=by, action="peer_meeting.asked", subject=meeting, clients=[client.pk])
    return meeting


@transaction.atomic
def meet_peer(*, by: Actor, client_id: object, on: dt.date) -> None:
    """A peer was in touch with somebody who wished for it: the wish is met, whoever it was."""
    wished = PeerMeeting.objects.select_for_update().filter(
        Q(asked_on__lte=on), client=client_id, wished=True, met_on__isnull=True
    )
    for meeting in wished:
        meeting.met_on = on
        meeting.version += 1
        meeting.save()
        record(
            by=by,
            action="peer_meeting.met",
            subject=meeting,
            clients=[meeting.client_id],
            fields=["met_on"],
        )
