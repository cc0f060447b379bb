"""People who turn out to be here twice: found after an import, exported as two, never undone."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from followalong.agencies.models import Program
from followalong.clients.actions import merge_clients, pair_by_hand, unmerge_clients
from followalong.clients.models import Client, PossibleDuplicate
from followalong.clients.tasks import look_for_duplicates
from followalong.core.db import acting_as
from followalong.exchange.export import export_package
from followalong.exchange.models import Batch
from followalong.exchange.undo import BuiltOn, undo_batch
from tests.cast import make_client
from tests.exchange.packages import written
from tests.exchange.test_load import bring_in, northwind, read_back


@pytest.fixture
def bea(db, tmp_path) -> Client:
    """Bea came with a package; somebody of a very near name is here as well."""
    bring_in(written(tmp_path / "in.zip"))
    with acting_as(northwind()):
        return make_client(Program.objects.get(source_id="p1"), "Béa", "Lunde")


def waiting() -> list[dict]:
    name = "followalong.clients.tasks.look_for_duplicates"
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=name)]


def test_whoever_a_package_brings_is_looked_at_afterwards(bea):
    [asked] = waiting()
    look_for_duplicates(**asked)
    with acting_as(northwind()):
        pair = PossibleDuplicate.objects.get()
        assert bea.pk in (pair.client_id, pair.other_id)


def test_a_joined_person_goes_out_as_two_records(bea, tmp_path):
    by = northwind()
    before = tmp_path / "before.zip"
    export_package(before, by=by, agency_id=by.agency_id)
    with acting_as(by):
        imported = Client.objects.get(source_id="c1")
        pair = pair_by_hand(by=by, one=imported, other=bea)
        merge_clients(by=by, pair=pair, keep=bea, reason=None)
    after = tmp_path / "after.zip"
    export_package(after, by=by, agency_id=by.agency_id)
    assert read_back(after) == read_back(before)


def test_an_import_whose_people_were_joined_stays_until_they_are_taken_apart(bea):
    by = northwind()
    with acting_as(by):
        batch, imported = Batch.objects.get(), Client.objects.get(source_id="c1")
        pair = pair_by_hand(by=by, one=imported, other=bea)
        for keep in (imported, bea):
            merge_clients(by=by, pair=pair, keep=keep, reason=None)
            with pytest.raises(BuiltOn, match="client.csv 1"):
                undo_batch(by=by, batch=batch)
            unmerge_clients(by=by, pair=pair, reason=None)
        undo_batch(by=by, batch=batch)
        assert not Client.objects.filter(source_id="c1").exists()
