"""Starting, changing, ending and starting again, on screen."""

import datetime as dt
import re

import pytest

from followalong.agencies.models import actor_of
from followalong.clients import events as hooks
from followalong.clients.models import Assignment, Enrolment, Facet, Referral, Relation
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, make_member, service
from tests.clients.posting import OF_THE_TEST, events, send, words

START = {"entered_on": "2026-11-24", "work_status": "out_of_work"}


def stored(cast, model, **lookup):
    with acting_as(service(cast.northside)):
        return list(model.objects.filter(**lookup).order_by("pk"))


def page_of(browser, enrolment):
    return browser.here("clients:enrolment", enrolment_id=enrolment.pk)


def change(browser, name, enrolment, **values):
    return send(browser, browser.here(f"clients:{name}", enrolment_id=enrolment.pk), **values)


@pytest.fixture
def told(monkeypatch):
    """Whom the hook told: the enrolments that changed."""
    heard = []
    monkeypatch.setattr(hooks, "enrolment_changed", [lambda by, row: heard.append(row.pk)])
    return heard


@pytest.fixture
def enrol_address(cast):
    [referral] = stored(cast, Referral, client=cast.sam)
    return lambda browser: browser.here("clients:enrol", referral_id=referral.pk)


# The first day


def test_the_page_offers_me_today_and_says_who_goes_along_with_how_many(
    cast, as_maya, enrol_address
):
    shown = words(as_maya.get(enrol_address(as_maya)))
    assert "Maya · 2 people" in shown
    assert "Sol · 0 people" in shown
    assert 'value="2026-11-24"' in shown
    assert "Pia ·" not in shown


def test_a_start_makes_everything_that_belongs_to_it(cast, as_maya, enrol_address, told):
    answer = send(as_maya, enrol_address(as_maya), **START, specialist=cast.maya.pk)
    assert answer.status_code == 302
    [made] = stored(cast, Enrolment, client=cast.sam)
    assert (made.entered_on, made.specialist_id) == (DAY, cast.maya.pk)
    assert [f.kind for f in stored(cast, Facet, enrolment=made)] == ["SEARCHING"]
    assert [a.membership_id for a in stored(cast, Assignment, enrolment=made)] == [cast.maya.pk]
    assert len(stored(cast, Relation, client=cast.sam, program=cast.ips)) == 1
    assert [r.decision for r in stored(cast, Referral, client=cast.sam)] == ["accepted"]
    assert told == [made.pk]
    assert events(actor_of(cast.maya), "enrolment.started")[0].subject_id == made.pk


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("", {"SEARCHING"}),
        ("out_of_work", {"SEARCHING"}),
        ("employed_seeking_other", {"SEARCHING", "WORKING"}),
        ("employed_retention", {"WORKING"}),
        ("student", {"EDUCATION", "SEARCHING"}),
    ],
)
def test_what_goes_on_follows_from_the_work_a_person_has(
    cast, as_maya, enrol_address, status, kinds
):
    said = {**START, "work_status": status, "specialist": cast.maya.pk}
    send(as_maya, enrol_address(as_maya), **said)
    assert {f.kind for f in stored(cast, Facet, client=cast.sam)} == kinds


