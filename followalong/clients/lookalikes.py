"""Is this the same person? People whose name is very near, among those one may see."""

from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import QuerySet

from followalong.clients.models import Client
from followalong.core.text import name_key

# The share of three-letter pieces two whole names have in common: one letter more or less in an
# ordinary name stays above it, another family name falls below.
NEAR = 0.55
AT_MOST = 4


def look_alikes(given_name: str, family_name: str | None) -> QuerySet[Client]:
    """People with nearly this name, nearest first; the caller passes them through the read gate."""
    needle = name_key(given_name, family_name)
    return (
        Client.objects.filter(pk__in=_found(needle), same_as__isnull=True)
        .annotate(nearness=TrigramSimilarity("name_key", needle))
        .filter(nearness__gte=NEAR)
        .order_by("-nearness", "name_key")
    )


def _found(needle: str) -> list[UUID]:
    if not needle:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_clients(%s, %s)", [needle, 5 * AT_MOST])
        return [row[0] for row in cursor.fetchall()]
