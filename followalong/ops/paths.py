"""Where an installation lives: its code (the checkout) and what it must not lose (the state)."""

import hashlib
import os
from pathlib import Path

from followalong.ops.errors import OperatorError

CHECKOUT = Path(__file__).resolve().parents[2]


def state_directory() -> Path:
    """Folder of the embedded database and the secrets of this installation.

    FOLLOWALONG_STATE names it. Otherwise it is named after the checkout, so that two checkouts on
    one machine never share data: for root under /var/lib, for anyone else in their home.
    """
    chosen = os.environ.get("FOLLOWALONG_STATE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    name = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    if os.geteuid() == 0:
        return Path("/var/lib/followalong") / name
    return Path.home() / ".local" / "state" / "followalong" / name


def make_private(folder: Path, mode: int = 0o700) -> Path:
    """Make the folder if it is missing, with exactly these permissions; answer it."""
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o777 != mode:
            folder.chmod(mode)
    except OSError as error:
        raise OperatorError(
            f"The folder {folder} can't be made or closed to others ({error.strerror}). "
            "Set FOLLOWALONG_STATE to a folder of yours."
        ) from error
    return folder
