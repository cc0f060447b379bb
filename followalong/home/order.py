"""Orders of a long list and its pages: each page starts after a row, never at a number.

The address names the row's id only; what it is sorted by stays in the database.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from followalong.caseload.models import Contact
from followalong.clients.models import Enrolment

PAGE = 50
LONG_AGO = date(1, 1, 1)


def page_of(rows: QuerySet, sort: str, after: UUID | None) -> QuerySet:
    """The rows in this order, from the one after `after` on."""
    keyed = rows.annotate(sort_key=_key(sort)).order_by("sort_key", "pk")
    if after is None:
        return keyed
    at = Subquery(Enrolment.objects.filter(pk=after).annotate(k=_key(sort)).values("k")[:1])
    return keyed.filter(Q(sort_key__gt=at) | Q(sort_key=at, pk__gt=after))


def _key(sort: str) -> Any:
    if sort == "last":
        talks = Contact.objects.filter(enrolment=OuterRef("pk"), two_way=True)
        latest = talks.order_by("-started_on", "-id").values("started_on")[:1]
        return Coalesce(Subquery(latest), Value(LONG_AGO))
    return F("client__name_key")
