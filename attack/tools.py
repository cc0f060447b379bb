"""The tools: wapiti crawls and attacks what it finds; sqlmap tries every parameter of some pages.

Modules that need a machine outside to call back (ssrf, xxe, log4shell) are left out: everything
stays on this machine's own address. Addresses fetched for people have their own tests.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from attack.people import Attacker

MODULES = (
    "sql,xss,permanentxss,file,exec,redirect,crlf,csrf,csp,cookieflags,http_headers,methods,"
    "htaccess,backup,upload,ldap,shellshock"
)
NOWHERE = "http://127.0.0.1:9"  # its own machine outside is never asked
# One tap there would make a stranger somebody; signing out would end the attack.
FEWEST_PAGES = 10
LEFT_OUT = ("/demo/", "/sign-out/")
# Pages with parameters that reach the database: the seeds of sqlmap.
SEEDS = (
    "search/?q=ben",
    "caseload/?who=mine&sort=name&q=ben",
    "caseload/?step=with",
    "employers/?q=caf",
    "caseload/file/?format=csv&col=specialist",
)
INJECTED = re.compile(r"^Parameter: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Finding:
    """Something a tool holds to be wrong."""

    tool: str
    kind: str
    who: str
    path: str
    says: str


def wapiti(binary: Path, who: Attacker, folder: Path, seconds: int) -> Iterator[Finding]:
    out = folder / f"wapiti-{who.name}.json"
    command = [str(binary), "--url", who.start, "--scope", "folder", "--module", MODULES]
    command += ["--format", "json", "--output", str(out), "--flush-session", "--no-bugreport"]
    command += ["--endpoint", NOWHERE, "--dns-endpoint", "localhost"]
    command += ["--store-session", str(folder / who.name), "--tasks", "2", "--level", "2"]
    command += ["--max-scan-time", str(seconds // 2), "--max-attack-time", str(seconds // 20)]
    command += ["--max-files-per-dir", "12", "--max-links-per-page", "60", "--color"]
    command += [word for path in LEFT_OUT for word in ("--exclude", f"{_site(who.start)}{path}*")]
    if who.cookies:
        command += ["--header", f"Cookie: {who.cookies}"]
    _run(command, folder / f"wapiti-{who.name}.log", seconds * 2)
    if not out.exists():
        yield Finding("wapiti", "not finished", who.name, "/", f"see wapiti-{who.name}.log")
        return
    told = json.loads(out.read_text())
    for group in ("vulnerabilities", "anomalies"):
        for kind, found in told[group].items():
            for one in found:
                yield Finding("wapiti", kind, who.name, urlsplit(one["path"]).path, one["info"])
    crawled = told["infos"]["crawled_pages_nbr"]
    if crawled < FEWEST_PAGES:
        yield Finding("wapiti", "not finished", who.name, "/", f"{crawled} pages were seen")


def sqlmap(binary: Path, who: Attacker, folder: Path, seconds: int) -> Iterator[Finding]:
    for number, seed in enumerate(SEEDS):
        log = folder / f"sqlmap-{who.name}-{number}.log"
        command = [str(binary), "--url", f"{who.start}{seed}", "--batch", "--flush-session"]
        command += ["--dbms", "PostgreSQL", "--level", "1", "--risk", "1", "--technique", "BEU"]
        command += ["--cookie", who.cookies, "--param-exclude", "cookie|followalong", "--threads"]
        command += ["2", "--output-dir", str(folder / "sqlmap"), "--disable-coloring"]
        command += ["--drop-set-cookie"]
        _run(command, log, seconds)
        said = log.read_text(errors="replace")
        for parameter in INJECTED.findall(said):
            yield Finding("sqlmap", "SQL Injection", who.name, seed, parameter)
        if "do not appear to be injectable" not in said and not INJECTED.search(said):
            yield Finding("sqlmap", "not finished", who.name, seed, f"see {log.name}")


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _run(command: list[str], log: Path, seconds: int) -> None:
    """A tool that runs too long is ended; what it wrote is looked at all the same."""
    with log.open("wb") as file:
        try:
            subprocess.run(command, stdout=file, stderr=file, timeout=seconds, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            file.write(b"\nEnded: it took too long.\n")
