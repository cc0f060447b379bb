"""What people say about themselves: kept apart, theirs to change, counted only together."""

import datetime as dt

import pytest

from followalong.agencies.base import Label
from followalong.agencies.models import actor_of
from followalong.clients.actions import merge_clients, pair_by_hand
from followalong.clients.actions.about import count_answers
from followalong.clients.models import AnswerCount, Demographic, Enrolment
from followalong.clients.rules.about import (
    ANSWERED,
    DECLINED,
    OWN_WORDS,
    UNANSWERED,
    Answer,
    counted_quarter,
    tally,
    to_show,
)
from followalong.clients.tasks import count_last_quarter
from followalong.core.db import acting_as
from followalong.exchange.export import export_package
from tests.cast import MemberClient, make_enrolled, make_member, service
from tests.clients.posting import events, send, words

SAID = {"said_on": "2026-11-20"}
QUARTER = dt.date(2026, 9, 30)


def address(browser, client) -> str:
    return browser.here("clients:about", client_id=client.pk)


def say(browser, client, **values):
    return send(browser, address(browser, client), **{**SAID, **values})


def rows(cast, client, *, all_of_them: bool = False) -> list[tuple]:
    with acting_as(service(cast.northside)):
        kept = Demographic.everything if all_of_them else Demographic.objects
        found = kept.filter(client=client).order_by("pk")
        return list(found.values_list("kind", "code", "self_described", "declined"))


def checked(browser, client, code: str) -> bool:
    page = words(browser.get(address(browser, client)))
    field = page[page.index(f'value="{code}"') :]
    return "checked" in field[: field.index(">")]


# The page


def test_every_question_says_why_it_is_asked_and_can_be_refused(cast, as_maya):
    page = words(as_maya.get(address(as_maya, cast.ben)))
    assert "whether people of every gender find us" in page
    assert page.count("I would rather not say") == page.count("In your own words") == 6
    assert "Who sees it" in page
    assert "Print this page for a pen" in page and "data-print" in page


def test_several_answers_and_own_words_are_kept_with_their_day(cast, as_maya):
    answer = say(as_maya, cast.ben, GENDER=["MAN", "TWO_SPIRIT"], RACE_own_words="Métis and Irish")
    assert answer["Location"] == as_maya.here("home:client", client_id=cast.ben.pk)
    assert rows(cast, cast.ben) == [
        ("GENDER", "MAN", None, None),
        ("GENDER", "TWO_SPIRIT", None, None),
        ("RACE", None, "Métis and Irish", None),
    ]
    with acting_as(service(cast.northside)):
        assert {row.asked_on for row in Demographic.objects.all()} == {dt.date(2026, 11, 20)}
    [event] = events(actor_of(cast.maya), "demographics.answered")
    assert event.fields == ["GENDER", "RACE"]
    assert checked(as_maya, cast.ben, "TWO_SPIRIT")
    assert "Métis and Irish" in words(as_maya.get(address(as_maya, cast.ben)))


def test_a_new_answer_replaces_and_the_old_one_is_withdrawn_not_overwritten(cast, as_maya):
    say(as_maya, cast.ben, GENDER=["MAN"], VETERAN=["DECLINED"])
    say(as_maya, cast.ben, GENDER=["NON_BINARY"], VETERAN=["DECLINED"])
    assert rows(cast, cast.ben) == [
        ("VETERAN", None, None, True),
        ("GENDER", "NON_BINARY", None, None),
    ]
    assert ("GENDER", "MAN", None, None) in rows(cast, cast.ben, all_of_them=True)
    assert events(actor_of(cast.maya), "demographics.answered")[-1].fields == ["GENDER"]


def test_taking_an_answer_back_leaves_nothing(cast, as_maya):
    say(as_maya, cast.ben, GENDER=["MAN"])
    say(as_maya, cast.ben)
    assert rows(cast, cast.ben) == []


def test_saying_both_is_asked_about_beside_the_question_and_nothing_is_lost(cast, as_maya):
    answer = say(as_maya, cast.ben, GENDER=["MAN", "DECLINED"], RACE_own_words="Irish")
    assert answer.status_code == 422
    assert "not both" in words(answer)
    assert "Irish" in words(answer)
    assert say(as_maya, cast.ben, GENDER=["PURPLE"]).status_code == 422
    assert say(as_maya, cast.ben, said_on="2026-12-24").status_code == 422
    assert rows(cast, cast.ben) == []


