"""A clinic refers by a secret link: two boxes and a tick, and nothing is shown back."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from followalong.agencies.base import Label
from followalong.agencies.models import Program, Site, actor_of
from followalong.clients.actions import end_link, make_link
from followalong.clients.models import Referral, ReferralLink
from followalong.core.db import acting_as
from tests.cast import service
from tests.clients.posting import events, people, send, words

SAID = {"given_name": "Kit", "way": "416 555 0177", "agreed": "on"}
THANKS = "/refer/for/thanks/"


def a_link(cast, program=None, by=None, **values) -> ReferralLink:
    said = {"name": "Harbour Clinic", "source": "CLINICIAN_PRIMARY", **values}
    with acting_as(actor_of(by or cast.sol)) as actor:
        return make_link(by=actor, program=program or cast.ips, **said)


def page_of(link) -> str:
    return reverse("refer:refer_for", args=[link.secret])


def referrals_of(agency, **lookup):
    with acting_as(service(agency)):
        return list(Referral.objects.filter(**lookup).select_related("client"))


@pytest.fixture
def link(cast):
    return a_link(cast)


@pytest.fixture
def page(link):
    return page_of(link)


def test_two_boxes_and_a_tick_are_a_referral(cast, visitor, link, page):
    answer = send(visitor, page, **SAID, referrer="Amal, nurse")
    assert answer["Location"] == THANKS
    [made] = referrals_of(cast.northside, client__given_name="Kit")
    assert (made.source, made.program_id) == ("CLINICIAN_PRIMARY", cast.ips.pk)
    assert (made.link_id, made.referrer) == (link.pk, "Amal, nurse, Harbour Clinic")
    assert (made.agreed_on, made.receipt) == (made.received_on, None)
    assert made.client.phone == "416 555 0177"


@pytest.mark.parametrize(
    ("way", "kept"),
    [
        ("kit@example.org", {"email": "kit@example.org"}),
        ("Tuesdays at the front desk", {"safe_contact": "Tuesdays at the front desk"}),
    ],
)
def test_any_way_goes_where_it_belongs(cast, visitor, page, way, kept):
    send(visitor, page, **{**SAID, "way": way})
    assert people(service(cast.northside), given_name="Kit", **kept)


def test_without_their_yes_nothing_is_sent_and_nothing_is_lost(cast, visitor, page):
    answer = send(visitor, page, given_name="Kit", way="416 555 0177")
    assert answer.status_code == 422
    assert "Ask them first." in words(answer)
    assert 'value="416 555 0177"' in words(answer)
    assert not people(service(cast.northside), given_name="Kit")


def test_nothing_is_shown_back(cast, visitor, page):
    """Not a name, not whether somebody was here before, not what kind of place this is."""
    first, second = send(visitor, page, **SAID), send(visitor, page, **SAID)
    assert first["Location"] == second["Location"] == THANKS
    shown = words(visitor.get(page)) + words(visitor.get(THANKS))
    for word in ("Kit", "0177", "Sam", "Northside", "mental", "addiction", "IPS"):
        assert word not in shown


def test_the_page_asks_for_no_more(visitor, page):
    shown = words(visitor.get(page))
    asked = re.findall(r'<(?:input|textarea|select)[^>]* name="(\w+)"', shown)
    own = {"csrfmiddlewaretoken", "command_id", "website", "next", "language"}
    assert set(asked) - own == {"given_name", "way", "agreed", "referrer"}


def test_an_ended_or_made_up_link_is_not_there_and_says_nothing(cast, visitor, link, page):
    with acting_as(actor_of(cast.sol)) as actor:
        end_link(by=actor, link=link)
    ended, made_up = visitor.get(page), visitor.get("/refer/for/abcdef/")
    assert ended.status_code == made_up.status_code == 404
    assert send(visitor, page, **SAID).status_code == 404
    assert "Harbour" not in words(ended)
    assert not people(service(cast.northside), given_name="Kit")


def test_too_many_from_one_place_wait_and_keep_their_words(cast, visitor, page):
    for _ in range(30):
        send(visitor, page, **SAID)
    answer = send(visitor, page, **{**SAID, "given_name": "Robin"})
    assert answer.status_code == 429
    assert 'value="Robin"' in words(answer)
    assert not people(service(cast.northside), given_name="Robin")


def test_a_program_that_fills_in_every_box_is_stopped(cast, visitor, page):
    assert send(visitor, page, **SAID, website="http://example.org").status_code == 422
    assert not people(service(cast.northside), given_name="Kit")


def test_at_an_addiction_program_others_never_learn_of_it(cast, visitor, as_maya):
    page = page_of(a_link(cast, cast.new_leaf, by=cast.ana))
    assert send(visitor, page, **SAID).status_code == 302
    [made] = referrals_of(cast.northside, client__given_name="Kit")
    assert made.label == made.client.label == Label.SUD
    assert "Kit" not in words(as_maya.get(as_maya.here("clients:referrals")))


def test_the_record_says_a_visitor_wrote_it(cast, visitor, page):
    send(visitor, page, **SAID)
    [event] = events(actor_of(cast.maya), "referral.received")
    assert (event.actor_kind, event.role) == ("public", "anyone")


# Making and ending them


def make(browser, program, **values):
    said = {"name": "Harbour Clinic", "source": "CLINICIAN_MH", "site": "", **values}
    return send(browser, browser.here("clients:link_make", program_id=program.pk), **said)


def links_of(cast):
    with acting_as(service(cast.northside)):
        return list(ReferralLink.objects.all())


def test_a_supervisor_makes_a_link_that_nobody_can_guess(cast, as_sol):
    answer = make(as_sol, cast.ips)
    [made] = links_of(cast)
    assert answer["Location"] == as_sol.here("clients:link", link_id=made.pk)
    assert len(made.secret) >= 22  # 128 bits and more in base 64
    assert made.made_by_id == cast.sol.pk
    shown = words(as_sol.get(answer["Location"]))
    assert made.secret in shown
    assert [e.subject_id for e in events(actor_of(cast.sol), "referral_link.made")] == [made.pk]


def test_its_picture_is_an_svg_of_its_own(cast, as_sol, link):
    picture = as_sol.get(as_sol.here("clients:link_qr", link_id=link.pk))
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg xmlns")
    assert b"script" not in picture.content


def test_without_a_name_the_link_is_not_made_and_the_choice_stays(cast, as_sol):
    answer = make(as_sol, cast.ips, name="", source="HOSPITAL")
    assert answer.status_code == 422
    assert "Write who will use the link." in words(answer)
    assert re.search(r'value="HOSPITAL"[^>]* selected', words(answer))
    assert not links_of(cast)


def test_ending_it_is_on_the_record_and_the_page_says_so(cast, as_sol, link):
    send(as_sol, as_sol.here("clients:link_end", link_id=link.pk))
    [ended] = links_of(cast)
    assert (ended.ended_on, ended.ended_by_id) == (cast.today, cast.sol.pk)
    assert len(events(actor_of(cast.sol), "referral_link.ended")) == 1
    assert "This link has ended" in words(as_sol.get(as_sol.here("clients:link", link_id=link.pk)))


def test_the_site_of_a_link_is_the_site_of_its_referrals(cast, visitor):
    with acting_as(service(cast.northside)):
        east = Site.objects.create(agency=cast.northside, name="East")
    send(visitor, page_of(a_link(cast, site=east)), **SAID)
    assert referrals_of(cast.northside, client__given_name="Kit")[0].site_id == east.pk


def test_another_agency_finds_neither_link_nor_program(cast, as_omar, link):
    with acting_as(service(cast.southside)):
        type(cast.omar).objects.filter(pk=cast.omar.pk).update(role="supervisor")
    for name, part in (("link", "link_id"), ("link_qr", "link_id"), ("arrivals_of", "program_id")):
        row = link if part == "link_id" else cast.ips
        assert as_omar.get(as_omar.here(f"clients:{name}", **{part: row.pk})).status_code == 404
    end = as_omar.here("clients:link_end", link_id=link.pk)
    assert send(as_omar, end).status_code == 404
    assert make(as_omar, cast.ips).status_code == 404


def test_a_supervisor_sets_up_their_own_program_only(cast, as_sol):
    assert make(as_sol, cast.new_leaf).status_code == 404


def test_specialists_and_peers_may_not(cast, as_maya, as_pia, link):
    for browser in (as_maya, as_pia):
        assert browser.get(browser.here("clients:arrivals")).status_code == 403
        assert browser.get(browser.here("clients:link", link_id=link.pk)).status_code == 403
        assert make(browser, cast.ips).status_code == 403


def test_an_administrator_chooses_a_program_and_a_supervisor_goes_straight_there(
    cast, as_ana, as_sol
):
    shown = words(as_ana.get(as_ana.here("clients:arrivals")))
    assert "Northside Works" in shown
    assert "New Leaf" in shown
    straight = as_sol.get(as_sol.here("clients:arrivals"))
    assert straight["Location"] == as_sol.here("clients:arrivals_of", program_id=cast.ips.pk)


def test_the_link_of_a_program_that_closed_is_not_there(cast, visitor, page):
    with acting_as(service(cast.northside)):
        yesterday = cast.today - dt.timedelta(days=1)
        Program.objects.filter(pk=cast.ips.pk).update(ended_on=yesterday)
    assert visitor.get(page).status_code == 404
    assert send(visitor, page, **SAID).status_code == 404
