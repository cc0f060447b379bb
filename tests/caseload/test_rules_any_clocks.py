"""What holds of the clocks whatever the facts are."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.caseload import rules
from followalong.caseload.rules import (
    ClockRule,
    ConsentFact,
    ContactFact,
    DueState,
    EnrolmentFacts,
    MilestoneFact,
    MilestoneKind,
    NotNowFact,
)
from followalong.clients.rules import FacetKind, FacetSpan
from tests.caseload.clock_facts import (
    BAKERY_JOB,
    HOTEL_JOB,
    MARCH,
    VISIT,
    day,
)
from tests.caseload.timings import TIMINGS

pytestmark = pytest.mark.unit

NUMBERS = st.integers(-20, 120)
CONTACTS = st.builds(ContactFact, NUMBERS.map(day), st.booleans(), st.booleans(), st.integers(0, 2))
MILESTONES = st.builds(
    MilestoneFact,
    st.sampled_from(MilestoneKind),
    NUMBERS.map(day),
    st.sampled_from([BAKERY_JOB, HOTEL_JOB, VISIT]),
)
FACETS = st.builds(
    lambda kind, n, length: FacetSpan(kind, day(n), None if length is None else day(n + length)),
    st.sampled_from(FacetKind),
    NUMBERS,
    st.none() | st.integers(0, 40),
)
CONSENTS = st.builds(
    lambda n, about, signed, length, revoked: ConsentFact(
        UUID(int=n),
        (about,),
        day(signed),
        None if length is None else day(signed + length),
        None if revoked is None else day(revoked),
    ),
    st.integers(1, 9),
    st.sampled_from("ab"),
    NUMBERS,
    st.none() | st.integers(0, 60),
    st.none() | NUMBERS,
)
NOT_NOW = st.builds(
    lambda rule, n, length: NotNowFact(rule, day(n), None if length is None else day(n + length)),
    st.sampled_from(ClockRule),
    NUMBERS,
    st.none() | st.integers(0, 40),
)
AGREED = st.builds(rules.Agreed, st.just(("CALL",)), st.none() | st.integers(1, 9))
FACTS = st.builds(
    EnrolmentFacts,
    entered_on=st.just(MARCH),
    exited_on=st.none() | st.integers(0, 120).map(day),
    is_reentry=st.booleans(),
    keeps_a_job=st.booleans(),
    contacts=st.lists(CONTACTS, max_size=8),
    milestones=st.lists(MILESTONES, max_size=8),
    facets=st.lists(FACETS, max_size=4),
    agreed=st.none() | AGREED,
    consents=st.lists(CONSENTS, max_size=3, unique_by=lambda yes: yes.id),
    not_now=st.lists(NOT_NOW, max_size=2),
)


@given(FACTS, NUMBERS, st.randoms())
def test_clocks_do_not_depend_on_the_order_in_which_facts_came(facts, number, random):
    shuffled = replace(
        facts,
        contacts=random.sample(facts.contacts, len(facts.contacts)),
        milestones=random.sample(facts.milestones, len(facts.milestones)),
        facets=random.sample(facts.facets, len(facts.facets)),
        consents=random.sample(facts.consents, len(facts.consents)),
    )
    made = rules.rebuild(facts, TIMINGS, day(number))
    assert made == rules.rebuild(shuffled, TIMINGS, day(number))
    assert made == rules.rebuild(facts, TIMINGS, day(number))


@given(FACTS, NUMBERS)
def test_a_clock_of_a_rule_and_subject_is_there_once_and_makes_sense(facts, number):
    made = rules.rebuild(facts, TIMINGS, day(number))
    assert len({(clock.rule, clock.subject_id, clock.start_on) for clock in made}) == len(made)
    for clock in made:
        assert clock.start_on <= clock.due_on
        assert clock.warn_on is None or clock.start_on <= clock.warn_on <= clock.due_on
        assert clock.done_on is None or clock.start_on <= clock.done_on <= day(number)
        assert clock.done_on is None or clock.excuse is None


@given(FACTS, NUMBERS, st.integers(0, 30))
def test_between_two_days_on_which_nothing_takes_effect_no_clock_changes(facts, number, later):
    effects = {c.on for c in facts.contacts} | {m.on for m in facts.milestones}
    effects |= {f.from_on for f in facts.facets} | {facts.exited_on}
    effects |= {f.to_on + timedelta(days=1) for f in facts.facets if f.to_on}
    effects |= {f.to_on for f in facts.facets if f.to_on}
    effects |= {yes.signed_on for yes in facts.consents}
    effects |= {yes.revoked_on for yes in facts.consents}
    effects |= {said.from_on for said in facts.not_now}
    effects |= {said.until_on + timedelta(days=1) for said in facts.not_now if said.until_on}
    if facts.agreed and facts.agreed.stop_after_weeks:
        weeks = timedelta(weeks=facts.agreed.stop_after_weeks)
        effects |= {f.from_on + weeks for f in facts.facets}
    days = {day(n) for n in range(number + 1, number + later + 1)}
    if not days & effects:
        before = rules.rebuild(facts, TIMINGS, day(number))
        assert before == rules.rebuild(facts, TIMINGS, day(number + later))


@given(FACTS, NUMBERS, st.integers(0, 20))
def test_speaking_with_somebody_ends_their_quiet(facts, number, after):
    spoken = ContactFact(day(number), two_way=True, face_to_face=False)
    with_it = EnrolmentFacts(MARCH, contacts=[*facts.contacts, spoken])
    made = rules.rebuild(with_it, TIMINGS, day(number + after))
    quiet = next(clock for clock in made if clock.rule == ClockRule.GONE_QUIET)
    if after < 10:
        assert rules.state(quiet, day(number + after)) == DueState.FINE or number < 0
