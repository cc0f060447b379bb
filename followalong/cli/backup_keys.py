"""The keys of backups: in the environment, or a file of the state folder; never in a backup."""

import os
from pathlib import Path

from followalong.ops.children import tell
from followalong.ops.errors import OperatorError
from followalong.ops.paths import make_private, state_directory
from followalong.ops.secret_files import kept_secret

VARIABLE, NAME = "FOLLOWALONG_BACKUP_KEYS", "backup_keys"


def keys_here() -> list[str]:
    """Every key that can open a backup; the first seals the next one. None is made."""
    if words := os.environ.get(VARIABLE, "").split():
        return words
    path = state_directory() / "secrets" / NAME
    try:
        return path.read_text().split() if path.exists() else []
    except PermissionError as error:
        raise OperatorError(f"{path} belongs to another account.") from error


def key_to_seal(path: Path) -> str:
    """The first key, made if there is none yet. It must not lie where the backup goes."""
    folder = state_directory() / "secrets"
    if path.absolute().parent == folder:
        raise OperatorError(f"A backup beside its key is open to whoever has both: not {folder}.")
    if keys := keys_here():
        return keys[0]
    if not state_directory().exists():
        make_private(state_directory())
    key = kept_secret(state_directory(), NAME)
    tell(f"A key for backups was made: {folder / NAME}. Copy it to another place NOW.")
    return key
