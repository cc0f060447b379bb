"""The reviewer's pages, and what everybody sees once two records are one person."""

import pytest

from followalong.agencies.models import actor_of
from followalong.clients.actions import merge_clients, pair_by_hand
from followalong.clients.actions.duplicates import find_duplicates
from followalong.clients.models import Client, PossibleDuplicate, Referral
from followalong.core.db import acting_as
from tests.cast import MemberClient, make_client, make_enrolled, make_member, make_referred, service
from tests.clients.posting import events, send, words
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, seen_last


@pytest.fixture
def benny(cast) -> Client:
    """Ben again, whom Maya wrote down a second time and enrolled."""
    with acting_as(service(cast.northside)):
        return make_enrolled(cast.maya, "Benny", "Abarra", days_ago=20)[0]


@pytest.fixture
def pair(cast, benny) -> PossibleDuplicate:
    by = service(cast.northside)
    with acting_as(by):
        find_duplicates(by=by, client_ids=[benny.pk])
        return PossibleDuplicate.objects.get()


def join(browser, pair, keep, **values):
    address = browser.here("home:duplicate", pair_id=pair.pk)
    return send(browser, address, keep=keep.pk, **values)


def test_the_list_says_what_speaks_for_it_and_never_a_number(cast, as_sol, pair):
    shown = page(as_sol, "home:duplicates")
    for said in ("Ben Abara and Benny Abarra", "short form of the same name", "found Tue 24 Nov"):
        assert said in shown
    assert "%" not in shown[shown.index("page-main") :]
    assert "Possible duplicates" in page(as_sol, "home:more")


def test_an_empty_list_says_what_to_do(cast, as_sol):
    assert "Nobody seems to be here twice" in page(as_sol, "home:duplicates")
    answered = page(as_sol, "home:duplicates", "?tab=answered")
    assert "No pair was answered yet" in answered


def test_the_preview_shows_both_and_says_what_differs_and_what_follows(cast, as_sol, pair, benny):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 3, "likes mornings")
        Client.objects.filter(pk=cast.ben.pk).update(phone="416-555-0101")
        Client.objects.filter(pk=benny.pk).update(phone="416-555-0102")
    shown = page(as_sol, "home:duplicate", pair_id=pair.pk)
    for said in (
        "Phone (differs)",
        "416-555-0102",
        "Northside Works, since Mon 5 Oct, with Maya",
        "Both have an open enrolment",
        "In Northside Works.",
    ):
        assert said in shown
    assert "likes mornings" not in shown


def test_whoever_is_compared_is_named_in_the_record(cast, as_sol, pair, benny):
    page(as_sol, "home:duplicate", pair_id=pair.pk)
    assert seen_last(cast.northside) == {cast.ben.pk, benny.pk}


def test_joining_shows_one_person_everywhere(cast, as_sol, as_maya, pair, benny):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 3, "wrote on the first")
        scenes.contact(enrolment_of(benny), 2, "wrote on the second")
    answer = join(as_sol, pair, cast.ben, reason="One health card.")
    assert answer["Location"] == as_sol.here("home:client", client_id=cast.ben.pk)
    whole = page(as_maya, "home:client", client_id=cast.ben.pk)
    assert "wrote on the first" in whole
    assert "wrote on the second" in whole
    for name in ("home:today", "home:caseload", "home:log"):
        assert "Benny" not in page(as_maya, name)
    assert "Ben Abara" in page(as_maya, "home:caseload")
    found = page(as_maya, "home:search", "?q=benny+abarra")
    assert "Ben Abara" in found
    assert "Benny" not in found[found.index('id="results"') :]
    assert "One person: joined Tue 24 Nov by Sol" in words(
        as_sol.get(as_sol.here("home:duplicates") + "?tab=answered")
    )


def test_one_person_is_one_line_and_counted_once(cast, as_sol, as_maya, pair, benny):
    """Both rows hold an open enrolment; what is due in either still asks."""
    with scenes.at(cast.northside):
        scenes.step(enrolment_of(benny), "Bring the bus pass", due=0)
    assert "3 people" in page(as_maya, "home:caseload")
    join(as_sol, pair, cast.ben)
    for asked in ("", "?sort=name", "?who=team"):
        reader = as_sol if "team" in asked else as_maya
        listed = page(reader, "home:caseload", asked)
        there = reader.here("home:client", client_id=cast.ben.pk)
        assert listed.count(f'href="{there}"') == 1
        assert "2 people" in listed and "enrolled 2 times: Northside Works" in listed
    assert page(as_maya, "home:today").count("Bring the bus pass") == 1
    team = words(as_sol.get(as_sol.here("home:today")))
    held = team[team.index(f"who={cast.maya.pk}") :]
    assert ">2<" in held[: held.index("show=")].replace(" ", "")
    printed = page(as_maya, "home:caseload_print")
    assert printed.count("Ben Abara") == 1


def enrolment_of(client):
    return client.enrolments.get()


def test_links_to_the_joined_record_lead_to_the_one_that_stays(cast, as_sol, as_maya, pair, benny):
    join(as_sol, pair, cast.ben)
    kept = as_maya.here("home:client", client_id=cast.ben.pk)
    assert as_maya.get(as_maya.here("home:client", client_id=benny.pk))["Location"] == kept
    edit = as_maya.get(as_maya.here("clients:client_edit", client_id=benny.pk))
    assert edit["Location"] == as_maya.here("clients:client_edit", client_id=cast.ben.pk)


