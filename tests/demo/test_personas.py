"""Being an invented person for a while: only in a database born as a demonstration."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from followalong.accounts.actions import entry as accounts
from followalong.accounts.models import User
from followalong.core.db import acting_as
from followalong.core.models import Installation
from followalong.demo import personas
from followalong.demo.actions import give_sign_in
from followalong.demo.cast import AGENCY_NAMES, CAST, INLET, NORTHSIDE
from followalong.demo.personas import LOOK_AT, cards, sign_in_lines
from followalong.demo.simulation.reference import load as simulated
from followalong.demo.worlds import WORLDS
from tests.cast import service

SLUGS = [part.slug for part in CAST]


@pytest.fixture
def maya(cast):
    """Northside's Maya with the persona's user."""
    member = cast.maya
    with acting_as(service(cast.northside)):
        member.email = "maya@example.org"
        give_sign_in(by=service(cast.northside), membership=member)
    return member


@pytest.fixture
def born_for_real(monkeypatch):
    monkeypatch.setattr(Installation, "objects", Installation.objects.none())


def test_each_card_says_which_three_things_to_look_at_first():
    assert set(LOOK_AT) == set(SLUGS)
    assert all(len(card.look_at) == 3 for card in cards())


def test_the_page_shows_who_can_be_tried_out_and_how_far_the_rest_is(visitor, monkeypatch):
    authority = [size.agency for size in WORLDS[2].sizes]
    monkeypatch.setattr(personas, "loaded", lambda: {NORTHSIDE, *authority[:9]})
    page = visitor.get(reverse("demo:personas")).content.decode()
    for card in cards():
        is_there = card.agency != AGENCY_NAMES[INLET]
        assert (card.name in page and f'action="{card.href}"' in page) is is_there
    assert "9 of 24 agencies are here" in page
    assert "This agency is loaded behind the others" in page
    assert "invented" in page and "Messy on purpose" in page


def test_a_page_that_says_no_says_too_that_everyone_is_invented(as_maya, settings):
    settings.DEMO = True
    for name in ("home:settings", "exchange:imports"):
        page = as_maya.get(as_maya.here(name))
        assert page.status_code == 403
        assert "everyone here is invented" in page.content.decode()


def test_following_a_link_signs_nobody_in(visitor, maya):
    response = visitor.get(reverse("demo:sign_in", args=["maya"]))
    assert response.status_code == 200
    assert "Go in as Maya" in response.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_the_button_opens_that_membership(visitor, maya):
    response = visitor.post(reverse("demo:sign_in", args=["maya"]), follow=True)
    assert response.redirect_chain[-1][0] == f"/a/{maya.code}/"
    assert "Maya" in response.content.decode()
    assert visitor.session["_auth_user_id"] == str(maya.user_id)


def test_signing_in_is_on_the_record(visitor, maya, monkeypatch):
    written = []
    monkeypatch.setattr(accounts, "record", lambda **values: written.append(values))
    visitor.post(reverse("demo:sign_in", args=["maya"]))
    assert [(event["action"], event["by"].user_id) for event in written] == [
        ("session.opened", maya.user_id)
    ]


def test_another_persona_takes_the_place_of_the_first(visitor, maya, as_sol):
    response = as_sol.post(reverse("demo:sign_in", args=["maya"]))
    assert response.status_code == 302
    assert as_sol.session["_auth_user_id"] == str(maya.user_id)


def test_a_persona_cannot_sign_in_with_a_password(visitor, maya):
    response = visitor.post("/sign-in/", {"email": "maya@example.org", "password": ""})
    assert response.status_code == 422


@pytest.mark.parametrize("slug", ["nobody", "ben"])
def test_nobody_else_can_be_signed_in(visitor, maya, slug):
    User.objects.create(email=f"{slug}@example.org")
    assert visitor.post(reverse("demo:sign_in", args=[slug])).status_code == 404


def test_before_anything_is_loaded_there_is_nobody_to_be(visitor):
    assert visitor.get(reverse("demo:sign_in", args=["maya"])).status_code == 404


def test_without_the_birth_mark_there_are_no_personas(visitor, maya, born_for_real):
    assert visitor.get(reverse("demo:personas")).status_code == 404
    for slug in SLUGS:
        address = reverse("demo:sign_in", args=[slug])
        assert visitor.get(address).status_code == 404
        assert visitor.post(address).status_code == 404
    assert "_auth_user_id" not in visitor.session


@pytest.mark.unit
def test_without_the_room_there_are_no_addresses():
    code = (
        "import django; django.setup();"
        "from django.apps import apps; from django.urls import Resolver404, resolve;"
        "assert not apps.is_installed('followalong.demo')\n"
        "for path in ('/demo/', '/demo/maya/'):\n"
        "    try: resolve(path)\n"
        "    except Resolver404: continue\n"
        "    raise SystemExit(path)"
    )
    environment = {**os.environ, "FOLLOWALONG_DEMO": "0"}
    environment["DJANGO_SETTINGS_MODULE"] = "followalong.settings"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def test_the_terminal_gets_a_line_for_each(db):
    lines = sign_in_lines()
    assert len(lines) == 1 + len(CAST)
    assert all(line.startswith("  ") and "/demo/" in line for line in lines[1:])


@pytest.mark.unit
def test_the_cast_has_invented_names():
    pools = [pool for name, pool in simulated("people").items() if name != "weights"]
    families = {name for pool in pools for name in pool["family"]}
    assert {part.family_name for part in CAST} <= families
    assert len(SLUGS) == len(set(SLUGS))
