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
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
USERS = (1, 8)


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
    from django.conf import settings
    from django.test import Client as Browser

    from bench import pages, world
    from bench.load import Ask, measure

    world.fill(arguments.clients)
    here = world.open_world(max(USERS))
    paths = pages.addresses(here.membership, here.client_id, here.needle)
    browser = Browser()
    browser.force_login(here.membership.user)
    plan: dict = {"context": here.context, "pages": {}}
    results: dict = {}
    for name, path in paths.items():
        statements, status, content = pages.captured(browser, path)
        if status != 200:
            raise RuntimeError(f"{name}: {status}")
        plan["pages"][name.replace(" ", "-")] = {"queries": pages.reads(statements)}
        results[name] = {"queries": pages.counted(statements)}
        if name == "save contact":
            form = pages.FilledForm()
            form.feed(content.decode())
            _action, values = form.writing()
            saved, status, _content = pages.captured(browser, path, _filled(values))
            if status != 302:
                raise RuntimeError(f"{name}: {status}")
            inserts = [s for s in saved if s.startswith('INSERT INTO "caseload_contact"')]
            identity = inserts[0].split("VALUES (")[1].split("'")[1]
            plan["pages"]["save-contact"] = {
                "queries": pages.reads(saved),
                "insert": inserts[0],
                "insert_id": identity,
            }
            results[name] = {"queries": pages.counted(saved)}

    cookie = settings.SESSION_COOKIE_NAME
    token = "x" * 32

    def asks(prefix: str, name: str) -> list[Ask]:
        found = []
        for session in here.sessions:
            cookies = f"{cookie}={session}; {settings.CSRF_COOKIE_NAME}={token}"
            headers = {"Cookie": cookies, "Accept-Encoding": "identity"}
            path = paths[name] if not prefix else f"{prefix}{name.replace(' ', '-')}/"
            if name != "save contact":
                found.append(Ask("GET", path, headers))
                continue
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": token,
                "Origin": settings.SITE_URL,
            }
            found.append(
                Ask(
                    "POST", path, headers, lambda: urlencode(_filled(values, True)).encode(), (302,)
                )
            )
        return found

    with _servers(plan) as (product, bare):
        for name in paths:
            row = results[name]
            row["sql"] = by_hand(plan, name.replace(" ", "-"), arguments.requests)
            for users in USERS:
                for kind, port, prefix in (("page", product, ""), ("bare", bare, "/bare/")):
                    timing = measure(
                        port, asks(prefix, name), users=users, requests=arguments.requests
                    )
                    row[f"{kind}_{users}"] = vars(timing)
                ratio = row[f"page_{users}"]["p50"] / row[f"bare_{users}"]["p50"]
                row[f"ratio_{users}"] = round(ratio, 2)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "world": {"asked": arguments.clients, **here.sizes},
        "pages": results,
    }


def _filled(values: list[tuple[str, str]], as_list: bool = False):
    """The form as a person would send it: a sentence, and a command of its own."""
    found = [
        (name, str(uuid.uuid4()) if name == "command_id" else value)
        for name, value in values
        if name not in ("note", "csrfmiddlewaretoken")
    ]
    found.append(("note", "Talked about mornings at the bakery."))
    return found if as_list else dict(found)


def by_hand(plan: dict, name: str, times: int) -> dict:
    """The same queries in plain SQL on one connection, without Python around them."""
    import psycopg

    from bench.load import Timing

    page = plan["pages"][name]
    seconds, rows = [], 0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
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
