"""serve: the web server and the worker, with their database, until told to stop."""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Protocol

from followalong.cli.database import database
from followalong.cli.letting_go import let_go_again
from followalong.cli.months import MonthsAhead
from followalong.cli.nightly import Nightly
from followalong.cli.places import Caretaker
from followalong.cli.statistics import Counting
from followalong.ops.children import Child, tell
from followalong.ops.errors import OperatorError
from followalong.ops.ports import LOOPBACK, answers, is_free
from followalong.ops.postgres import EmbeddedPostgres
from followalong.ops.secret_env import weak_secrets

LOOK_EVERY = 0.5  # seconds
TRY_AGAIN_AFTER = 10  # seconds; whatever keeps PostgreSQL down, such as a full disk, takes a while
START_WITHIN = 60
WEB_STOPS_WITHIN = 30
WORKER_STOPS_WITHIN = 60
# Whoever takes over the web server must not be able to sign for the record (audit.signing).
KEPT_FROM_WEB = ("FOLLOWALONG_SEAL_KEYS", "FOLLOWALONG_SEAL_COPY")
KEPT_FROM_CHILDREN = (
    "DATABASE_OWNER_URL",
    "DATABASE_ADMIN_URL",
    "DATABASE_REPORT_URL",
    "FOLLOWALONG_BACKUP_KEYS",
)


class Chore(Protocol):
    """What serve looks after besides: called often, does something when it is time."""

    def look(self) -> None: ...


def add_commands(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "serve",
        help="run the web server and the worker",
        description="Run the web server and the background worker, with the embedded PostgreSQL "
        "unless DATABASE_URL is set, until Ctrl-C or SIGTERM.",
    )
    parser.add_argument("--host", default=LOOPBACK, help=f"address to listen on ({LOOPBACK})")
    parser.add_argument("--web-workers", type=int, default=2, metavar="N", help="processes (2)")
    parser.add_argument("--threads", type=int, default=4, metavar="N", help="per process (4)")
    parser.set_defaults(run=run_serve)


def run_serve(arguments: argparse.Namespace) -> int:
    port = _port()
    stopping = _stop_on_signals()
    if not is_free(port):
        raise OperatorError(
            f"Port {port} is taken. Stop what runs there or set FOLLOWALONG_PORT to another."
        )
    with database() as server:
        _refuse_what_is_not_safe()
        # Before anybody looks: what was let go stays so in a database that was brought back.
        for line in let_go_again():
            tell(line)
        lines = _opening_lines(port)
        children = [_web(arguments, port), _worker()]
        if stopping.is_set():
            return 0
        nightly = Nightly()
        chores: list[Chore] = [Caretaker(), nightly, MonthsAhead(), Counting()]
        try:
            for child in children:
                child.start()
            if _wait_for_web(children[0], port, stopping):
                print("\n".join(lines), flush=True)
            while not stopping.wait(LOOK_EVERY):
                for chore in chores:
                    chore.look()
                _revive(server, stopping)
                for child in children:
                    child.look_after()
        finally:
            tell("Stopping …")
            nightly.stop()
            children[0].stop(WEB_STOPS_WITHIN)
            children[1].stop(WORKER_STOPS_WITHIN)
    return 0


def _refuse_what_is_not_safe() -> None:
    """Real people's data are never served with a secret that somebody could guess, with what is
    for developers, or with the demonstration's open doors."""
    from followalong.core.models import Installation

    is_born_demo = Installation.objects.filter(is_demo=True).exists()
    reasons = list(weak_secrets())
    if os.environ.get("FOLLOWALONG_DEMO") == "1" and not is_born_demo:
        reasons.append(
            "FOLLOWALONG_DEMO is 1, but this database is for real people. Unset it, or set "
            "FOLLOWALONG_STATE to a new folder for a demonstration."
        )
    if os.environ.get("FOLLOWALONG_DEBUG") == "1" and not is_born_demo:
        reasons.append("FOLLOWALONG_DEBUG is 1: its error pages show what people wrote.")
    if reasons:
        raise OperatorError("It does not start like this:\n" + "\n".join(reasons))


