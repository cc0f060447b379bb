"""A person's own row: made with a referral, edited by whoever knows more, labelled by programs."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone as clock
from procrastinate.contrib.django import app

from followalong.agencies.base import Label
from followalong.agencies.models import Program
from followalong.audit.record import record
from followalong.clients.actions.duplicates import relabel_pairs
from followalong.clients.actions.ties import share_if_joined
from followalong.clients.models import Client, Enrolment, Referral, Relation
from followalong.clients.refusals import EditConflict
from followalong.clients.rules import client_label
from followalong.clients.rules.sameness import stored_keys
from followalong.core.actor import Actor

# What the edit page may change; labels, merges and ids have actions of their own.
EDITABLE = frozenset(
    {
        "given_name",
        "family_name",
        "preferred_name",
        "pronouns",
        "born_on",
        "language",
        "postal_code",
        "phone",
        "email",
        "ok_to_text",
        "safe_contact",
        "emergency_contact",
        "treatment_team",
    }
)
# What may show that somebody is here twice.
COMPARED = {"given_name", "family_name", "preferred_name", "born_on", "phone"}
AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Person:
    """What somebody told us about a person who asks to join. Only a name is needed."""

    given_name: str
    family_name: str | None = None
    preferred_name: str | None = None
    pronouns: str | None = None
    born_on: dt.date | None = None
    language: str | None = None
    phone: str | None = None
    email: str | None = None
    ok_to_text: bool | None = None
    safe_contact: str | None = None


def label_of(program: Program) -> Label:
    """The label of every row that belongs to a program."""
    return Label.SUD if program.is_sud else Label.NORMAL


def add_client(*, by: Actor, program: Program, person: Person) -> Client:
    """A new person, known to the program they were referred to."""
    client = Client(agency_id=by.agency_id, label=label_of(program), **asdict(person))
    set_keys(client)
    client.save(force_insert=True)
    look_later(client.agency_id, [client.pk])
    return client


def look_later(agency_id: UUID, client_ids: Iterable[UUID]) -> None:
    """Whether people are here already is looked at afterwards, by a service: it takes whoever
    writes the same time whether or not there is somebody."""
    afterwards("look_for_duplicates", agency_id, client_ids)


def afterwards(task: str, agency_id: UUID, client_ids: Iterable[UUID]) -> None:
    """Put a task of this room about these people in the queue, some of them at a time."""
    later = app.configure_task(f"followalong.clients.tasks.{task}")
    ids: list[Any] = sorted(str(one) for one in client_ids)
    for start in range(0, len(ids), AT_ONCE):
        later.defer(agency_id=str(agency_id), client_ids=ids[start : start + AT_ONCE])


def tie_to_program(*, by: Actor, client: Client, program: Program, on: dt.date) -> None:
    """Open the person's record to the program's staff. The tie stays."""
    tie = Relation(
        agency_id=by.agency_id,
        client=client,
        kind=Relation.Kind.PROGRAM,
        program=program,
        from_on=on,
        label=label_of(program),
    )
    # Already tied: one tie a program is enough; one that another row lent becomes this row's own,
    # and one that was taken back holds again.
    Relation.objects.bulk_create([tie], ignore_conflicts=True)
    known = Relation.everything.filter(client=client, program=program)
    lost = known.filter(Q(is_shared=True) | Q(withdrawn_at__isnull=False))
    lost.update(is_shared=False, withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
    share_if_joined(client)


def relabel(client: Client) -> None:
    """SUD only while every enrolment and referral is in an addiction program.

    A referral elsewhere counts too: that program's staff were told about the person.
    """
    programs = [
        program
        for rows in (Enrolment.objects, Referral.objects)
        for program in rows.filter(client=client).values_list("program__setting", flat=True)
    ]
    if not programs:
        return  # nobody knows them any more: what they were, they stay
    label = client_label([setting == Program.Setting.ADDICTION for setting in programs])
    if label != client.label:
        Client.objects.filter(pk=client.pk).update(label=label)
        client.label = label
        relabel_pairs([client.pk])
        share_if_joined(client)


@transaction.atomic
def edit_client(*, by: Actor, client: Client, version: int, values: Mapping[str, Any]) -> Client:
    """Correct or complete what we know about a person, seen at `version`.

    Raises EditConflict when somebody saved another version in the meantime.
    """
    stored = Client.objects.select_for_update().get(pk=client.pk)
    if stored.version != version:
        raise EditConflict(stored)
    changed = [name for name in EDITABLE & set(values) if getattr(stored, name) != values[name]]
    for name in changed:
        setattr(stored, name, values[name])
    if changed:
        keys = set_keys(stored)
        stored.version = F("version") + 1
        stored.changed_at = clock.now()
        stored.save(update_fields=[*changed, *keys, "version", "changed_at"])
        stored.refresh_from_db(fields=["version"])
        record(by=by, action="client.edited", subject=stored, clients=[stored.pk], fields=changed)
    if COMPARED & set(changed):
        look_later(stored.agency_id, [stored.pk])
    return stored


def set_keys(client: Client) -> list[str]:
    """Work out again what names and numbers are looked up by; the columns that hold it."""
    keys = stored_keys(client.given_name, client.family_name, client.preferred_name, client.phone)
    for name, value in keys.items():
        setattr(client, name, value)
    return list(keys)
