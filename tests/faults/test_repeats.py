"""F2, F4 and F13 of the standards: what is sent again, at once or crosswise has one effect."""

import http.client
import random
import threading
import time
import uuid
from collections import Counter
from urllib.parse import urlencode

import psycopg
import pytest

from bench.pages import writing_form
from followalong.core.db import acting_as
from tests.cast import Cast, service
from tests.environment import DATABASE
from tests.serving import serving, wait_until_it_answers
from tests.signing import sign_in

pytestmark = pytest.mark.fault
TIMES = 5


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """Committed: the server has connections of its own."""
    from django.utils import timezone

    with django_db_blocker.unblock():
        yield Cast.make(today=timezone.localdate(), door=f"repeats-{uuid.uuid4().hex[:8]}")


@pytest.fixture(scope="module")
def maya(cast, database_urls):
    """Maya's way to the real server, whose processes can be killed at the worst moment."""
    with serving(database_urls.app, workers=2, application="tests.faults.dying:application") as it:
        yield Sender(cast, it.port)


class Sender:
    """Posts the log form as a browser would, word for word the same as often as asked."""

    def __init__(self, cast: Cast, port: int) -> None:
        from django.conf import settings
        from django.test import Client

        browser = Client()
        sign_in(browser, cast.maya.user)
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self.cast, self.port = cast, port
        self.path = f"/a/{cast.maya.code}/log/?client={cast.ben.pk}"
        token = "x" * 32
        self.headers = {
            "Cookie": f"followalong_session_{port}={session}; followalong_csrf_{port}={token}",
            "X-CSRFToken": token,
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.fields = writing_form(self.ask("GET")[1])

    def letter(self, note: str, command: uuid.UUID) -> str:
        said = {"note": note, "command_id": str(command), "category": "ENGAGEMENT", "mode": "PHONE"}
        return urlencode([*((n, v) for n, v in self.fields if n not in said), *said.items()])

    def ask(self, method: str, body: str | None = None, **more: str) -> tuple[int, bytes, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, self.path, body=body, headers=self.headers | more)
            answer = line.getresponse()
            return answer.status, answer.read(), answer.getheader("Location") or ""
        finally:
            line.close()


def stored(cast: Cast) -> Counter[str]:
    from followalong.caseload.models import Contact

    with acting_as(service(cast.northside)):
        return Counter(Contact.objects.values_list("note", flat=True))


def test_killed_between_the_save_and_its_answer_the_second_try_gets_that_answer(maya):
    letter = maya.letter("Killed before it could say so.", uuid.uuid4())
    with pytest.raises((OSError, http.client.HTTPException)):
        maya.ask("POST", letter, **{"X-Die": "before answering"})
    assert stored(maya.cast)["Killed before it could say so."] == 1  # the work was done
    wait_until_it_answers(maya.port)

    first, second = maya.ask("POST", letter), maya.ask("POST", letter)

    assert first[0] == second[0] == 302
    assert first[2] == second[2]
    assert stored(maya.cast)["Killed before it could say so."] == 1


def test_a_form_sent_five_times_at_once_and_in_any_order_is_saved_once(maya):
    notes = {f"Sent again and again, {n}.": uuid.uuid4() for n in range(TIMES)}
    letters = [maya.letter(note, command) for note, command in notes.items()] * TIMES
    random.shuffle(letters)
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda mine: answers.extend(maya.ask("POST", x)[0] for x in mine),
            args=[letters[at::TIMES]],
        )
        for at in range(TIMES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * len(letters)
    found = stored(maya.cast)
    assert {note: found[note] for note in notes} == dict.fromkeys(notes, 1)


def test_two_saves_that_block_each_other_are_sorted_out_and_both_are_kept_once(maya, server):
    """Another transaction holds Ben's enrolment and then wants what Maya's save holds."""
    cast, command = maya.cast, uuid.uuid4()
    letter = maya.letter("Crossed another save.", command)
    answer: list[int] = []
    with psycopg.connect(server.admin_url(DATABASE)) as other:
        # PostgreSQL lets go whoever first notices: here it shall be Maya's save.
        other.execute("SET deadlock_timeout = '60s'")
        held = "SELECT FROM clients_enrolment WHERE client_id = %s FOR UPDATE"
        other.execute(held, [cast.ben.pk])
        sending = threading.Thread(target=lambda: answer.append(maya.ask("POST", letter)[0]))
        sending.start()
        wait_until_it_waits(server, other.info.backend_pid)
        other.execute(
            "INSERT INTO core_command (id, agency_id, actor_id, command_id, request_hash, at)"
            " VALUES (gen_random_uuid(), %s, %s, %s, '', now())",
            [cast.northside.pk, cast.maya.pk, command],
        )
        other.rollback()
        sending.join(60)
    assert answer == [302]
    assert stored(cast)["Crossed another save."] == 1


def wait_until_it_waits(server, for_whom: int) -> None:
    with psycopg.connect(server.admin_url(DATABASE), autocommit=True) as looking:
        for _ in range(200):
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
            row = looking.execute(waiting, [for_whom]).fetchone()
            if row and row[0]:
                return
            time.sleep(0.02)
    raise AssertionError("Maya's save does not wait for the other transaction.")
