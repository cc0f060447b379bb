"""How long `followalong audit verify` takes for a million events (standards.md AUD-05).

    python -m bench.record [events]

On a server of its own: writes events that name two people each, seals them as the worker does,
and reads the whole record back as the check does.
"""

import datetime as dt
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from followalong.audit.sealing import seal
from followalong.audit.signing import Signer
from followalong.audit.verifying import verify
from followalong.core.dbroles import setup_roles
from followalong.ops.paths import CHECKOUT
from followalong.ops.postgres import temporary_postgres

AT_ONCE = 50_000
AGENCY = uuid.UUID(int=1)
SIGNER = Signer(["only for this measurement"])
PASSWORDS = dict.fromkeys(("owner", "app", "search", "report"), "only-here")
EVENTS = """
WITH made AS (
    INSERT INTO audit_event (id, at, agency_id, actor_kind, role, membership_id, action, purpose,
        outcome, subject_type, fields, row_count, request_id)
    SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7'
            || substr(md5(random()::text), 1, 3) || '8' || substr(md5(n::text || random()), 1, 15)
        )::uuid, now(), %(agency)s, 'member', 'employment_specialist',
        gen_random_uuid(), 'page.read', 'TREAT', 'done', '',
        '["home:client", "clients.client", "caseload.contact"]', 12, gen_random_uuid()
    FROM generate_series(1, %(n)s) AS r (n) RETURNING id)
INSERT INTO audit_seen (event_id, agency_id, client_id, at)
SELECT id, %(agency)s, gen_random_uuid(), now() FROM made, generate_series(1, 2)
"""


def main(events: int) -> None:
    with _server() as (app, owner):
        with _took(f"{events:,} events written and sealed"):
            for start in range(0, events, AT_ONCE):
                _write(app, owner, min(AT_ONCE, events - start))
        with psycopg.connect(owner) as owned, owned.cursor() as cursor, _took("verified"):
            answer = verify(cursor, SIGNER)
        print(f"{answer.events:,} events in {answer.chains} chain, {len(answer.faults)} faults")
        assert answer.events == events and not answer.faults, answer.faults


def _write(app: str, owner: str, number: int) -> None:
    with psycopg.connect(app) as connection:
        with connection.transaction(), connection.cursor() as cursor:
            _see(cursor)
            cursor.execute(EVENTS, {"agency": AGENCY, "n": number})
        # As the server does by itself when a table has grown.
        with psycopg.connect(owner, autocommit=True) as keeper:
            keeper.execute("ANALYZE audit_event, audit_seen, audit_seal")
        with connection.transaction(), connection.cursor() as cursor:
            _see(cursor)
            seal(cursor, AGENCY, signer=SIGNER, now=dt.datetime.now(dt.UTC))


def _see(cursor: psycopg.Cursor) -> None:
    cursor.execute("SELECT set_config('app.agency', %s, true)", [str(AGENCY)])


@contextmanager
def _server() -> Iterator[tuple[str, str]]:
    """Addresses of the worker's role and of the owner, who sees every agency."""
    with temporary_postgres() as server:
        urls = setup_roles(server.admin_url(), "bench", "record", PASSWORDS)
        environment = {
            "DATABASE_URL": urls.app,
            "DATABASE_OWNER_URL": urls.owner,
            "DJANGO_SETTINGS_MODULE": "followalong.settings",
        }
        command = [sys.executable, "-m", "django", "migrate", "audit", "--database=owner"]
        subprocess.run(
            [*command, "--skip-checks", "--verbosity=0"],
            env=os.environ | environment,
            cwd=CHECKOUT,
            check=True,
        )
        yield urls.app, urls.owner


@contextmanager
def _took(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    print(f"{what} in {time.perf_counter() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
