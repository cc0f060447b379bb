"""An exit that an import brought says that somebody died: no less stops than when it is written
down here."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from followalong.clients.actions.deaths import exit_key, record_death, take_back_death
from followalong.clients.actions.people import afterwards
from followalong.clients.models import Client, Enrolment, Stopped
from followalong.clients.refusals import DeathRefused
from followalong.clients.rows import same_person
from followalong.clients.rules import ExitReason
from followalong.core.actor import Actor

TOLD = exit_key("")


@transaction.atomic
def follow_told_deaths(*, by: Actor, clients: Collection[UUID] | None = None) -> None:
    """Of these people, or of everybody: what imported exits tell of is recorded as a death, once,
    and what they no longer tell of is taken back.

    Where somebody came back later than they died, the history contradicts itself: people decide.
    """
    those = Q() if clients is None else Q(client__in=clients)
    exits = Enrolment.objects.filter(
        those, exit_reason=ExitReason.DIED, client__let_go_on__isnull=True
    )
    keys = [exit_key(pk) for pk in exits.values_list("pk", flat=True)]
    marked = Stopped.objects.filter(those, source_id__startswith=TOLD)
    _take_back(by, marked.exclude(source_id__in=keys))
    # What a person took back stays taken back.
    known = set(Stopped.everything.filter(source_id__in=keys).values_list("source_id", flat=True))
    new = exits.filter(client__died_on__isnull=True).select_related("client")
    for told in new.order_by("exited_on", "pk"):
        if exit_key(told.pk) not in known and not _came_back(told):
            _record(by, told)


@transaction.atomic
def untell_deaths(*, by: Actor, enrolments: Collection[UUID]) -> None:
    """These exits are about to go with their import: all that they stopped goes on."""
    _take_back(by, Stopped.objects.filter(source_id__in=[exit_key(pk) for pk in enrolments]))


def stop_later(agency_id: UUID, client_ids: Iterable[UUID]) -> None:
    """Done afterwards, so that an import stores what its package says and nothing else."""
    afterwards("stop_for_the_dead", agency_id, client_ids)


def _record(by: Actor, told: Enrolment) -> None:
    try:
        with transaction.atomic():
            day = told.exited_on  # an exit has one
            record_death(by=by, client=told.client, died_on=day, told_by=told)  # type: ignore[arg-type]
    except DeathRefused:
        return  # written down here already, or a day that cannot be


def _take_back(by: Actor, stopped: QuerySet[Stopped]) -> None:
    keys = {key for key in stopped.values_list("source_id", flat=True) if key}
    for client in Client.objects.filter(pk__in=stopped.values("client"), died_on__isnull=False):
        client.refresh_from_db()
        if client.died_on is not None:  # not yet, through another row of the same person
            take_back_death(by=by, client=client)
    # The same exit may come again and is then told anew.
    Stopped.everything.filter(source_id__in=keys).update(source_id=None)


def _came_back(told: Enrolment) -> bool:
    rows = same_person(told.client.same_as_id or told.client_id)
    return Enrolment.objects.filter(client__in=rows, entered_on__gt=told.exited_on).exists()
