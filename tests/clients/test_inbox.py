"""Who follows a referral up: routes, yours and everyone's, handing on; the waiting list."""

import datetime as dt

import pytest

from followalong.agencies.models import Leave, Membership, Site, actor_of
from followalong.clients.actions import add_route
from followalong.clients.models import Referral, ReferralRoute
from followalong.core.db import acting_as
from tests.cast import DAY, make_member, make_referred, service
from tests.clients.posting import events, send, words
from tests.clients.test_public_referral import PAGE, referrals_of
from tests.clients.test_referrals import referral_of

HERE = "clients:referrals"


@pytest.fixture
def sams(cast):
    return referral_of(cast.sam)


@pytest.fixture
def robin(cast):
    """A second specialist of Maya's program, who goes along with nobody yet."""
    with acting_as(service(cast.northside)):
        return make_member(cast.northside, "Robin", "employment_specialist", cast.ips)


@pytest.fixture
def sites(cast):
    with acting_as(service(cast.northside)):
        return [Site.objects.create(agency=cast.northside, name=name) for name in ("East", "West")]


def route(cast, takes="fewest", **values) -> ReferralRoute:
    with acting_as(actor_of(cast.sol)) as by:
        return add_route(by=by, program=cast.ips, takes=takes, **values)


def kit_comes(cast, visitor, **values) -> Referral:
    send(visitor, PAGE, given_name="Kit", phone="416 555 0177", **values)
    return referrals_of(cast.northside, client__given_name="Kit")[-1]


# Routes


def test_without_a_route_it_is_everyones(cast, visitor):
    assert kit_comes(cast, visitor).owner_id is None


def test_turns_go_to_whoever_has_the_fewest_people(cast, visitor, robin):
    """Maya goes along with Ben and Rosa, Robin with nobody; whom one follows up counts too."""
    route(cast)
    takers = [kit_comes(cast, visitor).owner_id for _ in range(4)]
    assert takers == [robin.pk, robin.pk, robin.pk, cast.maya.pk]


def test_whoever_is_away_is_passed_over(cast, visitor, robin):
    route(cast, "member", membership=robin)
    route(cast, "member", membership=cast.maya)
    with acting_as(service(cast.northside)):
        Leave.objects.create(agency=cast.northside, membership=robin, from_on=DAY, to_on=DAY)
    assert kit_comes(cast, visitor).owner_id == cast.maya.pk


def test_whoever_left_is_passed_over(cast, visitor, robin):
    route(cast, "member", membership=robin)
    with acting_as(service(cast.northside)):
        yesterday = DAY - dt.timedelta(days=1)
        Membership.objects.filter(pk=robin.pk).update(ended_on=yesterday)
    assert kit_comes(cast, visitor).owner_id is None


def test_each_site_has_routes_of_its_own_and_stands_on_the_public_page(cast, visitor, sites):
    east, west = sites
    route(cast, "member", site=east, membership=cast.maya)
    route(cast, "member", site=west, membership=cast.sol)
    shown = words(visitor.get(PAGE))
    assert "Where would you like to come?" in shown
    made = kit_comes(cast, visitor, site=str(west.pk))
    assert (made.site_id, made.owner_id) == (west.pk, cast.sol.pk)
    assert kit_comes(cast, visitor, site="").owner_id is None


def test_with_one_site_nobody_is_asked_where(cast, visitor, sites):
    route(cast, site=sites[0])
    assert 'name="site"' not in words(visitor.get(PAGE))


def test_a_route_may_be_for_one_kind_of_asking(cast, visitor, as_maya, robin):
    route(cast, "member", source="FAMILY", membership=robin)
    route(cast, "member", membership=cast.maya, peer=cast.pia)
    made = kit_comes(cast, visitor)
    assert (made.owner_id, made.peer_id) == (cast.maya.pk, cast.pia.pk)


def test_the_route_of_a_pasted_or_typed_referral_counts_too(cast, as_sol, robin):
    route(cast)
    said = {"source": "FAMILY", "given_name": "Noor", "received_on": "2026-11-24", "site": ""}
    send(as_sol, as_sol.here("clients:referral_new"), program=cast.ips.pk, **said)
    assert referrals_of(cast.northside, client__given_name="Noor")[0].owner_id == robin.pk


# Setting them up


def test_a_supervisor_adds_orders_and_takes_out_routes(cast, as_sol):
    add = as_sol.here("clients:route_add", program_id=cast.ips.pk)
    send(as_sol, add, takes=str(cast.maya.pk), source="", site="", peer="")
    send(as_sol, add, takes="inbox", source="SELF", site="", peer=str(cast.pia.pk))
    page = as_sol.here("clients:arrivals_of", program_id=cast.ips.pk)
    shown = words(as_sol.get(page))
    assert "offers to meet Pia first" in shown
    first, second = routes_of(cast)
    assert (first.membership_id, second.takes) == (cast.maya.pk, "inbox")
    send(as_sol, as_sol.here("clients:route_up", route_id=second.pk))
    assert [r.pk for r in routes_of(cast)] == [second.pk, first.pk]
    send(as_sol, as_sol.here("clients:route_remove", route_id=second.pk))
    assert [r.pk for r in routes_of(cast)] == [first.pk]
    done = [events(actor_of(cast.sol), f"referral_route.{verb}") for verb in ("added", "raised")]
    assert [len(one) for one in done] == [2, 1]


