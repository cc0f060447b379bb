"""Photos and documents of a person: in, seen by whom, out again, off the record."""

import datetime as dt
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.clients import actions
from followalong.clients.actions import Sent, add_file, correct
from followalong.clients.file_refusals import FileRefused
from followalong.clients.models import ClientFile, CorrectedRow, Correction
from followalong.clients.rules import SOON, Expiry, expiry
from followalong.core.clamd import Scan
from followalong.core.db import acting_as, set_context
from followalong.core.files import content_of
from followalong.core.models import File
from tests.cast import DAY, MemberClient, make_member
from tests.core.files_made import (
    EICAR,
    HIDDEN,
    everything_in,
    hostile_pdf,
    pdf,
    photo_from_a_street,
    picture,
)

LICENCE = {"kind": "PERMIT", "title": "Forklift licence", "sees": "team"}


def sent(name="licence.pdf", content=None, field="file", **said):
    file = SimpleUploadedFile(name, pdf() if content is None else content)
    return {"command_id": str(uuid.uuid4()), field: file, **LICENCE, **said}


def post(browser, client, form):
    return browser.post(browser.here("clients:file_add", client_id=client.pk), form)


def page(browser, client):
    return browser.get(browser.here("clients:files", client_id=client.pk)).text


def stored(member, **which):
    set_context(actor_of(member))
    return ClientFile.objects.get(**which)


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by, timezone.override("America/Toronto"):
        yield by


@pytest.fixture
def licence(cast, maya):
    return add_file(by=maya, client=cast.ben, sent=Sent("licence.pdf", pdf()), **LICENCE)


def download(browser, row):
    return browser.get(browser.here("clients:file_download", file_id=row.pk))


def test_a_file_goes_in_and_comes_out(cast, as_maya):
    answer = post(as_maya, cast.ben, sent(expires_on="2026-12-10", taken_on="2025-12-10"))
    assert answer.url == as_maya.here("clients:files", client_id=cast.ben.pk)
    listed = page(as_maya, cast.ben)
    for words in ("Forklift licence", "Permit or licence", "added Tue 24 Nov by Maya", "PDF"):
        assert words in listed
    assert "not scanned" in listed and "runs out Thu 10 Dec" in listed
    row = stored(cast.maya, client=cast.ben)
    assert (row.label, row.scan, row.membership_id) == ("NORMAL", "not_scanned", cast.maya.pk)
    answer = download(as_maya, row)
    assert answer.content.startswith(b"%PDF-") and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Forklift licence.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
    set_context(actor_of(cast.maya))
    event = Event.objects.get(action="file.downloaded")
    assert Seen.objects.get(event_id=event.pk).client_id == cast.ben.pk
    assert Event.objects.get(action="file.added").fields == ["kind", "scan", "sees"]


def test_a_photo_from_a_phone_is_drawn_anew(cast, as_maya):
    form = sent("IMG_1.jpg", photo_from_a_street(), "photo", kind="LETTER", title='Café ☕ / "A"\n')
    assert post(as_maya, cast.ben, form).status_code == 302
    answer = download(as_maya, stored(cast.maya, client=cast.ben))
    with Image.open(io.BytesIO(answer.content)) as seen:
        assert seen.size == (20, 40) and not seen.getexif()
    assert "filename*=utf-8''Caf%C3%A9" in answer["Content-Disposition"]
    assert "\n" not in answer["Content-Disposition"]


def test_what_a_pdf_would_do_it_does_no_more(cast, as_maya):
    assert post(as_maya, cast.ben, sent(content=hostile_pdf())).status_code == 302
    answer = download(as_maya, stored(cast.maya, client=cast.ben))
    inside = everything_in(answer.content)
    assert b"JavaScript" not in inside and not HIDDEN.search(inside)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": SimpleUploadedFile("a.exe", b"MZ\0")}, "Files of this kind are not taken."),
        ({"file": SimpleUploadedFile("a.pdf", picture())}, "not what its name says"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "The file is empty."),
        ({"file": ""}, "Take a photo or choose a file."),
        ({"photo": SimpleUploadedFile("a.jpg", picture())}, "Send one at a time"),
        ({"kind": ""}, "Choose what it is."),
        ({"taken_on": "2027-01-01"}, "Choose today or an earlier day."),
        ({"taken_on": "2026-01-02", "expires_on": "2026-01-01"}, "run out before its own date"),
    ],
)
def test_what_is_wrong_is_said_and_no_word_is_lost(cast, as_maya, change, said):
    for value in change.values():
        if hasattr(value, "seek"):
            value.seek(0)
    answer = post(as_maya, cast.ben, {**sent(), **change})
    assert answer.status_code == 422 and said in answer.text
    assert "Forklift licence" in answer.text and "Choose the file again" in answer.text
    set_context(actor_of(cast.maya))
    assert not ClientFile.objects.exists() and not File.objects.exists()


