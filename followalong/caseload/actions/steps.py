"""Next steps: what somebody agreed to do next for a person, or the person themselves."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.models import Membership
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.caseload.models import NextStep
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor


class StepChanged(ValueError):
    """The step is no longer the one that the form was opened with."""


class StepDone(ValueError):
    """It is done; it can be taken up again first."""


@transaction.atomic
def add_next_step(
    *,
    by: Actor,
    enrolment: Enrolment,
    text: str,
    due_on: date | None = None,
    owner: Membership | None = None,
    is_theirs: bool = False,
) -> NextStep:
    """Something agreed on: the actor does it, another `owner`, or the person (`is_theirs`)."""
    step = NextStep(
        agency_id=by.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        label=enrolment.label,
        text=text,
        owner_id=None if is_theirs else owner.pk if owner else by.membership_id,
        due_on=due_on,
    )
    step.save(force_insert=True)
    record(by=by, action="next_step.added", subject=step, clients=[step.client_id])
    return step


@transaction.atomic
def change_next_step(
    *,
    by: Actor,
    step: NextStep,
    version: int,
    text: str,
    due_on: date | None,
    owner: Membership | None,
) -> NextStep:
    """Other words, another day or another doer; nobody as owner means that the person does it.

    Raises StepDone, StepChanged.
    """
    now = _held(step)
    if now.done_on is not None:
        raise StepDone(_("This is done already."))
    if now.version != version:
        raise StepChanged(_("This next step changed while you were writing."))
    values = {"text": text, "due_on": due_on, "owner_id": owner.pk if owner else None}
    changed = [name for name, value in values.items() if getattr(now, name) != value]
    for name in changed:
        setattr(now, name, values[name])
    return _saved(by, now, "next_step.changed", changed)


@transaction.atomic
def complete_next_step(*, by: Actor, step: NextStep) -> NextStep:
    """It is done. Done twice is done: the first day stays."""
    now = _held(step)
    if now.done_on is not None:
        return now
    now.done_on = timezone.localdate()
    return _saved(by, now, "next_step.done", ["done_on"])


@transaction.atomic
def reopen_next_step(*, by: Actor, step: NextStep) -> NextStep:
    """It is not done after all."""
    now = _held(step)
    if now.done_on is None:
        return now
    now.done_on = None
    return _saved(by, now, "next_step.reopened", ["done_on"])


@transaction.atomic
def drop_next_step(*, by: Actor, step: NextStep) -> NextStep:
    """Nobody wants it any more: it leaves every list, and stays on the record. What was taken off
    a record meanwhile stays sealed."""
    now = _held(step)
    if now.withdrawn_at is None:
        withdraw(now, by=by, why="not_wanted")
        _record(by, now, "next_step.dropped", ["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return now


def _held(step: NextStep) -> NextStep:
    """The row as it is now, held until the transaction ends."""
    return NextStep.everything.select_for_update(of=("self",)).get(pk=step.pk)


def _saved(by: Actor, step: NextStep, action: str, fields: list[str]) -> NextStep:
    step.version += 1
    step.save(update_fields=[*fields, "version", "changed_at"])
    _record(by, step, action, fields)
    return step


def _record(by: Actor, step: NextStep, action: str, fields: list[str]) -> None:
    record(by=by, action=action, subject=step, clients=[step.client_id], fields=fields)