def routes_of(cast):
    with acting_as(service(cast.northside)):
        return list(ReferralRoute.objects.order_by("position"))


def test_a_route_without_a_taker_is_refused_in_words(cast, as_sol):
    add = as_sol.here("clients:route_add", program_id=cast.ips.pk)
    answer = send(as_sol, add, site="", source="SELF", peer="")
    assert answer.status_code == 422
    assert "Choose who follows these up." in words(answer)
    assert not routes_of(cast)


def test_routes_of_another_agency_are_not_there_and_maya_may_not(cast, as_omar, as_maya):
    one = route(cast)
    with acting_as(service(cast.southside)):
        Membership.objects.filter(pk=cast.omar.pk).update(role="supervisor")
    for name in ("route_up", "route_remove"):
        assert send(as_omar, as_omar.here(f"clients:{name}", route_id=one.pk)).status_code == 404
        assert send(as_maya, as_maya.here(f"clients:{name}", route_id=one.pk)).status_code == 403
    assert len(routes_of(cast)) == 1


# Yours and everyone's


def owned(cast, row, owner) -> None:
    with acting_as(service(cast.northside)):
        Referral.objects.filter(pk=row.pk).update(owner=owner)


def test_mine_stand_under_yours_and_the_rest_under_everyones(cast, as_maya, as_sol, sams):
    with acting_as(service(cast.northside)):
        make_referred(cast.ips, "Noor", "Haddad")
    owned(cast, sams, cast.maya)
    mine = as_maya.get(as_maya.here(HERE)).context
    assert [line["name"] for line in mine["yours"]] == ["Sam Okafor"]
    assert [line["name"] for line in mine["others"]] == ["Noor Haddad"]
    assert "Maya follows up" in words(as_sol.get(as_sol.here(HERE)))


def test_a_referral_is_handed_on_and_back_to_everyone(cast, as_maya, sams):
    hand = as_maya.here("clients:hand_on", referral_id=sams.pk)
    send(as_maya, hand, owner=str(cast.sol.pk))
    assert referral_of(cast.sam).owner_id == cast.sol.pk
    send(as_maya, hand, owner="everyone")
    assert referral_of(cast.sam).owner_id is None
    assert len(events(actor_of(cast.maya), "referral.handed_on")) == 2


def test_handing_it_to_whoever_has_it_is_said_beside_the_field(cast, as_maya, sams):
    answer = send(as_maya, as_maya.here("clients:hand_on", referral_id=sams.pk), owner="everyone")
    assert answer.status_code == 422
    assert "That is already so." in words(answer)


def test_only_the_programs_own_people_are_offered(cast, as_maya, sams):
    shown = words(as_maya.get(as_maya.here("clients:referral", referral_id=sams.pk)))
    assert str(cast.sol.pk) in shown
    assert str(cast.ade.pk) not in shown
    outside = as_maya.here("clients:hand_on", referral_id=sams.pk)
    assert send(as_maya, outside, owner=str(cast.omar.pk)).status_code == 422


def test_another_agency_and_other_roles_cannot_hand_on(cast, as_omar, as_pia, sams):
    for browser, status in ((as_omar, 404), (as_pia, 403)):
        hand = browser.here("clients:hand_on", referral_id=sams.pk)
        assert send(browser, hand, owner="everyone").status_code == status


def test_whoever_followed_up_is_offered_to_go_along(cast, as_sol, sams):
    owned(cast, sams, cast.maya)
    form = as_sol.get(as_sol.here("clients:enrol", referral_id=sams.pk)).context["form"]
    assert form["specialist"].initial == str(cast.maya.pk)


def test_the_inbox_of_one_site(cast, as_maya, sams, sites):
    east, west = sites
    route(cast, site=east)
    route(cast, site=west)
    with acting_as(service(cast.northside)):
        Referral.objects.filter(pk=sams.pk).update(site=east)
    assert "Sam Okafor" in words(as_maya.get(as_maya.here(HERE), {"site": str(east.pk)}))
    assert "Sam Okafor" not in words(as_maya.get(as_maya.here(HERE), {"site": str(west.pk)}))
    assert as_maya.get(as_maya.here(HERE), {"site": "nonsense"}).status_code == 200


# The waiting list


def on_the_list(cast, given, asked_ago: int) -> Referral:
    with acting_as(service(cast.northside)):
        row = referral_of(make_referred(cast.ips, given, "Adeyemi"))
        Referral.objects.filter(pk=row.pk).update(
            decision="waitlisted", received_on=DAY - dt.timedelta(days=asked_ago)
        )
    return row


