"""What this room does at night: clocks, meetings that come into sight, and what is over."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.caseload.actions import bulk_refresh, refresh_referrals, take_up, write_ahead
from followalong.caseload.models import Draft
from followalong.clients.models import Enrolment, Referral
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.core.models import Command, Throttle

# In so many enrolments' transactions, so that nobody who saves waits long for the night's work.
BATCH = 500
COMMANDS_KEPT = timedelta(days=30)  # house.md section 5
DRAFTS_KEPT = timedelta(days=30)  # a design decision: a month's leave
THROTTLES_KEPT = timedelta(days=1)  # the longest window is shorter


# After midnight, and before anybody works, from Newfoundland to Alaska.
@app.periodic(cron="30 9 * * *")
@app.task(queueing_lock="caseload-night")
def night(timestamp: int) -> None:
    """Put the night's work of every agency in the queue, each on its own."""
    for agency_id in known_agencies():
        agency_night.configure(lock=f"caseload-night-{agency_id}").defer(agency_id=str(agency_id))
    Throttle.objects.filter(window_started_at__lt=timezone.now() - THROTTLES_KEPT).delete()


@app.task
def agency_night(agency_id: str) -> None:
    """One agency's night. Running it twice does nothing the second time."""
    by = service_in("clockmaker", UUID(agency_id))
    make_handovers(by=by)
    rebuild_clocks(by=by)
    extend_series(by=by)
    prune(by=by)


@app.task
def program_clocks(agency_id: str, program_id: str) -> None:
    """After a program changed its numbers: its people's clocks, some at a time."""
    by = service_in("clockmaker", UUID(agency_id))
    rebuild_clocks(by=by, program=UUID(program_id))


def make_handovers(*, by: Actor) -> None:
    """Hand-overs planned for the day that it is where the agency is."""
    with acting_as(by):
        zone = Agency.objects.values_list("timezone", flat=True).get(pk=by.agency_id)
        with timezone.override(ZoneInfo(zone)):
            take_up(by=by)


def rebuild_clocks(*, by: Actor, program: UUID | None = None) -> int:
    """Work every clock of the agency, or of one program, out again, also those of people who
    left; rows changed."""
    changed, only = 0, {"program": program} if program else {}
    for rows, refresh in _PARTS:
        for ids in _batches(by, rows().filter(**only)):
            with acting_as(by):
                changed += refresh(by, ids)
    with acting_as(by):
        record(by=by, action="clocks.rebuilt", row_count=changed)
    return changed


def extend_series(*, by: Actor) -> int:
    """Write the meetings that came into sight in series that go on; how many."""
    with acting_as(by):
        return write_ahead(by=by, now=timezone.now())


def prune(*, by: Actor) -> None:
    """Let go of commands that nobody repeats any more and of drafts left lying."""
    now = timezone.now()
    with acting_as(by):
        Command.objects.filter(at__lt=now - COMMANDS_KEPT).delete()
        Draft.objects.filter(kept_at__lt=now - DRAFTS_KEPT).delete()


# What has clocks, and how they are worked out again.
_PARTS: tuple[tuple[Callable[[], QuerySet], Callable[[Actor, list[UUID]], int]], ...] = (
    (
        lambda: Enrolment.everything.order_by("pk"),
        lambda by, ids: bulk_refresh(by=by, enrolment_ids=ids),
    ),
    (
        lambda: Referral.objects.order_by("pk"),
        lambda by, ids: refresh_referrals(by=by, referral_ids=ids),
    ),
)


def _batches(by: Actor, rows: QuerySet) -> Iterator[list[UUID]]:
    """The ids of all rows, some at a time, each time in a transaction of its own."""
    after = None
    while True:
        with acting_as(by):
            later = rows if after is None else rows.filter(pk__gt=after)
            ids = list(later.values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        after = ids[-1]
