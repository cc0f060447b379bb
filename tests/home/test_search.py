"""Search: however a name is written, and only what the reader may see."""

import psycopg
import pytest

from followalong.agencies.models import Program
from followalong.clients.models import Relation
from followalong.core.ids import uuid7
from tests.cast import MemberClient, make_member
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, readings, seen_last, words


def found(browser, typed: str) -> str:
    return page(browser, "home:search", f"?q={typed}")


@pytest.mark.parametrize("typed", ["Rosa", "rosa ledesma", "Ledezma", "RÓSA", "  ledes "])
def test_a_name_is_found_however_it_is_written(cast, as_maya, typed):
    text = found(as_maya, typed)
    assert "Rosa Ledesma" in text and "with Maya" in text


def test_people_who_only_asked_are_found_too(cast, as_maya):
    assert "asked to join" in found(as_maya, "okafor")


def test_employers_are_found(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.employer(cast.northside, "Hill Street Bakery")
    assert "Hill Street Bakery" in found(as_maya, "hil street bakry")


def test_each_state_says_what_to_do(cast, as_maya):
    assert "need not be spelled right" in page(as_maya, "home:search")
    assert "One more letter" in found(as_maya, "r")
    nothing = found(as_maya, "xylophone")
    assert "Nothing found for “xylophone”" in nothing
    assert readings(cast.northside) == 0


def test_what_was_typed_is_never_taken_as_markup_or_as_a_pattern(cast, as_maya):
    text = found(as_maya, "<b>%25_")
    assert "<b>%" not in text and "&lt;b&gt;" in text
    assert "Ben" not in found(as_maya, "%25%25%25")


def test_a_script_may_ask_for_the_results_alone(cast, as_maya):
    address = as_maya.here("home:search") + "?q=rosa"
    text = words(as_maya.get(address, headers={"X-Part": "results"}))
    assert "Rosa Ledesma" in text and "<html" not in text
    assert seen_last(cast.northside) == {cast.rosa.pk}


def test_people_of_an_addiction_program_are_not_found_by_others(cast, as_maya, as_sol, as_ade):
    assert "Quinn Silva" not in found(as_maya, "quinn silva")
    assert "Quinn Silva" not in found(as_sol, "quinn silva")
    assert "Quinn Silva" in found(as_ade, "quinn silva")


def test_another_agency_finds_nobody_of_ours(cast, as_omar):
    with scenes.at(cast.northside):
        scenes.employer(cast.northside, "Hill Street Bakery")
    for typed in ("rosa ledesma", "ben abara", "hill street bakery"):
        text = found(as_omar, typed)
        assert "Nothing found" in text


def test_a_role_that_opens_nothing_is_refused(cast, as_ana):
    assert as_ana.get(as_ana.here("home:search")).status_code == 403


def test_a_peer_finds_people_and_no_employers(cast, as_pia):
    with scenes.at(cast.northside):
        scenes.employer(cast.northside, "Rosa Bakery")
    text = found(as_pia, "rosa")
    assert "Rosa Ledesma" in text and "Rosa Bakery" not in text


def test_the_record_names_exactly_the_people_found(cast, as_maya):
    found(as_maya, "rosa")
    assert seen_last(cast.northside) == {cast.rosa.pk}


def test_what_another_program_has_with_a_person_is_not_told(cast, as_maya):
    """His own program sees him enrolled; a second one that knows him does not."""
    with scenes.at(cast.northside):
        other = Program.objects.create(agency=cast.northside, name="Second", kind="ips")
        noor = make_member(cast.northside, "Noor", "employment_specialist", other)
        Relation.objects.create(
            agency=cast.northside,
            client=cast.ben,
            kind="program",
            program=other,
            from_on=cast.today,
        )
    text = found(MemberClient(noor), "ben")
    assert "Ben Abara" in text and "asked to join" in text and "Maya" not in text


def test_few_queries(cast, as_maya):
    with queries_of_a_page():
        found(as_maya, "rosa")


PEOPLE = """
INSERT INTO clients_client
    (id, agency_id, given_name, name_key, label, version, changed_at, withdrawn_why)
SELECT gen_random_uuid(), %(agency)s, 'x', md5(n::text) || ' ' || md5((n + 7)::text),
       'NORMAL', 1, now(), ''
  FROM generate_series(1, 5000) n
"""


def test_search_runs_on_its_index_as_the_role_that_owns_it(database_urls):
    """The plan of the function's own body, generic as inside it; nothing is kept."""
    with psycopg.connect(database_urls.owner) as owner, owner.cursor() as cursor:
        agency = uuid7()
        cursor.execute(
            "INSERT INTO agencies_agency (id, name, pack, timezone)"
            " VALUES (%s, 'x', 'ca-on', 'UTC')",
            [agency],
        )
        cursor.execute(PEOPLE, {"agency": agency})
        # As the server does by itself after a while.
        cursor.execute("SELECT gin_clean_pending_list('clients_client_name')")
        cursor.execute("ANALYZE clients_client")
        cursor.execute(
            "SELECT prosrc, proconfig, prosecdef, proowner::regrole::text"
            "  FROM pg_proc WHERE proname = 'search_clients'"
        )
        body, settings, runs_as_owner, role = cursor.fetchone()
        assert runs_as_owner
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute("SELECT set_config('app.agency', %s, true)", [str(agency)])
        for setting in settings:
            name, value = setting.split("=", 1)
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        generic = body.replace("needle", "$1").replace("at_most", "$2")
        cursor.execute(f"PREPARE search (text, integer) AS {generic}")
        cursor.execute("EXPLAIN EXECUTE search ('rosa ledesma', 60)")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        owner.rollback()
    assert "Bitmap Index Scan on clients_client_name" in plan, plan
    assert "Seq Scan" not in plan
