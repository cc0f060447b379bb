"""The four database roles: who may do what, before any table exists.

- `<prefix>_owner` owns the tables: migrate, backup and restore only.
- `<prefix>_app` is the web and the worker: it meets every row-level security policy.
- `<prefix>_search` can't sign in; it owns the few reviewed search functions.
- `<prefix>_report` reads published aggregates.

None of them is a superuser or passes by row-level security. Everything here can be repeated, and
needs no superuser: a role that may create roles is enough. Migrations only GRANT.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

LOGIN_KINDS = ("owner", "app", "report")
KINDS = (*LOGIN_KINDS, "search")
EXTENSIONS = ("pg_trgm", "btree_gist")
FIRST_MAJOR_WITH_GRANT_OPTIONS = 16
FORBIDDEN = ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication")

Connection = psycopg.Connection[tuple]


class RolesError(Exception):
    """The administrator's role lacks a right, or a role has one too many; the text says which."""


@dataclass(frozen=True)
class RoleUrls:
    """Addresses of one database for each role that signs in."""

    owner: str
    app: str
    report: str


def role_name(prefix: str, kind: str) -> str:
    return f"{prefix}_{kind}"


def missing_login_roles(admin_url: str, prefix: str) -> list[str]:
    """Kinds of sign-in roles that don't exist yet: these need a password."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        return [kind for kind in LOGIN_KINDS if not _attributes(admin, role_name(prefix, kind))]


def setup_roles(
    admin_url: str, prefix: str, database: str, passwords: Mapping[str, str]
) -> RoleUrls:
    """Make the roles and the database, or put right what is missing; answer the roles' addresses.

    `passwords` are by kind (owner, app, report). A role without one keeps the password it has,
    and its address holds none. Call it again with another `database` for another one (tests).
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", prefix):
        raise RolesError(f"{prefix!r} can't begin the names of roles: use small letters and _.")
    try:
        with psycopg.connect(admin_url, autocommit=True) as admin:
            _make_roles(admin, prefix, passwords)
            borrowed = _borrow_owner(admin, prefix)
            try:
                _make_database(admin, prefix, database)
                with psycopg.connect(
                    _with_database(admin_url, database), autocommit=True
                ) as inside:
                    _prepare_database(inside, prefix, database)
            finally:
                if borrowed:
                    _give_owner_back(admin, prefix)
    except psycopg.errors.InsufficientPrivilege as error:
        raise RolesError(
            f"The administrator's role lacks a right: {error.diag.message_primary}. It needs "
            f"CREATEROLE, CREATEDB unless the database {database} exists and is its own, and the "
            "ADMIN OPTION on these roles if someone else made them."
        ) from error
    return _urls(admin_url, prefix, database, passwords)


def _make_roles(admin: Connection, prefix: str, passwords: Mapping[str, str]) -> None:
    for kind in KINDS:
        name = role_name(prefix, kind)
        if not _attributes(admin, name):
            login = sql.SQL("LOGIN" if kind in LOGIN_KINDS else "NOLOGIN")
            admin.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(name), login))
        _refuse_powerful(admin, name)
        if kind in passwords:
            _set_password(admin, name, passwords[kind])
    owner, search = role_name(prefix, "owner"), role_name(prefix, "search")
    if not _is_member(admin, owner, search):  # so that migrations can give it its functions
        _grant_role(admin, search, owner)


def _attributes(admin: Connection, name: str) -> dict[str, bool]:
    """The role's dangerous attributes; empty when there is no such role."""
    columns = sql.SQL(", ").join(map(sql.Identifier, FORBIDDEN))
    row = admin.execute(
        sql.SQL("SELECT {} FROM pg_roles WHERE rolname = %s").format(columns), [name]
    ).fetchone()
    return dict(zip(FORBIDDEN, row, strict=True)) if row else {}


def _refuse_powerful(admin: Connection, name: str) -> None:
    """A role made by someone else may have rights that would make every policy void."""
    held = [attribute for attribute, is_set in _attributes(admin, name).items() if is_set]
    if held:
        raise RolesError(
            f"The role {name} has {', '.join(held)}. Take these away from it (ALTER ROLE), then "
            "run this again: with them row-level security would mean nothing."
        )


