"""The rows that this room's pages ask for, before the read gate narrows them."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from followalong.clients.rows import same_person
from followalong.core.text import fold
from followalong.matching.models import Opening, OpeningAnswer, OpeningWord
from followalong.matching.rules.likeness import starts_of
from followalong.planning.models import JobPreference

# How many openings are looked at closely for one person: those that share most words come first.
LOOKED_AT = 400


def openings() -> QuerySet[Opening]:
    """Each with its employer, the newest first."""
    rows = Opening.objects.select_related("employer__employer", "known_by")
    return rows.order_by("-known_on", "-pk")


def open_on(rows: QuerySet[Opening], day: dt.date) -> QuerySet[Opening]:
    """Neither closed nor past its last day; without a last day it stays until closed."""
    lasts = Q(expires_on__isnull=True) | Q(expires_on__gte=day)
    return rows.filter(lasts, closed_on__isnull=True)


def with_words(rows: QuerySet[Opening], words: str) -> QuerySet[Opening]:
    """Every word stands in the title or in the employer's name."""
    for word in fold(words).split():
        rows = rows.filter(Q(title_key__contains=word) | Q(employer__name_key__contains=word))
    return rows


def worth_a_look(kinds: Collection[str], day: dt.date) -> QuerySet[Opening]:
    """Open openings whose titles begin like the kinds of work; without kinds, the newest."""
    rows = open_on(openings(), day)
    starts = frozenset().union(*(starts_of(kind) for kind in kinds))
    if not starts:
        return rows
    alike = OpeningWord.objects.filter(start__in=starts, until_on__gte=day).values("opening_id")
    alike = alike.annotate(shared=Count("pk")).order_by("-shared", "-opening_id")
    return rows.filter(pk__in=alike.values("opening_id")[:LOOKED_AT])


def answers_of(client_id: UUID) -> QuerySet[OpeningAnswer]:
    """What a person said about openings, as it stands, the newest first."""
    rows = OpeningAnswer.objects.filter(client__in=same_person(client_id), is_latest=True)
    rows = rows.select_related("opening__employer__employer", "membership")
    return rows.order_by("-written_at", "-pk")


def wishes_of_those_who_look(day: dt.date) -> QuerySet[JobPreference]:
    """Standing wishes of people in a program, each with the person's words for work alone."""
    return JobPreference.objects.filter(
        is_latest=True, is_gone=False, enrolment__entered_on__lte=day
    ).filter(Q(enrolment__exited_on__isnull=True) | Q(enrolment__exited_on__gt=day))
