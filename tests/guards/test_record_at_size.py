"""Who looked, the account of what left, and the look over yesterday: no table that grows is read
whole, and no page asks more questions because a record is long."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from followalong.caseload.models import Appointment, Contact
from followalong.clients.models import Assignment, Client, Enrolment, Referral, Relation
from followalong.core.db import acting_as
from followalong.employers.models import EmployerContact
from followalong.privacy.models import Share
from followalong.privacy.watching import of_day
from tests.cast import DAY, Cast, MemberClient, service
from tests.environment import PREFIX
from tests.factories.world import World

PEOPLE, ROWS, EVENTS = 3_000, 3_000, 6_000
# One question may look at so many rows of a table; each of them holds far more.
FEW = 1_000
GROWS = (Enrolment, Assignment, Relation, Referral, Contact, Appointment, EmployerContact, Share)
LOOKED = """
INSERT INTO audit_event (id, at, agency_id, actor_kind, role, action, purpose, outcome,
    subject_type, fields, membership_id)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7000'
    || substr(md5(n::text), 1, 16))::uuid, at, %s, 'member', 'employment_specialist', 'page.read',
    '', 'done', '', '[]', CASE n %% 40 WHEN 0 THEN %s::uuid ELSE %s::uuid END
FROM (SELECT n, now() - n * interval '37 minutes' AS at FROM generate_series(1, %s) n) moments
"""
NAMED = """
INSERT INTO audit_seen (event_id, agency_id, client_id, at)
SELECT e.id, e.agency_id, p.id, e.at
FROM (SELECT *, row_number() OVER () n FROM audit_event WHERE agency_id = %s) e
JOIN (SELECT id, row_number() OVER () n, count(*) OVER () many FROM clients_client
      WHERE agency_id = %s) p ON p.n = 1 + e.n %% p.many
"""


def copied(model: Any, times: int) -> None:
    """The table's first row of Ben, again and again, about everybody in turn."""
    column = model.client_column
    about = "gen_random_uuid()" if column == "id" else "p.id"
    said = {f.column: f't."{f.column}"' for f in model._meta.local_concrete_fields}
    said |= {"id": "gen_random_uuid()", column: about, "source_id": "NULL"}
    names = ", ".join(f'"{name}"' for name in said)
    table = model._meta.db_table
    people = (
        "SELECT gen_random_uuid() id, g n, %s::bigint many FROM generate_series(1, %s) g"
        if column == "id"
        else "SELECT id, row_number() OVER () n, count(*) OVER () many FROM clients_client"
        " WHERE %s::bigint + %s::bigint > 0"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(said.values())}"  # noqa: S608
            f" FROM (SELECT * FROM {table} LIMIT 1) t, generate_series(1, %s) g"
            f" JOIN ({people}) p ON p.n = 1 + g %% p.many"
            " ON CONFLICT DO NOTHING",
            [times, times, times],
        )


@pytest.fixture(scope="module")
def may_analyze(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What the planner knows of a table is told by its owner; here by whoever filled it."""
    said = f'MAINTAIN ON ALL TABLES IN SCHEMA public {{}} "{PREFIX}_app"'
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(f"GRANT {said.format('TO')}")
        yield
        cursor.execute(f"REVOKE {said.format('FROM')}")


@pytest.fixture(scope="module")
def large(may_analyze, planted: World) -> Cast:
    """Made once: some ten seconds, for plans are no proof where there is nothing to read."""
    cast = planted.cast
    with acting_as(service(cast.northside)), connection.cursor() as cursor:
        copied(Client, PEOPLE)
        for model in GROWS:
            copied(model, ROWS)
        north = cast.northside.pk
        cursor.execute(LOOKED, [north, cast.maya.pk, cast.pia.pk, EVENTS])
        cursor.execute(NAMED, [north, north])
        for table in ("audit_event", "audit_seen", *(m._meta.db_table for m in (Client, *GROWS))):
            cursor.execute(f"ANALYZE {table}")
    return cast


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """What the database is asked while this is open."""
    found: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if sql.lstrip().startswith("SELECT") and "set_config" not in sql:
            found.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(note):
        yield found


def read_whole(node: dict[str, Any]) -> Iterator[str]:
    rows = node.get("Actual Rows", 0) + node.get("Rows Removed by Filter", 0)
    if "Relation Name" in node and rows * node.get("Actual Loops", 1) > FEW:
        yield f"{node['Relation Name']} by {node['Node Type']}"
    for below in node.get("Plans", ()):
        yield from read_whole(below)


def whole(actor: Any, questions: list[tuple[str, Any]]) -> set[str]:
    """Tables of which one of the questions looked at many rows, as the app role, as this reader."""
    found = set()
    with acting_as(actor), connection.cursor() as cursor:
        for sql, params in questions:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
            plan = json.loads(plan) if isinstance(plan, str) else plan
            asked_of = re.findall(r'FROM "?(\w+)', sql)[0]
            found |= {f"{table}, asked of {asked_of}" for table in read_whole(plan[0]["Plan"])}
    return found


def test_it_would_be_noticed(large):
    with acting_as(service(large.northside)) as by, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_seen")
        assert cursor.fetchone()[0] > EVENTS - 10
        assert whole(by, [("SELECT * FROM caseload_contact WHERE note = 'x'", None)])


@pytest.mark.parametrize(
    ("who", "page"),
    [("priya", "privacy:looks"), ("priya", "privacy:accounting"), ("maya", "privacy:my_looks")],
)
def test_a_page_reads_only_what_it_is_about(large, world, who, page):
    browser = MemberClient(getattr(large, who))
    about = {} if page == "privacy:my_looks" else {"client_id": large.ben.pk}
    with asked() as questions:
        answer = browser.get(browser.here(page, **about))
    assert answer.status_code == 200 and len(questions) <= 12
    assert not whole(browser.actor, questions)


def test_the_look_over_a_day_reads_that_day_and_its_people(large, world):
    """As many questions for a day of many looks as for the number of those who looked."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with acting_as(service(large.northside)) as by, asked() as questions:
        list(of_day(by.agency_id, yesterday, 1_000))
    assert yesterday < DAY and len(questions) >= 2
    assert not whole(by, [one for one in questions if "DECLARE" not in one[0]])
