"""Employer contacts: what counts, what was said, how things stand, and names in notes."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.caseload.rules import (
    ClockRule,
    EnrolmentFacts,
    MilestoneFact,
    MilestoneKind,
    rebuild,
)
from followalong.clients.rules import EmployerChoice, Topic, choices_cover
from followalong.core.text import fold
from followalong.employers import rules
from followalong.employers.rules import (
    Approach,
    Disclosed,
    DisclosureAnswer,
    EmployerMode,
    Found,
    Light,
    NotCounted,
    Outcome,
    Purpose,
    TeamContact,
    When,
)
from tests.caseload.timings import TIMINGS

pytestmark = pytest.mark.unit

ENTRY = date(2026, 3, 1)
BAKERY = "Hill Street Bakery"


def counts(mode="IN_PERSON", hiring_authority=True, purpose="NEEDS_VISIT"):
    return rules.counts17(mode=mode, hiring_authority=hiring_authority, purpose=purpose)


# What counts


@pytest.mark.parametrize("purpose", sorted(rules.COUNTING_PURPOSES))
def test_a_meeting_in_person_with_somebody_who_can_hire_counts(purpose):
    assert counts(purpose=purpose) == (True, ())


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - rules.COUNTING_PURPOSES))
def test_an_application_a_support_visit_or_a_thank_you_does_not(purpose):
    assert counts(purpose=purpose) == (False, (NotCounted.OTHER_PURPOSE,))


@pytest.mark.parametrize("mode", sorted(set(EmployerMode) - {EmployerMode.IN_PERSON}))
def test_only_in_person_counts(mode):
    assert counts(mode=mode) == (False, (NotCounted.NOT_IN_PERSON,))


def test_an_event_counts_if_a_manager_was_met():
    assert counts(purpose="EVENT").counts
    assert counts(purpose="EVENT", hiring_authority=False).reasons == (NotCounted.COULD_NOT_HIRE,)


def test_what_is_unknown_does_not_count_and_is_said_to_be_unknown():
    assert counts(None, None, None).reasons == (
        NotCounted.MODE_UNKNOWN,
        NotCounted.HIRING_UNKNOWN,
        NotCounted.PURPOSE_UNKNOWN,
    )
    assert counts(mode="PHONE", purpose="").has_unknown
    assert not counts(mode="PHONE").has_unknown


@given(
    st.sampled_from([*EmployerMode, None]),
    st.sampled_from([True, False, None]),
    st.sampled_from([*Purpose, None]),
)
def test_a_contact_counts_exactly_if_there_is_no_reason_against_it(mode, hiring, purpose):
    verdict = counts(mode, hiring, purpose)
    assert verdict.counts == (not verdict.reasons)
    assert verdict.has_unknown == (None in (mode, hiring, purpose))


def test_a_visit_the_person_made_alone_is_not_the_workers_week():
    assert rules.is_staff_work(None)
    assert rules.is_staff_work("both")
    assert not rules.is_staff_work("client")


def test_mayas_week_is_counted_from_monday_to_sunday():
    monday, sunday = date(2026, 3, 23), date(2026, 3, 29)
    days = [monday - timedelta(days=1), monday, monday, sunday, sunday + timedelta(days=1)]
    week = rules.week_count(days, today=date(2026, 3, 25), target=6)
    assert (week.count, week.target, week.to_go) == (3, 6, 3)
    assert rules.week_count([monday] * 8, monday, 6).to_go == 0


def first_employer_contact(*made) -> date | None:
    """The day on which contacts for Ben stop his clock, each a date and what it was."""
    milestones = [
        MilestoneFact(MilestoneKind.EMPLOYER_CONTACT, on, UUID(int=number))
        for number, (on, contact) in enumerate(made)
        if counts(**contact).counts
    ]
    clocks = rebuild(EnrolmentFacts(ENTRY, milestones=milestones), TIMINGS, date(2026, 6, 1))
    return next(c.done_on for c in clocks if c.rule == ClockRule.FIRST_EMPLOYER_CONTACT)


@pytest.mark.parametrize(("met_on", "days"), [(date(2026, 3, 29), 28), (date(2026, 4, 2), 32)])
def test_an_application_at_reception_does_not_stop_bens_clock_a_meeting_does(met_on, days):
    at_reception = {"purpose": "APPLICATION_DROP", "hiring_authority": False}
    done_on = first_employer_contact((date(2026, 3, 10), at_reception), (met_on, {}))
    assert (done_on - ENTRY).days == days


# What was said


def allowed(choices, topic, on=ENTRY):
    return choices_cover(choices, Topic(topic), BAKERY, on)


def test_a_visit_for_ben_in_which_nothing_was_said_needs_no_choice_and_starts_nothing_else():
    after = rules.after_contact("none", choice_covers=False)
    assert after.outcome is Outcome.NOTHING_SAID
    assert not (after.asks or after.goes_to_queue or after.records_choice)
    assert first_employer_contact((ENTRY, {})) == ENTRY


def test_a_planned_letter_naming_rosa_without_her_choice_is_stopped():
    assert rules.before_contact("name", allowed([], "name")) is Approach.NEEDS_A_CHOICE
    choice = EmployerChoice(Topic.NAME, signed_on=ENTRY)
    assert rules.before_contact("name", allowed([choice], "name")) is Approach.MAY_GO_AHEAD
    assert rules.before_contact("more", allowed([choice], "more")) is Approach.NEEDS_A_CHOICE
    revoked = choice._replace(revoked_on=ENTRY)
    assert rules.before_contact("name", allowed([revoked], "name")) is Approach.NEEDS_A_CHOICE


def test_a_planned_visit_that_says_nothing_goes_ahead():
    assert rules.before_contact("none", choice_covers=False) is Approach.MAY_GO_AHEAD


def test_what_sam_agreed_to_is_covered():
    assert rules.after_contact("service", choice_covers=True).outcome is Outcome.COVERED


def test_without_a_choice_the_worker_is_asked_and_the_log_is_saved():
    after = rules.after_contact("name", choice_covers=False)
    assert after.asks
    assert not after.goes_to_queue


@pytest.mark.parametrize(
    ("answer", "queue", "choice"),
    [
        (DisclosureAnswer.DID_NOT_NAME, False, False),
        (DisclosureAnswer.AGREED_RECORD_NOW, False, True),
        (DisclosureAnswer.NAMED_WITHOUT_YES, True, False),
    ],
)
def test_each_honest_answer_has_its_consequence(answer, queue, choice):
    after = rules.after_contact("name", choice_covers=False, answer=answer)
    assert (after.goes_to_queue, after.records_choice, after.asks) == (queue, choice, False)


def test_an_amended_answer_keeps_the_first():
    assert rules.answer_to_keep(None, "named_without_yes") == "named_without_yes"
    assert rules.answer_to_keep("named_without_yes", "did_not_name") == "named_without_yes"


def test_a_job_seeker_and_nobody_in_particular_tells_on_no_one():
    assert rules.after_contact("unnamed", None).outcome is Outcome.NO_ONE_MEANT
    assert rules.after_contact("name", None).asks


def test_unknown_stays_unknown():
    assert rules.after_contact(None, choice_covers=False).outcome is Outcome.NOT_KNOWN


def test_more_is_more_than_service_is_more_than_a_name():
    assert sorted(Disclosed, key=lambda said: said.rank) == list(Disclosed)
    assert [rules.topic_of(said) for said in Disclosed] == [None, *Topic]


@given(
    st.sampled_from([*Disclosed, None]),
    st.sampled_from([True, False, None]),
    st.sampled_from([*DisclosureAnswer, None]),
)
def test_only_a_name_without_a_yes_goes_to_the_queue(said, covers, answer):
    after = rules.after_contact(said, covers, answer)
    if after.goes_to_queue:
        assert answer == "named_without_yes"
        assert not covers
        assert rules.topic_of(said)


# How things stand

TODAY = date(2026, 3, 25)


def light(*contacts: TeamContact):
    return rules.relation_light(contacts, TODAY, quiet_after_days=60)


def test_an_employer_nobody_was_in_touch_with_is_free():
    assert light().light is Light.FREE
    assert light(TeamContact(TODAY + timedelta(days=1), "maya")).light is Light.FREE


@pytest.mark.parametrize(
    ("on", "when", "weeks"),
    [
        (date(2026, 3, 23), When.THIS_WEEK, 0),
        (date(2026, 3, 22), When.LAST_WEEK, 1),
        (date(2026, 3, 2), When.WEEKS_AGO, 3),
    ],
)
def test_maya_was_there_last_week(on, when, weeks):
    stands = light(TeamContact(on, "maya"), TeamContact(date(2026, 1, 5), "sol"))
    assert stands == (Light.IN_TOUCH, TeamContact(on, "maya"), when, weeks)


def test_after_a_while_it_is_quiet():
    assert light(TeamContact(TODAY - timedelta(days=60), "maya")).light is Light.IN_TOUCH
    assert light(TeamContact(TODAY - timedelta(days=61), "maya")).light is Light.QUIET


# Names in notes


def found(text: str, *names: str, **more) -> list[str]:
    return [text[one.start : one.end] for one in rules.names_in(text, names, **more)]


@pytest.mark.parametrize(
    "note",
    [
        "The owner would see Ben on Friday.",
        "the owner would see ben on friday",
        "Ben's shift could start at six",
        "BEN: mornings",
        "Asked (Bén)",
        "Asked Be\u0301n",
    ],
)
def test_a_name_is_found_however_it_is_written(note):
    (name,) = found(note, "Ben", "Rosa")
    assert fold(name) == "ben"


def test_only_whole_words_are_names():
    assert found("Benefits start on the bench", "Ben") == []


def test_the_whole_name_is_marked_once():
    note = "Ben Osei could start in May"
    assert rules.names_in(note, ["Ben", "Ben Osei", "Osei"]) == [Found(0, 8, "Ben Osei")]
    assert found("O'Brien and o’brien", "O'Brien") == ["O'Brien", "o’brien"]


def test_what_somebody_said_is_no_person_is_not_marked_again():
    note = "Rosa's Diner needs a cook; Rosa could start."
    assert found(note, "Rosa", not_people=["Rosa's Diner"]) == ["Rosa"]


def test_a_common_word_is_a_name_only_with_a_capital():
    note = "They will hire in may. Will could start."
    assert found(note, "Will", "May", common_words=["will", "may"]) == ["Will"]


def test_nothing_is_found_in_nothing():
    assert found("", "Ben") == []
    assert found("Ben", "", "!") == []


@given(st.text(alphabet="Ben Rosa,.'é"), st.lists(st.sampled_from(["Ben", "Rosa", "Ben Rosa"])))
def test_what_is_found_is_the_name_it_says(note, names):
    for one in rules.names_in(note, names):
        assert one.name in names
        assert 0 <= one.start < one.end <= len(note)
