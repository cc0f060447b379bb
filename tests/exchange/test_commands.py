"""`followalong import` and `export`: exit codes, one JSON document, and what stays as it is."""

import json
from argparse import Namespace
from dataclasses import replace

import pytest

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.agencies.models import Membership
from followalong.caseload.models import Contact
from followalong.clients.actions import correct
from followalong.clients.models import Client
from followalong.core.db import acting_as
from followalong.exchange.commands import run_export, run_import
from followalong.exchange.format import TABLES, normal, read_package, write_package
from tests.exchange.packages import at, on, small, written

BAD_CONTACT = ("k9", "mo", "e1", at("2026-09-09"), 45, None, "LETTER", None, None, True, None, None)


def bring_in(path, *, dry_run=False, skip_bad_rows=False):
    return run_import(Namespace(path=path, dry_run=dry_run, skip_bad_rows=skip_bad_rows, json=True))


def send_out(path, agency="nw", since=None):
    return run_export(
        Namespace(path=path, agency=agency, since=since, with_locked=False, json=True)
    )


def answer(capsys):
    """The one JSON document on standard output; progress went elsewhere."""
    out, err = capsys.readouterr()
    return json.loads(out), err


def northwind():
    (agency_id,) = (pk for pk, source in known_agencies().items() if source == "nw")
    return service_in("import", agency_id)


def rows_of(path):
    package = read_package(path)
    return {t.name: sorted(tuple(map(normal, r)) for r in package.rows(t)) for t in TABLES}


def test_nothing_wrong_is_0(db, capsys, tmp_path):
    assert bring_in(written(tmp_path / "in.zip")) == 0
    found, progress = answer(capsys)
    assert found["stored"] and found["new"]["contact"] == 2 and found["problems"] == []
    assert found["rows"]["client"] == 1 and len(found["batches"]) == 1
    assert "Checking in.zip" in progress


def test_rows_refused_is_1_and_nothing_is_stored(db, capsys, tmp_path):
    path = written(tmp_path / "in.zip", contact=[BAD_CONTACT], addendum=[])
    assert bring_in(path) == 1
    found, _progress = answer(capsys)
    (problem,) = found["problems"]
    assert not found["stored"] and not known_agencies()
    assert {k: problem[k] for k in ("code", "file", "line", "column", "value")} == {
        "code": "two_way_mode",
        "file": "contact.csv",
        "line": 2,
        "column": "mode",
        "value": "LETTER",
    }
    assert problem["message"] and problem["expected"]


@pytest.mark.parametrize("name", ["nowhere.zip", "text.zip"])
def test_not_a_package_is_2(db, capsys, tmp_path, name):
    (tmp_path / "text.zip").write_text("not a zip")
    assert bring_in(tmp_path / name) == 2
    found, progress = answer(capsys)
    assert found["error"] in progress


def test_a_zip_that_is_damaged_inside_is_2(db, capsys, tmp_path):
    path = written(tmp_path / "in.zip")
    data = bytearray(path.read_bytes())
    place = data.index(b"contact.csv") + 60
    data[place : place + 20] = b"\xff" * 20
    path.write_bytes(data)
    assert bring_in(path) == 2
    assert "damaged" in answer(capsys)[0]["error"]


def test_good_enrolments_stored_and_others_refused_is_3(db, capsys, tmp_path):
    rows = small()
    two = ("e2", "c1", "p1", None, "mo", on("2025-01-01"), None, on("2025-02-01"), None)
    bad = ("k9", "mo", "e2", *BAD_CONTACT[3:])
    path = written(
        tmp_path / "in.zip",
        enrolment=[*rows["enrolment"], two],
        contact=[*rows["contact"], bad],
    )
    assert bring_in(path, skip_bad_rows=True) == 3
    found, _progress = answer(capsys)
    assert found["left_out"] == {"enrolment": 1, "contact": 1}
    assert found["left_out_enrolments"] == ["e2"] and len(found["problems"]) == 1
    with acting_as(northwind()):
        assert set(Contact.objects.values_list("source_id", flat=True)) == {"k1", "k2"}


