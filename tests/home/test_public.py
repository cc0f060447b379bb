"""Pages for anyone: the landing page, the machinery's questions, and what is said when it fails."""

from datetime import datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from followalong.core.models import Installation
from followalong.home import health


def text(response) -> str:
    return response.content.decode()


def test_the_landing_page_says_what_this_is_and_where_to_ask(visitor, cast):
    page = text(visitor.get("/"))
    assert "Anyone who wants to work can" in page
    assert "Northside Works" in page and reverse("accounts:sign_in") in page


def test_a_closed_door_is_not_listed(visitor, cast):
    from followalong.agencies.models import Door

    Door.objects.update(is_open=False)
    assert "Northside Works" not in text(visitor.get("/"))


def test_the_landing_page_asks_the_database_the_same_for_many_doors(
    visitor, cast, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        visitor.get("/")


def test_personas_are_offered_only_in_a_database_born_as_a_demonstration(visitor, db, settings):
    assert Installation.objects.filter(is_demo=True).exists()
    assert 'href="/demo/"' in text(visitor.get("/"))
    settings.DEMO = False
    assert 'href="/demo/"' not in text(visitor.get("/"))


def test_healthz_asks_no_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Browser().get("/healthz").content == b"ok\n"


def test_readyz_says_what_it_looked_at(visitor, cast):
    response = visitor.get("/readyz")
    assert response.status_code == 200
    behind = {"upkeep", "late"}  # tests/home/test_upkeep.py
    assert {key: told for key, told in response.json().items() if key not in behind} == {
        "ready": True,
        "database": True,
        "migrations": True,
        "row_security": True,
        "disk": "unknown",
    }


@pytest.mark.parametrize("missing", ["has_every_migration", "shows_strangers_nobody"])
def test_readyz_is_503_while_something_is_missing(visitor, db, monkeypatch, missing):
    monkeypatch.setattr(health, missing, lambda: False)
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["ready"] is False


def test_a_missing_page_says_what_to_do(visitor, db):
    response = visitor.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing here" in text(response)


def test_a_broken_page_says_it_was_nothing_you_did(db, monkeypatch):
    monkeypatch.setattr("followalong.home.landing.open_doors", lambda: 1 / 0)
    browser = Browser(raise_request_exception=False)
    response = browser.get("/")
    assert response.status_code == 500
    assert "nothing you did" in text(response)


def test_an_expired_form_gives_the_words_back(cast):
    browser = Browser(enforce_csrf_checks=True)
    sent = {
        "note": "She wants <b>Fridays</b> off",
        "password": "a long pass phrase",
        "mode": "VIDEO",
    }
    response = browser.post(reverse("accounts:sign_in"), sent)
    assert response.status_code == 403
    page = text(response)
    assert "She wants &lt;b&gt;Fridays&lt;/b&gt; off" in page
    assert "pass phrase" not in page and "VIDEO" not in page


def test_the_language_is_chosen_and_kept(visitor, db):
    response = visitor.post(reverse("set_language"), {"language": "fr", "next": "/"})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert 'lang="fr"' in text(visitor.get("/"))


def test_whom_to_tell_of_a_hole(visitor, db, settings):
    assert visitor.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "security@example.org"
    said = visitor.get("/.well-known/security.txt")
    assert said["Content-Type"].startswith("text/plain")
    lines = dict(line.split(": ", 1) for line in said.content.decode().splitlines())
    assert lines["Contact"] == "mailto:security@example.org"
    until = datetime.fromisoformat(lines["Expires"])
    assert timedelta(days=30) < until - timezone.now() < timedelta(days=365)
