"""More: who I am here, and the pages that this role may open."""

import pytest
from django.urls import NoReverseMatch, reverse

from followalong.core.db import acting_as
from tests.cast import MemberClient, make_member, service
from tests.home.asking import page, readings


def test_it_says_who_i_am_and_leads_out(cast, as_maya):
    text = page(as_maya, "home:more")
    assert "Maya" in text and "Employment specialist" in text
    assert reverse("agencies:choose") in text and reverse("accounts:sign_out") in text
    assert as_maya.here("clients:referrals") in text
    assert "Bring data in" not in text
    assert readings(cast.northside) == 0


def test_the_role_is_named_in_the_language_of_the_page(as_maya):
    as_maya.cookies["django_language"] = "fr"
    text = page(as_maya, "home:more")
    assert "Spécialiste en emploi" in text and "Employment specialist" not in text


def test_each_role_finds_its_own_pages(cast, as_intake, as_pia):
    assert as_intake.here("clients:referral_new") in page(as_intake, "home:more")
    assert as_pia.here("clients:referrals") not in page(as_pia, "home:more")


def test_data_goes_in_and_out_where_the_role_says_so(cast, as_ana, as_sol):
    if not has_pages_for_data():
        pytest.skip("the room exchange has no pages in this installation")
    assert as_ana.here("exchange:imports") in page(as_ana, "home:more")
    assert "Bring data in" in page(as_ana, "home:today")
    assert as_sol.here("exchange:export") in page(as_sol, "home:more")


def has_pages_for_data() -> bool:
    try:
        return bool(
            reverse("exchange:imports", args=["x"]) and reverse("exchange:export", args=["x"])
        )
    except NoReverseMatch:
        return False


@pytest.fixture
def as_intake(cast):
    with acting_as(service(cast.northside)):
        return MemberClient(make_member(cast.northside, "Ines", "intake", cast.ips))


def test_the_language_can_be_chosen_here(cast, as_maya):
    assert 'value="fr"' in page(as_maya, "home:more")


def test_a_stranger_is_asked_to_sign_in_and_another_agency_gets_404(
    cast, visitor, as_maya, as_omar
):
    address = as_maya.here("home:more")
    assert visitor.get(address)["Location"].startswith("/sign-in/")
    assert as_omar.get(address).status_code == 404