def test_the_same_start_twice_is_one(cast, as_maya, enrol_address):
    said = {**START, "specialist": cast.maya.pk, "command_id": str(uuid7())}
    first, second = (as_maya.post(enrol_address(as_maya), said) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(stored(cast, Enrolment, client=cast.sam)) == 1


def test_a_second_start_is_refused_with_the_reason_beside_the_day(cast, as_maya, enrol_address):
    said = {**START, "specialist": cast.maya.pk}
    send(as_maya, enrol_address(as_maya), **said)
    answer = send(as_maya, enrol_address(as_maya), **said)
    assert answer.status_code == 422
    assert "already in the program on that day" in words(answer)


def test_a_start_in_the_future_is_refused_and_the_rest_kept(cast, as_maya, enrol_address):
    said = {**START, "entered_on": "2026-11-30", "specialist": cast.sol.pk}
    answer = send(as_maya, enrol_address(as_maya), **said)
    assert answer.status_code == 422
    assert re.search(rf'value="{cast.sol.pk}"[^>]*checked', words(answer))
    assert not stored(cast, Enrolment, client=cast.sam)


def test_only_those_who_may_start_someone_can(cast, as_pia, as_omar, as_ana, enrol_address):
    for browser, status in ((as_pia, 403), (as_ana, 403), (as_omar, 404)):
        assert browser.get(enrol_address(browser)).status_code == status
        answer = send(browser, enrol_address(browser), **START, specialist=cast.maya.pk)
        assert answer.status_code == status


# What is going on


def test_the_page_says_what_goes_on_since_when_and_with_whom(cast, as_maya):
    shown = words(as_maya.get(page_of(as_maya, cast.ben_enrolment)))
    for said in ("Ben Abara", "Looking for work", "since Mon 5 Oct", "Maya", "In hospital"):
        assert said in shown


def test_a_pause_is_one_tap_with_its_reason_and_so_is_its_end(cast, as_maya, told):
    assert change(as_maya, "facet_start", cast.ben_enrolment, reason="HOSPITAL").status_code == 302
    [pause] = stored(cast, Facet, client=cast.ben, kind="PAUSED")
    assert (pause.from_on, pause.reason) == (DAY, "HOSPITAL")
    with acting_as(service(cast.northside)):
        Facet.objects.filter(pk=pause.pk).update(from_on=DAY - dt.timedelta(days=9))
    end = as_maya.here("clients:facet_end", facet_id=pause.pk)
    assert send(as_maya, end).status_code == 302
    [pause] = stored(cast, Facet, client=cast.ben, kind="PAUSED")
    assert pause.to_on == DAY - dt.timedelta(days=1)
    assert told == [cast.ben_enrolment.pk] * 2
    assert events(actor_of(cast.maya), "facet.opened")
    assert events(actor_of(cast.maya), "facet.closed")


def test_what_began_and_ended_on_one_day_is_taken_back(cast, as_maya):
    change(as_maya, "facet_start", cast.ben_enrolment, kind="OUT_OF_TOUCH")
    [quiet] = stored(cast, Facet, client=cast.ben, kind="OUT_OF_TOUCH")
    send(as_maya, as_maya.here("clients:facet_end", facet_id=quiet.pk))
    assert not stored(cast, Facet, client=cast.ben, kind="OUT_OF_TOUCH")


def test_several_things_go_on_at_once_but_each_only_once(cast, as_maya):
    assert change(as_maya, "facet_start", cast.ben_enrolment, kind="EDUCATION").status_code == 302
    again = change(as_maya, "facet_start", cast.ben_enrolment, kind="SEARCHING")
    assert again.status_code == 422
    assert "That is already so" in words(again)
    kinds = {f.kind for f in stored(cast, Facet, client=cast.ben)}
    assert kinds == {"SEARCHING", "EDUCATION"}


@pytest.mark.parametrize("said", [{"kind": "WORKING"}, {"kind": "PAUSED"}, {"kind": "READY"}, {}])
def test_work_follows_the_jobs_and_a_pause_has_a_reason(cast, as_maya, said):
    assert change(as_maya, "facet_start", cast.ben_enrolment, **said).status_code == 422
    assert len(stored(cast, Facet, client=cast.ben)) == 1


def test_strangers_and_peers_change_nothing(cast, as_omar, as_pia):
    for browser, status in ((as_omar, 404), (as_pia, 403)):
        for name in ("facet_start", "close"):
            answer = change(browser, name, cast.ben_enrolment, kind="EDUCATION")
            assert answer.status_code == status
    assert as_omar.get(page_of(as_omar, cast.ben_enrolment)).status_code == 404
    assert len(stored(cast, Facet, client=cast.ben)) == 1


def test_a_peer_reads_the_page_without_any_button(cast, as_pia):
    shown = words(as_pia.get(page_of(as_pia, cast.ben_enrolment)))
    page = shown.split("<main")[1].split("</main>")[0]
    assert "Looking for work" in page
    assert "<form" not in page


def test_the_page_costs_the_same_however_long_the_history(
    cast, as_sol, django_assert_max_num_queries
):
    with acting_as(service(cast.northside)):
        for days in range(10):
            on = DAY - dt.timedelta(days=40 - 2 * days)
            row = {"agency": cast.northside, "client": cast.ben, "enrolment": cast.ben_enrolment}
            Facet.objects.create(**row, kind="TRAINING", from_on=on, to_on=on)
    with django_assert_max_num_queries(12 + OF_THE_TEST):
        as_sol.get(page_of(as_sol, cast.ben_enrolment))


# Who goes along


@pytest.fixture
def tess(cast):
    with acting_as(service(cast.northside)):
        return make_member(cast.northside, "Tess", "employment_specialist", cast.ips, cast.sol)


def test_a_supervisor_hands_over_and_the_history_stays(cast, as_sol, tess, told):
    said = {"specialist": tess.pk, "from_on": "2026-11-24", "reason": "Leave"}
    assert change(as_sol, "assign", cast.ben_enrolment, **said).status_code == 302
    before, after = stored(cast, Assignment, client=cast.ben)
    assert (before.membership_id, before.to_on) == (cast.maya.pk, DAY - dt.timedelta(days=1))
    assert (after.membership_id, after.from_on, after.reason) == (tess.pk, DAY, "Leave")
    assert stored(cast, Enrolment, client=cast.ben)[0].specialist_id == tess.pk
    assert told == [cast.ben_enrolment.pk]
    assert events(actor_of(cast.sol), "enrolment.assigned")


def test_a_history_that_was_never_written_down_begins_with_the_first_holder(cast, as_sol, tess):
    with acting_as(service(cast.northside)):
        Assignment.objects.filter(client=cast.ben).update(withdrawn_at=dt.datetime.now(dt.UTC))
    said = {"specialist": tess.pk, "from_on": "2026-11-24", "reason": "Leave"}
    change(as_sol, "assign", cast.ben_enrolment, **said)
    before, after = stored(cast, Assignment, client=cast.ben)
    assert (before.membership_id, before.from_on) == (
        cast.maya.pk,
        cast.ben_enrolment.entered_on,
    )
    assert after.membership_id == tess.pk


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"from_on": "2026-09-01"}, {"from_on": "2027-01-01"}]
)
def test_a_handover_without_reason_or_outside_the_stay_is_refused(cast, as_sol, tess, wrong):
    said = {"specialist": tess.pk, "from_on": "2026-11-24", "reason": "Leave", **wrong}
    answer = change(as_sol, "assign", cast.ben_enrolment, **said)
    assert answer.status_code == 422
    assert len(stored(cast, Assignment, client=cast.ben)) == 1


