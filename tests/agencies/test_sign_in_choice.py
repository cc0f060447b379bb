"""After the door: which of my roles do I take up, and the first agency of an empty installation."""

from django.urls import reverse

from followalong.accounts.setup_links import first_link
from followalong.agencies.models import Membership
from followalong.core.db import acting_as, set_context
from tests.cast import MemberClient, service
from tests.signing import stay_signed_in

ANSWERS = {
    "agency_name": "Harbour Works",
    "pack": "ca-on",
    "timezone": "America/Toronto",
    "program_name": "Harbour IPS",
    "given_name": "Ada",
    "email": "ada@example.org",
    "password": "three blue boats sail",
}


def second_role(cast) -> Membership:
    with acting_as(service(cast.northside)):
        return Membership.objects.create(
            agency=cast.northside, user=cast.maya.user, role="supervisor", given_name="Maya"
        )


def test_with_one_role_there_is_nothing_to_choose(as_maya):
    response = as_maya.get(reverse("agencies:choose"))
    assert response["Location"] == f"/a/{as_maya.membership.code}/"


def test_with_two_roles_one_chooses(cast):
    other = second_role(cast)
    page = MemberClient(cast.maya).get(reverse("agencies:choose")).content.decode()
    assert "Employment specialist" in page and "IPS supervisor" in page
    assert other.code in page and cast.maya.code in page
    assert cast.omar.code not in page


def test_a_stranger_is_asked_to_sign_in(visitor, db):
    assert visitor.get(reverse("agencies:choose"))["Location"].startswith("/sign-in/")


def test_the_first_link_makes_an_agency_that_can_begin(visitor, db):
    link = first_link()
    assert "Welcome" in visitor.get(link).content.decode()
    response = visitor.post(link, ANSWERS)
    assert response["Location"] == reverse("agencies:choose")
    assert visitor.get(response["Location"])["Location"].startswith(reverse("accounts:security"))
    stay_signed_in(visitor)
    page = visitor.get(reverse("agencies:choose")).content.decode()
    assert "Harbour Works" in page and "Agency administrator" in page
    set_context(None)
    assert "Harbour IPS" in visitor.get("/").content.decode()


def test_a_weak_password_is_refused_beside_the_field_and_the_rest_is_kept(visitor, db):
    response = visitor.post(first_link(), ANSWERS | {"password": "password"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Harbour Works" in page and "too short" in page


def test_a_used_link_opens_nothing(visitor, db):
    link = first_link()
    visitor.post(link, ANSWERS)
    assert visitor.get(link).status_code == 404
