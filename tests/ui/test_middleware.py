"""A form sent by save.js is told where it leads; nothing else changes."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from followalong.ui.middleware import keep_redirects

pytestmark = pytest.mark.unit


def answer(response: HttpResponse, **headers: str) -> HttpResponse:
    request = RequestFactory().post("/log/", headers=headers)
    return keep_redirects(lambda _: response)(request)


def test_a_saved_form_is_told_where_to_go():
    said = answer(HttpResponseRedirect("/clients/"), **{"X-Keep": "1"})
    assert said.status_code == 204 and said["X-Keep-Location"] == "/clients/"
    assert "Location" not in said


def test_being_signed_out_is_never_taken_for_success(settings):
    settings.LOGIN_URL = "/sign-in/"
    said = answer(HttpResponseRedirect("/sign-in/?next=/log/"), **{"X-Keep": "1"})
    assert said.status_code == 401 and said["X-Keep-Sign-In"] == "/sign-in/?next=/log/"


def test_a_form_sent_without_the_script_is_redirected_as_ever():
    assert answer(HttpResponseRedirect("/clients/")).status_code == 302


def test_other_answers_pass_unchanged():
    assert answer(HttpResponse("wrong", status=422), **{"X-Keep": "1"}).content == b"wrong"
