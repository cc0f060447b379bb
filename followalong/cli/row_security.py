"""Is every table protected? Read from the catalogue, so that it is true of this very database."""

from collections.abc import Callable

# Tables that no agency owns, each with the reason why a row in it tells nothing to another agency.
OPEN_TABLES = {
    "django_migrations": "names of migrations",
    "django_content_type": "names of models",
    "django_session": "found only by a random key that the browser holds",
    "auth_permission": "Django's own, unused: permissions are in agencies/roles.py",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "accounts_user": "a person may work for several agencies; read by sign-in only",
    "accounts_setuplink": "hashes of one-time links",
    "mfa_authenticator": "one's own second steps, secrets sealed; read by sign-in only",
    "usersessions_usersession": "where one is signed in; read by sign-in only",
    "account_emailaddress": "the library's own, unused and without rights",
    "account_emailconfirmation": "the library's own, unused and without rights",
    "agencies_door": "a program's public page: what it shows anyone",
    "core_installation": "one row about this installation",
    "core_restoredrill": "when a backup was brought back for a try, and with what result",
    "core_throttle": "hashes and counts",
    "procrastinate_jobs": "tasks carry ids only; the worker sets each one's context",
    "procrastinate_events": "times of tasks",
    "procrastinate_periodic_defers": "times of tasks",
    "procrastinate_workers": "heartbeats",
}

TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
               AND %s = ANY (SELECT rolname FROM pg_roles WHERE oid = ANY (p.polroles))),
       EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
               AND %s = ANY (SELECT rolname FROM pg_roles WHERE oid = ANY (p.polroles)))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
ORDER BY c.relname
"""
VIEWS = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'v'
  AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname
"""

Select = Callable[[str, list[str]], list[tuple]]


def examine_tables(select: Select, prefix: str) -> tuple[int, list[str]]:
    """Number of protected tables, and every fault in words."""
    protected, faults = 0, []
    rows = select(TABLES, [f"{prefix}_app", f"{prefix}_owner"])
    for table, is_on, is_forced, for_app, for_owner in rows:
        lacks = [
            words
            for words, is_there in (
                ("row-level security", is_on),
                ("FORCE", is_forced),
                ("a policy for the app role", for_app),
                ("a policy for the owner, so backups would miss its rows", for_owner),
            )
            if not is_there
        ]
        if not lacks:
            protected += 1
        elif table not in OPEN_TABLES:
            faults.append(f"{table} lacks {', '.join(lacks)}")
    for (view,) in select(VIEWS, []):
        faults.append(f"the view {view} reads as its owner: it needs security_invoker")
    return protected, faults