def listed(browser):
    return browser.get(browser.here(HERE), {"tab": "waiting"})


def test_going_on_the_list_keeps_why_and_when_to_be_in_touch(cast, as_maya, sams):
    answer = as_maya.here("clients:answer", referral_id=sams.pk)
    said = {"decision": "waitlisted", "wait_reason": "NO_ROOM", "touch_on": "2026-12-04"}
    assert send(as_maya, answer, **said).status_code == 302
    row = referral_of(cast.sam)
    assert (row.wait_reason, row.touch_on) == ("NO_ROOM", dt.date(2026, 12, 4))
    shown = words(listed(as_maya))
    for word in ("Sam Okafor", "asked Sat 21 Nov", "time is taken", "next: be in touch, Fri 4 Dec"):
        assert word in shown
    assert "Sam Okafor" not in words(as_maya.get(as_maya.here(HERE)))


def test_a_day_gone_by_is_refused_and_nothing_typed_is_lost(cast, as_maya, sams):
    answer = as_maya.here("clients:answer", referral_id=sams.pk)
    said = {"decision": "waitlisted", "touch_on": "2026-11-01", "note": "Prefers mornings."}
    refused = send(as_maya, answer, **said)
    assert refused.status_code == 422
    assert "Choose today or a later day." in words(refused)
    assert "Prefers mornings." in words(refused)


def test_the_list_is_in_the_order_of_asking_whoever_follows_up(cast, as_maya):
    for given, ago in (("Ida", 10), ("Ola", 40), ("Uma", 25)):
        on_the_list(cast, given, ago)
    owned(cast, on_the_list(cast, "Eli", 5), cast.maya)
    names = [line["name"].split()[0] for line in listed(as_maya).context["listed"]]
    assert names == ["Ola", "Uma", "Ida", "Eli"]


def test_one_tap_welcomes_somebody_from_the_list(cast, as_maya):
    row = on_the_list(cast, "Ida", 10)
    line = listed(as_maya).context["listed"][0]
    answer = send(as_maya, line["welcome"], decision="accepted")
    assert answer["Location"] == as_maya.here("clients:enrol", referral_id=row.pk)
    with acting_as(service(cast.northside)):
        row = Referral.objects.get(pk=row.pk)
    assert (row.decision, row.wait_reason, row.touch_on) == ("accepted", None, None)


def test_the_next_day_to_be_in_touch_can_be_changed(cast, as_maya):
    row = on_the_list(cast, "Ida", 10)
    wait = as_maya.here("clients:wait", referral_id=row.pk)
    send(as_maya, wait, wait_reason="PERSON_ASKED", touch_on="2026-12-01")
    with acting_as(service(cast.northside)):
        assert Referral.objects.get(pk=row.pk).touch_on == dt.date(2026, 12, 1)
    assert len(events(actor_of(cast.maya), "referral.touch_planned")) == 1


def test_who_was_welcomed_meanwhile_is_not_put_back(cast, as_maya, sams):
    wait = as_maya.here("clients:wait", referral_id=sams.pk)
    refused = send(as_maya, wait, wait_reason="NO_ROOM", touch_on="")
    assert refused.status_code == 422
    assert "answered in the meantime" in words(refused)


def test_who_has_waited_over_thirty_days_is_told_to_who_leads(cast, as_maya, as_sol):
    on_the_list(cast, "Ida", 30)
    on_the_list(cast, "Ola", 31)
    said = "1 person on the waiting list asked more than 30 days ago"
    assert said in words(as_sol.get(as_sol.here(HERE)))
    assert said not in words(as_maya.get(as_maya.here(HERE)))


def test_another_agencys_list_is_its_own(cast, as_omar, as_pia):
    row = on_the_list(cast, "Ida", 10)
    assert "Ida" not in words(listed(as_omar))
    assert listed(as_pia).status_code == 403
    assert send(as_omar, as_omar.here("clients:wait", referral_id=row.pk)).status_code == 404


def test_what_somebody_who_left_followed_up_is_everyones_again(cast, as_sol, robin, sams):
    owned(cast, sams, robin)
    assert "Robin follows up" in words(as_sol.get(as_sol.here(HERE)))
    with acting_as(service(cast.northside)):
        yesterday = DAY - dt.timedelta(days=1)
        Membership.objects.filter(pk=robin.pk).update(ended_on=yesterday)
    assert "Robin follows up" not in words(as_sol.get(as_sol.here(HERE)))


def test_a_closed_site_is_not_offered_any_more(cast, visitor, sites):
    for site in sites:
        route(cast, site=site)
    assert "Where would you like to come?" in words(visitor.get(PAGE))
    with acting_as(service(cast.northside)):
        yesterday = DAY - dt.timedelta(days=1)
        Site.objects.filter(pk=sites[0].pk).update(ended_on=yesterday)
    assert 'name="site"' not in words(visitor.get(PAGE))
