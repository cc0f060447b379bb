"""Somebody has died: everything that asks about them stops at once, in every program.

The one who writes it down may not see each of the programs, and must not learn of one by this. So
the stopping is done by a service, and nothing of it is shown.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone as clock

from followalong.agencies.actors import service_actor
from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.clients import events
from followalong.clients.models import (
    Assignment,
    Client,
    Consent,
    Enrolment,
    Facet,
    OutreachChoice,
    Referral,
    Relation,
    Stopped,
)
from followalong.clients.refusals import DeathProblem, DeathRefused
from followalong.clients.rows import WAITING, same_person
from followalong.clients.rules import EndedWith, ExitReason, ReferralDecision
from followalong.core.actor import Actor
from followalong.core.dates import ONE_DAY
from followalong.core.db import acting_as

WHY = "died"


@transaction.atomic
def record_death(
    *, by: Actor, client: Client, died_on: dt.date, told_by: Enrolment | None = None
) -> Client:
    """Every open enrolment ends, in whatever program, and with them every clock, plan, reminder
    and list. `told_by` is the exit that an import brought, if that says so. Raises DeathRefused.
    """
    person = _locked(client)
    if problem := _problem(person, died_on):
        raise DeathRefused(problem)
    with acting_as(_service(by)) as service:
        _stop_everything(service, list(_rows_of(person).select_for_update()), died_on, told_by)
    record(
        by=by,
        action="client.death_recorded",
        subject=person,
        clients=[person.pk],
        fields=["died_on"],
    )
    client.refresh_from_db(fields=["died_on", "version"])
    return client


@transaction.atomic
def take_back_death(*, by: Actor, client: Client) -> Client:
    """It was a mistake: everything is as it was before. Raises DeathRefused."""
    person = _locked(client)
    if person.died_on is None:
        raise DeathRefused(DeathProblem.NOT_RECORDED)
    with acting_as(_service(by)) as service:
        ids = [row.pk for row in _rows_of(person)]
        stopped = Stopped.objects.filter(client__in=ids)
        for one in stopped.order_by("-pk"):
            _give_back(one)
        changed = {"version": F("version") + 1, "changed_at": clock.now()}
        # Deaths of before rows of people were kept with the others.
        Client.objects.filter(pk__in=ids, died_on__isnull=False).update(died_on=None, **changed)
        stopped.update(withdrawn_at=clock.now(), withdrawn_why="taken back", **changed)
        for enrolment in Enrolment.objects.filter(client__in=ids, exited_on__isnull=True):
            events.tell(service, enrolment)
        for referral in Referral.objects.filter(client__in=ids):
            events.tell_referral(service, referral)
    record(
        by=by,
        action="client.death_taken_back",
        subject=person,
        clients=[person.pk],
        fields=["died_on"],
    )
    client.refresh_from_db(fields=["died_on", "version"])
    return client


def exit_key(enrolment_id: UUID | str) -> str:
    """Marks what a death stopped that an imported exit told of."""
    return f"exit:{enrolment_id}"


def _problem(person: Client, died_on: dt.date) -> DeathProblem | None:
    if person.died_on is not None:
        return DeathProblem.ALREADY_RECORDED
    if died_on > clock.localdate():
        return DeathProblem.IN_FUTURE
    if person.born_on and died_on < person.born_on:
        return DeathProblem.BEFORE_BIRTH
    return None


def _give_back(one: Stopped) -> None:
    """The row as it was. If nobody changed it since, it is also counted as it was, so that an
    import that brought it can still be taken back."""
    before = dict(one.before)
    held = before.pop("version", None)
    as_before = Case(When(version=(held or 0) + 1, then=Value(held or 0)), default=F("version") + 1)
    rows = apps.get_model(one.table)._base_manager.filter(pk=one.row_id)
    rows.update(**before, version=as_before, changed_at=clock.now())


def _stop_everything(
    service: Actor, rows: list[Client], died_on: dt.date, told_by: Enrolment | None
) -> None:
    def stop(row: LabelledModel, **values: Any) -> None:
        """Give a row other values and keep what it held."""
        held = {name: getattr(row, name) for name in (*values, "version")}
        Stopped(
            agency_id=row.agency_id,
            client_id=getattr(row, row.client_column or ""),
            table=row._meta.label_lower,
            row_id=row.pk,
            before=held,
            label=row.label,
            source_id=exit_key(told_by.pk) if told_by else None,
        ).save(force_insert=True)
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*values, "version", "changed_at"])

    clients = [row.pk for row in rows]
    for row in rows:
        stop(row, died_on=died_on)
    for referral in Referral.objects.filter(WAITING, client__in=clients):
        answer = {"decision": ReferralDecision.WITHDRAWN, "decided_on": clock.localdate()}
        stop(referral, decided_at=clock.now(), **answer)
        events.tell_referral(service, referral)
    for enrolment in Enrolment.objects.filter(client__in=clients, exited_on__isnull=True):
        _stop_enrolment(service, enrolment, died_on, stop)
    covers = Relation.objects.filter(client__in=clients, kind=Relation.Kind.COVERS)
    for tie in covers.filter(Q(to_on__isnull=True) | Q(to_on__gt=died_on)):
        _end(tie, died_on, stop)
    _stop_choices(service, clients, died_on, stop)
    for listener in events.person_died:
        listener(service, clients, stop)
    for enrolment in Enrolment.objects.filter(client__in=clients):
        events.tell(service, enrolment)


def _stop_choices(service: Actor, clients: list[UUID], died_on: dt.date, stop: events.Stop) -> None:
    """No yes outlives the person: on the day itself nobody is told any more."""
    last_on = died_on - ONE_DAY
    goes_on = Q(expires_on__isnull=True) | Q(expires_on__gt=last_on)
    for yes in Consent.objects.filter(goes_on, client__in=clients, revoked_on__isnull=True):
        own = {} if yes.ended_with else {"own_end_on": yes.expires_on}
        stop(yes, expires_on=max(last_on, yes.signed_on), ended_with=EndedWith.DEATH, **own)
        record(
            by=service,
            action="consent.ended",
            subject=yes,
            clients=[yes.client_id],
            fields=["expires_on", "ended_with"],
        )


def _stop_enrolment(
    service: Actor, enrolment: Enrolment, died_on: dt.date, stop: events.Stop
) -> None:
    last_on = max(died_on, enrolment.entered_on)
    stop(enrolment, exited_on=last_on, exit_reason=ExitReason.DIED)
    for model in (Assignment, Facet, OutreachChoice):
        goes_on = Q(to_on__isnull=True) | Q(to_on__gt=last_on)
        for row in model.objects.filter(goes_on, enrolment=enrolment):
            _end(row, last_on, stop)
    record(
        by=service,
        action="enrolment.closed",
        subject=enrolment,
        clients=[enrolment.client_id],
        fields=["exited_on", "exit_reason"],
    )


def _end(row: Any, last_on: dt.date, stop: events.Stop) -> None:
    """The last day of a dated row; one that would end before it began was never there."""
    if last_on < row.from_on:
        stop(row, withdrawn_at=clock.now(), withdrawn_why=WHY)
    else:
        stop(row, to_on=last_on)


def _service(by: Actor) -> Actor:
    agency = Agency.objects.get(pk=by.agency_id)
    return service_actor("clockmaker", agency, on_behalf_of=by.membership_id)


def _locked(client: Client) -> Client:
    """The row that stands for this person, as it is now."""
    return Client.objects.select_for_update().get(pk=client.same_as_id or client.pk)


def _rows_of(person: Client) -> Any:
    """Every row of one person: theirs, and those that were joined to it."""
    return Client.objects.filter(pk__in=same_person(person.pk))
