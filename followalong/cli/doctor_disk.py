"""What `followalong doctor` says about room: places, the database, what is set aside."""

from followalong.cli.asking import Answers, select
from followalong.cli.places import examine_places, places, reserve_folder
from followalong.ops import reserve
from followalong.ops.disk import Level

# The tables of the record with all their months.
RECORD = "^audit_(event|seen|seal|sealpoint)"


def check_disk() -> Answers:
    """From 80 % on it is a problem, with what happens next."""
    for level, _name, says in examine_places():
        yield level == Level.WELL, says


def check_database_disk() -> Answers:
    """The record grows with every look; without room for it nobody can even read."""
    size = select("SELECT pg_database_size(current_database())")[0][0]
    record = select(
        "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'r'"
        " AND relname ~ %s",
        [RECORD],
    )[0][0]
    sizes = f"database {size / (1 << 30):.2f} GiB, {record / (1 << 30):.2f} of it the record"
    if "database" not in places():
        yield (
            True,
            f"{sizes}. Its disk is on another machine and can't be seen from here: watch it there,"
            " and set room aside there. If its folder is on this machine, name it in"
            " FOLLOWALONG_DATABASE_DISK",
        )
        return
    yield _what_is_set_aside(sizes)


def _what_is_set_aside(sizes: str) -> tuple[bool, str]:
    folder, size = reserve_folder(), reserve.wanted()
    if folder is None or not size:
        return True, f"{sizes}. Nothing is set aside for the record by this installation"
    held = reserve.held(folder)
    if held >= size:
        return True, f"{sizes}. {held >> 20} MB are set aside for the record"
    if held:
        return False, f"{sizes}. Only {held >> 20} MB are set aside, not {size >> 20}"
    return (
        False,
        f"{sizes}. Nothing is set aside for the record: `serve` does it once there is room, or"
        " `followalong reserve make`",
    )
