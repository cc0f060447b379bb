"""What kind of installation this database is."""

from django.conf import settings

from followalong.core.models import Installation


def record_installation(is_demo: bool, *, using: str = "owner") -> None:
    """Write the birth mark of a new database. An existing mark is never changed."""
    Installation.objects.using(using).get_or_create(pk=1, defaults={"is_demo": is_demo})


def is_demo() -> bool:
    """True when the room `demo` is installed and the database was born as a demonstration."""
    return settings.DEMO and Installation.objects.filter(is_demo=True).exists()
