"""Clocks as rows: after whatever happened in whatever order, a full rebuild changes nothing."""

import datetime as dt
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followalong.agencies.actors import service_actor
from followalong.agencies.models import Program, actor_of
from followalong.audit.models import Event
from followalong.caseload import actions, tasks
from followalong.caseload.models import Clock, Contact, Draft, Milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients import actions as clients
from followalong.clients.models import Client, Enrolment, Facet
from followalong.clients.refusals import Refusal
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.core.models import Command, Throttle
from tests.cast import DAY

JOBS = [UUID(int=n) for n in (1, 2)]
DAYS = st.integers(0, 80).map(lambda n: DAY - timedelta(days=n))
AHEAD = st.integers(-20, 80).map(lambda n: DAY - timedelta(days=n))
CONTACT = st.tuples(
    st.just("contact"),
    DAYS,
    st.sampled_from(["IN_PERSON", "VIDEO", "PHONE", "TEXT", "NO_SHOW", None]),
)
MILESTONE = st.tuples(
    st.just("milestone"), AHEAD, st.sampled_from(list(MilestoneKind)), st.sampled_from(JOBS)
)
REMOVAL = st.tuples(st.just("removal"), st.sampled_from(list(MilestoneKind)), st.sampled_from(JOBS))
FACET = st.tuples(
    st.just("facet"), DAYS, st.integers(0, 40), st.sampled_from(["PAUSED", "OUT_OF_TOUCH"])
)
EXIT = st.tuples(st.just("exit"), AHEAD)
TIMING = st.tuples(
    st.just("timing"),
    st.integers(-3, 9).map(lambda n: DAY - timedelta(days=n)),
    st.sampled_from(["gone_quiet", "search_plan_review", "first_employer_contact"]),
    st.sampled_from([{"applies": False}, {"due_days": 45}, {"excuses": ["paused"]}, {}]),
)
CONSENT = st.tuples(st.just("consent"), DAYS, st.integers(-9, 40), st.booleans())
HAND = st.tuples(st.just("hand"), st.sampled_from(["done", "not_now"]), st.integers(0, 9))
CHOICE = st.tuples(st.just("choice"), st.none() | st.integers(1, 3))
LATER = st.sampled_from([("stop",), ("back",), ("died",), ("not_died",), ("return",), ("exit2",)])
HISTORY = st.lists(
    st.one_of(
        *(CONTACT, CONTACT, MILESTONE, MILESTONE, REMOVAL, FACET, FACET, EXIT),
        *(TIMING, CONSENT, HAND, CHOICE, LATER),
    ),
    max_size=14,
)


def happen(by, enrolment, what, *details):
    """One thing that happens, as the rooms write it, followed by the refresh they cause."""
    if what == "contact":
        on, mode = details
        actions.log_contact(by=by, started=on, enrolment=enrolment, mode=mode)
    elif what == "milestone":
        on, kind, job = details
        actions.note_milestone(by=by, enrolment=enrolment, kind=kind, on=on, subject_id=job)
    elif what == "removal":
        kind, job = details
        actions.remove_milestone(by=by, enrolment=enrolment, kind=kind, subject_id=job)
    elif what == "facet":
        on, days, kind = details
        Facet.objects.create(
            agency_id=by.agency_id,
            client_id=enrolment.client_id,
            enrolment=enrolment,
            kind=kind,
            from_on=on,
            to_on=on + timedelta(days=days),
        )
        actions.refresh_clocks(by=by, enrolment=enrolment)
    elif what == "exit":
        enrolment.exited_on = max(details[0], enrolment.entered_on)
        enrolment.save()
        actions.refresh_clocks(by=by, enrolment=enrolment)
    else:
        with suppress(Refusal, ValueError):
            LATELY[what](by, enrolment, *details)


def change_numbers(by, enrolment, from_on, rule, own):
    program = Program.objects.select_related("agency").get(pk=enrolment.program_id)
    actions.change_timing(by=by, program=program, rule=rule, from_on=from_on, **own)
    # The task that follows, as the worker runs it.
    ids = Enrolment.objects.filter(program=program).values_list("pk", flat=True)
    actions.bulk_refresh(by=by, enrolment_ids=list(ids))


