"""What the database itself keeps, read from its catalogue: policies, keys, rights, functions."""

import pytest
from django.db import connection

from followalong.agencies.base import LabelledModel
from followalong.cli.row_security import OPEN_TABLES
from followalong.core.db import AgencyForeignKey
from followalong.ops.paths import CHECKOUT
from tests.environment import PREFIX
from tests.guards.allow import judge
from tests.guards.rooms import columns, models

AGENCY = "NULLIF(current_setting('app.agency'::text, true), ''::text)::uuid"
SUD = "label::text <> 'SUD'::text OR current_setting('app.sud'::text, true) = 'on'::text"
POOLS = (
    "string_to_array(NULLIF(current_setting('app.pools'::text, true), ''::text), ','::text)::uuid[]"
)
BY_AGENCY = f"agency_id = {AGENCY}"
BY_LABEL = f"{BY_AGENCY} AND {SUD}"
BY_POOL = f"pool_id = ANY {POOLS}"

# Tables whose policy says something of its own: table -> why.
OWN_POLICY = {
    "agencies_authority": "an authority is its own pool",
    "agencies_agency": "an agency is itself; its members also read it to choose where to work",
    "agencies_membership": "a person also finds their own memberships, before an agency is chosen",
    "audit_event": "what happened outside every agency, such as a sign-in, is recorded too",
    "audit_seal": "what happened outside every agency has a chain, which the sealer alone reads",
    "audit_sealpoint": "and its checkpoints",
    "audit_letgo": "and what stays of it where its time was over",
    "core_command": "a command may be given outside every agency",
}
# Rights of the app role beyond reading, adding and changing: table -> why.
MAY_DELETE = {
    "caseload_clock": "clocks are worked out again from milestones",
    "caseload_draft": "a draft goes when it has become what it was for",
    "clients_referraldraft": "words put aside go when they are sent, or after two weeks",
    "caseload_milestone": "milestones follow the rows they were made from",
    "core_command": "commands are kept for thirty days",
    "core_throttle": "counts of tries are forgotten after their window",
    "django_session": "signing out ends the session's row",
    "mfa_authenticator": "a passkey that was removed must open nothing; that is on the record",
    "usersessions_usersession": "signing out ends the session's row",
    "exchange_importedrow": "undoing an import forgets the rows it made",
    "exchange_sheet": "a spreadsheet is forgotten once it is in, or after a week",
    "exchange_sheetrow": "so are its rows",
    "procrastinate_events": "the task library clears what is done",
    "procrastinate_jobs": "the task library clears what is done",
    "procrastinate_periodic_defers": "the task library clears what is done",
    "procrastinate_workers": "the task library clears workers that stopped",
}
# Functions that run with the search role's eyes, each read by two people: name -> why.
REVIEWED = {
    "agency_of_own_link": "the agency of a person's own link, told to whoever holds its secret",
    "invited_to": "the agency of an invitation, told to whoever holds its one-time secret",
    "known_agencies": "ids of agencies only, so that services can work through all of them",
    "directory_at": "the agency of a directory, told to whoever holds its key",
    "provider_at": "the agency of a sign-in provider, told to whoever knows its random address",
    "open_referral_link": "the whole secret and nothing else opens one row; returns two ids",
    "search_clients": "trigrams on their index; tests agency and label inside, returns ids",
    "similar_clients": "names, sounds, phones, birth dates; tests agency and label, returns ids",
    "search_employers": "trigrams on their index; tests the agency inside, returns ids",
}
# Reviewed functions that rightly test no agency.
WITHOUT_AGENCY = {
    "agency_of_own_link": "its answer is the one agency whose secret was given",
    "invited_to": "its answer is the one agency whose secret was given",
    "known_agencies": "its answer is which agencies there are",
    "directory_at": "its answer is the one agency whose key was given",
    "provider_at": "its answer is the one agency whose address was given",
    "open_referral_link": "its answer is the one agency whose secret was given",
}


def rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def plain(test: str | None) -> str:
    """A policy's test without the brackets that PostgreSQL adds."""
    return (test or "").replace("(", "").replace(")", "")


@pytest.fixture
def policies(db) -> dict[tuple[str, str], tuple[str, str, str]]:
    """(table, policy) -> role, USING, WITH CHECK. Months of the record: tests/audit."""
    found = rows(
        "SELECT tablename, policyname, array_to_string(roles, ','), qual, with_check"
        " FROM pg_policies JOIN pg_class ON relname = tablename"
        " AND relnamespace = schemaname::regnamespace"
        " WHERE schemaname = 'public' AND NOT relispartition"
    )
    return {(table, name): (role, using, check) for table, name, role, using, check in found}


def test_every_table_is_protected_or_named_as_open(db):
    unprotected = rows(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'public' AND relkind IN ('r', 'p')"
        " AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    judge(
        {table for (table,) in unprotected},
        allowed=OPEN_TABLES,
        fix="Call AgencyTable or PooledTable in the migration that makes the table,"
        " or name it with a reason in followalong/cli/row_security.py:",
    )


def test_every_protected_table_has_both_policies_and_no_others(policies):
    searched = {
        *("agencies_agency", "agencies_invitation", "clients_client", "clients_referrallink"),
        *("employers_agencyemployer", "privacy_ownlink"),
        *("agencies_directory", "agencies_provider"),
    }
    expected = {}
    for model in models():
        table = model._meta.db_table
        if table in OPEN_TABLES:
            continue
        expected[table, "by_context"] = f"{PREFIX}_app"
        expected[table, "by_owner"] = f"{PREFIX}_owner"
        if table in searched:
            expected[table, "by_search"] = f"{PREFIX}_search"
    expected["agencies_agency", "by_own_membership"] = f"{PREFIX}_app"
    assert {key: role for key, (role, _, _) in policies.items()} == expected, (
        "A policy is missing, or one is there that nobody reviewed"
    )


