"""Photos and documents of a person: checked, scanned, sealed; put right; opened on the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies import packs
from followalong.agencies.base import Label
from followalong.audit.record import record
from followalong.clients.agreed import yes_of
from followalong.clients.correctable import KINDS, Kind
from followalong.clients.file_refusals import FileProblem, FileRefused, PhotoNeedsYes
from followalong.clients.models import Client, ClientFile, Enrolment
from followalong.clients.rules import ConsentType, Sees
from followalong.core.actor import Actor
from followalong.core.clamd import Scan, scan
from followalong.core.files import NoFileKey, NotOpened, content_of, keep_again, keep_file
from followalong.core.uploads import Purpose, Refused, UploadProblem, check

# What shows the person themselves.
PHOTO = "PHOTO"
DETAILS = ("kind", "title", "taken_on", "expires_on", "sees")


@dataclass(frozen=True)
class Sent:
    """A file as it came: what its sender calls it, its bytes, and what it is sent for."""

    name: str
    content: bytes
    purpose: Purpose = Purpose.DOCUMENT


@transaction.atomic
def add_file(
    *,
    by: Actor,
    client: Client,
    sent: Sent,
    kind: str,
    title: str,
    sees: str,
    taken_on: date | None = None,
    expires_on: date | None = None,
) -> ClientFile:
    """Keep a photo or document of a person. Raises FileRefused with the reason.

    A scanner that finds something decides; one that does not answer does not hold up the work:
    the file says that it was not scanned.
    """
    _refuse_dates(taken_on, expires_on)
    _refuse_photo(client, kind)
    try:
        checked = check(sent.name, sent.content, sent.purpose)
        found = scan(sent.content)
        if found == Scan.INFECTED:
            raise Refused(UploadProblem.INFECTED)
        label = label_for(by, client, kind)
        file = keep_file(
            by=by,
            content=checked.content,
            media_type=checked.media_type,
            suffix=checked.suffix,
            label=label,
        )
    except Refused as refused:
        raise FileRefused(refused.problem) from refused
    except NoFileKey as missing:
        raise FileRefused(FileProblem.NO_KEY) from missing
    row = ClientFile(
        agency_id=by.agency_id,
        client=client,
        file=file,
        membership_id=by.membership_id,
        label=label,
        kind=kind,
        title=title,
        taken_on=taken_on,
        expires_on=expires_on,
        sees=_sees(kind, sees),
        scan=found,
        added_at=clock.now(),
        added_on=clock.localdate(),
    )
    row.save(force_insert=True)
    _record(by, "file.added", row, ["kind", "sees", "scan"])
    return row


@transaction.atomic
def edit_file(*, by: Actor, row: ClientFile, version: int, values: Mapping[str, Any]) -> ClientFile:
    """Put right what is said about a file; its content stays. Raises FileRefused."""
    stored = ClientFile.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if stored.version != version:
        raise FileRefused(FileProblem.CHANGED)
    values = {name: values[name] for name in DETAILS if name in values}
    _refuse_dates(values.get("taken_on"), values.get("expires_on"))
    if values["kind"] != stored.kind:
        _refuse_photo(stored.client, values["kind"])
    if is_legal(values["kind"]) != is_legal(stored.kind):
        raise FileRefused(FileProblem.OTHER_LABEL)
    values["sees"] = _sees(values["kind"], values["sees"])
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    for name in changed:
        setattr(stored, name, values[name])
    stored.version += 1
    stored.save(update_fields=[*changed, "version", "changed_at"])
    _record(by, "file.edited", stored, changed)
    return stored


@transaction.atomic
def open_file(*, by: Actor, row: ClientFile) -> bytes:
    """The content, to be taken away; each time is on the record. Raises FileRefused."""
    if row.scan == Scan.INFECTED:
        raise FileRefused(FileProblem.TAKEN_AWAY)
    if row.kind == PHOTO and not yes_of(row.client, ConsentType.PHOTO).exists():
        raise FileRefused(FileProblem.PHOTO_NO_LONGER)
    _record(by, "file.downloaded", row, ["file"])
    try:
        return content_of(row.file)
    except NotOpened as closed:
        raise FileRefused(FileProblem.NOT_OPENED) from closed


def _refuse_photo(client: Client, kind: str) -> None:
    if kind == PHOTO and not yes_of(client, ConsentType.PHOTO).exists():
        raise PhotoNeedsYes(FileProblem.PHOTO_WITHOUT_YES)


def label_for(by: Actor, client: Client, kind: str) -> Label:
    """The person's label; of an addiction program's staff about their own people its label; a
    court paper's own where neither applies."""
    is_sud = client.label == Label.SUD or (
        by.sees_sud and Enrolment.objects.filter(client=client, label=Label.SUD).exists()
    )
    if is_sud:
        return Label.SUD
    return Label.LEGAL if is_legal(kind) else Label.NORMAL


def is_legal(kind: str) -> bool:
    listed = packs.codes.get("file.kind")
    return kind in listed and bool(listed.flag(kind, "legal"))


def enter_kinds() -> None:
    """Called once, when the application starts."""
    KINDS[ClientFile] = Kind(day=lambda row: row.added_on, settle=_seal_again)


def _seal_again(by: Actor, row: ClientFile) -> None:
    """At another person's, the content is sealed in a row of its own, under that label."""
    try:
        row.file = keep_again(by=by, file=row.file, label=row.label)
    except (NotOpened, NoFileKey) as closed:
        raise FileRefused(FileProblem.NOT_OPENED) from closed


def _sees(kind: str, sees: str) -> str:
    """Court papers are never for the whole team."""
    return Sees.LEAD if is_legal(kind) else Sees(sees)


def _refuse_dates(taken_on: date | None, expires_on: date | None) -> None:
    if taken_on and taken_on > clock.localdate():
        raise FileRefused(FileProblem.TAKEN_LATER)
    if taken_on and expires_on and expires_on < taken_on:
        raise FileRefused(FileProblem.ENDS_BEFORE)


def _record(by: Actor, action: str, row: ClientFile, fields: list[str]) -> None:
    record(by=by, action=action, subject=row, clients=[row.client_id], fields=fields)