def agree(by, enrolment, on, lasts, taken_back):
    made = clients.record_consent(
        by=by,
        client=enrolment.client,
        type="VR",
        method="PAPER",
        signed_on=on,
        expires_on=DAY + timedelta(days=lasts),
    )
    if taken_back:
        clients.revoke_consent(by=by, consent=made)


def by_hand(by, enrolment, how, number):
    running = list(Clock.objects.filter(enrolment=enrolment, done_on=None).order_by("rule", "pk"))
    clock = running[number % len(running)]
    if how == "done":
        actions.settle_by_hand(by=by, clock=clock, on=DAY)
    else:
        actions.say_not_now(by=by, clock=clock, until_on=None)


def come_back(by, enrolment):
    last = Enrolment.objects.filter(client=enrolment.client).order_by("-entered_on")[0]
    clients.reopen(by=by, enrolment=last, entered_on=DAY, work_status=None, specialist=None)


LATELY = {
    "timing": change_numbers,
    "consent": agree,
    "hand": by_hand,
    "choice": lambda by, e, tries: clients.record_outreach_choice(
        by=by, enrolment=e, ways=["CALL"], stop_after_tries=tries
    ),
    "stop": lambda by, e: clients.ask_to_stop(by=by, enrolment=e),
    "back": lambda by, e: clients.back_in_touch(by=by, enrolment=e),
    "died": lambda by, e: clients.record_death(by=by, client=e.client, died_on=DAY),
    "not_died": lambda by, e: clients.take_back_death(by=by, client=e.client),
    "return": come_back,
    "exit2": lambda by, e: clients.close_enrolment(
        by=by, enrolment=e, exited_on=DAY - timedelta(days=1), reason="MOVED"
    ),
}


def rows():
    columns = ("enrolment_id", "rule", "subject_id", "start_on", "warn_on", "due_on", "done_on")
    return sorted(map(str, Clock.objects.values_list(*columns, "excuse", "label")))


@given(history=HISTORY)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_rebuild_of_everything_equals_what_each_change_left(cast, history):
    by = actor_of(cast.maya)
    with transaction.atomic():
        with acting_as(by), timezone.override(cast.northside.timezone):
            enrolment = Enrolment.objects.get(pk=cast.ben_enrolment.pk)
            everybody = Enrolment.objects.values_list("pk", flat=True)
            actions.bulk_refresh(by=by, enrolment_ids=list(everybody))
            for step in history:
                enrolment.refresh_from_db()
                happen(by, enrolment, *step)
            left = rows()
            ids = list(Enrolment.objects.values_list("pk", flat=True))
            assert actions.bulk_refresh(by=by, enrolment_ids=ids) == 0
            Clock.objects.all().delete()
            actions.bulk_refresh(by=by, enrolment_ids=ids)
            assert rows() == left
        transaction.set_rollback(True)


def test_the_room_below_reaches_the_clocks(cast):
    from followalong.clients import events

    by = actor_of(cast.maya)
    with acting_as(by):
        Enrolment.objects.filter(pk=cast.ben_enrolment.pk).update(exited_on=DAY)
        for hear in events.enrolment_changed:
            hear(by, cast.ben_enrolment)
        assert set(Clock.objects.values_list("excuse", flat=True)) == {"closed"}


def test_a_milestone_has_one_row_whatever_is_said_again(cast):
    by = actor_of(cast.maya)
    fact = {"enrolment": cast.ben_enrolment, "kind": MilestoneKind.EMPLOYER_CONTACT}
    with acting_as(by):
        for days in (9, 4):
            actions.note_milestone(by=by, **fact, on=DAY - timedelta(days=days), subject_id=JOBS[0])
        assert Milestone.objects.get().on == DAY - timedelta(days=4)
        clock = Clock.objects.get(rule="first_employer_contact")
        assert clock.done_on == DAY - timedelta(days=4)
        actions.remove_milestone(by=by, **fact, subject_id=JOBS[0])
        assert not Milestone.objects.exists()
        clock.refresh_from_db()
        assert clock.done_on is None


