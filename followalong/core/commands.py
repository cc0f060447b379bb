"""Writes that can be repeated: the same command has one effect and one answer."""

import hashlib
import json
from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction

from followalong.core.actor import Actor
from followalong.core.models import Command


class CommandConflict(Exception):
    """The same command id came with other contents."""


def fingerprint(values: Mapping[str, object]) -> str:
    """A hash of what was asked, the same for the same answers in any order."""
    text = json.dumps({k: values[k] for k in sorted(values)}, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic(savepoint=False)  # whoever catches what it raises has opened one
def run_once(
    *, by: Actor, command_id: UUID, asked: Mapping[str, object], do: Callable[[], UUID]
) -> UUID:
    """Run `do` unless this command already ran; return the id of what it made.

    A second, simultaneous request waits on the unique row of the first and then gets its answer.
    Raises CommandConflict when the id was used for other contents.
    """
    request_hash = fingerprint(asked)
    key = {"agency_id": by.agency_id, "actor_id": by.id, "command_id": command_id}
    Command.objects.bulk_create([Command(**key, request_hash=request_hash)], ignore_conflicts=True)
    command = Command.objects.select_for_update().get(**key)
    if command.request_hash != request_hash:
        raise CommandConflict
    if command.result_id is None:
        command.result_id = do()
        command.save(update_fields=["result_id"])
    return command.result_id
