"""Bringing data in and taking it out on the screens."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from followalong.audit.models import Event, Seen
from followalong.caseload.models import Contact
from followalong.clients.models import Client
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.exchange.format import check_package, read_package
from followalong.exchange.models import Batch
from tests.cast import service
from tests.exchange.packages import at, on, small, written


def file(path, name="history.zip"):
    return SimpleUploadedFile(name, path.read_bytes(), "application/zip")


def send(browser, path, *, do="check", checked="", **more):
    """Post the form as the browser does, with the proof that the page gave."""
    data = {"command_id": str(uuid7()), "checked": checked, "do": do, **more}
    if path is not None:
        data["files"] = path if isinstance(path, list) else file(path)
    return browser.post(browser.here("exchange:import_new"), data)


def proof(page):
    return re.search(r'name="checked" value="([^"]*)"', page.content.decode())[1]


def words(page):
    return page.content.decode()


def brought_in(browser, path, **more):
    checked = proof(send(browser, path, **more))
    return send(browser, path, do="store", checked=checked, **more)


def batches(cast):
    with acting_as(service(cast.northside)):
        return list(Batch.objects.all())


def events(cast, action):
    with acting_as(service(cast.northside)):
        return list(Event.objects.filter(action=action))


def test_a_package_is_checked_then_brought_in(cast, as_ana, tmp_path):
    path = written(tmp_path / "in.zip")
    page = send(as_ana, path)
    assert page.status_code == 200 and "nothing is wrong" in words(page)
    assert not batches(cast)
    answer = send(as_ana, path, do="store", checked=proof(page))
    (batch,) = batches(cast)
    assert answer.url == as_ana.here("exchange:batch", batch_id=batch.pk)
    assert batch.made_by == cast.ana.pk and batch.report["new"]["contact"] == 2
    page = words(as_ana.get(answer.url))
    assert "history.zip" in page and "by Ana" in page and "contact.csv" in page
    assert "history.zip" in words(as_ana.get(as_ana.here("exchange:imports")))
    with acting_as(service(cast.northside)):
        assert Client.objects.filter(source_id="c1").exists()


def test_it_is_on_the_record(cast, as_ana, tmp_path):
    brought_in(as_ana, written(tmp_path / "in.zip"))
    (checked,) = events(cast, "package.checked")
    (stored,) = events(cast, "package.imported")
    assert checked.membership_id == cast.ana.pk and checked.row_count > 20
    assert (stored.role, stored.on_behalf_of) == ("import", cast.ana.pk)
    with acting_as(service(cast.northside)):
        assert Seen.objects.filter(event_id=stored.pk).count() == 1


def test_csv_files_are_a_package_too(cast, as_ana, tmp_path):
    folder = written(tmp_path / "in")
    page = send(as_ana, [file(one, one.name) for one in sorted(folder.iterdir())])
    assert page.status_code == 200 and "nothing is wrong" in words(page)


def test_what_was_checked_is_what_comes_in(cast, as_ana, tmp_path):
    checked = proof(send(as_ana, written(tmp_path / "one.zip")))
    other = written(tmp_path / "two.zip", meeting=[])
    page = send(as_ana, other, do="store", checked=checked)
    assert page.status_code == 422 and "not the files that were checked" in words(page)
    assert send(as_ana, other, do="store").status_code == 422
    assert not batches(cast)


def test_sending_it_twice_has_one_effect(cast, as_ana, tmp_path):
    path = written(tmp_path / "in.zip")
    checked, command = proof(send(as_ana, path)), str(uuid7())
    first = send(as_ana, path, do="store", checked=checked, command_id=command)
    again = send(as_ana, path, do="store", checked=checked, command_id=command)
    assert first.url == again.url and len(batches(cast)) == 1


BAD_MODE = ("k3", "mo", "e1", at("2026-09-09"), 45, None, "LETTER", None, None, True, None, None)


def test_what_is_wrong_is_said_with_its_place(cast, as_ana, tmp_path):
    path = written(tmp_path / "in.zip", contact=[BAD_MODE], addendum=[])
    page = send(as_ana, path)
    assert page.status_code == 422 and "Nothing was stored" in words(page)
    for said in ("contact.csv", "LETTER", "A contact by LETTER cannot be two-way."):
        assert said in words(page)
    assert proof(page) == "" and not batches(cast)


def test_good_enrolments_come_in_without_the_rest(cast, as_ana, tmp_path):
    two = ("e2", "c1", "p1", None, "mo", on("2025-01-01"), None, on("2025-02-01"), None)
    bad = BAD_MODE[:2] + ("e2", *BAD_MODE[3:])
    rows = small()
    path = written(
        tmp_path / "in.zip",
        enrolment=[*rows["enrolment"], two],
        contact=[*rows["contact"], bad],
    )
    page = send(as_ana, path, skip_bad_rows="on")
    assert page.status_code == 200 and "e2" in words(page) and "Left out" in words(page)
    answer = send(as_ana, path, do="store", checked=proof(page), skip_bad_rows="on")
    assert answer.status_code == 302
    (batch,) = batches(cast)
    assert batch.report["left_out"] == {"enrolment": 1, "contact": 1}
    assert batch.report["left_out_enrolments"] == ["e2"]
    with acting_as(service(cast.northside)):
        assert Contact.objects.filter(source_id="k1").exists()
        assert not Contact.objects.filter(source_id="k3").exists()


def test_no_cell_is_kept_with_the_batch(cast, as_ana, tmp_path):
    brought_in(as_ana, written(tmp_path / "in.zip"))
    (batch,) = batches(cast)
    told = str(batch.report)
    assert not [cell for cell in ("Bea", "Lund", "First meeting", "bakery") if cell in told]


def test_another_agency_is_refused_without_a_word_about_it(cast, as_ana, tmp_path):
    agencies = [*small()["agency"], ("ss", None, "Southwind", "ca-on", "America/Toronto")]
    page = send(as_ana, written(tmp_path / "in.zip", agency=agencies))
    assert page.status_code == 422 and "another agency" in words(page)
    assert "Southwind" not in words(page)


def test_ids_of_another_agency_are_unknown_here(cast, as_ana, tmp_path):
    stranger = ("k9", "mo", str(cast.lena_enrolment.pk), on("2026-09-09"), *[None] * 8)
    page = send(as_ana, written(tmp_path / "in.zip", contact=[stranger], addendum=[]))
    assert page.status_code == 422 and "There is no enrolment with this id." in words(page)
    assert "Lena" not in words(page)


def test_colleagues_without_the_right_are_told_so(
    cast, as_maya, as_priya, as_omar, as_ana, tmp_path
):
    assert as_maya.get(as_maya.here("exchange:imports")).status_code == 403
    assert as_priya.get(as_priya.here("exchange:import_new")).status_code == 403
    assert as_maya.get(as_maya.here("exchange:export")).status_code == 403
    brought_in(as_ana, written(tmp_path / "in.zip"))
    (batch,) = batches(cast)
    where = as_ana.here("exchange:batch", batch_id=batch.pk)
    assert as_omar.get(where).status_code == 404


def test_another_agencys_import_is_not_there(cast, as_ana, tmp_path):
    with acting_as(service(cast.southside)):
        theirs = Batch.objects.create(agency=cast.southside, file_name="x", state="stored")
    where = as_ana.here("exchange:batch", batch_id=theirs.pk)
    assert as_ana.get(where).status_code == 404
    assert as_ana.post(as_ana.here("exchange:undo", batch_id=theirs.pk)).status_code == 404


def test_an_import_is_taken_back(cast, as_ana, tmp_path):
    brought_in(as_ana, written(tmp_path / "in.zip"))
    (batch,) = batches(cast)
    where = as_ana.here("exchange:undo", batch_id=batch.pk)
    answer = as_ana.post(where, {"command_id": str(uuid7())})
    assert answer.status_code == 302 and "Taken back" in words(as_ana.get(answer.url))
    with acting_as(service(cast.northside)):
        assert not Client.objects.filter(source_id="c1").exists()
        assert Client.objects.filter(given_name="Ben").exists()
    assert events(cast, "package.undone")[0].membership_id == cast.ana.pk


def test_why_it_cannot_be_taken_back_stands_beside_the_button(cast, as_ana, tmp_path):
    brought_in(as_ana, written(tmp_path / "in.zip"))
    with acting_as(service(cast.northside)):
        bea = Client.objects.get(source_id="c1")
        Client.objects.filter(pk=bea.pk).update(pronouns="she/her", version=2)
        Contact.objects.create(
            agency=cast.northside,
            membership=cast.maya,
            client=bea,
            enrolment=bea.enrolments.get(),
            started_on=on("2026-11-24"),
        )
    (batch,) = batches(cast)
    where = as_ana.here("exchange:undo", batch_id=batch.pk)
    page = as_ana.post(where, {"command_id": str(uuid7())})
    assert page.status_code == 422
    assert "Changed here since: client.csv 1." in words(page)
    assert "Added later and refers to it: contact.csv 1." in words(page)


def test_a_file_that_is_no_package_is_a_sentence(cast, as_ana):
    page = send(as_ana, [SimpleUploadedFile("history.zip", b"not a zip")])
    assert page.status_code == 422 and "is not a zip that can be read" in words(page)
    page = send(as_ana, None)
    assert page.status_code == 422 and "Choose the .zip" in words(page)


def test_a_hostile_zip_is_refused_before_it_is_unpacked(cast, as_ana):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("client.csv", b"0" * 21 * 1024**2)
    page = send(as_ana, [SimpleUploadedFile("bomb.zip", packed.getvalue())])
    assert page.status_code == 422 and "too large when unpacked" in words(page)


def test_too_much_is_refused_with_the_way_that_takes_it(cast, as_ana, settings, tmp_path):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    page = send(as_ana, written(tmp_path / "in.zip"))
    assert page.status_code == 422 and "followalong import" in words(page)


def test_nothing_that_is_sent_touches_the_disk(cast, as_ana, tmp_path, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("a file was put on a disk")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", never)
    monkeypatch.setattr("tempfile.mkdtemp", never)
    path = tmp_path / "in.zip"
    path.write_bytes(b"")
    assert send(as_ana, [SimpleUploadedFile("a.zip", b"x" * 26 * 1024**2)]).status_code == 422


def exported(browser, tmp_path, **data):
    answer = browser.post(browser.here("exchange:export"), data)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    path = tmp_path / "out.zip"
    path.write_bytes(answer.content)
    return read_package(path)


@pytest.mark.parametrize("who", ["sol", "priya"])
def test_a_member_takes_out_what_they_may_see(cast, who, tmp_path, request):
    package = exported(request.getfixturevalue(f"as_{who}"), tmp_path)
    names = {row.given_name for row in package.rows("client")}
    assert {"Ben", "Rosa", "Sam"} <= names and not {"Lena", "Quinn"} & names
    (event,) = events(cast, "package.exported")
    assert event.membership_id == getattr(cast, who).pk
    with acting_as(service(cast.northside)):
        assert Seen.objects.filter(event_id=event.pk).count() == len(names)


def test_what_is_taken_out_stands_on_its_own(cast, as_sol, tmp_path):
    package = exported(as_sol, tmp_path)
    assert check_package(package, today=on("2026-11-24")).problems == []


def test_only_what_changed_since_a_day(cast, as_sol, tmp_path):
    with acting_as(service(cast.northside)):
        Client.everything.update(changed_at=at("2026-01-01"))
    package = exported(as_sol, tmp_path, since="2026-11-24")
    assert {"Ben", "Rosa"} <= {row.given_name for row in package.rows("client")}
    page = as_sol.post(as_sol.here("exchange:export"), {"since": "2027-01-01"})
    assert page.status_code == 422 and "Choose today or a day before." in words(page)


def test_the_page_says_what_it_leaves_out(cast, as_sol):
    assert "drafts, clocks" in words(as_sol.get(as_sol.here("exchange:export")))