def test_every_policy_asks_for_agency_pool_and_label(policies):
    odd = set()
    for model in models():
        table, names = model._meta.db_table, columns(model)
        if table in OPEN_TABLES:
            continue
        wanted = BY_AGENCY
        if "label" in names:
            wanted = BY_LABEL
        elif "agency_id" not in names:
            wanted = BY_POOL
        _, using, check = policies[table, "by_context"]
        if (plain(using), plain(check)) != (plain(wanted), plain(wanted)):
            odd.add(table)
    judge(odd, allowed=OWN_POLICY, fix="These policies are not the usual ones; say why:")


def test_rows_about_a_client_carry_a_label():
    without = {
        model._meta.db_table
        for model in models()
        if "client_id" in columns(model) and not issubclass(model, LabelledModel)
    }
    judge(
        without,
        allowed={"audit_seen": "says only that somebody looked; read by the privacy officer"},
        fix="Make these models LabelledModel, so that the SUD label reaches them:",
    )


def test_references_cannot_leave_the_agency(db):
    keys = dict(
        rows(
            "SELECT conrelid::regclass || '.' || a.attname, pg_get_constraintdef(c.oid)"
            " FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = conrelid AND a.attnum = conkey[array_upper(conkey, 1)]"
            " WHERE contype = 'f' AND array_length(conkey, 1) = 2"
        )
    )
    faults = []
    for model in models():
        for field in model._meta.local_fields:
            if not isinstance(field, AgencyForeignKey):
                continue
            target = field.related_model
            lead = "agency_id" if "agency_id" in columns(target) else "pool_id"
            to = target._meta.db_table
            wanted = f"FOREIGN KEY ({lead}, {field.column}) REFERENCES {to}({lead}, id)"
            if not keys.get(f"{model._meta.db_table}.{field.column}", "").startswith(wanted):
                faults.append(f"{model._meta.db_table}.{field.column}: {wanted}")
    assert not faults, f"Make these keys with AgencyTable or AgencyReference: {faults}"


def test_owned_rows_are_referred_to_by_composite_keys_only():
    single = {
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.local_fields
        if field.is_relation
        and not isinstance(field, AgencyForeignKey)
        and {"agency_id", "pool_id"} & set(columns(field.related_model))
    }
    judge(
        single,
        allowed={"agencies.Door.program": "a public fact; a visitor's session opens no agency"},
        fix="A plain foreign key ignores row-level security; use AgencyForeignKey:",
    )


def test_owned_tables_have_the_key_that_others_refer_to(db):
    unique = {
        (table, text)
        for table, text in rows(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE contype = 'u'"
        )
    }
    missing = []
    for model in models():
        table, names = model._meta.db_table, columns(model)
        if table in OPEN_TABLES or "agency_id" not in names:
            lead = "pool_id" if "pool_id" in names else None
        else:
            lead = "agency_id"
        if lead and (table, f"UNIQUE ({lead}, id)") not in unique:
            missing.append(table)
    judge(
        set(missing),
        allowed={"audit_seen": "its key begins with its event, by which it is divided"},
        fix="Call AgencyTable or PooledTable for these tables:",
    )


def test_the_app_role_deletes_only_where_that_is_said(db):
    may = rows(
        "SELECT table_name FROM information_schema.role_table_grants"
        " WHERE grantee = %s AND privilege_type = 'DELETE' AND table_schema = 'public'",
        f"{PREFIX}_app",
    )
    judge(
        {table for (table,) in may},
        allowed=MAY_DELETE,
        fix="Rows are withdrawn, never deleted (house.md section 5):",
    )


def test_the_app_role_owns_nothing_and_truncates_nothing(db):
    assert not rows(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee IN (%s, 'PUBLIC') AND table_schema = 'public'"
        " AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')",
        f"{PREFIX}_app",
    )
    assert not rows(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " JOIN pg_roles r ON r.oid = relowner WHERE nspname = 'public' AND rolname = %s",
        f"{PREFIX}_app",
    )


def test_only_reviewed_functions_run_as_someone_else(db):
    found = rows(
        "SELECT proname, rolname, array_to_string(proconfig, ';'),"
        " has_function_privilege('public', p.oid, 'EXECUTE'), prosrc"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace"
        " JOIN pg_roles r ON r.oid = proowner WHERE prosecdef AND nspname = 'public'"
    )
    judge({row[0] for row in found}, allowed=REVIEWED, fix="Have these functions reviewed:")
    walls = (CHECKOUT / "docs/explanation/walls.md").read_text()
    assert {name for name in REVIEWED if f"`{name}`" not in walls} == set(), "tell of them there"
    for name, owner, settings, anyone, _ in found:
        assert owner == f"{PREFIX}_search", f"{name} must belong to the search role"
        assert "search_path=pg_catalog, public" in settings, f"pin the search_path of {name}"
        assert not anyone, f"REVOKE EXECUTE on {name} FROM PUBLIC"
    judge(
        {name for name, *_, body in found if "app.agency" not in body},
        allowed=WITHOUT_AGENCY,
        fix="Test the agency inside the function:",
    )


def test_views_read_with_the_readers_own_rights(db):
    assert not rows(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'public' AND relkind IN ('v', 'm')"
        " AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
    ), "Make views WITH (security_invoker = true); show no materialised view"


def test_no_role_of_the_product_passes_the_policies_by(db):
    assert not rows(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE %s AND (rolsuper OR rolbypassrls)",
        f"{PREFIX}\\_%",
    )