def _port() -> int:
    text = os.environ.setdefault("FOLLOWALONG_PORT", "8000")
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise OperatorError(f"FOLLOWALONG_PORT is {text!r}; it must be a number up to 65535.")
    return int(text)


def _stop_on_signals() -> threading.Event:
    """The first signal asks for an orderly stop; further ones change nothing about it."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def _child_environment() -> dict[str, str]:
    """Web and worker act as the app role only: they never learn another role's password."""
    return {name: value for name, value in os.environ.items() if name not in KEPT_FROM_CHILDREN}


def _web(arguments: argparse.Namespace, port: int) -> Child:
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", arguments.host, "--port", str(port)),
        *("--workers", str(arguments.web_workers), "--blocking-threads", str(arguments.threads)),
        *("--respawn-failed-workers", "--respawn-interval", "1"),
        *("--workers-kill-timeout", str(WEB_STOPS_WITHIN - 5), "--log-level", "warning"),
        "followalong.wsgi:application",
    ]
    environment = {k: v for k, v in _child_environment().items() if k not in KEPT_FROM_WEB}
    return Child("web server", command, environment | {"FOLLOWALONG_POOL": "1"})


def _worker() -> Child:
    command = [
        *(sys.executable, "-m", "django", "procrastinate", "worker"),
        *("--shutdown-graceful-timeout", str(WORKER_STOPS_WITHIN - 5)),
    ]
    return Child("worker", command, _child_environment())


def _wait_for_web(web: Child, port: int, stopping: threading.Event) -> bool:
    """True once it answers. A web server that can't even start is told, not restarted for ever."""
    deadline = time.monotonic() + START_WITHIN
    while not answers(port):
        if not web.is_running or time.monotonic() > deadline:
            raise OperatorError("The web server did not start; what it said is above.")
        if stopping.wait(0.1):
            return False
    return True


def _revive(server: EmbeddedPostgres | None, stopping: threading.Event) -> None:
    """A killed PostgreSQL is started again where it was; web and worker connect by themselves.

    One that cannot start yet (a full disk) is tried again and again: the rest goes on running,
    and people are told that nothing can be saved.
    """
    if server is None or not server.has_died():
        return
    tell("PostgreSQL ended by itself. It starts again …")
    try:
        server.revive()
    except OperatorError as error:
        tell(f"{error}\nIt will be tried again in {TRY_AGAIN_AFTER} seconds.")
        stopping.wait(TRY_AGAIN_AFTER)
        return
    tell("PostgreSQL is back.")


def _opening_lines(port: int) -> list[str]:
    """What to do first: sign-ins of the demonstration, or the link that makes the first agency."""
    address = f"http://{LOOPBACK}:{port}"
    lines = [f"Followalong runs at {address}", *_first_steps(address), "Ctrl-C stops it."]
    from django.db import connections

    connections.close_all()
    return lines


def _first_steps(address: str) -> list[str]:
    if os.environ.get("FOLLOWALONG_DEMO") == "1":
        return _demonstration()
    first_link: Callable[[], str | None]
    from followalong.accounts.setup_links import first_link

    path = first_link()
    if path is None:
        return []
    return ["", "Make the first agency with this link; it works once:", f"  {address}{path}", ""]


def _demonstration() -> list[str]:
    from followalong.demo.load import is_empty, load
    from followalong.demo.personas import sign_in_lines
    from followalong.demo.tasks import enqueue_the_rest
    from followalong.demo.worlds import WORLDS

    if is_empty():
        tell("Loading the demonstration …")
        load(WORLDS[0].sizes)
    more = enqueue_the_rest()
    behind = [f"{more} more agencies are loaded behind it; the page says how far it is."]
    return ["", *sign_in_lines(), *(behind if more else []), ""]
