"""What `followalong doctor` says about backups: is there a new one, and was one proved?"""

from datetime import UTC, datetime

from followalong.cli.asking import Answers
from followalong.cli.nightly import backups_folder
from followalong.core.installation import is_demo, last_drill
from followalong.core.models import Installation
from followalong.ops import nights


def check_backups() -> Answers:
    if is_demo():
        yield True, "a demonstration needs none"
        return
    now = datetime.now(UTC)
    yield _newest(now)
    yield _proved(now)


def _newest(now: datetime) -> tuple[bool, str]:
    folder = backups_folder()
    if folder is None:
        return (
            False,
            "nobody knows whether any is made: name their folder in FOLLOWALONG_BACKUPS, then"
            " `serve` makes one a day there",
        )
    backups = nights.of_ours(folder, nights.NAME)
    if not backups:
        return False, f"there is none in {folder}: run `followalong serve`, or look at its log"
    at, path = backups[-1]
    late = now - at > nights.BACKUP_LATE
    return not late, f"the newest is {path}{', older than two days' if late else ''}"


def _proved(now: datetime) -> tuple[bool, str]:
    drill = last_drill()
    if drill is None:
        born = Installation.objects.values_list("created_at", flat=True).first()
        is_young = born is not None and now - born < nights.DRILL_LATE
        return is_young, "none was proved yet: run `followalong drill` with the newest, every week"
    if not drill.ok:
        return False, f"the one tried on {drill.at:%Y-%m-%d} is not whole: {drill.says}"
    said = f"one was brought back whole on {drill.at:%Y-%m-%d} (`followalong drill`)"
    if now - drill.at > nights.DRILL_LATE:
        return False, f"{said}, more than eight days ago"
    return True, said
