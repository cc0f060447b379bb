"""make bench: measures, prints a table, writes a JSON file."""

import argparse
import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.load import Ask, Timing, measure

if TYPE_CHECKING:
    from bench.world import World

ROOT = Path(__file__).resolve().parent.parent
USERS = (1, 8)
SAVING = "save contact"
SECRETS = ("DATABASE_OWNER_URL", "DATABASE_REPORT_URL")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--clients", type=int, default=5_000)
    parser.add_argument("--requests", type=int, default=80, help="per page and number of users")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / "latest.json")
    arguments = parser.parse_args()
    state = Path(tempfile.gettempdir()) / f"followalong-bench-{arguments.clients}"
    os.environ["FOLLOWALONG_STATE"] = str(state)
    os.environ["FOLLOWALONG_DEMO"] = "0"
    os.environ["FOLLOWALONG_PORT"] = str(_free_port())
    from followalong.cli.database import database

    with database():
        found = run(arguments)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(found, indent=2) + "\n")
    print(table(found), f"\nWritten to {arguments.out}", sep="\n")
    return 0


def run(arguments: argparse.Namespace) -> dict:
    """Fill the world, learn each page's queries, then measure pages and bare pages in turn."""
    from bench import world

    world.fill(arguments.clients)
    here = world.open_world(max(USERS))
    paths, plan, results = plan_of(here)
    with _servers(plan) as (product, bare):
        for name, path in paths.items():
            row = results[name]
            row["sql"] = by_hand(plan, short(name), arguments.requests)
            for users in USERS:
                for kind, port, where in (
                    ("page", product, path),
                    ("bare", bare, f"/bare/{short(name)}/"),
                ):
                    asks = asks_for(here.sessions, name, where, results[name].get("form", []))
                    timing = measure(port, asks, users=users, requests=arguments.requests)
                    row[f"{kind}_{users}"] = vars(timing)
                ratio = row[f"page_{users}"]["p50"] / row[f"bare_{users}"]["p50"]
                row[f"ratio_{users}"] = round(ratio, 2)
            row.pop("form", None)
    cores = f"{os.cpu_count()} cores, {platform.machine()}"
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{cores}, Python {platform.python_version()}",
        "world": {"asked": arguments.clients, **here.sizes},
        "pages": results,
    }


def short(name: str) -> str:
    return name.replace(" ", "-")


def plan_of(here: "World") -> tuple[dict[str, str], dict, dict]:
    """Each page's address, the queries that the bare application repeats, and their number."""
    from django.test import Client as Browser

    from bench import pages

    paths = pages.addresses(here.membership, here.client_id, here.needle)
    browser = Browser()
    browser.force_login(here.membership.user)
    plan: dict = {"context": here.context, "pages": {}}
    results: dict = {}
    for name, path in paths.items():
        statements, content = pages.captured(browser, path)
        if name == SAVING:
            form = pages.writing_form(content)
            statements, _content = pages.captured(browser, path, dict(_filled(form)))
            results[name] = {"queries": pages.counted(statements), "form": form}
            plan["pages"][short(name)] = pages.saving(statements)
        else:
            results[name] = {"queries": pages.counted(statements)}
            plan["pages"][short(name)] = {"queries": pages.reads(statements)}
    return paths, plan, results


def asks_for(sessions: list[str], name: str, path: str, form: list[tuple[str, str]]) -> list[Ask]:
    """The request each signed-in user makes."""
    from django.conf import settings

    token = "x" * 32
    found = []
    for session in sessions:
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
        headers = {"Cookie": cookies, "Accept-Encoding": "identity"}
        if name != SAVING:
            found.append(Ask("GET", path, headers))
            continue
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": token,
            "Origin": settings.SITE_URL,
        }
        found.append(Ask("POST", path, headers, lambda: urlencode(_filled(form)).encode(), (302,)))
    return found


def _filled(values: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The form as a person would send it: a sentence, and a command of its own."""
    found = [
        (name, str(uuid.uuid4()) if name == "command_id" else value)
        for name, value in values
        if name not in ("note", "csrfmiddlewaretoken")
    ]
    return [*found, ("note", "Talked about mornings at the bakery.")]


def by_hand(plan: dict, name: str, times: int) -> dict:
    """The same queries in plain SQL on one connection, without Python around them."""
    import psycopg

    page = plan["pages"][name]
    seconds, rows = [], 0
    # Never prepared, as Django's own connections: each question is planned each time.
    with psycopg.connect(
        os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=None
    ) as connection:
        for _ in range(max(20, times // 2)):
            started = time.perf_counter()
            rows = 0
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute(plan["context"])
                for query in page["queries"]:
                    rows += len(cursor.execute(query).fetchall())
                if "insert" in page:
                    cursor.execute(page["insert"].replace(page["insert_id"], str(uuid.uuid4())))
            seconds.append(time.perf_counter() - started)
    timing = Timing.of(seconds, rows)
    return {"p50": timing.p50, "p95": timing.p95, "rows": rows}


@contextlib.contextmanager
def _servers(plan: dict) -> Iterator[tuple[int, int]]:
    """The product as `followalong serve` runs it, and the bare application in the same way."""
    environment = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DATABASE_OWNER_URL", "DATABASE_REPORT_URL")
    } | {"FOLLOWALONG_POOL": "1"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        path.write_text(json.dumps(plan))
        ports = (int(os.environ["FOLLOWALONG_PORT"]), _free_port())
        running = [
            _granian("followalong.wsgi:application", ports[0], environment),
            _granian("bench.bare:application", ports[1], environment | {"BENCH_PLAN": str(path)}),
        ]
        try:
            for port in ports:
                _wait(port)
            yield ports
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(30)


def _granian(target: str, port: int, environment: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "2"]
    command += ["--blocking-threads", "4", "--port", str(port), "--log-level", "warning", target]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def _wait(port: int) -> None:
    import urllib.request

    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at {port}.")


def _free_port() -> int:
    from followalong.ops.ports import any_free

    return any_free()


def table(found: dict) -> str:
    """What a person reads: milliseconds at one and at eight users, and the ratios."""
    lines = [
        f"{found['machine']}; {found['world']['asked']:,} clients asked for, "
        f"{found['world']['clients']:,} in the agency measured",
        "",
        f"{'page':<14}{'queries':>8}{'KB':>6}{'SQL':>8}"
        + "".join(f"{f'p50/{u}':>9}{f'p95/{u}':>9}{f'bare/{u}':>9}{'ratio':>7}" for u in USERS),
    ]
    for name, row in found["pages"].items():
        size = row["page_1"]["size"] / 1024
        text = f"{name:<14}{row['queries']:>8}{size:>6.0f}{row['sql']['p50']:>8.1f}"
        for u in USERS:
            page, bare = row[f"page_{u}"], row[f"bare_{u}"]
            text += f"{page['p50']:>9.1f}{page['p95']:>9.1f}{bare['p50']:>9.1f}"
            text += f"{row[f'ratio_{u}']:>7.2f}"
        lines.append(text)
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