def test_an_answer_of_another_pack_stays_until_the_person_says_otherwise(cast, as_maya):
    with acting_as(service(cast.northside)):
        Demographic.objects.create(
            agency=cast.northside, client=cast.ben, kind="RACE", code="PACIFIC_ISLANDER"
        )
    assert checked(as_maya, cast.ben, "PACIFIC_ISLANDER")
    say(as_maya, cast.ben, RACE=["PACIFIC_ISLANDER"], GENDER=["MAN"])
    assert ("RACE", "PACIFIC_ISLANDER", None, None) in rows(cast, cast.ben)


def test_answers_are_on_no_other_page(cast, as_maya, as_sol):
    say(as_maya, cast.ben, RACE_own_words="Very own words")
    for browser in (as_maya, as_sol):
        for name, query, parts in (
            ("home:client", "", {"client_id": cast.ben.pk}),
            ("home:caseload", "", {}),
            ("home:today", "", {}),
            ("home:search", "?q=ben", {}),
            ("clients:client_edit", "", {"client_id": cast.ben.pk}),
        ):
            page = words(browser.get(browser.here(name, **parts) + query))
            assert "Very own words" not in page


def test_whoever_may_not_edit_a_person_does_not_see_them(
    cast, as_maya, as_pia, as_ana, as_priya, as_omar, as_ade
):
    for browser in (as_pia, as_ana, as_priya):
        assert browser.get(address(browser, cast.ben)).status_code == 403
        assert say(browser, cast.ben, GENDER=["MAN"]).status_code == 403
    for browser in (as_omar, as_ade):
        assert browser.get(address(browser, cast.ben)).status_code == 404
    with acting_as(actor_of(cast.pia)):
        assert not Demographic.objects.visible_to(actor_of(cast.pia)).exists()


def test_a_package_holds_them_only_for_the_privacy_officer_and_the_operator(cast, tmp_path):
    with acting_as(service(cast.northside)):
        Demographic.objects.create(
            agency=cast.northside, client=cast.ben, kind="GENDER", self_described="own words"
        )
    for by, is_there in (
        (actor_of(cast.sol), False),
        (actor_of(cast.priya), True),
        (service(cast.northside), True),
    ):
        path = tmp_path / by.role
        export_package(path, by=by, agency_id=by.agency_id)
        assert ("own words" in (path / "demographic.csv").read_text()) is is_there


# The counts


def test_people_are_counted_under_everything_they_said():
    people = [
        Answer(frozenset({"A", "B"})),
        Answer(frozenset({"A"}), "me"),
        Answer(frozenset({"ELSEWHERE"})),
        Answer(is_declined=True),
        Answer(),
    ]
    counted = {"A": 2, "B": 1, OWN_WORDS: 2, ANSWERED: 3, DECLINED: 1, UNANSWERED: 1}
    assert tally(["A", "B"], people) == counted
    assert to_show(counted, 6) is None
    many = {name: 20 * number for name, number in counted.items()}
    assert to_show(many, 6) == many


def test_what_would_give_a_hidden_number_away_is_hidden_across_sums():
    """Woman 8 and nobody else answered: shown, it would give away how many declined."""
    numbers = {"W": 8, "M": 0, OWN_WORDS: 0, ANSWERED: 8, DECLINED: 3, UNANSWERED: 9}
    shown = to_show(numbers, 6)
    assert shown[DECLINED] is None
    assert shown["W"] is None or shown[UNANSWERED] is None
    assert shown["M"] == 0


def test_the_counted_quarter_is_the_last_whole_one():
    assert str(counted_quarter(dt.date(2026, 11, 24))) == "2026Q3"
    assert str(counted_quarter(dt.date(2026, 1, 1))) == "2025Q4"


