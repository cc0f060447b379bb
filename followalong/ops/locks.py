"""Locks between processes: the kernel lets go of them when their holder ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path
from typing import Self

from followalong.ops.errors import OperatorError


class FileLock:
    """A held lock on a file, for one process alone or shared by several."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path, *, shared: bool = False) -> Self | None:
        """The lock, or None while another process holds it in a way that excludes this."""
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise OperatorError(
                f"{path.parent} belongs to another account. Run the command as that account."
            ) from error
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    @classmethod
    def wait(cls, path: Path, within: float) -> Self | None:
        """The lock for this process alone, as soon as it is free; None when it took too long."""
        if not path.parent.exists():  # removed meanwhile: nobody else can be there
            return None
        deadline = time.monotonic() + within
        while (lock := cls.take(path)) is None and time.monotonic() < deadline:
            time.sleep(0.1)
        return lock

    def release(self) -> None:
        os.close(self._descriptor)
