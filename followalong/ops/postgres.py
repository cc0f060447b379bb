"""The embedded PostgreSQL: started, watched over and stopped by ourselves.

Only the wheel's programs are used, not its Python helper, which makes system accounts, trusts
every local connection and takes dead servers for living ones.

In the state folder: `lock` (held by the process that supervises the server), `guests` (shared by
those that only use it), `port` (where it listens),
`secrets/`, `postgres/data` (its cluster), `log/postgres.log`.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from followalong.ops.accounts import Account, database_account
from followalong.ops.binaries import PLAIN_ENVIRONMENT, Binaries, find_binaries, reachable
from followalong.ops.cluster import check_major, make_cluster, server_arguments
from followalong.ops.errors import OperatorError
from followalong.ops.locks import FileLock
from followalong.ops.paths import make_private
from followalong.ops.ports import LOOPBACK, any_free, is_free
from followalong.ops.processes import DeathWatch, names_in_command
from followalong.ops.secret_files import kept_secret

READY_WITHIN = 600  # seconds; recovery after a crash may replay a lot
JOIN_WITHIN = 60
GUESTS_LEAVE_WITHIN = 600
STOP_WITHIN = 60
LOG_KEPT = 5_000_000  # bytes, then the log starts anew and the old one is kept once


class EmbeddedPostgres:
    """One PostgreSQL server on this machine's own address, with its data in `state`.

    If another process supervises it already, `start` joins that server and `stop` leaves it alone;
    the other's `stop` waits a while for such guests.
    `durable=False` trades safety against power failures for speed: for tests only.
    """

    def __init__(self, state: Path, *, durable: bool = True) -> None:
        self.state = state
        self.durable = durable
        self.cluster = state / "postgres" / "data"
        self.log = state / "log" / "postgres.log"
        self.port = 0
        self.binaries: Binaries = find_binaries()
        self._account: Account | None = None
        self._lock: FileLock | None = None
        self._as_guest: FileLock | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: DeathWatch | None = None

    # Used from outside

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_ours(self) -> bool:
        """Whether this object supervises the server; otherwise another process does."""
        return self._lock is not None

    def admin_url(self, database: str = "postgres") -> str:
        """Address for the administrator, who only makes roles and databases."""
        return f"postgresql://postgres:{self._password()}@{LOOPBACK}:{self.port}/{database}"

    def start(self) -> None:
        """Start the server, or join the one that another process supervises."""
        # Root hands the server to an ordinary account, which must pass through this folder to its
        # data; it can't list it, and the secrets are in a folder of their own that is closed.
        make_private(self.state, 0o711 if os.geteuid() == 0 else 0o700)
        deadline = time.monotonic() + JOIN_WITHIN
        while (lock := FileLock.take(self.state / "lock")) is None:
            if self._join():
                return
            if time.monotonic() > deadline:
                raise OperatorError(
                    f"Another process holds {self.state}/lock, but no database answers there. "
                    "Wait until it has ended, or choose another FOLLOWALONG_STATE."
                )
            time.sleep(0.1)
        self._lock = lock
        try:
            self._start_own()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server if it is ours: open transactions are rolled back, data are flushed."""
        if self._as_guest is not None:
            self._as_guest.release()
            self._as_guest = None
        if self._process is not None:
            no_guests = FileLock.wait(self.state / "guests", GUESTS_LEAVE_WITHIN)
            self._end_process()
            if no_guests is not None:
                no_guests.release()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def has_died(self) -> bool:
        """Whether our server has ended by itself (or was killed), or could not be revived."""
        return self.is_ours and (self._process is None or self._process.poll() is not None)

    def revive(self) -> None:
        """Start our server again after it died, on the same port: everyone knows that address."""
        self._end_process()
        self._end_leftovers()
        if not self._launch():
            raise OperatorError(f"Port {self.port} was taken while PostgreSQL was down.")

    # How it is done

    def _password(self) -> str:
        return kept_secret(self.state, "admin_password")

    def _join(self) -> bool:
        guest = FileLock.take(self.state / "guests", shared=True)
        if guest is None:  # it is being stopped
            return False
        self.port = _first_number(self.state / "port") or 0
        if not self.port or not self._answers():
            guest.release()
            return False
        self._as_guest = guest
        return True

    def _start_own(self) -> None:
        self._account = database_account(self.cluster)
        home = make_private(self.cluster.parent)
        self._account.own(home)
        self._account.check_enters(home)
        self.binaries = reachable(find_binaries(), self._account, self.state)
        if self.cluster.exists():
            check_major(self.cluster, self.binaries)
            self._end_leftovers()
        else:
            make_cluster(
                self.cluster, self.binaries, self._account, self._password(), durable=self.durable
            )
        self._choose_port()
        while not self._launch():
            self._choose_port(anew=True)

    def _choose_port(self, *, anew: bool = False) -> None:
        """The port of last time, so that addresses noted down stay good; another if it is taken."""
        kept = self.state / "port"
        port = int(kept.read_text()) if kept.exists() and not anew else 0
        self.port = port if port and is_free(port) else any_free()
        kept.write_text(f"{self.port}\n")

    def _launch(self) -> bool:
        """Run the server until it answers. False: someone else took the port in between."""
        deadline = time.monotonic() + READY_WITHIN
        while True:
            began = self._spawn()
            while not self._answers():
                if self._process is None or self._process.poll() is not None:
                    break
                if time.monotonic() > deadline:
                    raise OperatorError(f"PostgreSQL did not answer in time. Its log: {self.log}")
                time.sleep(0.05)
            else:
                return True
            said = self.log.read_bytes()[began:].decode(errors="replace").strip()
            self._end_process()
            if "could not create any TCP/IP sockets" in said:
                return False
            # Backends of a killed server end by themselves, once they notice.
            if "is still in use" not in said or time.monotonic() > deadline:
                raise OperatorError(f"PostgreSQL did not start:\n{said}")
            time.sleep(0.2)

    def _spawn(self) -> int:
        """Start the server process; answer where in the log it begins."""
        make_private(self.log.parent)
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            began = log.tell()
            self._process = subprocess.Popen(
                [
                    self.binaries.program("postgres"),
                    *server_arguments(self.cluster, self.port, durable=self.durable),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=PLAIN_ENVIRONMENT,
                start_new_session=True,  # Ctrl-C reaches us alone; we stop it last
                **(self._account.popen_arguments() if self._account else {}),
            )
            self._watch = DeathWatch(self._process.pid)
            return began

    def _answers(self) -> bool:
        """Really connect: the password tells our server from anyone else's on that port."""
        result = subprocess.run(
            [
                self.binaries.program("psql"),
                "--no-psqlrc",
                "--no-password",
                "--quiet",
                f"--dbname=host={LOOPBACK} port={self.port} user=postgres dbname=postgres",
                "--command=select 1",
            ],
            capture_output=True,
            text=True,
            check=False,
            env=PLAIN_ENVIRONMENT | {"PGPASSWORD": self._password(), "PGCONNECT_TIMEOUT": "5"},
        )
        if "password authentication failed" in result.stderr and self._process is not None:
            raise OperatorError(
                f"The password in {self.state}/secrets/admin_password is not that of the data in "
                f"{self.cluster}. Put the file back from your copy of {self.state}."
            )
        return result.returncode == 0

    def _end_process(self) -> None:
        if self._process is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, last resort
            if self._process.poll() is None:
                self._process.send_signal(how)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(STOP_WITHIN)
        self._process = None
        if self._watch is not None:
            self._watch.dismiss()
            self._watch = None

    def _end_leftovers(self) -> None:
        """End a server whose supervisor was killed, so that this process has its own.

        The lock is ours, so nobody supervises it any more. The file of a dead server stays, but
        names this process from now on: its old number may belong to a zombie or to someone else
        and PostgreSQL would refuse to start, whereas it knows that its parent can't be its rival.
        The rest of the file lets PostgreSQL see for itself whether old backends still work.
        """
        pid_file = self.cluster / "postmaster.pid"
        server = _first_number(pid_file)
        if server is None:
            return
        if names_in_command(server, self.cluster):
            os.kill(server, signal.SIGINT)
        deadline = time.monotonic() + STOP_WITHIN
        while names_in_command(server, self.cluster):
            if time.monotonic() > deadline:
                raise OperatorError(
                    f"An earlier PostgreSQL (process {server}) still works in {self.cluster} and "
                    "doesn't stop. End it, then start again."
                )
            time.sleep(0.05)
        if pid_file.exists():
            self._replace_number(pid_file)

    def _replace_number(self, pid_file: Path) -> None:
        _, *rest = pid_file.read_text().splitlines()
        aside = pid_file.with_name("postmaster.pid.new")
        aside.write_text("\n".join([str(os.getpid()), *rest, ""]))
        aside.chmod(0o600)
        if self._account is not None:
            self._account.own(aside)
        aside.replace(pid_file)


@contextlib.contextmanager
def temporary_postgres() -> Iterator[EmbeddedPostgres]:
    """A server for tests and checks: fast, not durable, gone afterwards.

    Not below a closed folder such as pytest's: as root, PostgreSQL runs as another account.
    """
    state = Path(tempfile.mkdtemp(prefix="followalong-"))
    try:
        with EmbeddedPostgres(state, durable=False) as server:
            yield server
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
