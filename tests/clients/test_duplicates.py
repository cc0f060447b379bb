"""People who are here twice: found without a word, joined, taken apart."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followalong.agencies.base import Label
from followalong.agencies.models import actor_of
from followalong.clients.actions import (
    Person,
    keep_apart,
    merge_clients,
    pair_by_hand,
    receive_referral,
    unmerge_clients,
)
from followalong.clients.actions.duplicates import find_duplicates
from followalong.clients.models import Client, Consent, PossibleDuplicate, Relation
from followalong.clients.refusals import MergeRefused
from followalong.clients.rules.merging import MergeProblem, Row, merge_problem
from followalong.clients.tasks import lend_ties, look_for_duplicates
from followalong.core.db import acting_as
from tests.cast import make_client, make_member, service
from tests.clients.posting import events, send

NOBODY = {"source": "FAMILY", "received_on": "2026-11-24"}


@pytest.fixture
def benny(cast) -> Client:
    """Ben again, as somebody wrote him down a second time."""
    with acting_as(service(cast.northside)):
        return make_client(cast.ips, "Benny", "Abarra")


@pytest.fixture
def whole(cast):
    """A supervisor of all programs who sees the addiction program too."""
    with acting_as(service(cast.northside)):
        lou = make_member(cast.northside, "Lou", "supervisor")
        lou.opens_sud = True
        lou.save()
    return actor_of(lou)


def look(client: Client) -> None:
    look_for_duplicates(str(client.agency_id), [str(client.pk)])


def pairs(by) -> list[PossibleDuplicate]:
    with acting_as(by):
        return list(PossibleDuplicate.objects.visible_to(by))


def everyone(cast) -> list[PossibleDuplicate]:
    with acting_as(service(cast.northside)):
        return list(PossibleDuplicate.objects.all())


def joined(by, one, other, keep) -> PossibleDuplicate:
    with acting_as(by):
        pair = pair_by_hand(by=by, one=one, other=other)
        return merge_clients(by=by, pair=pair, keep=keep, reason="Same birth date on the card.")


def seen(by, **lookup) -> list:
    with acting_as(by):
        return list(Client.objects.visible_to(by).filter(**lookup).values_list("pk", flat=True))


# Finding


def test_a_second_row_goes_to_the_reviewer_with_what_speaks_for_it(cast, benny):
    look(benny)
    [pair] = pairs(actor_of(cast.sol))
    assert (pair.client_id, pair.other_id, pair.decision) == (cast.ben.pk, benny.pk, None)
    assert pair.signs == ["short_name"]
    [event] = events(actor_of(cast.priya), "duplicate.found")
    assert event.role == "matcher"
    look(benny)
    assert len(everyone(cast)) == 1


def test_whoever_writes_is_told_nothing_about_those_they_may_not_see(cast, as_maya, visitor):
    address = as_maya.here("clients:referral_new")
    said = {**NOBODY, "program": cast.ips.pk, "given_name": "Quinn", "family_name": "Silva"}
    assert send(as_maya, address, **said).status_code == 302
    send(visitor, "/refer/northside/", given_name="Sam Okafor", phone="416-555-0142")
    with acting_as(service(cast.northside)):
        new = Client.objects.filter(given_name__in=["Quinn", "Sam Okafor"]).exclude(
            pk=cast.quinn.pk
        )
        find_duplicates(by=service(cast.northside), client_ids=[c.pk for c in new])
    assert [(p.client_id, p.label) for p in everyone(cast)] == [
        (cast.quinn.pk, Label.SUD),
        (cast.sam.pk, Label.NORMAL),
    ]
    for reviewer in (cast.sol, cast.priya, cast.maya):
        assert {p.client_id for p in pairs(actor_of(reviewer))} <= {cast.sam.pk}


def test_who_may_see_one_side_only_learns_nothing_of_the_pair(cast, whole):
    with acting_as(service(cast.northside)):
        make_client(cast.new_leaf, "Ben", "Abara")
        other = make_member(cast.northside, "Kim", "supervisor", cast.new_leaf)
    look(cast.ben)
    assert pairs(actor_of(other)) == pairs(actor_of(cast.sol)) == []
    assert pairs(actor_of(cast.priya)) == []
    assert len(pairs(whole)) == 1


def test_a_pair_follows_the_labels_of_its_people(cast, whole):
    with acting_as(service(cast.northside)):
        twin = make_client(cast.new_leaf, "Ben", "Abara")
    look(cast.ben)
    assert pairs(actor_of(cast.priya)) == []
    with acting_as(whole):
        told = {"source": "OTHER", "person": Person(given_name="Ben"), "client": twin}
        receive_referral(by=whole, program=cast.ips, **told)
    assert [p.label for p in pairs(actor_of(cast.priya))] == [Label.NORMAL]


def test_what_was_answered_is_not_asked_again(cast, benny):
    look(benny)
    sol = actor_of(cast.sol)
    with acting_as(sol):
        keep_apart(by=sol, pair=pairs(sol)[0], reason="Brothers.")
    look(benny)
    [pair] = everyone(cast)
    assert (pair.decision, pair.reason, pair.decided_by_id) == (
        "not_same",
        "Brothers.",
        cast.sol.pk,
    )


def test_the_writer_s_own_no_is_remembered(cast, as_maya):
    said = {**NOBODY, "program": cast.ips.pk, "given_name": "Ben", "family_name": "Abarra"}
    address = as_maya.here("clients:referral_new")
    assert send(as_maya, address, **said, same_person="new").status_code == 302
    [pair] = everyone(cast)
    assert (pair.decision, pair.decided_by_id) == ("not_same", cast.maya.pk)
    with acting_as(service(cast.northside)):
        find_duplicates(by=service(cast.northside), client_ids=[pair.other_id])
    assert len(everyone(cast)) == 1


# Joining and taking apart


def test_joining_sets_one_column_and_is_on_the_record(cast, benny):
    sol = actor_of(cast.sol)
    pair = joined(sol, cast.ben, benny, keep=cast.ben)
    assert (pair.decision, pair.reason) == ("same", "Same birth date on the card.")
    with acting_as(sol):
        assert Client.objects.get(pk=benny.pk).same_as_id == cast.ben.pk
        assert Client.objects.get(pk=cast.ben.pk).same_as_id is None
    [event] = events(sol, "client.merged")
    assert event.subject_id == cast.ben.pk


def test_what_opened_one_row_opens_the_other_and_no_longer_afterwards(cast, whole):
    with acting_as(service(cast.northside)):
        second = make_member(cast.northside, "Kim", "supervisor", None)
        other = make_client(cast.new_leaf, "Ben", "Abara")
        Client.objects.filter(pk=other.pk).update(label=Label.NORMAL)
    ade, maya = actor_of(cast.ade), actor_of(cast.maya)
    assert second.program_id is None
    pair = joined(whole, cast.ben, other, keep=cast.ben)
    both = {cast.ben.pk, other.pk}
    assert set(seen(ade, pk__in=both)) == set(seen(maya, pk__in=both)) == both
    with acting_as(whole):
        unmerge_clients(by=whole, pair=pair, reason=None)
    assert (seen(ade, pk__in=both), seen(maya, pk__in=both)) == ([other.pk], [cast.ben.pk])


def test_the_addiction_program_s_row_stays_hidden_from_everybody_else(cast, whole):
    joined(whole, cast.rosa, cast.quinn, keep=cast.rosa)
    both = {cast.rosa.pk, cast.quinn.pk}
    assert set(seen(actor_of(cast.ade), pk__in=both)) == both
    for outsider in (cast.maya, cast.sol, cast.priya):
        assert seen(actor_of(outsider), pk__in=both) == [cast.rosa.pk]
        assert pairs(actor_of(outsider)) == []


def test_a_tie_that_was_lent_becomes_one_s_own(cast, whole, benny):
    with acting_as(service(cast.northside)):
        other = make_client(cast.new_leaf, "Benny", "Abara")
        Client.objects.filter(pk=other.pk).update(label=Label.NORMAL)
    pair = joined(whole, cast.ben, other, keep=cast.ben)
    with acting_as(whole):
        told = {"source": "OTHER", "person": Person(given_name="Ben"), "client": cast.ben}
        receive_referral(by=whole, program=cast.new_leaf, **told)
        unmerge_clients(by=whole, pair=pair, reason=None)
        own = Relation.objects.filter(client=cast.ben, program=cast.new_leaf)
        assert [tie.is_shared for tie in own] == [False]


def test_at_night_lent_ties_follow_those_that_ended(cast, benny):
    sol = actor_of(cast.sol)
    joined(sol, cast.ben, benny, keep=cast.ben)
    with acting_as(service(cast.northside)):
        vr = make_member(cast.northside, "Vic", "vr_counsellor")
        common = {"agency": cast.northside, "membership": vr, "kind": "co_serves"}
        tie = Relation.objects.create(client=benny, from_on=cast.today, **common)
        # A VR counsellor's tie opens somebody only while that person agrees.
        yes = {"type": "VR", "signed_on": cast.today, "agency": cast.northside}
        Consent.objects.create(client=benny, **yes)
    lend_ties(str(cast.northside.pk))
    assert set(seen(actor_of(vr))) == {cast.ben.pk, benny.pk}
    with acting_as(service(cast.northside)):
        Relation.objects.filter(pk=tie.pk).update(withdrawn_at="2026-11-24T15:00Z")
    lend_ties(str(cast.northside.pk))
    assert seen(actor_of(vr)) == []


@pytest.mark.parametrize(
    ("kept", "gone", "problem"),
    [
        (Row(), Row(), None),
        (Row(has_others=True), Row(), None),
        (Row(is_hidden=True), Row(is_hidden=True), None),
        (Row(), Row(is_hidden=True), None),
        (Row(is_hidden=True), Row(), MergeProblem.WOULD_HIDE),
        (Row(), Row(has_others=True), MergeProblem.OTHERS_JOINED),
        (Row(is_joined=True), Row(), MergeProblem.ALREADY_JOINED),
        (Row(), Row(is_joined=True), MergeProblem.ALREADY_JOINED),
    ],
)
def test_what_may_stand_for_what(kept, gone, problem):
    assert merge_problem(kept=kept, gone=gone) == problem


def test_a_row_is_not_joined_to_itself_nor_to_its_own_person(cast, benny):
    sol = actor_of(cast.sol)
    joined(sol, cast.ben, benny, keep=cast.ben)
    with acting_as(sol):
        again = Client.objects.get(pk=benny.pk)
        for one, other in ((cast.ben, cast.ben), (cast.ben, again)):
            with pytest.raises(MergeRefused):
                pair_by_hand(by=sol, one=one, other=other)


STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), min_size=1, max_size=8
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_joined_and_taken_apart_no_chain_has_two_steps(cast, whole, steps):
    """And taking everything apart again leaves every row and tie as it was."""
    with acting_as(whole):
        rows = list(Client.objects.filter(agency=cast.northside).order_by("pk")[:4])
        before = _state(rows)
        made: list[PossibleDuplicate] = []
        for a, b, swap in steps:
            one, other = (rows[b], rows[a]) if swap else (rows[a], rows[b])
            try:
                pair = pair_by_hand(by=whole, one=_now(one), other=_now(other))
                made.append(merge_clients(by=whole, pair=pair, keep=one, reason=None))
            except MergeRefused:
                continue
            assert not Client.objects.filter(same_as__same_as__isnull=False).exists()
        for pair in reversed(made):
            unmerge_clients(by=whole, pair=pair, reason=None)
        assert _state(rows) == before


def _now(row: Client) -> Client:
    return Client.objects.get(pk=row.pk)


def _state(rows: list[Client]) -> tuple:
    ties = Relation.objects.filter(client__in=rows).order_by("pk")
    return (
        [_now(row).same_as_id for row in rows],
        list(ties.values_list("client", "program", "membership", "label", "is_shared")),
    )


def test_only_reviewers_see_pairs_and_another_agency_none(cast, benny):
    look(benny)
    for member in (cast.maya, cast.pia, cast.ana, cast.omar):
        assert pairs(actor_of(member)) == []
