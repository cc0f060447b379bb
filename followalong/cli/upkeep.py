"""migrate, setup-roles, doctor, and a check for developers that no migration is missing."""

import argparse
import json
import os
import secrets

from followalong.cli.database import Prepare, database
from followalong.ops.children import tell
from followalong.ops.errors import OperatorError
from followalong.ops.postgres import temporary_postgres


def add_commands(commands: argparse._SubParsersAction) -> None:
    migrate = commands.add_parser(
        "migrate",
        help="bring the tables up to this version",
        description="Bring the tables up to this version, as the owner (DATABASE_OWNER_URL).",
    )
    migrate.set_defaults(run=run_migrate)
    _add_setup_roles(commands)
    doctor = commands.add_parser(
        "doctor",
        help="check everything an operator would",
        description="Check versions, roles, row-level security, migrations, disk, mail, keys of "
        "files, virus scanner, clock and assets. Exit code 0: all well; 1: something is wrong; "
        "2: the check could not run.",
    )
    doctor.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    doctor.set_defaults(run=run_doctor)
    permissions = commands.add_parser(
        "permissions",
        help="who may do what: every role, permission, class of information and reach",
        description="Print the whole role table. With --json one document: every role with its "
        "reach and each of its permissions, what that is of (classes of information), and what "
        "may keep a row back all the same.",
    )
    permissions.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    permissions.set_defaults(run=run_permissions)
    check = commands.add_parser(
        "check-migrations",
        help="for developers: is a migration missing?",
        description="Compare the models with the migrations, in a temporary database.",
    )
    check.set_defaults(run=run_check_migrations)


def _add_setup_roles(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "setup-roles",
        help="make the database and its roles on a PostgreSQL of your own",
        description="Make the roles PREFIX_owner, PREFIX_app, PREFIX_search and PREFIX_report and "
        "the database, and print the addresses to use, once: nothing of it is stored. It can be "
        "repeated; roles that exist keep their passwords.",
    )
    parser.add_argument(
        "--admin-url",
        default=os.environ.get("DATABASE_ADMIN_URL"),
        metavar="URL",
        help="a role that may create roles: postgresql://NAME:PASSWORD@HOST/postgres "
        "(or DATABASE_ADMIN_URL in the environment, which process lists don't show)",
    )
    parser.add_argument("--prefix", default="followalong", help="of the roles (followalong)")
    parser.add_argument("--database", default="followalong", help="its name (followalong)")
    parser.add_argument("--new-passwords", action="store_true", help="also for roles that exist")
    parser.set_defaults(run=run_setup_roles)


def run_migrate(arguments: argparse.Namespace) -> int:
    with database(Prepare.NOTHING):
        from followalong.cli.migrating import migrate, unapplied_migrations

        missing = unapplied_migrations()
        migrate()
    print(f"{len(missing)} migrations applied." if missing else "The tables are up to date.")
    return 0


def run_setup_roles(arguments: argparse.Namespace) -> int:
    import psycopg

    from followalong.core.dbroles import LOGIN_KINDS, RolesError, missing_login_roles, setup_roles

    if not arguments.admin_url:
        raise OperatorError("Give --admin-url, the address of a role that may create roles.")
    try:
        new = missing_login_roles(arguments.admin_url, arguments.prefix)
        kinds = LOGIN_KINDS if arguments.new_passwords else new
        passwords = {kind: secrets.token_urlsafe(24) for kind in kinds}
        urls = setup_roles(arguments.admin_url, arguments.prefix, arguments.database, passwords)
    except RolesError as error:
        raise OperatorError(str(error)) from error
    except psycopg.Error as error:
        raise OperatorError(f"The server refused: {str(error).strip()}") from error
    if len(passwords) < len(LOGIN_KINDS):
        tell("Roles that existed keep their passwords: put them into the addresses yourself.")
    tell("Keep these now; they are not stored. Only `migrate`, `backup`, `restore` need the owner.")
    print(f"DATABASE_URL={urls.app}")
    print(f"DATABASE_OWNER_URL={urls.owner}")
    print(f"DATABASE_REPORT_URL={urls.report}")
    return 0


def run_doctor(arguments: argparse.Namespace) -> int:
    with database(Prepare.IF_EMPTY):
        from followalong.cli.doctor import examine

        findings = examine()
    is_well = all(finding.ok for finding in findings)
    if arguments.json:
        print(json.dumps({"ok": is_well, "checks": [finding.as_json() for finding in findings]}))
    else:
        for finding in findings:
            print(f"{'ok     ' if finding.ok else 'PROBLEM'}  {finding.name}: {finding.says}")
    return 0 if is_well else 1


def run_permissions(arguments: argparse.Namespace) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followalong.settings")
    django.setup()
    from followalong.agencies.role_table import grid, table

    if arguments.json:
        print(json.dumps(table(), indent=2))
    else:
        print("\n".join(",".join(line) for line in grid()))
    return 0


def run_check_migrations(arguments: argparse.Namespace) -> int:
    """In a database of its own: the state folder and DATABASE_URL are not touched."""
    with temporary_postgres() as server:
        os.environ["FOLLOWALONG_STATE"] = str(server.state)
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORT_URL"):
            os.environ.pop(name, None)
        with database():
            from django.core.management import call_command

            try:
                call_command("makemigrations", check=True, dry_run=True, verbosity=1)
            except SystemExit as stopped:
                return int(stopped.code or 0)
    return 0
