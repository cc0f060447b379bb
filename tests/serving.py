"""A real server for tests: the product's own process on a database of committed rows."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from followalong.ops.ports import any_free

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Served:
    """A running web server: where it answers and the process to stop or kill."""

    port: int
    process: subprocess.Popen

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(
    database_url: str, *, workers: int = 1, application: str = "followalong.wsgi:application"
) -> Iterator[Served]:
    """granian as `followalong serve` starts it, as the app role only."""
    port = any_free()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}
    environment |= {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "followalong.settings",
        "FOLLOWALONG_DEBUG": "0",
        "FOLLOWALONG_DEMO": "1",
        "FOLLOWALONG_PORT": str(port),
        "FOLLOWALONG_POOL": "1",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--port", str(port)]
    command += ["--respawn-failed-workers", "--respawn-interval", "0.2", "--log-level", "warning"]
    process = subprocess.Popen(
        [*command, application], env=environment, cwd=ROOT, start_new_session=True
    )
    try:
        wait_until_it_answers(port)
        yield Served(port, process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # its workers too
            process.wait()


def wait_until_it_answers(port: int, path: str = "/healthz", within: float = 30) -> None:
    end = time.monotonic() + within
    while time.monotonic() < end:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            line.request("GET", path)
            if line.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            line.close()
        time.sleep(0.1)
    raise AssertionError(f"Nothing answers at port {port}.")
