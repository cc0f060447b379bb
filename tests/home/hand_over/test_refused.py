"""A hand-over that is refused, repeated or closed to others."""

import datetime as dt
import re

from followalong.agencies.models import Membership
from followalong.clients.models import Enrolment
from followalong.core.ids import uuid7
from tests.cast import DAY, MemberClient, make_enrolled, make_member
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.asking import queries_of_a_page, seen_last
from tests.home.hand_over.scene import TOMORROW, ask, history, holders, proposal, send


def test_without_a_reason_or_anybody_nothing_happens_and_nothing_is_lost(cast, as_sol, theo):
    page = ask(as_sol, cast.maya.pk, theo)
    other = {f"to_{cast.ben_enrolment.pk.hex}": str(cast.sol.pk)}
    answer = send(as_sol, page, reason="", **other)
    assert answer.status_code == 422 and "Say why." in text(answer)
    assert proposal(answer) == {**proposal(page), **other}
    nobody = dict.fromkeys(proposal(page), "")
    answer = send(as_sol, page, **nobody)
    assert answer.status_code == 422 and "at least one person" in text(answer)
    assert holders(cast)["Ben"] == "Maya"


def test_one_that_cannot_be_stops_all_and_is_named(cast, as_sol, theo):
    early = (cast.ben_enrolment.entered_on - dt.timedelta(days=1)).isoformat()
    with scenes.at(cast.northside):
        make_enrolled(cast.maya, "Wren", "Castillo", days_ago=400)
    page = ask(as_sol, cast.maya.pk, theo)
    answer = send(as_sol, page, from_on=early)
    assert answer.status_code == 422
    assert re.search("(Ben Abara|Rosa Ledesma): Choose a day on which", text(answer))
    assert set(holders(cast).values()) == {"Maya", "Ade"}


def test_who_left_meanwhile_stops_all(cast, as_sol, theo):
    page = ask(as_sol, cast.maya.pk, theo)
    with scenes.at(cast.northside):
        Enrolment.objects.filter(pk=cast.ben_enrolment.pk).update(exited_on=DAY)
    answer = send(as_sol, page)
    assert answer.status_code == 422 and "ended meanwhile" in text(answer)
    assert holders(cast)["Rosa"] == "Maya"


def test_sent_twice_is_done_once(cast, as_sol, theo):
    page, command = ask(as_sol, cast.maya.pk, theo), uuid7()
    for _ in range(2):
        assert send(as_sol, page, command_id=command).status_code == 302
    assert len(history(cast, cast.ben_enrolment)) == 2


def test_it_is_for_leads_of_this_program(cast, as_maya, as_pia, as_omar, as_sol, theo):
    for browser in (as_maya, as_pia, as_omar):
        assert browser.get(browser.here("home:hand_over")).status_code == 403
        assert browser.post(browser.here("home:hand_over")).status_code == 403
    assert as_omar.get(MemberClient(cast.sol).here("home:hand_over")).status_code == 404
    with scenes.at(cast.northside):
        uma = MemberClient(make_member(cast.northside, "Uma", "supervisor", cast.new_leaf))
    page = text(ask(uma, cast.maya.pk, theo))
    assert "Ben" not in page and "Theo" not in page
    mine = ask(as_sol, cast.maya.pk, theo)
    uma.post(mine.wsgi_request.get_full_path().replace(cast.sol.code, uma.membership.code), {
        "command_id": uuid7(), "from_on": DAY.isoformat(), "reason": "x", **proposal(mine),
    })  # fmt: skip
    assert holders(cast)["Ben"] == "Maya"


def test_nobody_of_another_program_or_agency_can_be_given_anyone(cast, as_sol, theo):
    page = ask(as_sol, cast.maya.pk, theo)
    for stranger in (cast.omar, cast.ade):
        wrong = {f"to_{cast.ben_enrolment.pk.hex}": str(stranger.pk)}
        assert send(as_sol, page, **wrong).status_code == 422
    assert holders(cast)["Ben"] == "Maya"


def test_the_record_names_whom_the_page_showed(cast, as_sol, theo):
    ask(as_sol, cast.maya.pk, theo)
    assert seen_last(cast.northside) == {cast.ben.pk, cast.rosa.pk}


def test_the_page_costs_the_same_for_five_or_thirty_five(cast, as_sol, theo, ida):
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 5)
    with queries_of_a_page() as few:
        ask(as_sol, cast.maya.pk, theo, ida)
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 30)
    with queries_of_a_page() as many:
        ask(as_sol, cast.maya.pk, theo, ida)
    assert len(few.asked) == len(many.asked)


def test_somebody_who_is_gone_by_then_is_not_offered(cast, as_sol, theo, ida):
    with scenes.at(cast.northside):
        Membership.objects.filter(pk=ida.pk).update(ended_on=DAY)
    assert "Ida" in text(ask(as_sol, cast.maya.pk, theo))
    assert "Ida" not in text(ask(as_sol, cast.maya.pk, theo, from_on=TOMORROW.isoformat()))
