"""What this room does by itself: it asks about yesterday's looks that deserve a word, and tells
the list outside the database which records were let go."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from followalong.agencies import packs
from followalong.agencies.everywhere import at_work, known_agencies
from followalong.agencies.models import Agency
from followalong.privacy import stones
from followalong.privacy.actions import raise_flags
from followalong.privacy.watching import of_day

# A worker that was away for a night or two catches up.
DAYS = 3


@app.periodic(cron="50 9 * * *")
@app.task(queueing_lock="privacy-watch")
def watch(timestamp: int) -> None:
    """Put each agency's days in the queue, each on its own."""
    for agency_id in known_agencies():
        watch_agency.configure(lock=f"privacy-watch-{agency_id}").defer(agency_id=str(agency_id))


@app.task
def watch_agency(agency_id: str) -> None:
    """The last days, yesterday last. Running it twice asks nothing the second time."""
    for days_ago in range(DAYS, 0, -1):
        with at_work("clockmaker", UUID(agency_id)) as by:
            day = timezone.localdate() - dt.timedelta(days=days_ago)
            pack = packs.load(Agency.objects.values_list("pack", flat=True).get(pk=by.agency_id))
            raise_flags(by=by, on=day, found=of_day(by.agency_id, day, pack.value("bulk_looks")))


# Each minute: a backup brought back the next hour must know of it.
@app.periodic(cron="* * * * *")
@app.task(queueing_lock="privacy-stones", lock="privacy-stones")
def write_down_let_go(timestamp: int) -> None:
    stones.write_down()
