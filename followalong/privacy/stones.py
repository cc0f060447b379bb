"""The list of records that were let go, kept outside the database: a backup made before does not
know of them, and whoever brings it back must.

It stands beside the checkpoints of the record (FOLLOWALONG_SEAL_COPY) as `let_go.jsonl` and holds
numbers, days and rules, and nobody's name.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from followalong.agencies.everywhere import at_work, known_agencies
from followalong.agencies.models import Membership
from followalong.audit import kept_elsewhere
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.privacy.actions.erasing import erase_person
from followalong.privacy.models import Erasure

NAME = "let_go.jsonl"
KEPT = (
    *("id", "agency_id", "client_id", "label", "reason", "basis", "proposed_on"),
    *("proposed_by_id", "agreed_by_id", "done_at", "rows"),
)


def path() -> Path:
    return Path(settings.SEAL_COPY).with_name(NAME)


def write_down() -> int:
    """Add what the list does not hold yet; answer how much that was."""
    known = {line["id"] for line in _lines()}
    new = []
    for agency_id in known_agencies():
        with at_work("clockmaker", agency_id):
            done = Erasure.objects.filter(done_at__isnull=False).order_by("done_at", "pk")
            rows = [{k: _text(v) for k, v in row.items()} for row in done.values(*KEPT)]
            new += [row for row in rows if row["id"] not in known]
    kept_elsewhere.append_lines(path(), new)
    return len(new)


def let_go_again() -> int:
    """Whoever stands on the list and is whole in this database is let go once more, each in a
    transaction of their own; answer how many that were."""
    agencies, again = known_agencies(), 0
    for line in _lines():
        agency_id = UUID(line["agency_id"])
        if agency_id in agencies:
            with at_work("clockmaker", agency_id) as by:
                again += _again(by, line)
    return again


def _again(by: Actor, line: dict[str, Any]) -> int:
    """One person, unless this database never knew them or has let them go already."""
    whole = Client.everything.filter(pk=line["client_id"], let_go_on__isnull=True)
    if not whole.exists():
        return 0
    done_at = dt.datetime.fromisoformat(line["done_at"])
    erase_person(by=by, client_id=UUID(line["client_id"]), on=done_at.date())
    _set_stone(line)
    return 1


def _set_stone(line: dict[str, Any]) -> None:
    """What is left to be read; where a colleague who decided came later than this database, the
    record of changes alone tells of it."""
    two = {line["proposed_by_id"], line["agreed_by_id"]}
    if Membership.everything.filter(pk__in=two).count() < len(two):
        return
    Erasure.objects.filter(client=line["client_id"], done_at__isnull=True).exclude(
        pk=line["id"]
    ).update(left_on=line["proposed_on"], left_by=line["proposed_by_id"])
    Erasure.objects.update_or_create(pk=line["id"], defaults={k: line[k] for k in KEPT[1:]})


def _lines() -> Iterator[dict[str, Any]]:
    if path().exists():
        yield from kept_elsewhere.read_lines(path())


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
