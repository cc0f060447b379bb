"""Requests that get in each other's way are done again; a full disk is told as what it is."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from followalong.core.middleware import TRIES, transaction_middleware

pytestmark = pytest.mark.django_db
CROSSED, FULL = "40001", "53100"


def answered(code: str, *, times: int) -> tuple[HttpResponse, int]:
    """The answer to a request whose view meets this complaint so many times, and its attempts."""
    attempts = 0

    def view(request):
        nonlocal attempts
        attempts += 1
        if attempts <= times:
            with connection.cursor() as cursor:
                cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")
        return HttpResponse("saved")

    return transaction_middleware(view)(RequestFactory().post("/somewhere/", {"a": "b"})), attempts


def test_a_request_that_crossed_another_is_done_again():
    answer, attempts = answered(CROSSED, times=TRIES - 1)
    assert (answer.status_code, answer.content, attempts) == (200, b"saved", TRIES)


def test_not_for_ever():
    answer, attempts = answered(CROSSED, times=99)
    assert (answer.status_code, attempts) == (503, TRIES)
    assert "One moment, please" in answer.content.decode()


def test_a_full_disk_is_told_and_not_tried_again_at_once():
    answer, attempts = answered(FULL, times=99)
    assert (answer.status_code, attempts) == (503, 1)
    assert "No room to save" in answer.content.decode()
