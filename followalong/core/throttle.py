"""Counting tries in PostgreSQL, so that no other service is needed."""

import hashlib
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from followalong.core.models import Throttle


def hit(*parts: object, within: timedelta) -> int:
    """Count one more try for these parts and return how many there were in the window."""
    key = hashlib.sha256("|".join(str(p) for p in parts).encode()).hexdigest()
    now = timezone.now()
    Throttle.objects.bulk_create([Throttle(key=key, window_started_at=now)], ignore_conflicts=True)
    Throttle.objects.filter(key=key, window_started_at__lt=now - within).update(
        window_started_at=now, count=0
    )
    Throttle.objects.filter(key=key).update(count=F("count") + 1)
    return Throttle.objects.values_list("count", flat=True).get(key=key)