def test_a_specialist_does_not_hand_people_over(cast, as_maya, tess):
    said = {"specialist": tess.pk, "from_on": "2026-11-24", "reason": "Leave"}
    assert change(as_maya, "assign", cast.ben_enrolment, **said).status_code == 403


def test_nobody_of_another_agency_can_be_named(cast, as_sol):
    said = {"specialist": cast.omar.pk, "from_on": "2026-11-24", "reason": "Leave"}
    assert change(as_sol, "assign", cast.ben_enrolment, **said).status_code == 422


# Ending, and starting again

END = {"reason": "CHOSE_TO_STOP", "exited_on": "2026-11-20", "note": "Wants to rest a while"}


def test_an_ending_ends_what_goes_on_and_who_goes_along(cast, as_maya, told):
    assert change(as_maya, "close", cast.ben_enrolment, **END).status_code == 302
    [row] = stored(cast, Enrolment, client=cast.ben)
    last = dt.date(2026, 11, 20)
    assert (row.exited_on, row.exit_reason) == (last, "CHOSE_TO_STOP")
    assert [f.to_on for f in stored(cast, Facet, client=cast.ben)] == [last]
    assert [a.to_on for a in stored(cast, Assignment, client=cast.ben)] == [last]
    assert told == [row.pk]
    assert events(actor_of(cast.maya), "enrolment.closed")


@pytest.mark.parametrize("reason", ["MISSED_APPOINTMENTS", "NOT_READY", "SUBSTANCE_USE", ""])
def test_support_does_not_end_for_what_is_not_on_the_list(cast, as_sol, reason):
    answer = change(as_sol, "close", cast.ben_enrolment, **{**END, "reason": reason})
    assert answer.status_code == 422
    assert "Wants to rest a while" in words(answer)
    assert stored(cast, Enrolment, client=cast.ben)[0].exited_on is None


def test_safety_is_for_the_supervisor_to_decide(cast, as_maya, as_sol):
    said = {**END, "reason": "SAFETY_DECISION"}
    assert change(as_maya, "close", cast.ben_enrolment, **said).status_code == 422
    assert change(as_sol, "close", cast.ben_enrolment, **said).status_code == 302


def test_out_of_touch_is_ended_beside_what_was_tried(cast, as_sol):
    said = {**END, "reason": "OUT_OF_TOUCH"}
    assert change(as_sol, "close", cast.ben_enrolment, **said).status_code == 422
    there = as_sol.here("caseload:in_touch", enrolment_id=cast.ben_enrolment.pk)
    assert there in words(as_sol.get(page_of(as_sol, cast.ben_enrolment)))


def test_an_ending_before_the_start_or_a_second_one_is_refused(cast, as_maya):
    early = change(as_maya, "close", cast.ben_enrolment, **{**END, "exited_on": "2026-09-01"})
    assert early.status_code == 422
    change(as_maya, "close", cast.ben_enrolment, **END)
    again = change(as_maya, "close", cast.ben_enrolment, **END)
    assert again.status_code == 422
    assert "Support already ended" in words(again)


def test_whoever_comes_back_starts_again_the_day_after_at_the_earliest(cast, as_maya):
    change(as_maya, "close", cast.ben_enrolment, **END)
    assert "Is the person back?" in words(as_maya.get(page_of(as_maya, cast.ben_enrolment)))
    said = {**START, "specialist": cast.maya.pk}
    same_day = {**said, "entered_on": "2026-11-20"}
    assert change(as_maya, "reopen", cast.ben_enrolment, **same_day).status_code == 422
    next_day = {**said, "entered_on": "2026-11-21"}
    assert change(as_maya, "reopen", cast.ben_enrolment, **next_day).status_code == 302
    old, new = stored(cast, Enrolment, client=cast.ben)
    assert (new.continues_id, new.exited_on) == (old.pk, None)
    assert old.exited_on == dt.date(2026, 11, 20)
