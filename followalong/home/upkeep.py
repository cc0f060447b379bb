"""What goes on behind the pages, for whoever watches: no name, no count of people, only ages."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from followalong.core.disk import level
from followalong.core.installation import born_at, is_demo, last_drill
from followalong.core.queue import ended_well, waits_since
from followalong.ops import nights
from followalong.ops.disk import Level

SEALER = "followalong.agencies.tasks.seal_the_record"
QUEUE_LATE, SEAL_LATE = dt.timedelta(minutes=15), dt.timedelta(minutes=5)
WELL, LATE, UNKNOWN = "well", "late", "unknown"
Told = dict[str, str | int]


def upkeep() -> dict[str, Told]:
    """Each with its state; with its age in seconds where there is one."""
    now = timezone.now()
    waits = waits_since()
    return {
        "backup": _backup(now),
        "drill": _drill(now),
        "queue": _told(waits, QUEUE_LATE, now) if waits else {"state": WELL},
        "seal": _told(ended_well(SEALER), SEAL_LATE, now),
        "disk": _disk(),
    }


def late(told: Mapping[str, Told]) -> list[str]:
    return [name for name, one in told.items() if one["state"] == LATE]


def _told(at: dt.datetime | None, at_most: dt.timedelta, now: dt.datetime) -> Told:
    if at is None:
        return {"state": LATE}
    age = max(now - at, dt.timedelta())
    return {"state": LATE if age > at_most else WELL, "age": int(age.total_seconds())}


def _backup(now: dt.datetime) -> Told:
    """Unknown where somebody else sees to backups: only a folder that is named can be looked at."""
    if is_demo() or not settings.BACKUPS:
        return {"state": UNKNOWN}
    made = [at for at, _path in nights.of_ours(Path(settings.BACKUPS), nights.NAME)]
    return _told(max(made, default=None), nights.BACKUP_LATE, now)


def _drill(now: dt.datetime) -> Told:
    """A backup that was tried and is not whole is as bad as none."""
    drill = last_drill()
    if drill is None:
        is_young = is_demo() or now - born_at() < nights.DRILL_LATE
        return {"state": UNKNOWN if is_young else LATE}
    told = _told(drill.at, nights.DRILL_LATE, now)
    return told if drill.ok else {**told, "state": LATE}


def _disk() -> Told:
    found = level()
    if found is None:
        return {"state": UNKNOWN}
    return {"state": WELL if found == Level.WELL else LATE}