def test_work_goes_on_from_whichever_record_holds_the_open_enrolment(cast, as_sol, as_maya):
    with acting_as(service(cast.northside)):
        ida = make_client(cast.ips, "Ida", "Nilsen")
        twin, enrolment = make_enrolled(cast.maya, "Ida", "Nilson")
    sol = actor_of(cast.sol)
    with acting_as(sol):
        made = pair_by_hand(by=sol, one=ida, other=twin)
        merge_clients(by=sol, pair=made, keep=ida, reason=None)
    shown = page(as_maya, "home:client", client_id=ida.pk)
    assert as_maya.here("jobs:start", client_id=ida.pk) in shown
    assert as_maya.get(as_maya.here("jobs:start", client_id=ida.pk)).status_code == 200
    for name in ("home:log", "employers:contact"):
        form = words(as_maya.get(as_maya.here(name) + f"?client={ida.pk}"))
        assert "Nilsen" in form or "Ida N." in form
    log = as_maya.get(as_maya.here("home:log") + f"?client={ida.pk}")
    assert f'value="{ida.pk}"' in words(log)
    assert enrolment.client_id == twin.pk


def test_taking_apart_shows_two_again(cast, as_sol, as_maya, pair, benny):
    join(as_sol, pair, cast.ben)
    address = as_sol.here("home:duplicate_apart", pair_id=pair.pk)
    assert send(as_sol, address, reason="Twins.")["Location"] == as_sol.here("home:duplicates")
    assert "Benny Abarra" in page(as_maya, "home:caseload")
    assert as_maya.get(as_maya.here("home:client", client_id=benny.pk)).status_code == 200
    assert len(events(actor_of(cast.sol), "client.unmerged")) == 1


def test_two_people_are_not_asked_about_again(cast, as_sol, pair):
    send(as_sol, as_sol.here("home:duplicate_apart", pair_id=pair.pk), reason="Brothers.")
    assert "Nobody seems to be here twice" in page(as_sol, "home:duplicates")
    answered = page(as_sol, "home:duplicates", "?tab=answered")
    assert "Two people: answered Tue 24 Nov by Sol" in answered
    assert "Brothers." in answered


def test_what_cannot_be_joined_is_said_beside_the_choice(cast, as_sol, pair, benny):
    join(as_sol, pair, cast.ben)
    with acting_as(service(cast.northside)):
        third = make_client(cast.ips, "Bennie", "Abara")
    sol = actor_of(cast.sol)
    with acting_as(sol):
        more = pair_by_hand(by=sol, one=Client.objects.get(pk=cast.ben.pk), other=third)
    answer = join(as_sol, more, third, reason="Told by himself")
    assert answer.status_code == 422
    assert "Another record was joined to this one before" in words(answer)
    assert "Told by himself" in words(answer)
    missing = send(as_sol, as_sol.here("home:duplicate", pair_id=more.pk))
    assert "Choose which record stays." in words(missing)


def test_a_pair_can_be_named_by_hand(cast, as_sol):
    new = as_sol.here("home:duplicate_new")
    assert "Ben Abara" in words(as_sol.get(f"{new}?q=ben"))
    second = f"{new}?one={cast.ben.pk}&q=rosa"
    assert "Rosa Ledesma" in words(as_sol.get(second))
    made = send(as_sol, second, other=cast.rosa.pk)
    assert made.status_code == 302
    shown = words(as_sol.get(made["Location"]))
    assert "named by hand" in shown
    assert send(as_sol, second, other=cast.lena.pk).status_code == 422


def test_an_accepted_referral_of_the_joined_record_waits_no_longer(cast, as_sol, as_maya):
    with acting_as(service(cast.northside)):
        ida = make_referred(cast.ips, "Ida", "Nilsen")
        Referral.objects.filter(client=ida).update(decision="accepted", decided_on=cast.today)
        twin, _ = make_enrolled(cast.maya, "Ida", "Nilson")
    assert "Ida Nilsen" in page(as_maya, "clients:referrals")
    sol = actor_of(cast.sol)
    with acting_as(sol):
        made = pair_by_hand(by=sol, one=ida, other=twin)
        merge_clients(by=sol, pair=made, keep=twin, reason=None)
    assert "Ida Nilsen" not in page(as_maya, "clients:referrals")


def test_colleagues_without_the_right_get_403_and_strangers_404(
    cast, as_maya, as_pia, as_ana, as_omar, as_priya, pair
):
    for browser in (as_maya, as_pia, as_ana, as_omar):
        address = browser.here("home:duplicate", pair_id=pair.pk)
        assert browser.get(address).status_code == 403
        assert browser.get(browser.here("home:duplicates")).status_code == 403
        assert join(browser, pair, cast.ben).status_code == 403
    assert as_priya.get(as_priya.here("home:duplicate", pair_id=pair.pk)).status_code == 200


def test_another_agency_s_reviewer_finds_nothing(cast, pair):
    with acting_as(service(cast.southside)):
        other = MemberClient(make_member(cast.southside, "Noa", "supervisor"))
    assert other.get(other.here("home:duplicate", pair_id=pair.pk)).status_code == 404
    assert "Ben" not in page(other, "home:duplicates")


def test_the_preview_takes_a_fixed_number_of_questions(cast, as_sol, pair, benny):
    with queries_of_a_page():
        page(as_sol, "home:duplicate", pair_id=pair.pk)
