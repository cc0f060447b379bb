"""Secrets made once and kept in files that only this account can read."""

import os
import secrets
from pathlib import Path

from followalong.ops.errors import OperatorError
from followalong.ops.paths import make_private


def kept_secret(state: Path, name: str) -> str:
    """The secret of this name, made at random the first time."""
    path = make_private(state / "secrets") / name
    try:
        if not path.exists():
            _write_whole(path, secrets.token_urlsafe(48))
        return path.read_text().strip()
    except PermissionError as error:
        raise OperatorError(
            f"{path} belongs to another account. Run the command as the account that made it."
        ) from error


def _write_whole(path: Path, text: str) -> None:
    """Never leave half a secret behind: write aside, flush, then put in place if still missing."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)  # two processes starting at once agree: the first one's stays
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def put_first(state: Path, name: str, secret: str) -> None:
    """A new secret before those that are there: it is used from now on, they are kept."""
    path = make_private(state / "secrets") / name
    older = path.read_text() if path.exists() else ""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{secret}\n{older}")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