def test_a_night_reaches_everybody_of_the_agency_and_nobody_else(cast):
    by = service_actor("clockmaker", cast.northside)
    assert tasks.rebuild_clocks(by=by) > 0
    assert tasks.rebuild_clocks(by=by) == 0
    with acting_as(by):
        ids = set(Clock.objects.values_list("enrolment_id", flat=True))
        everybody = (cast.ben_enrolment, cast.rosa_enrolment, cast.quinn_enrolment)
        # Sam only asked to join: the clocks of a referral have no enrolment.
        assert ids == {None, *(e.pk for e in everybody)}
        assert set(Clock.objects.filter(enrolment=None).values_list("client_id", flat=True)) == {
            cast.sam.pk
        }
        assert Event.objects.filter(action="clocks.rebuilt", role="clockmaker").count() == 2
    with acting_as(service_actor("clockmaker", cast.southside)):
        assert not Clock.objects.exists()


def test_a_night_lets_go_of_what_is_over(cast):
    by = actor_of(cast.maya)
    old = timezone.now() - timedelta(days=31)
    with acting_as(by):
        for _ in range(2):
            Command.objects.create(
                agency_id=by.agency_id, actor_id=by.id, command_id=uuid7(), request_hash="x"
            )
        for key in ("old", "new"):
            actions.keep_draft(by=by, key=key, text={})
        Command.objects.filter(pk=Command.objects.first().pk).update(at=old)
        Draft.objects.filter(key="old").update(kept_at=old)
    tasks.prune(by=service_actor("clockmaker", cast.northside))
    with acting_as(by):
        assert Command.objects.count() == 1
        assert Draft.objects.get().key == "new"


def test_each_agency_gets_its_own_task(cast):
    Throttle.objects.create(key="x", window_started_at=timezone.now() - timedelta(days=2))
    tasks.night(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'agency_id' FROM procrastinate_jobs ORDER BY 1")
        waiting = {row[0] for row in cursor.fetchall()}
    assert waiting == {str(cast.northside.pk), str(cast.southside.pk)}
    assert not Throttle.objects.exists()
    tasks.agency_night(str(cast.southside.pk))
    with acting_as(service_actor("clockmaker", cast.southside)):
        assert Clock.objects.filter(enrolment=cast.lena_enrolment).exists()


def test_thousands_take_the_queries_of_one(cast):
    by = service_actor("clockmaker", cast.northside)
    with acting_as(by):
        make_many(cast, 300)
        ids = list(Enrolment.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(
            connection,
        ) as one:
            actions.bulk_refresh(by=by, enrolment_ids=ids[:1])
        with CaptureQueriesContext(connection) as all_of_them:
            actions.bulk_refresh(by=by, enrolment_ids=ids)
        assert len(all_of_them) <= len(one) + 1


def make_many(cast, number: int) -> None:
    """Enrolments with a job and some contacts each, straight into the tables."""
    common = {"agency": cast.northside}
    people = [Client(given_name=f"P{n}", name_key=f"p{n}", **common) for n in range(number)]
    Client.objects.bulk_create(people)
    enrolments = [
        Enrolment(client=p, program=cast.ips, entered_on=DAY - timedelta(days=200), **common)
        for p in people
    ]
    Enrolment.objects.bulk_create(enrolments)
    Milestone.objects.bulk_create(
        Milestone(
            client_id=e.client_id,
            enrolment=e,
            kind="JOB_STARTED",
            on=DAY - timedelta(days=90),
            subject_id=uuid7(),
            **common,
        )
        for e in enrolments
    )
    Contact.objects.bulk_create(
        Contact(
            membership=cast.maya,
            client_id=e.client_id,
            enrolment=e,
            started_on=DAY - dt.timedelta(days=5 * n),
            mode="IN_PERSON",
            two_way=True,
            **common,
        )
        for e in enrolments
        for n in range(30)
    )
