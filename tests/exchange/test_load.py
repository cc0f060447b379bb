"""A package brought in: all of it or nothing, again without effect, and back out the same."""

import pytest

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.agencies.models import Membership
from followalong.audit.models import Event, Seen
from followalong.caseload.models import Clock, Contact
from followalong.clients.models import Client, Enrolment, Facet, PeerMeeting
from followalong.core.db import acting_as
from followalong.exchange.check import check
from followalong.exchange.export import export_package
from followalong.exchange.format import TABLES, normal, read_package
from followalong.exchange.load import Refused, load_package
from followalong.exchange.models import Batch
from followalong.exchange.undo import BuiltOn, undo_batch
from followalong.jobs.models import Job
from tests.cast import make_member
from tests.conftest import TODAY
from tests.exchange.packages import at, on, small, written


def bring_in(path, **options):
    package = read_package(path)
    report = check(package, today=TODAY)
    assert report.problems == []
    return load_package(package, file_name=path.name, **options)


def northwind():
    agency_id = {source: pk for pk, source in known_agencies().items()}["nw"]
    return service_in("import", agency_id)


def read_back(path):
    package = read_package(path)
    return {
        table.name: sorted([tuple(map(normal, row)) for row in package.rows(table)])
        for table in TABLES
    }


def test_a_round_trip_gives_back_what_was_brought_in(db, tmp_path):
    source = written(tmp_path / "in.zip")
    outcome = bring_in(source)
    assert outcome.new["contact"] == 2
    by = northwind()
    export_package(tmp_path / "out.zip", by=by, agency_id=by.agency_id)
    assert read_back(tmp_path / "out.zip") == read_back(source)


def test_the_same_package_again_changes_nothing(db, tmp_path):
    source = written(tmp_path / "in.zip")
    bring_in(source)
    outcome = bring_in(source)
    assert not outcome.new and not outcome.changed and not outcome.conflicts
    assert sum(outcome.unchanged.values()) == sum(map(len, small().values())) - 1  # the agency


