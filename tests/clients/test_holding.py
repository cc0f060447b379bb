"""Hand-overs and cover: events that stay on the record and end by themselves."""

import datetime as dt

import pytest

from followalong.agencies.models import Cover, actor_of
from followalong.clients import actions
from followalong.clients.models import Assignment, Relation
from followalong.clients.refusals import CoverRefused
from followalong.core.db import acting_as
from tests.cast import DAY, make_enrolled, make_member, service
from tests.clients.posting import events
from tests.home.asking import page


@pytest.fixture
def tess(cast):
    with acting_as(service(cast.northside)):
        return make_member(cast.northside, "Tess", "employment_specialist", cast.ips)


def cover(cast, tess, first: int = 0, last: int = 10):
    with acting_as(actor_of(cast.sol)):
        return actions.arrange_cover(
            by=actor_of(cast.sol),
            away=cast.maya,
            covering=tess,
            from_on=DAY + dt.timedelta(days=first),
            to_on=DAY + dt.timedelta(days=last),
            reason="Leave",
        )


def ties(cast, client):
    with acting_as(service(cast.northside)):
        return list(Relation.objects.filter(client=client, kind="covers"))


def test_cover_ties_each_person_for_its_days_and_shows_on_their_page(cast, tess, as_maya, as_pia):
    made = cover(cast, tess)
    [tie] = ties(cast, cast.ben)
    assert (tie.membership_id, tie.from_on, tie.to_on) == (tess.pk, made.from_on, made.to_on)
    assert ties(cast, cast.rosa) and not ties(cast, cast.quinn)
    [event] = events(actor_of(cast.priya), "cover.arranged")
    assert event.subject_id == made.pk
    text = page(as_maya, "home:client", client_id=cast.ben.pk)
    assert "Tess covers for Maya until Fri 4 Dec" in text and "Leave" in text
    # The reason of an absence is for colleagues who read the contacts.
    text = page(as_pia, "home:client", client_id=cast.ben.pk)
    assert "Tess covers for Maya" in text and "Leave" not in text


def test_who_comes_while_somebody_is_away_is_covered_too(cast, tess):
    cover(cast, tess, first=-5)
    with acting_as(actor_of(cast.sol)):
        sam = actions.enrol(
            by=actor_of(cast.sol),
            client=cast.sam,
            program=cast.ips,
            entered_on=DAY,
            work_status=None,
            specialist=cast.maya,
        )
    [tie] = ties(cast, cast.sam)
    assert (tie.from_on, tie.to_on) == (DAY, DAY + dt.timedelta(days=10))
    with acting_as(actor_of(cast.sol)):
        actions.close_enrolment(by=actor_of(cast.sol), enrolment=sam, exited_on=DAY, reason="MOVED")
    assert [tie.to_on for tie in ties(cast, cast.sam)] == [DAY]


def test_cover_ends_on_the_day_before_they_are_back(cast, tess):
    made = cover(cast, tess, first=-5)
    by = actor_of(cast.sol)
    with acting_as(by):
        actions.end_cover(by=by, cover=made, on=DAY)
        assert Cover.objects.get().to_on == DAY - dt.timedelta(days=1)
        with pytest.raises(CoverRefused, match="ended already"):
            actions.end_cover(by=by, cover=made, on=DAY)
    assert {tie.to_on for tie in ties(cast, cast.ben)} == {DAY - dt.timedelta(days=1)}


def test_cover_that_never_began_is_taken_back(cast, tess):
    made = cover(cast, tess, first=3)
    by = actor_of(cast.sol)
    with acting_as(by):
        actions.end_cover(by=by, cover=made)
        assert not Cover.objects.exists() and Cover.everything.get().withdrawn_at
    assert not ties(cast, cast.ben)


def test_cover_that_would_help_nobody_is_refused(cast, tess):
    cover(cast, tess)
    for first, last, covering in ((0, 2, cast.maya), (4, 2, tess), (9, 12, tess)):
        with pytest.raises(CoverRefused):
            cover(cast, covering, first, last)


def test_a_hand_over_is_an_event_and_ends_cover(cast, tess, as_sol):
    cover(cast, tess)
    by = actor_of(cast.sol)
    with acting_as(by):
        actions.transfer_enrolment(
            by=by,
            enrolment=cast.ben_enrolment,
            specialist=cast.sol,
            from_on=DAY,
            reason="Moved across town",
        )
        held = Assignment.objects.filter(enrolment=cast.ben_enrolment).order_by("from_on")
        assert [row.membership_id for row in held] == [cast.maya.pk, cast.sol.pk]
    assert not ties(cast, cast.ben)
    text = page(as_sol, "home:client", client_id=cast.ben.pk)
    assert "Handed over from Maya to Sol" in text and "Moved across town" in text
    assert "covers for" not in text


def test_a_planned_hand_over_that_gives_way_leaves_cover_as_it_was(cast, tess):
    cover(cast, tess)
    by = actor_of(cast.sol)
    with acting_as(by):
        for to, days in ((cast.sol, 4), (tess, 8)):
            actions.transfer_enrolment(
                by=by,
                enrolment=cast.ben_enrolment,
                specialist=to,
                from_on=DAY + dt.timedelta(days=days),
            )
    [tie] = ties(cast, cast.ben)
    assert (tie.from_on, tie.to_on) == (DAY, DAY + dt.timedelta(days=7))


def test_cover_cut_short_opens_nobody_who_was_to_come_later(cast, tess):
    made, by = cover(cast, tess), actor_of(cast.sol)
    with acting_as(by):
        wren, row = make_enrolled(cast.sol, "Wren", "Castillo")
        day = DAY + dt.timedelta(days=6)
        actions.transfer_enrolment(by=by, enrolment=row, specialist=cast.maya, from_on=day)
        assert len(ties(cast, wren)) == 1
        actions.change_cover(by=by, cover=made, to_on=DAY + dt.timedelta(days=3))
    assert not ties(cast, wren)
    assert {tie.to_on for tie in ties(cast, cast.ben)} == {DAY + dt.timedelta(days=3)}