def test_an_overlap_with_what_is_stored_can_be_skipped_too(db, capsys, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    capsys.readouterr()
    again = ("e2", "c1", "p1", None, "mo", on("2026-10-01"), None, None, None)
    fine = ("e3", "c1", "p1", None, "mo", on("2020-10-01"), None, on("2020-11-01"), None)
    gone = {name: [] for name in small() if name != "enrolment"}
    path = written(tmp_path / "two.zip", enrolment=[again, fine], **gone)
    assert bring_in(path) == 1
    assert answer(capsys)[0]["problems"][0]["code"] == "overlapping_enrolment"
    assert bring_in(path, skip_bad_rows=True) == 3
    found, _progress = answer(capsys)
    assert found["left_out_enrolments"] == ["e2"] and found["new"] == {"enrolment": 1}


def test_a_dry_run_stores_nothing(db, capsys, tmp_path):
    assert bring_in(written(tmp_path / "in.zip"), dry_run=True) == 0
    found, _progress = answer(capsys)
    assert found["dry_run"] and not found["stored"] and found["new"]["client"] == 1
    assert not known_agencies()


def test_conflicts_are_listed_with_their_place(db, capsys, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    with acting_as(northwind()):
        Client.objects.filter(source_id="c1").update(family_name="Lunde", version=2)
    capsys.readouterr()
    bea = list(small()["client"][0])
    bea[3] = "Lindqvist"
    assert bring_in(written(tmp_path / "two.zip", client=[tuple(bea)])) == 0
    found, _progress = answer(capsys)
    expected = {"table": "client", "id": "c1", "column": "family_name", "line": 2}
    assert found["conflicts"] == [expected] and found["changed"] == {}


def test_the_agencys_own_row_is_never_changed_by_a_package(db, capsys, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    capsys.readouterr()
    agency = ("nw", None, "Northwind", "ca-on", "America/Vancouver")
    assert bring_in(written(tmp_path / "two.zip", agency=[agency])) == 0
    (conflict,) = answer(capsys)[0]["conflicts"]
    assert (conflict["table"], conflict["column"]) == ("agency", "timezone")


def test_what_a_person_here_withdrew_stays_away(db, capsys, tmp_path):
    path = written(tmp_path / "in.zip")
    bring_in(path)
    with acting_as(northwind()) as service:
        contact = Contact.objects.get(source_id="k2")
        writer = replace(service, membership_id=contact.membership_id)
        correct(by=writer, row=contact, reason="entered_in_error")
    assert bring_in(path) == 0
    with acting_as(northwind()):
        assert not Contact.objects.filter(source_id="k2").exists()


def test_export_says_what_it_wrote_and_what_it_leaves_out(db, capsys, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    capsys.readouterr()
    assert send_out(tmp_path / "out.zip") == 0
    found, progress = answer(capsys)
    assert found["rows"]["contact"] == 2 and found["dependent"] == {}
    assert found["left_out"] and found["left_out"][0] in progress
    assert rows_of(tmp_path / "out.zip") == rows_of(tmp_path / "in.zip")


def test_an_agency_may_be_named_by_its_own_id(db, capsys, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    assert send_out(tmp_path / "out.zip", agency=str(northwind().agency_id)) == 0


def test_an_agency_that_is_not_there_and_a_folder_that_is_are_2(db, capsys, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    assert send_out(tmp_path / "out.zip", agency="nobody") == 2
    (tmp_path / "there").mkdir()
    assert send_out(tmp_path / "there") == 2


def test_rows_made_by_hand_keep_their_ids_on_the_way(cast, capsys, tmp_path):
    """Into the same installation they change nothing; into another their ids become source ids."""
    mine = tmp_path / "out.zip"
    assert send_out(mine, agency=str(cast.northside.pk)) == 0
    capsys.readouterr()
    assert bring_in(mine) == 0
    found, _progress = answer(capsys)
    assert found["new"] == found["changed"] == {} and found["conflicts"] == []
    with acting_as(service_in("import", cast.northside.pk)):
        assert Client.objects.get(given_name="Ben").source_id is None

    other = elsewhere(mine, tmp_path / "elsewhere")
    assert bring_in(other) == 0
    (agency_id,) = (pk for pk, source in known_agencies().items() if source == "elsewhere")
    with acting_as(service_in("import", agency_id)):
        assert Client.objects.get(given_name="Ben").source_id == str(cast.ben.pk)
        assert Membership.objects.get(given_name="Maya").source_id == str(cast.maya.pk)
    assert send_out(tmp_path / "back.zip", agency="elsewhere") == 0
    assert rows_of(tmp_path / "back.zip") == rows_of(other)


def elsewhere(package, path):
    """The same package for an agency of another id, as another installation sees it."""
    found = read_package(package)
    rows = {t.name: list(found.rows(t)) for t in TABLES}
    for name, old in rows.items():
        if old and "agency_id" in old[0]._fields:
            rows[name] = [row._replace(agency_id="elsewhere") for row in old]
    write_package(path, rows)
    return path
