"""The clocks' rows: worked out anew from the facts whenever one of them changes.

Nobody sets a clock. Its rows are what `rules.rebuild` says, so the nightly run finds nothing to
do but what a new day brings: a pause, an exit or a job's end that takes effect on its day.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.agencies import packs
from followalong.caseload import rules
from followalong.caseload.actions.facts import facts_of, locked
from followalong.caseload.models import Clock
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor
from followalong.core.dates import local_date

# So many enrolments are read and written at a time: few queries, little memory.
BATCH = 1000
_COLUMNS = ("warn_on", "due_on", "done_on", "excuse", "label")


class _Key(NamedTuple):
    """What makes a clock this clock and no other."""

    enrolment_id: UUID
    rule: str
    subject_id: UUID | None
    start_on: date


def refresh_clocks(*, by: Actor, enrolment: Enrolment) -> None:
    """Bring one enrolment's clocks up to date, after any of its facts changed.

    Part of the action that changed the fact, which is on the record; so it writes no event.
    """
    bulk_refresh(by=by, enrolment_ids=[enrolment.pk])


def refresh_on_change(by: Actor, enrolment: Enrolment) -> None:
    """What the room `clients` calls when an entry, an exit or a facet changed."""
    refresh_clocks(by=by, enrolment=enrolment)


@transaction.atomic(savepoint=False)
def bulk_refresh(*, by: Actor, enrolment_ids: Collection[UUID], as_of: date | None = None) -> int:
    """Bring the clocks of many enrolments up to date; how many rows changed.

    Without `as_of` it is today where their agency is.
    """
    # In the same order everywhere, so that two runs never wait for each other in a circle.
    ids = sorted(enrolment_ids)
    return sum(_refresh(ids[at : at + BATCH], as_of) for at in range(0, len(ids), BATCH))


def _refresh(ids: list[UUID], as_of: date | None) -> int:
    enrolments = locked(ids)
    facts = facts_of(enrolments)
    wanted = {
        _key(row): row
        for enrolment in enrolments
        for row in _rows(enrolment, facts[enrolment.pk], as_of)
    }
    present = {_key(row): row for row in Clock.objects.filter(enrolment_id__in=ids)}
    gone = [row.pk for key, row in present.items() if key not in wanted]
    new = [row for key, row in wanted.items() if not _same(row, present.get(key))]
    if gone:
        Clock.objects.filter(pk__in=gone).delete()
    if new:
        Clock.objects.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["enrolment", "rule", "subject_id", "start_on"],
            update_fields=[*_COLUMNS, "changed_at"],
        )
    return len(gone) + len(new)


def _rows(enrolment: Enrolment, facts: rules.EnrolmentFacts, as_of: date | None) -> list[Clock]:
    """The clocks as rows, by the agency's own pack; the label follows the enrolment."""
    agency = enrolment.agency
    timings = rules.timings_among(packs.load(agency.pack).timings)
    today = as_of or local_date(timezone.now(), agency.timezone)
    return [
        Clock(
            agency_id=enrolment.agency_id,
            client_id=enrolment.client_id,
            enrolment_id=enrolment.pk,
            label=enrolment.label,
            rule=clock.rule,
            subject_id=clock.subject_id,
            start_on=clock.start_on,
            warn_on=clock.warn_on,
            due_on=clock.due_on,
            done_on=clock.done_on,
            excuse=clock.excuse,
        )
        for clock in rules.rebuild(facts, timings, today)
    ]


def _key(row: Clock) -> _Key:
    return _Key(row.enrolment_id, row.rule, row.subject_id, row.start_on)


def _same(row: Clock, other: Clock | None) -> bool:
    return other is not None and all(getattr(row, c) == getattr(other, c) for c in _COLUMNS)
