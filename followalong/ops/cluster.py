"""The data folder of the embedded PostgreSQL: made once, of one major version."""

import os
import shutil
import subprocess
from pathlib import Path

from followalong.ops.accounts import Account
from followalong.ops.binaries import PLAIN_ENVIRONMENT, Binaries
from followalong.ops.errors import OperatorError

FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17


def make_cluster(
    cluster: Path, binaries: Binaries, account: Account, password: str, *, durable: bool
) -> None:
    """initdb beside the final place, then one rename: there is never half a cluster."""
    aside = cluster.with_name(f"{cluster.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    password_file = cluster.with_name("password.new")
    password_file.unlink(missing_ok=True)
    descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(password)
    account.own(password_file)
    try:
        result = subprocess.run(
            [
                binaries.program("initdb"),
                f"--pgdata={aside}",
                "--username=postgres",
                "--auth=scram-sha-256",
                f"--pwfile={password_file}",
                "--data-checksums",
                "--encoding=UTF8",
                *_locale(binaries),
                *([] if durable else ["--no-sync"]),
            ],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=PLAIN_ENVIRONMENT,
            **account.popen_arguments(),
        )
    finally:
        password_file.unlink()
    if result.returncode != 0:
        raise OperatorError(f"PostgreSQL could not make its data folder:\n{result.stderr.strip()}")
    aside.rename(cluster)


def _locale(binaries: Binaries) -> list[str]:
    """Text sorts by code point and upper and lower case know every script, the same everywhere."""
    if binaries.major >= FIRST_MAJOR_WITH_BUILTIN_LOCALE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def check_major(cluster: Path, binaries: Binaries) -> None:
    """PostgreSQL records its major version in its data; another one can't read them."""
    recorded = (cluster / "PG_VERSION").read_text().strip()
    if recorded != str(binaries.major):
        raise OperatorError(
            f"The data in {cluster} are of PostgreSQL {recorded}, but this installation brings "
            f"PostgreSQL {binaries.major}, which can't read them. Nothing was changed. "
            "With the earlier version of Followalong make a copy (`followalong backup FILE`), "
            "then set FOLLOWALONG_STATE to a new folder and bring it in there "
            "(`followalong restore FILE`)."
        )


def server_arguments(cluster: Path, port: int, *, durable: bool) -> list[str]:
    """Loopback only, and a log that never quotes what was written about people."""
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "shared_buffers": "256MB",
        "random_page_cost": "1.1",  # solid-state disks
        # Statements and the DETAIL of errors quote values, names and notes among them.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    if not durable:  # survives kill -9 all the same, but not a power failure
        settings |= {"fsync": "off", "full_page_writes": "off"}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return ["-D", str(cluster), *options]
