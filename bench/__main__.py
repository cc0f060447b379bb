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


# People in the database, and contacts: as many as the simulation makes, or these.
SIZES = ((5_000, 0), (40_000, 5_000_000))


def main() -> int:
    """Each size in a process of its own, since settings name the database; then side by side."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--clients", type=int, help="only this size")
    parser.add_argument("--contacts", type=int, default=0, help="with --clients: at least so many")
    parser.add_argument("--requests", type=int, default=80, help="per page and number of users")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results")
    parser.add_argument("--profile", action="store_true", help="say where the time goes instead")
    parser.add_argument("--plans", action="store_true", help="say how PostgreSQL answers instead")
    parser.add_argument("--only-fill", action="store_true", help="make the worlds, measure nothing")
    arguments = parser.parse_args()
    if arguments.clients:
        return measure_one(arguments)
    found = []
    for clients, contacts in SIZES:
        command = [sys.executable, "-m", "bench", "--clients", str(clients)]
        command += ["--contacts", str(contacts), "--requests", str(arguments.requests)]
        asked = {
            "--only-fill": arguments.only_fill,
            "--profile": arguments.profile,
            "--plans": arguments.plans,
        }
        command += ["--out", str(arguments.out), *(name for name, is_so in asked.items() if is_so)]
        if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
            return code
        if not any(asked.values()):
            found.append(json.loads(result_file(arguments.out, clients).read_text()))
    if found:
        print("\n" + growth(*found))
    return 0


def measure_one(arguments: argparse.Namespace) -> int:
    state = Path(tempfile.gettempdir()) / f"followalong-bench-{arguments.clients}"
    os.environ["FOLLOWALONG_STATE"] = str(state)
    os.environ["FOLLOWALONG_DEMO"] = "0"
    os.environ["FOLLOWALONG_PORT"] = str(_free_port())
    from followalong.cli.database import database

    with database():
        from bench import world

        world.fill(arguments.clients, arguments.contacts)
        if arguments.only_fill:
            return 0
        if arguments.profile:
            print(profiled())
            return 0
        if arguments.plans:
            from bench import plans

            here = world.open_world(1)
            print(plans.table(plan_of(here)[1]), "", plans.crawl(*world.readers(here)), sep="\n")
            return 0
        found = run(arguments)
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = result_file(arguments.out, arguments.clients)
    path.write_text(json.dumps(found, indent=2) + "\n")
    print(table(found), f"\nWritten to {path}", sep="\n")
    return 0


def profiled() -> str:
    """Where each page's time goes, as a table for docs/explanation/speed.md."""
    from django.test import Client as Browser

    from bench import profile, world

    here = world.open_world(1)
    paths, _plan, results = plan_of(here)
    browser = Browser()
    world.sign_in(browser, here.membership.user)
    forms = {name: row["form"] for name, row in results.items() if "form" in row}
    return profile.table(paths, browser, forms)


def result_file(folder: Path, clients: int) -> Path:
    return folder / f"{clients}.json"


def growth(small: dict, large: dict) -> str:
    """How much more each page takes in the larger database than in the smaller."""
    sizes = (f"{found['world']['asked']:,}" for found in (small, large))
    lines = [f"Growth of the median from {' to '.join(sizes)} people:", ""]
    lines.append(f"{'page':<14}" + "".join(f"{f'page/{u}':>9}{f'bare/{u}':>9}" for u in USERS))
    for name in small["pages"]:
        text = f"{name:<14}"
        for kind in (f"{kind}_{u}" for u in USERS for kind in ("page", "bare")):
            now, then = (found["pages"][name][kind]["p50"] for found in (large, small))
            text += f"{now / then:>9.2f}"
        lines.append(text)
    return "\n".join(lines)


def run(arguments: argparse.Namespace) -> dict:
    """Fill the world, learn each page's queries, then measure pages and bare pages in turn."""
    from bench import world

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

    from bench import pages, world

    paths = pages.addresses(here.membership, here.client_id, here.needle)
    browser = Browser()
    world.sign_in(browser, here.membership.user)
    plan: dict = {"context": here.context, "pages": {}}
    results: dict = {}
    for name, path in paths.items():
        statements, content = pages.captured(browser, path)
        if name == SAVING:
            form = pages.writing_form(content)
            statements, _content = pages.captured(browser, path, dict(filled(form)))
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
        found.append(Ask("POST", path, headers, lambda: urlencode(filled(form)).encode(), (302,)))
    return found


def filled(values: list[tuple[str, str]]) -> list[tuple[str, str]]:
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
        f"{found['machine']}; {found['world']['asked']:,} people in three agencies; in the one "
        f"measured {found['world']['clients']:,} with {found['world']['contacts']:,} contacts",
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