def _set_password(admin: Connection, name: str, password: str) -> None:
    """Send only the SCRAM verifier: servers may log statements, passwords must not be in them."""
    verifier = admin.pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    ).decode()
    admin.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier))
    )


def _is_member(admin: Connection, member: str, role: str) -> bool:
    row = admin.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [member, role]).fetchone()
    return bool(row and row[0])


def _grant_role(admin: Connection, role: str, member: str) -> None:
    """Membership that may act as the role. Until PostgreSQL 15 every membership could."""
    options = (
        sql.SQL(" WITH INHERIT TRUE, SET TRUE")
        if admin.info.server_version // 10000 >= FIRST_MAJOR_WITH_GRANT_OPTIONS
        else sql.SQL("")
    )
    admin.execute(
        sql.SQL("GRANT {} TO {}{}").format(sql.Identifier(role), sql.Identifier(member), options)
    )


def _borrow_owner(admin: Connection, prefix: str) -> bool:
    """Let the administrator act as the owner while this runs; True if it has to be given back.

    From PostgreSQL 16 on, making a role lets one grant it, but not yet act as it.
    """
    if _is_superuser(admin):
        return False
    owner = role_name(prefix, "owner")
    row = admin.execute("SELECT pg_has_role(%s, 'USAGE')", [owner]).fetchone()
    if row and row[0]:
        return False
    _grant_role(admin, owner, admin.info.user)
    return True


def _give_owner_back(admin: Connection, prefix: str) -> None:
    """Nobody but the owner itself acts as the owner afterwards."""
    admin.execute(
        sql.SQL("REVOKE {} FROM {} GRANTED BY CURRENT_USER").format(
            sql.Identifier(role_name(prefix, "owner")), sql.Identifier(admin.info.user)
        )
    )


def _is_superuser(admin: Connection) -> bool:
    return admin.info.parameter_status("is_superuser") == "on"


def _make_database(admin: Connection, prefix: str, database: str) -> None:
    owner = role_name(prefix, "owner")
    row = admin.execute(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [database]
    ).fetchone()
    names = {"database": sql.Identifier(database), "owner": sql.Identifier(owner)}
    if row is None:
        admin.execute(sql.SQL("CREATE DATABASE {database} OWNER {owner}").format(**names))
    elif row[0] != owner:
        admin.execute(sql.SQL("ALTER DATABASE {database} OWNER TO {owner}").format(**names))


def _prepare_database(inside: Connection, prefix: str, database: str) -> None:
    """Rights on the database and its one schema: the roles have what they need, others nothing."""
    for extension in EXTENSIONS:
        _make_extension(inside, extension)
    names = {kind: sql.Identifier(role_name(prefix, kind)) for kind in KINDS}
    names["database"] = sql.Identifier(database)
    inside.execute(sql.SQL("SET ROLE {owner}").format(**names))
    for statement in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}",  # imports load through these
        "GRANT CONNECT ON DATABASE {database} TO {report}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}, {report}",
        "GRANT USAGE, CREATE ON SCHEMA public TO {search}",  # a function's owner must have it
    ):
        inside.execute(sql.SQL(statement).format(**names))


def _make_extension(inside: Connection, extension: str) -> None:
    """Both are trusted extensions, so the owner of a database may make them."""
    try:
        inside.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public").format(
                sql.Identifier(extension)
            )
        )
    except psycopg.errors.FeatureNotSupported as error:
        raise RolesError(
            f"The server has no extension {extension}. Install PostgreSQL's contrib package there."
        ) from error


def _with_database(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(database, safe='')}"))


def _urls(admin_url: str, prefix: str, database: str, passwords: Mapping[str, str]) -> RoleUrls:
    """The administrator's address with the role in its place: same host, same options."""
    parts = urlsplit(_with_database(admin_url, database))
    place = parts.netloc.rpartition("@")[2]

    def address(kind: str) -> str:
        secret = f":{quote(passwords[kind], safe='')}" if kind in passwords else ""
        return urlunsplit(parts._replace(netloc=f"{role_name(prefix, kind)}{secret}@{place}"))

    return RoleUrls(owner=address("owner"), app=address("app"), report=address("report"))
