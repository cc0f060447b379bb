"""Files kept while no scanner answered: scanned when it is back, and away if they are harmful."""

import pytest
from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.audit.models import Event
from followalong.caseload.models import NextStep
from followalong.clients.actions import Sent, add_file, correct, open_file
from followalong.clients.file_refusals import FileRefused
from followalong.clients.models import ClientFile
from followalong.clients.tasks import scan_files
from followalong.core.db import acting_as, set_context
from tests.core.files_made import EICAR, pdf
from tests.core.test_clamd import scanner
from tests.home.asking import page

LETTER = {"kind": "LETTER", "sees": "lead"}


@pytest.fixture(autouse=True)
def kept_without_a_scan(cast, settings):
    settings.CLAMD = ""
    with acting_as(actor_of(cast.maya)) as by, timezone.override("America/Toronto"):
        fine = add_file(
            by=by, client=cast.ben, sent=Sent("a.pdf", pdf()), title="Licence", **LETTER
        )
        bad = add_file(
            by=by, client=cast.ben, sent=Sent("b.txt", b"Hello. " + EICAR), title="Bad", **LETTER
        )
    return fine, bad


def rows(member):
    set_context(actor_of(member))
    return {row.title: row for row in ClientFile.everything.order_by("pk")}


def actions_of(member, prefix):
    set_context(actor_of(member))
    return sorted(Event.objects.filter(action__startswith=prefix).values_list("action", flat=True))


def test_what_is_harmful_goes_and_whoever_added_it_is_told(cast, as_maya, settings):
    with scanner(settings):
        for _ in range(2):
            scan_files(str(cast.northside.pk))
    found = rows(cast.maya)
    assert (found["Licence"].scan, found["Licence"].withdrawn_at) == ("clean", None)
    bad = found["Bad"]
    assert (bad.scan, bad.withdrawn_why) == ("infected", "infected")
    assert actions_of(cast.maya, "file.")[2:] == ["file.scanned", "file.taken_away"]
    step = NextStep.objects.get()
    assert (step.owner_id, step.client_id) == (cast.maya.pk, cast.ben.pk)
    assert "Ask for it again" in step.text and "Bad" not in step.text
    set_context(None)
    text = page(as_maya, "clients:files", client_id=cast.ben.pk)
    told, listed = text.split("Licence")[0], text.split("Taken away by the virus scanner")[1]
    assert "Taken away by the virus scanner" in told
    assert "Bad, added Tue 24 Nov by Maya" in listed
    assert "not scanned" not in listed.split("Files are only")[0]
    assert as_maya.get(as_maya.here("clients:file_download", file_id=bad.pk)).status_code == 404


def test_only_who_might_see_the_file_reads_its_name(cast, as_maya, as_ade, settings):
    with scanner(settings):
        scan_files(str(cast.northside.pk))
    assert as_ade.get(as_ade.here("clients:files", client_id=cast.ben.pk)).status_code == 404


def test_what_was_sealed_is_scanned_too_and_does_not_open(cast, settings, kept_without_a_scan):
    bad = kept_without_a_scan[1]
    with acting_as(actor_of(cast.maya)) as by:
        correct(by=by, row=bad, reason="entered_in_error")
    with scanner(settings):
        scan_files(str(cast.northside.pk))
    stored = rows(cast.maya)["Bad"]
    assert (stored.scan, stored.withdrawn_why) == ("infected", "entered_in_error")
    assert not NextStep.objects.exists()
    with acting_as(actor_of(cast.priya)) as by, pytest.raises(FileRefused, match="found something"):
        open_file(by=by, row=stored)


@pytest.mark.parametrize("how", ["too large", "away"])
def test_without_an_answer_they_wait_on(cast, settings, how):
    if how == "away":
        scan_files(str(cast.northside.pk))
    else:
        with scanner(settings, how):
            scan_files(str(cast.northside.pk))
    assert {row.scan for row in rows(cast.maya).values()} == {"not_scanned"}
    assert actions_of(cast.maya, "file.") == ["file.added"] * 2
