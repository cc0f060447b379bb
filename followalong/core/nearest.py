"""Names by nearness: ids from a search function, which the caller passes through the read gate."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, UUIDField, Value

ASKED = 60  # more than are shown, since the read gate may leave some out


def nearest(function: str, needle: str) -> list[UUID]:
    """Ids by nearness, from a function that tests the agency itself; not yet gated."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {function}(%s, %s)", [needle, ASKED])  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def nearest_first(rows: QuerySet, ids: list[UUID]) -> QuerySet:
    nearness = Value(ids, output_field=ArrayField(UUIDField()))
    place = Func(nearness, F("pk"), function="array_position", output_field=IntegerField())
    return rows.order_by(place)