@pytest.fixture
def many(cast):
    """Twenty people who took part in the summer: twelve women, seven men, one who declines."""
    with acting_as(service(cast.northside)):
        for at in range(20):
            client, _enrolment = make_enrolled(cast.maya, f"P{at}", "Many", days_ago=120)
            said = {"code": "WOMAN"} if at < 12 else {"code": "MAN"}
            if at == 19:
                said = {"declined": True}
            Demographic.objects.create(
                agency=cast.northside,
                client=client,
                kind="GENDER",
                asked_on=dt.date(2026, 8, 1),
                **said,
            )


def counted(cast, kind="GENDER") -> dict[str, int | None]:
    with acting_as(service(cast.northside)):
        found = AnswerCount.objects.filter(program=cast.ips, kind=kind)
        return dict(found.values_list("answer", "people"))


def test_a_quarter_is_counted_once_and_small_numbers_are_never_kept(cast, many):
    count_last_quarter(str(cast.northside.pk))
    shown = counted(cast)
    assert (shown["WOMAN"], shown["MAN"], shown["NON_BINARY"]) == (12, None, 0)
    assert shown[DECLINED] is None
    assert set(counted(cast, "VETERAN").values()) == {0, 20}
    with acting_as(service(cast.northside)):
        Demographic.objects.update(code="MAN")
        count_answers(by=service(cast.northside), program=cast.ips)
        assert set(AnswerCount.objects.values_list("as_of", flat=True)) == {QUARTER}
    assert counted(cast) == shown


def test_a_small_program_shows_no_number_at_all(cast):
    with acting_as(service(cast.northside)):
        Enrolment.objects.filter(pk=cast.ben_enrolment.pk).update(entered_on=dt.date(2026, 7, 1))
        count_answers(by=service(cast.northside), program=cast.ips)
    assert set(counted(cast).values()) == {None}


def test_a_joined_person_counts_once(cast, many):
    sol = actor_of(cast.sol)
    with acting_as(service(cast.northside)):
        one, other = (Enrolment.objects.filter(client__given_name=n).get() for n in ("P0", "P1"))
    with acting_as(sol):
        pair = pair_by_hand(by=sol, one=one.client, other=other.client)
        merge_clients(by=sol, pair=pair, keep=one.client, reason=None)
    count_last_quarter(str(cast.northside.pk))
    assert counted(cast)["WOMAN"] == 11
    assert set(counted(cast, "VETERAN").values()) == {0, 19}


def test_the_page_shows_numbers_hidden_ones_as_hidden_and_nobody_s_name(cast, many, as_sol):
    count_last_quarter(str(cast.northside.pk))
    page = words(as_sol.get(as_sol.here("clients:answer_counts")))
    for said in ("Northside Works", "Wed 30 Sep", "Woman", "12", "hidden", "Numbers below 6"):
        assert said in page
    assert "Many" not in page
    assert "Non-binary" not in page


def test_an_empty_page_says_when_there_will_be_numbers(cast, as_sol):
    page = words(as_sol.get(as_sol.here("clients:answer_counts")))
    assert "Nothing is counted yet" in page


def test_counts_are_for_leads_and_each_program_s_for_its_own(cast, many, as_maya, as_pia, as_ana):
    count_last_quarter(str(cast.northside.pk))
    for browser in (as_maya, as_pia, as_ana):
        assert browser.get(browser.here("clients:answer_counts")).status_code == 403
    with acting_as(service(cast.northside)):
        leaf = MemberClient(make_member(cast.northside, "Kim", "supervisor", cast.new_leaf))
        every = MemberClient(make_member(cast.northside, "Lou", "program_manager"))
    page = words(leaf.get(leaf.here("clients:answer_counts")))
    assert "New Leaf" in page
    assert "Northside Works" not in page
    page = words(every.get(every.here("clients:answer_counts")))
    assert "Northside Works" in page
    assert "New Leaf" not in page
    with acting_as(service(cast.southside)):
        south = MemberClient(make_member(cast.southside, "Noa", "supervisor"))
    assert "Nothing is counted yet" in words(south.get(south.here("clients:answer_counts")))


def test_answers_carry_the_label_of_the_person(cast, as_ade):
    say(as_ade, cast.quinn, GENDER=["WOMAN"])
    with acting_as(service(cast.northside)):
        assert [row.label for row in Demographic.objects.all()] == [Label.SUD]
