"""What this room does afterwards and at night: look whether somebody is here twice, scan files
that nobody looked at, let go."""

from uuid import UUID

from procrastinate.contrib.django import app

from followalong.agencies.everywhere import at_work, known_agencies
from followalong.agencies.models import Program
from followalong.clients.actions.about import count_answers
from followalong.clients.actions.deaths_told import follow_told_deaths
from followalong.clients.actions.drafts import forget_old_drafts
from followalong.clients.actions.duplicates import find_duplicates
from followalong.clients.actions.scans import scan_file, unscanned_files
from followalong.clients.actions.ties import share_all_ties
from followalong.core import clamd
from followalong.core.clamd import Scan


@app.task
def look_for_duplicates(agency_id: str, client_ids: list[str]) -> None:
    """Put whoever may be here already before a reviewer. Twice does nothing the second time."""
    with at_work("matcher", UUID(agency_id)) as by:
        find_duplicates(by=by, client_ids=[UUID(one) for one in client_ids])


# A cover may end early or a relation begin on one row: by morning the others follow.
@app.periodic(cron="15 9 * * *")
@app.task(queueing_lock="clients-night")
def night(timestamp: int) -> None:
    for agency_id in known_agencies():
        forget_drafts.configure(lock=f"clients-night-{agency_id}").defer(agency_id=str(agency_id))
        count_last_quarter.configure(lock=f"clients-night-{agency_id}").defer(
            agency_id=str(agency_id)
        )
        stop_for_the_dead.configure(lock=f"clients-night-{agency_id}").defer(
            agency_id=str(agency_id)
        )
        lend_ties.configure(lock=f"clients-night-{agency_id}").defer(agency_id=str(agency_id))


# A scanner that was away is back within the hour, most often.
@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="clients-scans")
def scan_what_waits(timestamp: int) -> None:
    if clamd.answers():
        for agency_id in known_agencies():
            scan_files.configure(lock=f"clients-scans-{agency_id}").defer(agency_id=str(agency_id))


@app.task
def scan_files(agency_id: str) -> None:
    """The files that were kept without a scan, each in a transaction of its own."""
    with at_work("clockmaker", UUID(agency_id)):
        waiting = unscanned_files()
    for file_id in waiting:
        with at_work("clockmaker", UUID(agency_id)) as by:
            found = scan_file(by=by, file_id=file_id)
        if found == Scan.NOT_SCANNED and not clamd.answers():
            return


@app.task
def lend_ties(agency_id: str) -> None:
    """What opens one row of a person opens the others, as it stands today."""
    with at_work("matcher", UUID(agency_id)) as by:
        share_all_ties(by=by)


@app.task
def stop_for_the_dead(agency_id: str, client_ids: list[str] | None = None) -> None:
    """Imported exits that say that somebody died stop everything; by night also those whose day
    had not come yet. Twice does nothing the second time."""
    with at_work("clockmaker", UUID(agency_id)) as by:
        some = None if client_ids is None else [UUID(one) for one in client_ids]
        follow_told_deaths(by=by, clients=some)


@app.task
def forget_drafts(agency_id: str) -> None:
    """Let go of words put aside on the public page that nobody came back for."""
    with at_work("clockmaker", UUID(agency_id)) as by:
        forget_old_drafts(by=by)


@app.task
def count_last_quarter(agency_id: str) -> None:
    """What people said about themselves, counted once for each program and quarter."""
    with at_work("clockmaker", UUID(agency_id)) as by:
        for program in Program.objects.select_related("agency"):
            count_answers(by=by, program=program)
