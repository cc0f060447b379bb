"""What `followalong doctor` looks at: each check answers one question in one sentence."""

import smtplib
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core import checks as django_checks
from django.db import Error, connections

from followalong.cli.asking import Answers, select
from followalong.cli.doctor_backups import check_backups
from followalong.cli.doctor_disk import check_database_disk, check_disk
from followalong.cli.migrating import reading_alias, unapplied_migrations, unknown_migrations
from followalong.cli.months import check_months
from followalong.cli.row_security import examine_tables
from followalong.cli.version import program_version
from followalong.ops.binaries import OLDEST_MAJOR
from followalong.ops.paths import state_directory

MOST_CLOCK_SECONDS = 2.0
SMTP_WITHIN = 5  # seconds
OLDEST_SIGNATURES = 7  # days
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
    rows = select(
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
    count, faults = examine_tables(select, settings.DATABASE_ROLE_PREFIX)
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


def check_file_keys() -> Answers:
    """Without its key a file cannot be read by anybody, ever."""
    from followalong.core.files import NoFileKey, key_ring

    try:
        known = set(key_ring().keys)
    except NoFileKey:
        known = set()
        yield False, "no key for files: set FOLLOWALONG_FILE_KEYS or bring back secrets/file_keys"
    used = select("SELECT key_id, count(*) FROM core_file GROUP BY key_id ORDER BY key_id")
    for key_id, number in used:
        if key_id not in known:
            yield (
                False,
                f"{number} files are sealed with key {key_id}, which is not here: bring it back"
                " (secrets/file_keys of the machine that made them)",
            )
    if known and {key_id for key_id, _number in used} <= known:
        as_owner = reading_alias() != "default"
        seen = f"{sum(number for _id, number in used)} files" if as_owner else "not counted"
        yield True, f"{len(known)} here; {seen}. A copy of them belongs in another place"


def check_seals() -> Answers:
    """A record that nobody seals proves nothing; nor do checkpoints beside the database only."""
    if not settings.SEAL_KEYS:
        yield False, "no key: set FOLLOWALONG_SEAL_KEYS or bring back secrets/seal_keys"
    if reading_alias() != "default":
        waiting = select(
            "SELECT count(*) FROM audit_event e WHERE at < now() - interval '5 minutes'"
            " AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.id = e.id)"
        )[0][0]
        last = select("SELECT max(at) FROM audit_sealpoint")[0][0]
        said = f"last checkpoint {last:%Y-%m-%d %H:%M} UTC" if last else "no checkpoint yet"
        is_late = waiting > 0 and last is not None
        yield not is_late, f"{said}; {waiting} events older than five minutes are not sealed"
    copy = Path(settings.SEAL_COPY)
    if copy.parent == state_directory():
        yield True, f"checkpoints are told to {copy}: on this machine only, keep a copy elsewhere"
    else:
        yield copy.parent.is_dir(), f"checkpoints are told to {copy}"


def check_scanner() -> Answers:
    if not settings.CLAMD:
        yield True, "not configured: files are marked as not scanned"
        return
    from followalong.core.clamd import version

    try:
        said = version()
    except (OSError, ValueError) as error:
        yield False, f"{settings.CLAMD} doesn't answer: {error}. Files are marked as not scanned"
        return
    age = _signature_age(said)
    if age is None:
        yield True, f"{said}"
    else:
        yield age <= OLDEST_SIGNATURES, f"{said}: its signatures are {age} days old"


def _signature_age(said: str) -> int | None:
    """Days since the signatures of `ClamAV 1.4.3/27500/Mon Nov 23 09:00:00 2026`."""
    try:
        made = datetime.strptime(said.rpartition("/")[2], "%a %b %d %H:%M:%S %Y")
    except ValueError:
        return None
    return (datetime.now(UTC).replace(tzinfo=None) - made).days


def check_clock() -> Answers:
    """Two clocks that disagree put events in the wrong order and on the wrong day."""
    before = datetime.now(UTC)
    database = select("SELECT clock_timestamp()")[0][0]
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
    "database disk": check_database_disk,
    "seals": check_seals,
    "months": check_months,
    "mail": check_mail,
    "file keys": check_file_keys,
    "backups": check_backups,
    "virus scanner": check_scanner,
    "clock": check_clock,
    "assets": check_assets,
}
