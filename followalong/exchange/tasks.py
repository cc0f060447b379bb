"""What this room does at night: forget spreadsheets that nobody brought in."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.exchange.actions import forget
from followalong.exchange.models import Sheet

SHEETS_KEPT = timedelta(days=7)


@app.periodic(cron="40 9 * * *")
@app.task(queueing_lock="exchange-night")
def night(timestamp: int) -> None:
    """Put the night's work of every agency in the queue, each on its own."""
    for agency_id in known_agencies():
        agency_night.configure(lock=f"exchange-night-{agency_id}").defer(agency_id=str(agency_id))


@app.task
def agency_night(agency_id: str) -> None:
    """One agency's night. Running it twice does nothing the second time."""
    forget_old_sheets(by=service_in("import", UUID(agency_id)))


def forget_old_sheets(*, by: Actor) -> int:
    """Forget what was sent a week ago and is not in."""
    with acting_as(by):
        old = list(Sheet.objects.filter(made_at__lt=timezone.now() - SHEETS_KEPT))
        for sheet in old:
            record(by=by, action="sheet.dropped", subject=sheet)
            forget(sheet)
        return len(old)
