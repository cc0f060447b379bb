"""What Ben had locked away is on no sheet, in no box that finds people, and no cover opens it."""

import datetime as dt

import pytest

from followalong.agencies.models import Program, actor_of
from followalong.clients.actions import arrange_cover, lift_lock, lock_away
from followalong.core.db import acting_as, set_context
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import words
from tests.home import scenes

SAID = {"words": "Not Theo, please.", "way": "IN_PERSON", "asked_on": DAY}
BOXES = ("home:log", "home:plan", "home:search")


@pytest.fixture
def theo(cast) -> MemberClient:
    """Of another program; covers for Maya this week, and is to meet Ben today."""
    with acting_as(service(cast.northside)):
        harbour = Program.objects.create(
            agency=cast.northside, name="Harbour", kind="ips", setting="mental_health"
        )
        theo = make_member(cast.northside, "Theo", "employment_specialist", harbour)
    with acting_as(actor_of(cast.sol)) as by:
        week = {"from_on": DAY, "to_on": DAY + dt.timedelta(days=6)}
        arrange_cover(by=by, away=cast.maya, covering=theo, **week)
    with scenes.at(cast.northside):
        for enrolment in (cast.ben_enrolment, cast.rosa_enrolment):
            meeting = scenes.appointment(enrolment, 14)
            type(meeting).objects.filter(pk=meeting.pk).update(membership=theo)
    set_context(None)
    return MemberClient(theo)


def lock(cast, **aimed):
    with acting_as(actor_of(cast.maya)) as by:
        made = lock_away(by=by, client=cast.ben, keepers=[cast.maya.pk], **SAID, **aimed)
    set_context(None)
    return made


def lift(cast, made):
    with acting_as(actor_of(cast.maya)) as by:
        lift_lock(by=by, lock=made, words="It is fine now.")
    set_context(None)


def found(browser, box) -> str:
    """What the box answers, as it does while somebody types."""
    asked = browser.get(browser.here(box) + "?q=abara", headers={"HX-Request": "true"})
    assert asked.status_code == 200
    return words(asked)


def sheet(browser) -> str:
    return words(browser.get(browser.here("home:today_sheet")))


def person(browser, cast):
    return browser.get(browser.here("home:client", client_id=cast.ben.pk)).status_code


def test_the_sheet_for_a_day_leaves_out_whoever_is_locked_away(cast, theo):
    assert "Ben" in sheet(theo) and "Rosa" in sheet(theo)
    made = lock(cast, membership_id=theo.membership.pk)
    assert "Ben" not in sheet(theo) and "Rosa" in sheet(theo)
    lift(cast, made)
    assert "Ben" in sheet(theo)


@pytest.mark.parametrize("box", BOXES)
def test_no_box_finds_them_while_somebody_types(cast, as_sol, box):
    ids = (str(cast.ben.pk), str(cast.ben_enrolment.pk))
    assert any(one in found(as_sol, box) for one in ids)
    lock(cast, membership_id=cast.sol.pk)
    assert not any(one in found(as_sol, box) for one in ids)


def test_cover_that_is_running_opens_nothing_that_is_locked(cast, theo):
    assert person(theo, cast) == 200
    made = lock(cast, membership_id=theo.membership.pk)
    assert person(theo, cast) == 404
    assert "Ben" not in words(theo.get(theo.here("home:today")))
    lift(cast, made)
    assert person(theo, cast) == 200


def test_a_lock_on_a_program_binds_its_staff_and_nobody_elses(cast, theo, as_sol, as_pia, as_maya):
    lock(cast, program_id=theo.membership.program_id)
    assert person(theo, cast) == 404
    assert [person(one, cast) for one in (as_sol, as_pia, as_maya)] == [200, 200, 200]


def test_a_lock_on_the_own_program_leaves_those_who_keep_it(cast, theo, as_sol, as_pia, as_maya):
    lock(cast, program_id=cast.ips.pk)
    assert [person(one, cast) for one in (as_sol, as_pia)] == [404, 404]
    assert [person(one, cast) for one in (as_maya, theo)] == [200, 200]
    for box in BOXES:
        assert str(cast.ben.pk) not in found(as_sol, box)
