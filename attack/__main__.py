"""make attack: start the demonstration and attack it with wapiti and sqlmap; say what was found.

Exit code 0: nothing that is not explained (docs/explanation/attacked.md); 1: something; 2: the
attack could not run. What the tools wrote is left in build/attack/.
"""

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from attack.explained import explanation
from attack.people import sign_in, stranger
from attack.tools import Finding, sqlmap, wapiti
from followalong.ops.ports import any_free

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "attack"
STARTS_WITHIN = 900  # seconds; the first thing it does is to load the demonstration
BROKEN = re.compile(r"^(Internal Server Error: .*|\w+(?:\.\w+)*(?:Error|Exception): .*)$", re.M)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m attack", description=__doc__)
    parser.add_argument("--tools", type=Path, required=True, help="folder of wapiti and sqlmap")
    parser.add_argument("--minutes", type=float, default=15, help="for all of it, about (15)")
    parser.add_argument("--personas", nargs="+", default=["maya", "ana"])
    asked = parser.parse_args()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with demonstration() as site:
        found = list(attacked(site, asked.tools, asked.personas, asked.minutes * 60))
    found += server_said()
    return told(found)


def attacked(site: str, tools: Path, personas: list[str], seconds: float) -> Iterator[Finding]:
    """A third of the time for each: strangers, and everybody who is signed in."""
    share = int(seconds / (len(personas) + 2))
    print(f"Attacking {site} as a stranger …", flush=True)
    yield from wapiti(tools / "wapiti", stranger(site), OUT, share)
    for persona in personas:
        print(f"Attacking as {persona} …", flush=True)
        yield from wapiti(tools / "wapiti", sign_in(site, persona), OUT, share)
    print(f"Trying parameters as {personas[0]} …", flush=True)
    yield from sqlmap(tools / "sqlmap", sign_in(site, personas[0]), OUT, share)


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """An installation of its own, thrown away afterwards: attacks leave things behind."""
    state = Path(tempfile.mkdtemp(prefix="followalong-attack-"))
    state.chmod(0o711)
    port = any_free()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}
    environment |= {"FOLLOWALONG_STATE": str(state), "FOLLOWALONG_PORT": str(port)}
    environment |= {"FOLLOWALONG_DEMO": "1", "FOLLOWALONG_DEBUG": "0"}
    command = [sys.executable, "-m", "followalong.cli", "serve"]
    with (OUT / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            site = f"http://127.0.0.1:{port}"
            wait_for(site, server)
            yield site
        finally:
            server.terminate()
            server.wait(120)
            shutil.rmtree(state, ignore_errors=True)


def wait_for(site: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{site}/readyz", timeout=5):
            return
        time.sleep(1)
    print((OUT / "server.log").read_text(), file=sys.stderr)
    sys.exit(2)


def server_said() -> Iterator[Finding]:
    """An attack that broke a page is a finding, whatever the tool thought of it."""
    log = (OUT / "server.log").read_text(errors="replace")
    for line in sorted(set(BROKEN.findall(log))):
        yield Finding("server", "broke", "anybody", line[:200], "see server.log")


def told(found: list[Finding]) -> int:
    """Each finding once, with its reason if it has one."""
    lines, is_open = [], False
    for one in sorted(set(found), key=lambda f: (f.tool, f.kind, f.path, f.who)):
        why = explanation(one)
        is_open |= why is None
        says = f"explained: {why}" if why else f"OPEN: {one.says}"
        lines.append(f"{one.tool} · {one.kind} · {one.who} · {one.path} · {says}")
    lines.append(f"{len(lines)} findings, {'some are OPEN' if is_open else 'none open'}.")
    (OUT / "found.txt").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
    return 1 if is_open else 0


if __name__ == "__main__":
    sys.exit(main())
