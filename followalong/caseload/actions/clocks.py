"""The clocks' rows: worked out anew from the facts whenever one of them changes.

Nobody sets a clock. Its rows are what `rules.rebuild` says, so the nightly run finds nothing to
do but what a new day brings: a pause, an exit or a job's end that takes effect on its day.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.timings import TimingRuleSet, rule_sets
from followalong.caseload import rules
from followalong.caseload.actions.facts import facts_of, locked
from followalong.caseload.models import Clock
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor
from followalong.core.dates import local_date

# So many enrolments are read and written at a time: few queries, little memory.
BATCH = 1000
_COLUMNS = ("warn_on", "due_on", "done_on", "excuse", "label")


class Key(NamedTuple):
    """What makes a clock this clock and no other."""

    enrolment_id: UUID | None
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
    sets = _rule_sets(enrolments, as_of)
    wanted = {
        key_of(row): row
        for enrolment in enrolments
        for row in _rows(enrolment, facts[enrolment.pk], sets[enrolment.program_id], as_of)
    }
    return write_clocks(wanted, Clock.objects.filter(enrolment_id__in=ids))


def write_clocks(wanted: Mapping[Key, Clock], rows: QuerySet[Clock]) -> int:
    """Make the stored rows the wanted ones; how many changed."""
    present = {key_of(row): row for row in rows}
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


def _rule_sets(enrolments: Collection[Enrolment], as_of: date | None) -> dict[UUID, TimingRuleSet]:
    """The rules of the programs these enrolments are in: all of one agency, as rows are seen."""
    agencies = {enrolment.agency for enrolment in enrolments}
    return {
        program: rules
        for agency in agencies
        for program, rules in rule_sets(
            packs.load(agency.pack),
            {e.program_id for e in enrolments if e.agency_id == agency.pk},
            as_of or local_date(timezone.now(), agency.timezone),
        ).items()
    }


def _rows(
    enrolment: Enrolment, facts: rules.EnrolmentFacts, of: TimingRuleSet, as_of: date | None
) -> list[Clock]:
    """The clocks as rows, by the program's own rules; the label follows the enrolment."""
    today = as_of or local_date(timezone.now(), enrolment.agency.timezone)
    about = {
        "agency_id": enrolment.agency_id,
        "client_id": enrolment.client_id,
        "enrolment_id": enrolment.pk,
        "label": enrolment.label,
    }
    made = rules.rebuild(facts, rules.timings_among(of), today)
    return [row_of(clock, **about) for clock in made]


def row_of(clock: rules.Clock, **about: Any) -> Clock:
    names = ("rule", "subject_id", "start_on", "warn_on", "due_on", "done_on", "excuse")
    return Clock(**about, **{name: getattr(clock, name) for name in names})


def key_of(row: Clock) -> Key:
    return Key(row.enrolment_id, row.rule, row.subject_id, row.start_on)


def _same(row: Clock, other: Clock | None) -> bool:
    return other is not None and all(getattr(row, c) == getattr(other, c) for c in _COLUMNS)
