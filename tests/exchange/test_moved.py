"""Labels and ties follow where rows are, also when a later package puts them elsewhere."""

import pytest
from django.utils.timezone import now

from followalong.agencies.models import Membership
from followalong.caseload.models import Addendum, Contact
from followalong.clients.models import (
    Client,
    ClientFile,
    EligibilityAnswer,
    Facet,
    PeerMeeting,
    Referral,
    Relation,
)
from followalong.core.db import acting_as
from followalong.core.models import File
from followalong.exchange.models import Batch
from followalong.exchange.undo import undo_batch
from followalong.jobs.models import Job
from tests.conftest import TODAY
from tests.exchange.packages import on, small, written
from tests.exchange.test_load import bring_in, northwind

LABELLED = [Client, Contact.objects.filter(source_id="k1"), Addendum, Job, Facet, Relation]


def labels():
    found = set()
    for rows in LABELLED:
        query = rows.objects.all() if isinstance(rows, type) else rows.all()
        found |= set(query.values_list("label", flat=True))
    return found


def a_file(by):
    return File.objects.create(
        agency_id=by.agency_id,
        media_type="image/png",
        suffix="png",
        size=1,
        key_id="k",
        sealed=b"x",
    )


@pytest.fixture
def addiction(db, tmp_path):
    """The small package, then one in which its program turns out to be about addiction."""
    bring_in(written(tmp_path / "in.zip"))
    program = ("p1", "nw", "Northwind Works", "ips", "addiction", None)
    bring_in(written(tmp_path / "two.zip", program=[program]))


def test_a_program_that_turns_out_to_be_about_addiction_labels_its_people(addiction):
    with acting_as(northwind()):
        assert labels() == {"SUD"}
        assert Membership.objects.get(source_id="mo").opens_sud


def test_what_was_said_before_enrolment_is_labelled_too(db, tmp_path):
    bring_in(written(tmp_path / "in.zip"))
    with acting_as(northwind()):
        referral = Referral.objects.get(source_id="r1")
        about = {"agency": referral.agency, "client": referral.client}
        EligibilityAnswer.objects.create(
            **about, referral=referral, question="goal", question_version=1, answer="yes"
        )
        PeerMeeting.objects.create(**about, program=referral.program, wished=True, asked_on=TODAY)
        by = Membership.objects.get(source_id="mo")
        photo = {"kind": "other", "title": "Card", "sees": "team", "scan": "clean"}
        ClientFile.objects.create(
            **about, **photo, file=a_file(by), membership=by, added_at=now(), added_on=TODAY
        )
    program = ("p1", "nw", "Northwind Works", "ips", "addiction", None)
    bring_in(written(tmp_path / "two.zip", program=[program]))
    with acting_as(northwind()):
        for model in (EligibilityAnswer, PeerMeeting, ClientFile):
            assert model.objects.get().label == "SUD", model


def test_taking_that_back_labels_them_as_before(addiction):
    by = northwind()
    with acting_as(by):
        undo_batch(by=by, batch=Batch.objects.get(file_name="two.zip"))
        assert labels() == {"NORMAL"}
        assert not Membership.objects.get(source_id="mo").opens_sud


def test_an_enrolment_in_another_program_takes_its_rows_along(db, tmp_path):
    programs = [*small()["program"], ("p2", "nw", "New Leaf", "other", "addiction", None)]
    bring_in(written(tmp_path / "in.zip", program=programs))
    moved = ("e1", "c1", "p2", None, "mo", on("2026-09-01"), None, None, None)
    bring_in(written(tmp_path / "two.zip", program=programs, enrolment=[moved], referral=[]))
    by = northwind()
    with acting_as(by):
        assert set(Job.objects.values_list("label", flat=True)) == {"SUD"}
        assert Contact.objects.get(source_id="k1").label == "SUD"
        ties = Relation.objects.values_list("program__source_id", "label")
        assert set(ties) == {("p1", "NORMAL"), ("p2", "SUD")}  # the referral still stands
        undo_batch(by=by, batch=Batch.objects.get(file_name="two.zip"))
        assert set(Job.objects.values_list("label", flat=True)) == {"NORMAL"}
        assert list(Relation.objects.values_list("program__source_id", flat=True)) == ["p1"]


def test_a_package_that_changes_nothing_leaves_facets_as_people_put_them(db, tmp_path):
    path = written(tmp_path / "in.zip")
    bring_in(path)
    with acting_as(northwind()):
        Facet.objects.filter(kind="WORKING").update(to_on=on("2026-11-20"), version=2)
    bring_in(path)
    with acting_as(northwind()):
        assert Facet.objects.get(kind="WORKING").to_on == on("2026-11-20")
