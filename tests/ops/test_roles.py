"""The database roles have the rights they need and none that would make policies void."""

from urllib.parse import urlsplit

import psycopg
import pytest

from followalong.core.dbroles import KINDS, RolesError, missing_login_roles, setup_roles
from followalong.ops.postgres import EmbeddedPostgres

pytestmark = pytest.mark.unit

PASSWORDS = {"owner": "own/er@1", "app": "a p p", "report": "report"}


def execute(url: str, statement: str) -> list[tuple]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def administrator(server: EmbeddedPostgres, name: str, attributes: str) -> str:
    """A role as a managed database would hand out: it may create roles but is no superuser."""
    execute(server.admin_url(), f"CREATE ROLE {name} LOGIN PASSWORD 'adm' {attributes}")
    place = urlsplit(server.admin_url()).netloc.rpartition("@")[2]
    return f"postgresql://{name}:adm@{place}/postgres"


def test_running_it_again_changes_nothing(shared_server: EmbeddedPostgres) -> None:
    admin = shared_server.admin_url()
    assert missing_login_roles(admin, "again") == ["owner", "app", "report"]
    first = setup_roles(admin, "again", "again", PASSWORDS)
    assert missing_login_roles(admin, "again") == []
    execute(first.owner, "CREATE TABLE kept (n int)")

    second = setup_roles(admin, "again", "again", {})

    assert execute(first.owner, "SELECT count(*) FROM kept") == [(0,)]
    assert urlsplit(second.app).password is None
    assert urlsplit(first.app).path == urlsplit(second.app).path == "/again"


def test_no_role_is_powerful_and_only_three_sign_in(shared_server: EmbeddedPostgres) -> None:
    setup_roles(shared_server.admin_url(), "plain", "plain", PASSWORDS)
    rows = execute(
        shared_server.admin_url(),
        "SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
        " OR rolreplication FROM pg_roles WHERE rolname LIKE 'plain\\_%'",
    )
    assert sorted(rows) == sorted((f"plain_{kind}", kind != "search", False) for kind in KINDS)


def test_the_app_role_can_load_an_import_and_nothing_structural(
    shared_server: EmbeddedPostgres,
) -> None:
    urls = setup_roles(shared_server.admin_url(), "apprights", "apprights", PASSWORDS)
    execute(urls.owner, "CREATE TABLE records (n int)")
    execute(urls.app, "CREATE TEMPORARY TABLE incoming (n int)")
    for refused in (
        "CREATE TABLE mine (n int)",
        "SELECT * FROM records",
        "SET ROLE apprights_owner",
        "SET ROLE apprights_search",
        "ALTER ROLE apprights_app BYPASSRLS",
        "CREATE DATABASE mine",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            execute(urls.app, refused)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        execute(urls.report, "CREATE TEMPORARY TABLE mine (n int)")
    execute(urls.report, "SELECT 1")


def test_the_owner_makes_functions_that_the_search_role_owns(
    shared_server: EmbeddedPostgres,
) -> None:
    urls = setup_roles(shared_server.admin_url(), "finder", "finder", PASSWORDS)
    execute(urls.owner, "CREATE FUNCTION find() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    execute(urls.owner, "ALTER FUNCTION find() OWNER TO finder_search")
    owner_of = "SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = 'find'"
    assert execute(urls.app, owner_of) == [("finder_search",)]


def test_a_stranger_to_the_database_gets_nothing(shared_server: EmbeddedPostgres) -> None:
    setup_roles(shared_server.admin_url(), "closed", "closed", PASSWORDS)
    stranger = administrator(shared_server, "stranger", "")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        execute(stranger.replace("/postgres", "/closed"), "SELECT 1")


def test_an_administrator_who_may_create_roles_is_enough(shared_server: EmbeddedPostgres) -> None:
    admin = administrator(shared_server, "hosting", "CREATEROLE CREATEDB")
    setup_roles(admin, "hosted", "hosted", PASSWORDS)
    urls = setup_roles(admin, "hosted", "hosted", PASSWORDS)
    execute(urls.owner, "CREATE TABLE records (n int)")
    assert execute(urls.app, "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
    for refused in ("SET ROLE hosted_owner", "SET ROLE hosted_search"):  # it is not the owner
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            execute(admin, refused)


def test_an_administrator_without_the_right_is_told_which(
    shared_server: EmbeddedPostgres,
) -> None:
    nothing = administrator(shared_server, "nothing", "")
    with pytest.raises(RolesError, match="permission denied to create role.*CREATEROLE"):
        setup_roles(nothing, "denied", "denied", PASSWORDS)
    no_database = administrator(shared_server, "no_database", "CREATEROLE")
    with pytest.raises(RolesError, match="create database.*CREATEDB unless"):
        setup_roles(no_database, "denied", "denied", PASSWORDS)


def test_a_role_that_passes_by_policies_is_refused(shared_server: EmbeddedPostgres) -> None:
    execute(shared_server.admin_url(), "CREATE ROLE mighty_app LOGIN BYPASSRLS")
    with pytest.raises(RolesError, match="mighty_app has rolbypassrls"):
        setup_roles(shared_server.admin_url(), "mighty", "mighty", PASSWORDS)


def test_a_prefix_that_is_no_name_is_refused(shared_server: EmbeddedPostgres) -> None:
    with pytest.raises(RolesError, match="small letters"):
        setup_roles(shared_server.admin_url(), 'x"; DROP', "x", PASSWORDS)
