"""A disk that fills up: who is told, what is still saved, and that no words are lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.clients.models import ClientFile
from followalong.core import disk
from followalong.core.db import acting_as
from followalong.ops.disk import Room
from tests.clients.posting import send
from tests.clients.test_choices import give, stored
from tests.core.files_made import pdf
from tests.home.log_sheets import sheet

MB = 1 << 20
NOTHING = "nothing can be saved at the moment"


@pytest.fixture
def full(settings, monkeypatch):
    settings.DATABASE_DISK = "/somewhere"

    def make(percent: int) -> None:
        room = Room(percent * MB, (100 - percent) * MB)
        monkeypatch.setattr(disk, "room_at", lambda place: room)

    return make


def test_whoever_sets_things_up_hears_of_it_first(full, cast, as_ana, as_maya):
    full(79)
    assert "is filling up" not in as_ana.get(as_ana.here("home:today")).text
    full(80)
    assert "is filling up" in as_ana.get(as_ana.here("home:today")).text
    assert "is filling up" not in as_maya.get(as_maya.here("home:today")).text


def test_at_the_end_everybody_reads_and_nothing_typed_is_lost(full, cast, as_maya):
    full(95)
    page = as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    assert page.status_code == 200 and NOTHING in page.text
    form = sheet(cast.ben, note="He liked the bakery")
    answer = as_maya.post(as_maya.here("home:log"), form)
    assert answer.status_code == 422
    assert "He liked the bakery" in answer.text and "stays on this page" in answer.text
    with acting_as(actor_of(cast.maya)):
        assert not Contact.objects.exists()
    full(94)
    assert as_maya.post(as_maya.here("home:log"), form).status_code == 302


def test_a_yes_is_taken_back_all_the_same(full, cast, as_maya):
    give(as_maya, cast.ben, "SERVICE")
    choice = stored(cast.maya, type="SERVICE")
    full(99)
    address = as_maya.here("clients:choice_take_back", choice_id=choice.pk)
    assert send(as_maya, address).status_code == 302


def test_files_wait_earlier_than_words(full, cast, as_maya):
    full(90)
    address = as_maya.here("clients:file_add", client_id=cast.ben.pk)
    said = {"kind": "PERMIT", "title": "Forklift licence", "sees": "team"}
    answer = send(as_maya, address, file=SimpleUploadedFile("licence.pdf", pdf()), **said)
    assert answer.status_code == 422 and "hardly any room left on the disk" in answer.text
    assert "Forklift licence" in answer.text
    with acting_as(actor_of(cast.maya)):
        assert not ClientFile.objects.exists()
    assert as_maya.post(as_maya.here("home:log"), sheet(cast.ben)).status_code == 302


def test_a_package_waits_too(full, cast, as_ana):
    full(90)
    file = SimpleUploadedFile("clients.csv", b"id\n")
    answer = send(as_ana, as_ana.here("exchange:import_new"), files=file)
    assert "hardly any room left on the disk" in answer.text


def test_the_machinery_is_told_and_requests_are_still_served(full, visitor, cast):
    full(96)
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["disk"]) == (200, "read_only")
