"""A database that is older than a record's end lets it go once more."""

import json

import pytest
from django.db import connection, transaction

from followalong.agencies.models import Membership, actor_of
from followalong.clients.models import Client
from followalong.core.db import acting_as, set_context
from followalong.privacy import stones
from followalong.privacy.actions import agree_to_erasure
from followalong.privacy.models import Erasure
from tests.cast import service
from tests.clients.posting import events
from tests.privacy.test_letting_go import gone_long, proposed

__all__ = ["gone_long"]


@pytest.fixture
def before_it(gone_long, settings, tmp_path):
    """The database as it was before Ben's record was let go; the list outside knows."""
    cast, settings.SEAL_COPY = gone_long, str(tmp_path / "seals.jsonl")
    with transaction.atomic():
        erasure = proposed(cast)
        with acting_as(actor_of(cast.ana)) as ana:
            agree_to_erasure(by=ana, erasure=erasure)
        assert stones.write_down() == 1 and stones.write_down() == 0
        transaction.set_rollback(True)
    set_context(None)
    return cast, erasure


def test_the_list_names_nobody(before_it):
    told = stones.path().read_text()
    assert stones.path().stat().st_mode & 0o77 == 0
    assert "Ben" not in told and "Abara" not in told
    assert json.loads(told)["client_id"] == str(before_it[0].ben.pk)


def test_it_is_let_go_again_and_the_stone_is_back(before_it):
    cast, erasure = before_it
    with acting_as(service(cast.northside)):
        assert Client.objects.get(pk=cast.ben.pk).given_name == "Ben"
    assert stones.let_go_again() == 1 and stones.let_go_again() == 0
    with acting_as(service(cast.northside)):
        assert Client.objects.get(pk=cast.ben.pk).given_name == ""
        stone = Erasure.objects.get()
        assert (stone.pk, stone.agreed_by_id) == (erasure.pk, cast.ana.pk) and stone.done_at
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM clients_client WHERE clients_client::text ~ 'Abara'"
            )
            assert cursor.fetchone() == (0,)
    assert events(actor_of(cast.ana), "client.let_go")
    assert stones.write_down() == 0


def test_a_proposal_that_was_open_then_is_decided_now(before_it):
    cast, _erasure = before_it
    proposed(cast)
    assert stones.let_go_again() == 1
    with acting_as(service(cast.northside)):
        assert Erasure.objects.filter(done_at__isnull=False).count() == 1
        assert Erasure.objects.filter(done_at__isnull=True, left_on__isnull=False).count() == 1


def test_whose_colleague_is_not_there_yet_goes_all_the_same(before_it):
    cast, _erasure = before_it
    line = json.loads(stones.path().read_text())
    stones.path().write_text(json.dumps({**line, "agreed_by_id": str(cast.ben.pk)}) + "\n")
    assert stones.let_go_again() == 1
    with acting_as(service(cast.northside)):
        assert not Erasure.objects.exists() and Membership.objects.exists()
        assert Client.objects.get(pk=cast.ben.pk).let_go_on


def test_a_list_that_is_broken_in_the_middle_is_said(before_it):
    whole = stones.path().read_text()
    stones.path().write_text("nothing\n" + whole)
    with pytest.raises(ValueError, match="line 1"):
        stones.let_go_again()
    stones.path().write_text(whole + '{"id": "cut')
    assert stones.let_go_again() == 1