def test_what_is_too_large_is_said(cast, as_maya, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = post(as_maya, cast.ben, sent(content=pdf() + b"\n" * 2000))
    assert answer.status_code == 422 and "larger than 25 MB" in answer.text


def test_twice_is_once(cast, as_maya):
    form = sent()
    for _ in range(2):
        form["file"].seek(0)
        assert post(as_maya, cast.ben, form).status_code == 302
    set_context(actor_of(cast.maya))
    assert ClientFile.objects.count() == 1
    other = {**form, "file": SimpleUploadedFile("licence.pdf", pdf(2))}
    assert post(as_maya, cast.ben, other).status_code == 409


def test_the_scanner_decides_and_its_silence_does_not(cast, as_maya, monkeypatch):
    monkeypatch.setattr(actions.files, "scan", lambda content: Scan.INFECTED)
    answer = post(as_maya, cast.ben, sent("a.txt", EICAR))
    assert answer.status_code == 422 and "The virus scanner found something" in answer.text
    monkeypatch.setattr(actions.files, "scan", lambda content: Scan.CLEAN)
    post(as_maya, cast.ben, sent())
    assert "not scanned" not in page(as_maya, cast.ben).split("Files are only")[0]


def test_without_a_key_nothing_is_taken_and_nothing_breaks(cast, as_maya, settings, licence):
    settings.FILE_KEYS = []
    assert "has no key" in post(as_maya, cast.ben, sent()).text
    answer = download(as_maya, licence)
    assert answer.url == as_maya.here("clients:files", client_id=cast.ben.pk)
    assert "can&#x27;t be opened" in page(as_maya, cast.ben)


# Who may


def test_denials(cast, as_omar, as_ana, as_pia, licence):
    pages = {
        "clients:files": {"client_id": cast.ben.pk},
        "clients:file_add": {"client_id": cast.ben.pk},
        "clients:file_edit": {"file_id": licence.pk},
        "clients:file_download": {"file_id": licence.pk},
        "home:correct_file": {"file_id": licence.pk},
    }
    set_context(None)
    for name, ids in pages.items():
        assert as_omar.get(as_omar.here(name, **ids)).status_code == 404
        assert as_ana.get(as_ana.here(name, **ids)).status_code == 403
        assert as_pia.get(as_pia.here(name, **ids)).status_code == 403
    assert as_omar.post(as_omar.here("clients:file_add", client_id=cast.ben.pk)).status_code == 404


def test_only_me_and_my_supervisor(cast, as_maya, as_sol, as_priya, maya):
    leo = make_member(cast.northside, "Leo", "employment_specialist", cast.ips)
    lea = make_member(cast.northside, "Lea", "supervisor", cast.ips)
    mine = add_file(
        by=maya,
        client=cast.ben,
        sent=Sent("a.pdf", pdf()),
        kind="LETTER",
        title="Mine",
        sees="lead",
    )
    court = add_file(
        by=maya,
        client=cast.ben,
        sent=Sent("a.pdf", pdf()),
        kind="LEGAL",
        title="Court",
        sees="team",
    )
    assert (court.label, court.sees) == ("LEGAL", "lead")
    set_context(None)
    for browser, opens in (
        (as_maya, True),
        (as_sol, True),
        (MemberClient(leo), False),
        (MemberClient(lea), False),
        (as_priya, False),
    ):
        listed = page(browser, cast.ben)
        assert ("Mine" in listed, "Court" in listed) == (opens, opens)
        assert download(browser, mine).status_code == (200 if opens else 404)
        set_context(None)


def test_a_file_of_the_addiction_program_is_not_there_for_others(cast, as_ade, as_sol, as_priya):
    assert post(as_ade, cast.quinn, sent()).status_code == 302
    row = stored(cast.ade, client=cast.quinn)
    assert row.label == "SUD" and File.objects.get(pk=row.file_id).label == "SUD"
    set_context(None)
    assert download(as_ade, row).status_code == 200
    for browser in (as_sol, as_priya):
        assert download(browser, row).status_code == 404


def test_the_database_alone_cannot_be_read(cast, as_maya, licence, maya):
    sealed = bytes(File.objects.get(pk=licence.file_id).sealed)
    assert b"%PDF" not in sealed
    licence.file.sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(FileRefused):
        actions.open_file(by=maya, row=licence)


# What is said about it


def test_what_is_said_is_put_right(cast, as_maya, licence):
    address = as_maya.here("clients:file_edit", file_id=licence.pk)
    assert as_maya.get(address).context["form"]["title"].value() == "Forklift licence"
    form = {**LICENCE, "version": 1, "command_id": str(uuid.uuid4()), "title": "Lift truck"}
    assert as_maya.post(address, {**form, "expires_on": "2026-11-20"}).status_code == 302
    listed = page(as_maya, cast.ben)
    assert "Lift truck" in listed and "ran out 4 days ago" in listed
    again = as_maya.post(address, {**form, "command_id": str(uuid.uuid4()), "title": "Old"})
    assert again.status_code == 422 and "Somebody else changed this" in again.text
    court = {**form, "command_id": str(uuid.uuid4()), "version": 2, "kind": "LEGAL"}
    assert "Court papers are kept apart" in as_maya.post(address, court).text
    assert stored(cast.maya, pk=licence.pk).title == "Lift truck"


def test_the_persons_page_says_that_a_document_runs_out(cast, as_maya, maya, licence):
    home = as_maya.here("home:client", client_id=cast.ben.pk)
    assert "A document runs out soon" not in as_maya.get(home).text
    set_context(maya)
    ClientFile.objects.update(expires_on=DAY + dt.timedelta(days=12))
    assert "A document runs out soon" in as_maya.get(home).text


@given(st.dates(), st.integers(-400, 400))
def test_a_document_holds_on_its_last_day_and_is_soon_over_thirty_days_before(today, away):
    try:
        ends = today + dt.timedelta(days=away)
    except OverflowError:
        return
    expected = Expiry.OVER if away < 0 else Expiry.SOON if away <= SOON.days else Expiry.LATER
    assert expiry(ends, today) == expected
    assert expiry(None, today) == Expiry.NONE


# Off the record


def test_a_file_of_somebody_else_moves_and_is_sealed_in_a_row_of_its_own(
    cast, as_maya, as_priya, licence, maya
):
    form = {"command_id": str(uuid.uuid4()), "reason": "wrong_person", "who": str(cast.rosa.pk)}
    assert (
        as_maya.post(as_maya.here("home:correct_file", file_id=licence.pk), form).status_code == 302
    )
    assert "Forklift" not in page(as_maya, cast.ben) and "Forklift" in page(as_maya, cast.rosa)
    assert download(as_maya, licence).status_code == 404
    new = stored(cast.maya, client=cast.rosa)
    assert new.file_id != licence.file_id and content_of(new.file) == content_of(licence.file)
    done = Correction.objects.get()
    set_context(None)
    assert (
        "Forklift licence" in as_priya.get(as_priya.here("home:sealed", correction_id=done.pk)).text
    )
    sealed = as_priya.here("home:sealed_file", correction_id=done.pk)
    assert as_priya.get(sealed).content.startswith(b"%PDF-")
    assert as_maya.get(as_maya.here("home:sealed_file", correction_id=done.pk)).status_code == 403
    set_context(maya)
    assert Event.objects.filter(action="sealed.opened").count() == 2
    actions.undo_correction(by=actor_of(cast.sol), correction=done)
    assert ClientFile.objects.get().client_id == cast.ben.pk


def test_a_file_moved_into_the_addiction_program_takes_its_label(cast):
    """Ade takes off Quinn's what is Quinn's neighbour's, both in the program."""
    from tests.cast import make_enrolled

    ade = actor_of(cast.ade)
    with acting_as(ade), timezone.override("America/Toronto"):
        zoe, _ = make_enrolled(cast.ade, "Zoe", "Marin")
        row = add_file(by=ade, client=cast.quinn, sent=Sent("a.pdf", pdf()), **LICENCE)
        correct(by=ade, row=row, reason="wrong_person", to=zoe)
        new = ClientFile.objects.select_related("file").get()
        assert (new.client_id, new.label, new.file.label) == (zoe.pk, "SUD", "SUD")
        assert CorrectedRow.objects.get().row_id == row.pk
