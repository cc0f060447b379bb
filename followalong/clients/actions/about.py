"""What a person chose to say about themselves, and the counts that are made of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from followalong.agencies import packs
from followalong.agencies.models import Program
from followalong.agencies.packs import Pack
from followalong.audit.record import record
from followalong.clients.models import AnswerCount, Client, Demographic, Enrolment
from followalong.clients.rows import PERSON, same_person
from followalong.clients.rules.about import Answer, counted_quarter, tally, to_show
from followalong.core.actor import Actor
from followalong.core.dates import Quarter

REPLACED = "replaced"
SILENT = Answer()


@transaction.atomic
def say_about_self(
    *, by: Actor, client: Client, answers: Mapping[str, Answer], said_on: dt.date
) -> Client:
    """Keep what the person says now, question by question. What they said before is withdrawn, not
    overwritten; a question they leave as it was stays as it was."""
    standing = standing_answers(Demographic.objects.filter(client__in=same_person(client.pk)))
    changed = [k for k, answer in answers.items() if answer != standing.get(k, SILENT)]
    Demographic.objects.filter(client__in=same_person(client.pk), kind__in=changed).update(
        withdrawn_at=clock.now(), withdrawn_by=by.id, withdrawn_why=REPLACED
    )
    Demographic.objects.bulk_create(
        Demographic(
            agency_id=by.agency_id,
            client=client,
            kind=kind,
            asked_on=said_on,
            label=client.label,
            **values,
        )
        for kind in changed
        for values in _rows(answers[kind])
    )
    if changed:
        record(
            by=by,
            action="demographics.answered",
            subject=client,
            clients=[client.pk],
            fields=changed,
        )
    return client


def _rows(answer: Answer) -> Iterator[dict[str, object]]:
    for code in sorted(answer.codes):
        yield {"code": code}
    if answer.own_words:
        yield {"self_described": answer.own_words}
    if answer.is_declined and not answer.is_given:
        yield {"declined": True}


def standing_answers(rows: Iterable[Demographic]) -> dict[str, Answer]:
    """One person's rows as an answer to each question."""
    found: dict[str, list[Demographic]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row)
    return {
        kind: Answer(
            codes=frozenset(row.code for row in said if row.code),
            own_words="; ".join(row.self_described for row in said if row.self_described),
            is_declined=any(row.declined for row in said),
        )
        for kind, said in found.items()
    }


@transaction.atomic
def count_answers(*, by: Actor, program: Program) -> int:
    """Make the counts of the last whole quarter, once; how many numbers were written.

    The people are those who took part in the program on any day of it. Runs as a service, so that
    a figure never depends on who looks.
    """
    quarter = counted_quarter(clock.localdate())
    known = AnswerCount.objects.filter(program=program, as_of=quarter.last)
    if known.exists():
        return 0
    pack = packs.load(program.agency.pack)
    people = _people_of(program, quarter)
    said = _said_by(people, quarter)
    rows = [
        AnswerCount(
            agency_id=by.agency_id,
            program=program,
            as_of=quarter.last,
            kind=kind,
            answer=answer,
            people=number,
        )
        for kind in pack.demographics
        for answer, number in _shown(pack, kind, [said[one].get(kind, SILENT) for one in people])
    ]
    AnswerCount.objects.bulk_create(rows)
    record(by=by, action="demographics.counted", subject=program, row_count=len(rows))
    return len(rows)


def _shown(pack: Pack, kind: str, answers: list[Answer]) -> list[tuple[str, int | None]]:
    """Every answer of a question with its number, or without one."""
    numbers = tally(pack.codes(f"demographic.{kind}").codes, answers)
    shown = to_show(numbers, pack.value("small_cell_minimum"))
    return list(shown.items() if shown is not None else dict.fromkeys(numbers).items())


def _people_of(program: Program, quarter: Quarter) -> list[UUID]:
    """Everybody who took part in the quarter, each person once."""
    rows = Enrolment.objects.filter(
        Q(exited_on__isnull=True) | Q(exited_on__gte=quarter.first),
        program=program,
        entered_on__lte=quarter.last,
    )
    return list(rows.order_by().values_list(PERSON, flat=True).distinct())


def _said_by(people: list[UUID], quarter: Quarter) -> Mapping[UUID, dict[str, Answer]]:
    """What each of them said by the end of it, as it stands today."""
    rows = Demographic.objects.alias(person=PERSON).filter(person__in=people)
    by_person: dict[UUID, list[Demographic]] = defaultdict(list)
    for row in rows.exclude(asked_on__gt=quarter.last).annotate(of=PERSON):
        by_person[row.of].append(row)
    said: dict[UUID, dict[str, Answer]] = defaultdict(dict)
    return said | {one: standing_answers(found) for one, found in by_person.items()}
