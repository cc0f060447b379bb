"""A drill's last question: can somebody's page be opened from what was brought back?

The program itself is asked, in a process that signs in to the database as the web server does:
somebody who goes along with a person opens that person's page, a stranger and somebody of another
agency do not.
"""

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

    from followalong.cli.drill_checks import Answers
    from followalong.core.dbroles import RoleUrls

# Some, since one may have locked their record away even from their specialist.
PEOPLE = """
SELECT m.code, m.user_id::text, e.client_id::text, c.given_name, (
    SELECT array[o.code, o.user_id::text] FROM agencies_membership o
    WHERE o.agency_id <> e.agency_id AND o.user_id IS NOT NULL AND o.user_id <> m.user_id
        AND o.ended_on IS NULL AND o.withdrawn_at IS NULL AND o.stopped_at IS NULL LIMIT 1)
FROM clients_enrolment e
JOIN agencies_membership m ON m.id = e.specialist_id
JOIN accounts_user u ON u.id = m.user_id AND u.is_active
JOIN clients_client c ON c.id = e.client_id
WHERE e.exited_on IS NULL AND e.withdrawn_at IS NULL AND c.withdrawn_at IS NULL
    AND m.ended_on IS NULL AND m.withdrawn_at IS NULL AND m.stopped_at IS NULL
    AND (e.label <> 'SUD' OR m.opens_sud)
ORDER BY random() LIMIT 5
"""
WITHIN = 300  # seconds


def draw_a_page(connection: "psycopg.Connection[tuple]", urls: "RoleUrls") -> "Answers":
    """The tables are brought up to this version first, as after a real restore."""
    owned = {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}
    done = _run(["-m", "followalong.cli", "migrate"], owned)
    if done.returncode:
        yield False, f"the tables could not be brought up to this version: {_last_words(done)}"
        return
    people = connection.execute(PEOPLE).fetchall()
    if not people:
        yield True, "nobody here goes along with anybody yet, so no page was opened"
        return
    yield _said(_run(["-m", "followalong.cli.drill_page"], {"DATABASE_URL": urls.app}, people))


def _run(
    words: list[str], addresses: dict[str, str], given: Any = None
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return subprocess.run(
        [sys.executable, *words],
        env=kept | addresses,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN,
    )


def _said(done: subprocess.CompletedProcess[str]) -> tuple[bool, str]:
    if done.returncode:
        return False, f"the program does not run on it: {_last_words(done)}"
    told = json.loads(done.stdout)
    if told["shown_to_others"]:
        return False, "somebody who may not opened a person's page: the walls do not stand"
    if not told["opened"]:
        return False, f"no person's page opens: the program answers {told['answers']}"
    return True, "opened by who goes along with that person, and by nobody else"


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]


def main() -> None:
    """In the process that acts as the web server: people in, what happened out."""
    import django

    django.setup()
    print(json.dumps(_try(json.load(sys.stdin))))


def _try(people: list[tuple[str, str, str, str, list[str] | None]]) -> dict[str, Any]:
    told: dict[str, Any] = {"opened": False, "shown_to_others": False, "answers": []}
    for code, user_id, client_id, name, other in people:
        status, is_there = _page(code, user_id, client_id, name)
        told["answers"].append(status)
        others: list[tuple[str, str | None]] = [(code, None)]
        if other:
            others.append((other[0], other[1]))
        for where, who in others:
            told["shown_to_others"] |= _page(where, who, client_id, name)[1]
        if status == 200 and is_there:
            return told | {"opened": True}
    return told


def _page(code: str, user_id: str | None, client_id: str, name: str) -> tuple[int, bool]:
    """How the program answers, and whether the page is that person's."""
    from urllib.parse import urlsplit

    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from django.utils.html import escape

    from followalong.accounts import doors

    browser = Client(raise_request_exception=False, HTTP_HOST=urlsplit(settings.SITE_URL).netloc)
    if user_id:
        browser.force_login(get_user_model().objects.get(pk=user_id))
        session = browser.session
        doors.mark(session, is_proved=True)
        session.save()
    path = reverse("home:client", kwargs={"code": code, "client_id": client_id})
    answer = browser.get(path, secure=settings.IS_HTTPS)
    return answer.status_code, answer.status_code == 200 and escape(name) in answer.text


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followalong.settings")
    main()