def test_facts_follow_from_the_rows(db, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    with acting_as(northwind()):
        enrolment = Enrolment.objects.get(source_id="e1")
        first = Clock.objects.get(enrolment=enrolment, rule="first_employer_contact")
        assert first.done_on == on("2026-09-20")
        kinds = {(f.kind, f.from_on, f.to_on) for f in Facet.objects.all()}
        assert ("WORKING", on("2026-10-20"), None) in kinds
        assert ("SEARCHING", on("2026-09-01"), on("2026-10-19")) in kinds
        assert Client.objects.get(source_id="c1").name_key == "bea lund bee"
        assert Membership.objects.get(source_id="mo").supervisor.source_id == "sa"


def test_what_was_said_without_a_choice_is_counted_not_refused(db, tmp_path):
    assert bring_in(written(tmp_path / "in.zip")).unmatched_disclosures == 1


def test_a_dry_run_stores_nothing(db, tmp_path):
    outcome = bring_in(written(tmp_path / "in.zip"), dry_run=True)
    assert outcome.new["client"] == 1
    assert "nw" not in known_agencies().values()


def test_only_what_changed_in_the_package_and_not_here_is_changed(db, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    with acting_as(northwind()):
        Client.objects.filter(source_id="c1").update(pronouns="she/her", family_name="Lunde")
    bea = list(small()["client"][0])
    bea[3], bea[7] = "Lindqvist", "es"
    outcome = bring_in(written(tmp_path / "two.zip", client=[tuple(bea)]))
    assert outcome.changed["client"] == 1
    assert [(c["table"], c["column"]) for c in outcome.conflicts] == [("client", "family_name")]
    with acting_as(northwind()):
        bea = Client.objects.get(source_id="c1")
        assert (bea.language, bea.family_name, bea.pronouns) == ("es", "Lunde", "she/her")


def test_an_enrolment_that_overlaps_one_already_here_is_refused_whole(db, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    second = ("e2", "c1", "p1", None, "mo", on("2026-10-01"), None, None, None)
    path = written(tmp_path / "two.zip", enrolment=[second], **empty_except("enrolment"))
    with pytest.raises(Refused) as refused:
        load_package(read_package(path), file_name="two.zip")
    problem = refused.value.problems[0]
    assert (problem.code, problem.line) == ("overlapping_enrolment", 2)


def test_undo_takes_everything_back_and_importing_again_revives_the_ids(db, tmp_path):
    source = written(tmp_path / "in.zip")
    bring_in(source)
    by = northwind()
    with acting_as(by):
        before = set(Contact.objects.values_list("pk", flat=True))
        undo_batch(by=by, batch=Batch.objects.get())
        assert not Client.objects.visible_to(by).exists() and not Job.objects.exists()
        assert not Clock.objects.exists()
    bring_in(source)
    with acting_as(by):
        assert set(Contact.objects.values_list("pk", flat=True)) == before
    export_package(tmp_path / "out.zip", by=by, agency_id=by.agency_id)
    assert read_back(tmp_path / "out.zip") == read_back(source)


def test_undo_gives_back_what_a_second_import_changed(db, tmp_path):
    source = written(tmp_path / "in.zip")
    bring_in(source)
    bea = list(small()["client"][0])
    bea[7] = "es"
    bring_in(written(tmp_path / "two.zip", client=[tuple(bea)]))
    by = northwind()
    with acting_as(by):
        undo_batch(by=by, batch=Batch.objects.get(file_name="two.zip"))
        assert Client.objects.get(source_id="c1").language == "fr"
        undo_batch(by=by, batch=Batch.objects.get(file_name="in.zip"))
        assert not Client.objects.exists()


def test_undo_is_refused_once_something_was_built_on_it(db, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    by = northwind()
    with acting_as(by):
        mo = Membership.objects.get(source_id="mo")
        bea = Client.objects.get(source_id="c1")
        Contact.objects.create(
            agency_id=by.agency_id, membership=mo, client=bea, started_on=TODAY, note="Hello"
        )
        Contact.objects.create(
            agency_id=by.agency_id,
            membership=mo,
            client=bea,
            enrolment=Enrolment.objects.get(),
            started_on=TODAY,
        )
        with pytest.raises(BuiltOn):
            undo_batch(by=by, batch=Batch.objects.get())


@pytest.mark.parametrize("kind", ["a contact before enrolment", "a wish to meet a peer"])
def test_undo_is_refused_for_what_no_row_of_the_package_names(db, tmp_path, kind):
    bring_in(written(tmp_path / "in.zip"))
    by = northwind()
    with acting_as(by):
        bea = Client.objects.get(source_id="c1")
        ola = make_member(bea.agency, "Ola", "employment_specialist")
        mine = {"agency_id": by.agency_id, "membership": ola}
        if kind == "a contact before enrolment":
            Contact.objects.create(**mine, client=bea, started_on=TODAY, note="Hello")
        else:
            PeerMeeting.objects.create(
                agency_id=by.agency_id,
                client=bea,
                program=Enrolment.objects.get().program,
                wished=True,
                asked_on=TODAY,
            )
        with pytest.raises(BuiltOn, match="contact.csv 1|other entries 1"):
            undo_batch(by=by, batch=Batch.objects.get())


def test_since_exports_changed_rows_with_their_parents(db, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    by = northwind()
    with acting_as(by):
        for table in (Client, Contact, Enrolment, Membership, Job):
            table.everything.update(changed_at=at("2026-01-01"))
        Contact.objects.filter(source_id="k1").update(changed_at=at("2026-11-23"))
    export_package(tmp_path / "out", by=by, agency_id=by.agency_id, since=on("2026-11-23"))
    rows = read_back(tmp_path / "out")
    assert [r[0] for r in rows["contact"]] == ["k1"]
    assert {r[0] for r in rows["staff"]} == {"mo", "sa"}
    assert rows["client"] and rows["enrolment"]


def test_the_import_is_on_the_record_with_everyone_in_it(db, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    with acting_as(northwind()):
        event = Event.objects.get(action="package.imported")
        assert event.role == "import" and event.row_count > 20
        assert Seen.objects.filter(event_id=event.pk).count() == 1


def empty_except(*kept):
    return {name: [] for name in small() if name not in kept}
