"""Ties that the rows of one person lend to each other."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from followalong.agencies.base import Label
from followalong.agencies.everywhere import service_in
from followalong.agencies.models import Membership
from followalong.audit.record import record
from followalong.clients.models import Client, Relation
from followalong.clients.rows import same_person
from followalong.core.actor import Actor
from followalong.core.db import acting_as

TAKEN_APART = "taken_apart"


def share_ties(*, agency_id: UUID, person_id: UUID) -> None:
    """Whoever may read one row of a person may read the others: no more, and no less.

    Lent ties are worked out anew from the rows' own. The service sees those of the addiction
    program too; they keep their label, and so open nothing to anybody outside it.
    """
    with acting_as(service_in("matcher", agency_id)):
        rows = list(Client.objects.filter(pk__in=same_person(person_id)))
        own = list(Relation.objects.filter(client__in=rows, is_shared=False))
        lent = Relation.objects.filter(client__in=rows, is_shared=True)
        lent.update(withdrawn_at=clock.now(), withdrawn_why=TAKEN_APART)
        for row in rows:
            _lend(row, [tie for tie in own if tie.client_id != row.pk])


def share_if_joined(client: Client) -> None:
    """What opens one row of a person opens the others."""
    if client.same_as_id or Client.objects.filter(same_as=client).exists():
        share_ties(agency_id=client.agency_id, person_id=client.same_as_id or client.pk)


def share_all_ties(*, by: Actor) -> None:
    """The same for everybody who has more than one row."""
    joined = Client.objects.filter(same_as__isnull=False).order_by().values_list("same_as")
    for (person_id,) in joined.distinct():
        share_ties(agency_id=by.agency_id, person_id=person_id)


def _lend(row: Client, ties: list[Relation]) -> None:
    """Each tie of the person's other rows, once, unless this row has it itself. One to a hidden
    row is hidden as well."""
    for tie in ties:
        label = Label.SUD if Label.SUD in (tie.label, row.label) else tie.label
        same = Q(client=row, program=tie.program_id, membership=tie.membership_id)
        if tie.program_id is None:
            same &= Q(kind=tie.kind, cover=tie.cover_id, from_on=tie.from_on, to_on=tie.to_on)
        known = Relation.everything.filter(same)
        if known.filter(withdrawn_at__isnull=True).exists():
            continue
        again = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_why": ""}
        if known.filter(is_shared=True).update(**again, label=label):
            continue
        Relation.objects.bulk_create([_copy(tie, row, label)], ignore_conflicts=True)


def _copy(tie: Relation, row: Client, label: str) -> Relation:
    return Relation(
        agency_id=tie.agency_id,
        client=row,
        kind=tie.kind,
        program_id=tie.program_id,
        membership_id=tie.membership_id,
        cover_id=tie.cover_id,
        from_on=tie.from_on,
        to_on=tie.to_on,
        label=label,
        is_shared=True,
    )


@transaction.atomic
def let_in(
    *, by: Actor, client: Client, membership: Membership, from_on: dt.date, to_on: dt.date
) -> Relation:
    """Open a person's record to one colleague who asked, from a first day to a last one."""
    tie = Relation.objects.create(
        agency_id=by.agency_id,
        client=client,
        kind=Relation.Kind.LET_IN,
        membership=membership,
        from_on=from_on,
        to_on=to_on,
        label=client.label,
    )
    share_if_joined(client)
    record(by=by, action="relation.made", subject=tie, clients=[client.pk], fields=["to_on"])
    return tie
