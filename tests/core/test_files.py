"""Files in the database: sealed, bound to their row, opened by the ring's keys."""

import dataclasses

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from followalong.agencies.models import actor_of
from followalong.core import files
from followalong.core.db import acting_as
from followalong.core.files import NoFileKey, NotOpened, content_of, keep_again, keep_file
from followalong.core.ids import uuid7
from followalong.core.models import File

WORDS = b"I get up and I have a place to be."


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by:
        yield by


def keep(by, content=WORDS, label="NORMAL"):
    return keep_file(by=by, content=content, media_type="text/plain", suffix=".txt", label=label)


def test_what_the_database_holds_is_not_what_was_sent(maya):
    file = File.objects.get(pk=keep(maya).pk)
    assert WORDS not in bytes(file.sealed) and file.size == len(WORDS)
    assert content_of(file) == WORDS
    assert bytes(keep(maya).sealed) != bytes(file.sealed)


@pytest.mark.parametrize("at", [0, 12, 20, -1])
def test_a_changed_byte_is_refused(maya, at):
    file = keep(maya)
    sealed = bytearray(file.sealed)
    sealed[at] ^= 1
    file.sealed = bytes(sealed)
    with pytest.raises(NotOpened):
        content_of(file)


def test_a_cut_one_too(maya):
    file = keep(maya)
    file.sealed = file.sealed[:8]
    with pytest.raises(NotOpened):
        content_of(file)


def test_moved_to_another_row_or_agency_it_does_not_open(cast, maya):
    file, other = keep(maya), keep(maya, b"other")
    other.sealed = file.sealed
    with pytest.raises(NotOpened):
        content_of(other)
    file.agency_id = cast.southside.pk
    with pytest.raises(NotOpened):
        content_of(file)


def test_a_new_key_in_front_seals_and_the_old_one_still_opens(maya, settings):
    old = keep(maya)
    settings.FILE_KEYS = ["a-new-one", *settings.FILE_KEYS]
    new = keep(maya)
    assert new.key_id != old.key_id
    assert content_of(old) == content_of(new) == WORDS
    again = keep_again(by=maya, file=old, label="NORMAL")
    assert again.pk != old.pk and again.key_id == new.key_id and content_of(again) == WORDS


def test_without_the_key_nothing_opens_and_without_any_nothing_is_sealed(maya, settings):
    file = keep(maya)
    settings.FILE_KEYS = ["another"]
    with pytest.raises(NotOpened):
        content_of(file)
    settings.FILE_KEYS = []
    with pytest.raises(NotOpened):
        content_of(file)
    with pytest.raises(NoFileKey):
        keep(maya)


def test_other_agencies_and_other_programs_meet_no_row(cast, maya):
    ade = dataclasses.replace(maya, sees_sud=True)
    with acting_as(ade):
        keep(ade, label="SUD")
    keep(maya)
    assert File.objects.count() == 1
    with acting_as(actor_of(cast.omar)):
        assert not File.objects.exists()


def test_a_file_is_never_changed_deleted_or_too_large(maya):
    keep(maya)
    for statement in ("DELETE FROM core_file", "UPDATE core_file SET size = 1"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(ValueError):
        keep(maya, b"x" * (files.LARGEST_FILE + 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.create(
            id=uuid7(),
            agency_id=maya.agency_id,
            media_type="x",
            suffix="x",
            size=files.LARGEST_FILE + 1,
            key_id="x",
            sealed=b"x",
        )
