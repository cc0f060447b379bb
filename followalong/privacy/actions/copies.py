"""A person's copy of their record: put on their own page, read there, taken off again."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone as clock

from followalong.agencies.base import Label
from followalong.audit.models import Event
from followalong.audit.record import record
from followalong.clients.models import Client, Enrolment
from followalong.clients.rows import same_person
from followalong.core.actor import Actor
from followalong.core.files import NoFileKey, NotOpened, content_of, keep_file
from followalong.privacy.models import GivenCopy, RightsRequest
from followalong.privacy.refusals import CopyRefused, CopyTakenOff
from followalong.privacy.rules import copy_until


@transaction.atomic
def give_copy(
    *, by: Actor, client: Client, content: bytes, request: RightsRequest | None = None
) -> GivenCopy:
    """Put it on their own page in place of the one before. Raises CopyRefused."""
    today, label = clock.localdate(), _label(by, client)
    _standing(client).update(ended_at=clock.now(), ended_by_id=by.membership_id)
    try:
        file = keep_file(
            by=by, content=content, media_type="application/json", suffix=".json", label=label
        )
    except (NoFileKey, ValueError) as missing:
        raise CopyRefused from missing
    copy = GivenCopy.objects.create(
        agency_id=by.agency_id,
        label=label,
        client=client,
        request=request,
        file=file,
        given_by_id=by.membership_id,
        given_on=today,
        until_on=copy_until(today),
    )
    record(by=by, action="copy.given", subject=copy, clients=[client.pk], purpose="PATRQT")
    return copy


@transaction.atomic
def take_copy_off(*, by: Actor, copy: GivenCopy) -> GivenCopy:
    """It opens no more on their page. Raises CopyTakenOff."""
    stored = GivenCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if stored.ended_at:
        raise CopyTakenOff
    stored.ended_at, stored.ended_by_id = clock.now(), by.membership_id
    stored.version += 1
    stored.save()
    record(by=by, action="copy.taken_off", subject=stored, clients=[stored.client_id])
    return stored


@transaction.atomic
def open_copy(*, by: Actor, copy: GivenCopy, request_id: UUID, kind: str = "page") -> bytes:
    """What the person reads or takes along; each time is on the record. Raises CopyRefused."""
    done = "copy.opened" if kind == "page" else "copy.downloaded"
    record(
        by=by,
        action=done,
        subject=copy,
        clients=[copy.client_id],
        fields=[kind],
        purpose="PATRQT",
        request_id=request_id,
    )
    try:
        return content_of(copy.file)
    except NotOpened as closed:
        raise CopyRefused from closed


def note_copy(*, by: Actor, client: Client, kind: str, request_id: UUID) -> Event:
    """The person's own copy of their record was taken out as a file, for them."""
    return record(
        by=by,
        action="copy.exported",
        clients=[client.pk],
        fields=[kind],
        purpose="PATRQT",
        request_id=request_id,
    )


def _standing(client: Client) -> QuerySet[GivenCopy]:
    return GivenCopy.objects.filter(client__in=same_person(client.pk), ended_at__isnull=True)


def _label(by: Actor, client: Client) -> str:
    """As narrow as the narrowest row it may hold: of an addiction program, if they are in one."""
    mine = Enrolment.objects.filter(client__in=same_person(client.pk), label=Label.SUD)
    return Label.SUD if by.sees_sud and mine.exists() else client.label
