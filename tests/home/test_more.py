"""More: who I am here, and the pages that this role may open."""

from django.urls import reverse

from tests.home.asking import page, readings


def test_it_says_who_i_am_and_leads_out(cast, as_maya):
    text = page(as_maya, "home:more")
    assert "Maya" in text and "Employment specialist" in text
    assert reverse("agencies:choose") in text and reverse("accounts:sign_out") in text
    assert as_maya.here("clients:referrals") in text
    assert as_maya.here("exchange:imports") not in text
    assert readings(cast.northside) == 0


def test_each_role_finds_its_own_pages(cast, as_ana, as_sol, as_pia):
    assert as_ana.here("exchange:imports") in page(as_ana, "home:more")
    assert as_sol.here("exchange:export") in page(as_sol, "home:more")
    assert as_pia.here("clients:referrals") not in page(as_pia, "home:more")


def test_the_language_can_be_chosen_here(cast, as_maya):
    assert 'value="fr"' in page(as_maya, "home:more")


def test_a_stranger_is_asked_to_sign_in_and_another_agency_gets_404(
    cast, visitor, as_maya, as_omar
):
    address = as_maya.here("home:more")
    assert visitor.get(address)["Location"].startswith("/sign-in/")
    assert as_omar.get(address).status_code == 404
