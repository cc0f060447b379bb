"""How full the database's disk is, where this machine can see it."""

from pathlib import Path

from django.conf import settings

from followalong.ops.disk import Level, level_of, room_at


def level() -> Level | None:
    """None: the database is on another machine, so nothing is known."""
    if not settings.DATABASE_DISK:
        return None
    try:
        return level_of(room_at(Path(settings.DATABASE_DISK)))
    except OSError:
        return None


def takes_files() -> bool:
    return (level() or Level.WELL) < Level.NO_FILES


def takes_words() -> bool:
    return (level() or Level.WELL) < Level.READ_ONLY
