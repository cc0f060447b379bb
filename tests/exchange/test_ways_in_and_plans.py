"""What a package carries of referral links, of meetings that come back, and of outreach."""

import pytest

from followalong.caseload.actions import write_ahead
from followalong.caseload.models import Appointment, Meeting, MeetingNote, Series
from followalong.clients.models import OutreachChoice, ReferralLink
from followalong.core.db import acting_as
from followalong.exchange.export import export_package
from followalong.exchange.format import read_package
from followalong.exchange.load import Refused, load_package
from followalong.exchange.models import Batch
from followalong.exchange.undo import undo_batch
from tests.exchange.packages import at, on, written
from tests.exchange.test_load import bring_in, northwind


def test_the_secret_of_a_link_stays_here_and_a_new_one_is_made_there(db, tmp_path):
    bring_in(written(tmp_path / "in"))
    by = northwind()
    export_package(tmp_path / "out", by=by, agency_id=by.agency_id)
    with acting_as(by):
        link = ReferralLink.objects.get()
    assert len(link.secret) >= 32
    for path in (tmp_path / "out").iterdir():
        assert link.secret not in path.read_text("utf-8")


def test_what_comes_back_comes_back_after_an_import_too(db, tmp_path):
    bring_in(written(tmp_path / "in"))
    with acting_as(northwind()) as by:
        write_ahead(by=by, now=at("2026-11-25"))
        days = Appointment.objects.filter(series=Series.objects.get()).order_by("series_on")
        # The first of December came with the package; the day after its last is the night's.
        assert [row.series_on for row in days[:2]] == [on("2026-12-01"), on("2026-12-29")]


def test_what_the_night_wrote_goes_with_its_import(db, tmp_path):
    bring_in(written(tmp_path / "in"))
    with acting_as(northwind()) as by:
        write_ahead(by=by, now=at("2026-11-25"))
        undo_batch(by=by, batch=Batch.objects.get())
        assert not Appointment.objects.exists() and not Series.objects.exists()


def test_a_day_of_a_series_in_a_later_package_takes_the_place_of_what_the_night_wrote(db, tmp_path):
    bring_in(written(tmp_path / "in"))
    with acting_as(northwind()) as by:
        write_ahead(by=by, now=at("2026-11-25"))
    later = ("x2", "mo", "e1", at("2026-12-30"), 30, "FOLLOW_ALONG", None, "planned", None, None)
    later += ("q1", on("2026-12-29"))
    bring_in(written(tmp_path / "two", appointment=[later]))
    with acting_as(northwind()):
        assert Appointment.objects.get(series_on=on("2026-12-29")).source_id == "x2"


def test_a_second_choice_that_holds_is_refused_with_its_place(db, tmp_path):
    bring_in(written(tmp_path / "in"))
    other = ("o3", "e1", "mo", on("2026-11-01"), None, "VISIT", None, None, None, None)
    with pytest.raises(Refused) as refused:
        load_package(
            read_package(written(tmp_path / "two", outreach_choice=[other])), file_name="2"
        )
    (problem,) = refused.value.problems
    assert (problem.code, problem.file) == ("repeated_row", "outreach_choice.csv")
    with acting_as(northwind()):
        assert OutreachChoice.objects.get(to_on=None).in_their_words == "Text me. Don't come by."


def test_minutes_and_meetings_to_come_are_told_apart(db, tmp_path):
    bring_in(written(tmp_path / "in"))
    with acting_as(northwind()):
        held, to_come = Meeting.objects.order_by("held_on")
        assert (held.decisions, held.is_planned, held.is_weekly) == ("Two new leads.", False, True)
        assert (to_come.is_planned, to_come.is_weekly) == (True, False)
        note = MeetingNote.objects.get()
        assert note.step.text == "Call the bakery" and note.client.given_name == "Bea"
