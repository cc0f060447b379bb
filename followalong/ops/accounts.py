"""Which system account PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from followalong.ops.errors import OperatorError


@dataclass(frozen=True)
class Account:
    """A system account; `None` ids mean: whoever runs this process."""

    name: str
    uid: int | None = None
    gid: int | None = None

    def popen_arguments(self) -> dict[str, Any]:
        """What subprocess needs to start a program as this account."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give the file or folder to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def check_enters(self, folder: Path) -> None:
        """Refuse a folder this account can't get into, because a parent of it is closed."""
        entered = subprocess.run(
            ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
            capture_output=True,
            check=False,
            cwd="/",
            **self.popen_arguments(),
        )
        if entered.returncode != 0:
            raise OperatorError(
                f"The account {self.name}, as which PostgreSQL runs, can't get into {folder}. "
                "Set FOLLOWALONG_STATE to a folder whose parents others may pass through."
            )


def database_account(cluster: Path) -> Account:
    """Root hands PostgreSQL to whoever owns the data, at first `nobody`; others run it."""
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid()).pw_name if _has_name(os.geteuid()) else str(os.geteuid())
        if cluster.exists() and cluster.stat().st_uid != os.geteuid():
            raise OperatorError(
                f"The data in {cluster} belongs to another account than {me}. "
                "Run the command as that account or as root, or choose another FOLLOWALONG_STATE."
            )
        return Account(me)
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(str(owner.st_uid), owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise OperatorError(
            "PostgreSQL doesn't run as root and this machine has no account `nobody` to run it as. "
            "Run the command as an ordinary user."
        ) from error
    return Account("nobody", nobody.pw_uid, nobody.pw_gid)


def _has_name(uid: int) -> bool:
    """Containers often run as a number that has no entry in the account list."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
