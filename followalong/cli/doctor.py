"""What `followalong doctor` looks at: each check answers one question in one sentence."""

import shutil
import smtplib
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core import checks as django_checks
from django.db import Error, connections

from followalong.cli.migrating import reading_alias, unapplied_migrations, unknown_migrations
from followalong.cli.row_security import examine_tables
from followalong.cli.version import program_version
from followalong.ops.binaries import OLDEST_MAJOR
from followalong.ops.paths import state_directory

LEAST_FREE_BYTES = 1 << 30
MOST_CLOCK_SECONDS = 2.0
SMTP_WITHIN = 5  # seconds
POWERS = ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication")


@dataclass(frozen=True)
class Finding:
    """The answer to one check."""

    name: str
    ok: bool
    says: str

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def examine() -> list[Finding]:
    """Run every check; one that can't be made is a problem, not a crash."""
    findings: list[Finding] = []
    for name, check in CHECKS.items():
        try:
            findings.extend(Finding(name, ok, says) for ok, says in check())
        except (Error, OSError) as error:
            findings.append(Finding(name, False, f"could not be checked: {error}".strip()))
    return findings


Answers = Iterator[tuple[bool, str]]


def _select(statement: str, parameters: list[str] | None = None) -> list[tuple]:
    """As the owner where the command has it: it sees the catalogue of every role."""
    with connections[reading_alias()].cursor() as cursor:
        cursor.execute(statement, parameters or [])
        return cursor.fetchall()


def check_versions() -> Answers:
    with connections["default"].cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    python = ".".join(map(str, sys.version_info[:3]))
    yield (
        int(server.split(".")[0].split()[0]) >= OLDEST_MAJOR and sys.version_info >= (3, 11),
        f"Followalong {program_version()}, Python {python}, Django {version('django')}, "
        f"PostgreSQL {server}",
    )


def check_roles() -> Answers:
    """Row-level security means nothing to a superuser, to BYPASSRLS, or without FORCE to owners."""
    prefix = settings.DATABASE_ROLE_PREFIX
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls,"
            " EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            "  WHERE n.nspname = 'public' AND pg_has_role(c.relowner, 'MEMBER'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, is_super, bypasses, owns = cursor.fetchone()
    held = [
        word
        for word, is_so in (
            ("is a superuser", is_super),
            ("passes by row-level security", bypasses),
            ("owns tables or may act as their owner", owns),
        )
        if is_so
    ]
    yield not held, f"web and worker sign in as {name}, which {' and '.join(held) or 'is limited'}"
    for kind in ("owner", "app", "search", "report"):
        yield _role_attributes(f"{prefix}_{kind}", signs_in=kind != "search")


def _role_attributes(name: str, *, signs_in: bool) -> tuple[bool, str]:
    rows = _select(
        f"SELECT rolcanlogin, {', '.join(POWERS)} FROM pg_roles WHERE rolname = %s",  # noqa: S608
        [name],
    )
    if not rows:
        return False, f"{name} is missing: run `followalong setup-roles`"
    can_sign_in, *powers = rows[0]
    wrong = [power for power, is_set in zip(POWERS, powers, strict=True) if is_set]
    if can_sign_in != signs_in:
        wrong.append("LOGIN" if can_sign_in else "no LOGIN")
    return not wrong, f"{name} has {', '.join(wrong)}" if wrong else f"{name} is as it should be"


def check_row_security() -> Answers:
    count, faults = examine_tables(_select, settings.DATABASE_ROLE_PREFIX)
    for fault in faults:
        yield False, fault
    if not faults:
        yield True, f"{count} tables are protected by forced row-level security"


def check_migrations() -> Answers:
    missing, unknown = unapplied_migrations(), unknown_migrations()
    if missing:
        yield False, f"{len(missing)} not applied ({missing[0]} …): run `followalong migrate`"
    if unknown:
        yield False, f"the database is newer than this program ({unknown[0]}): update it"
    if not missing and not unknown:
        yield True, "all applied"


def check_disk() -> Answers:
    folder = state_directory()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    yield free >= LEAST_FREE_BYTES, f"{free / (1 << 30):.1f} GiB free at {folder}"


def check_mail() -> Answers:
    if not settings.EMAIL_HOST:
        yield True, "not configured: nothing is sent"
        return
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=SMTP_WITHIN) as server:
            code, _ = server.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield False, f"{place} doesn't answer: {error}"
        return
    yield code == 250, f"{place} answers {code}"


def check_clock() -> Answers:
    """Two clocks that disagree put events in the wrong order and on the wrong day."""
    before = datetime.now(UTC)
    database = _select("SELECT clock_timestamp()")[0][0]
    middle = before + (datetime.now(UTC) - before) / 2
    apart = abs((database - middle).total_seconds())
    yield apart <= MOST_CLOCK_SECONDS, f"the database's clock is {apart:.3f} s from this machine's"


def check_assets() -> Answers:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    is_built = manifest.exists()
    yield is_built, "built" if is_built else f"{manifest} is missing: run `make setup`"
    for code, name in settings.LANGUAGES:
        compiled = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.mo"
        if code != settings.LANGUAGE_CODE and not compiled.exists():
            yield False, f"the {name} messages are not compiled: run `make setup`"


def check_settings() -> Answers:
    problems = [str(message.msg) for message in django_checks.run_checks() if message.level >= 30]
    if settings.DEBUG:
        problems.append("FOLLOWALONG_DEBUG is on: never where real people are")
    for problem in problems:
        yield False, problem
    if not problems:
        yield True, f"consistent; served at {settings.SITE_URL}"


CHECKS: dict[str, Callable[[], Answers]] = {
    "versions": check_versions,
    "settings": check_settings,
    "roles": check_roles,
    "row-level security": check_row_security,
    "migrations": check_migrations,
    "disk": check_disk,
    "mail": check_mail,
    "clock": check_clock,
    "assets": check_assets,
}
