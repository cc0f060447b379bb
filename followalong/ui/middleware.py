"""Lets save.js know where a saved form leads, without loading that page unseen."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

REDIRECTS = (301, 302, 303, 307, 308)

View = Callable[[HttpRequest], HttpResponse]


def keep_redirects(get_response: View) -> View:
    """Answer a form sent by save.js with the next address in a header instead of a redirect.

    fetch would follow a redirect by itself: the next page would be read twice, on the record
    too, and a redirect to the sign-in page would look like success.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "X-Keep" not in request.headers or response.status_code not in REDIRECTS:
            return response
        address = response["Location"]
        del response["Location"]
        if urlsplit(address).path == resolve_url(settings.LOGIN_URL):
            response.status_code = 401
            response["X-Keep-Sign-In"] = address
        else:
            response.status_code = 204
            response["X-Keep-Location"] = address
        return response

    return middleware
