"""A migrated database, kept between runs and copied for each: migrating takes twelve seconds.

Its name carries a hash of everything that shapes it, so a changed migration makes a new one.
"""

import fcntl
import hashlib
import importlib.metadata
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from followalong.core.dbroles import RoleUrls, setup_roles
from tests.environment import PREFIX

ROOT = Path(__file__).resolve().parent.parent
PASSWORDS = {"owner": "owner", "app": "app", "report": "report"}


def migrated_template(server) -> str:
    """The name of a database in which every migration has run."""
    name = f"template_{_fingerprint()}"
    with _alone():
        with psycopg.connect(server.admin_url(), autocommit=True) as admin:
            known = [r[0] for r in admin.execute("SELECT datname FROM pg_database").fetchall()]
        if name not in known:
            building = f"{name}_building"
            drop(server, building)
            _migrate(setup_roles(server.admin_url(), PREFIX, building, PASSWORDS))
            with psycopg.connect(server.admin_url(), autocommit=True) as admin:
                admin.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
            for old in known:
                if old.startswith("template_") and old != name:
                    drop(server, old)
    return name


def copied(server, template: str, name: str) -> RoleUrls:
    drop(server, name)
    with psycopg.connect(server.admin_url(), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER {PREFIX}_owner')
    with _alone():  # the roles are the server's: two workers cannot alter one at once
        return setup_roles(server.admin_url(), PREFIX, name, PASSWORDS)


@contextmanager
def _alone() -> Iterator[None]:
    """One worker at a time."""
    lock = Path(tempfile.gettempdir()) / f"followalong-template-{os.getuid()}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def drop(server, name: str) -> None:
    with psycopg.connect(server.admin_url(), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _migrate(urls: RoleUrls) -> None:
    """In a process of its own, since settings name the database."""
    code = (
        "import django; django.setup();"
        "from django.core.management import call_command as c;"
        "c('migrate', database='owner', verbosity=0, skip_checks=True);"
        "from followalong.core.installation import record_installation as r; r(is_demo=True)"
    )
    environment = dict(
        os.environ,
        DATABASE_URL=urls.app,
        DATABASE_OWNER_URL=urls.owner,
        DJANGO_SETTINGS_MODULE="followalong.settings",
    )
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True)


def _fingerprint() -> str:
    """Changes when a migration, the roles' set-up or a library with migrations changes."""
    digest = hashlib.sha256()
    files = sorted((ROOT / "followalong").glob("*/migrations/*.py"))
    for path in [*files, *(ROOT / "followalong/core" / n for n in ("db.py", "dbroles.py"))]:
        digest.update(path.read_bytes())
    for library in ("django", "procrastinate"):
        digest.update(importlib.metadata.version(library).encode())
    return digest.hexdigest()[:12]
