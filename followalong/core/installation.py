"""What kind of installation this database is, and whether its backups were proved."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from followalong.core.models import Installation, RestoreDrill


def record_installation(is_demo: bool, *, using: str = "owner") -> None:
    """Write the birth mark of a new database. An existing mark is never changed."""
    Installation.objects.using(using).get_or_create(pk=1, defaults={"is_demo": is_demo})


def is_demo() -> bool:
    """True when the room `demo` is installed and the database was born as a demonstration."""
    return settings.DEMO and Installation.objects.filter(is_demo=True).exists()


def born_at() -> datetime:
    """When this database was made; now, where nobody wrote it down."""
    return Installation.objects.values_list("created_at", flat=True).first() or timezone.now()


def last_drill() -> RestoreDrill | None:
    """The latest try of bringing a backup back, good or not."""
    return RestoreDrill.objects.order_by("-at").first()


def last_proven_restore() -> RestoreDrill | None:
    return RestoreDrill.objects.filter(ok=True).order_by("-at").first()
