"""Ids sort by the time they were made; codes given to people say nothing."""

import threading
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.core import ids

pytestmark = pytest.mark.unit

INSTANTS = st.datetimes(
    datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.sampled_from([UTC])
)


def milliseconds(value: uuid.UUID) -> int:
    return value.int >> 80


@given(INSTANTS)
def test_an_id_carries_its_time_version_and_variant(at):
    made = ids.uuid7(at)
    assert milliseconds(made) == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        milliseconds=1
    )
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_the_offset_of_an_instant_makes_no_difference():
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    in_toronto = noon.astimezone(timezone(timedelta(hours=-5)))
    assert milliseconds(ids.uuid7(noon)) == milliseconds(ids.uuid7(in_toronto))


def test_ids_made_one_after_the_other_rise_even_within_a_millisecond():
    made = [ids.uuid7() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_rise_when_the_clock_steps_back(monkeypatch):
    before = ids.uuid7()

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(ids, "datetime", Earlier)
    after = ids.uuid7()
    assert after > before
    assert after.version == 7


def test_ids_are_unique_across_threads():
    made: list[list[uuid.UUID]] = [[] for _ in range(4)]

    def make(into: list[uuid.UUID]) -> None:
        into.extend(ids.uuid7() for _ in range(1000))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one for some in made for one in some}) == 4000
    assert all(some == sorted(some) for some in made)


def test_an_id_of_the_far_future_does_not_push_the_others_ahead():
    ids.uuid7(datetime(2150, 1, 1, tzinfo=UTC))
    assert milliseconds(ids.uuid7()) < milliseconds(ids.uuid7(datetime(2100, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize("at", [datetime(2026, 1, 1), datetime(1969, 1, 1, tzinfo=UTC)])
def test_an_instant_without_zone_or_before_1970_is_refused(at):
    with pytest.raises(ValueError):
        ids.uuid7(at)


def test_receipt_codes_are_three_groups_without_letters_that_are_mistaken():
    code = ids.receipt_code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(code.replace("-", "")) <= set(ids.RECEIPT_ALPHABET)
    assert not set("01OILSZBAEU") & set(ids.RECEIPT_ALPHABET)
    assert len(ids.RECEIPT_ALPHABET) ** 12 >= 2**50
    assert len({ids.receipt_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("typed", ["7k4pxq2m9tdh", " 7K4P XQ2M 9TDH ", "7k4p-xq2m-9tdh"])
def test_a_receipt_code_is_read_however_it_is_typed(typed):
    assert ids.read_receipt_code(typed) == "7K4P-XQ2M-9TDH"


@pytest.mark.parametrize("typed", ["", "7K4P-XQ2M", "7K4P-XQ2M-9TDO", "7K4P-XQ2M-9TDHH"])
def test_what_is_no_receipt_code_is_not_read_as_one(typed):
    assert ids.read_receipt_code(typed) is None


def test_codes_in_addresses_are_long_and_safe():
    code = ids.random_code()
    assert len(code) >= 22
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    with pytest.raises(ValueError):
        ids.random_code(15)
