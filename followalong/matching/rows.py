"""The rows that this room's pages ask for, before the read gate narrows them."""

import datetime as dt

from django.db.models import Q, QuerySet

from followalong.core.text import fold
from followalong.matching.models import Opening


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
