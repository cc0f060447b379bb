"""Meeting a peer first, if the person would like to. Nothing waits for it (domain.md 5.1, 5.3)."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone as clock

from followalong.agencies.models import Membership, Program
from followalong.agencies.withdrawing import withdraw
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
        withdraw(old, by=by, why="replaced")
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
def meet_peer(*, by: Actor, client_id: UUID, on: dt.date) -> None:
    """A peer talked with somebody who wished for it: the wish is met, whichever peer it was."""
    for meeting in _meetings(client_id).filter(asked_on__lte=on, met_on__isnull=True):
        _set_met(by, meeting, on)


@transaction.atomic
def unmeet_peer(*, by: Actor, client_id: UUID, on: dt.date) -> None:
    """The talk of that day was written down by mistake: the wish stands, if no newer one does."""
    found = list(_meetings(client_id))
    open_in = {meeting.program_id for meeting in found if meeting.met_on is None}
    for meeting in found:
        if meeting.met_on == on and meeting.program_id not in open_in:
            _set_met(by, meeting, None)


def _meetings(client_id: UUID) -> QuerySet[PeerMeeting]:
    return PeerMeeting.objects.select_for_update().filter(client=client_id, wished=True)


def _set_met(by: Actor, meeting: PeerMeeting, on: dt.date | None) -> None:
    meeting.met_on = on
    meeting.version += 1
    meeting.save()
    record(
        by=by,
        action="peer_meeting.met" if on else "peer_meeting.opened_again",
        subject=meeting,
        clients=[meeting.client_id],
        fields=["met_on"],
    )
