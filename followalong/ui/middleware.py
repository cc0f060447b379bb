"""Lets save.js know where a saved form leads, without loading that page unseen."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

REDIRECTS = (301, 302, 303, 307, 308)

# Pages that ask who it is: a form that leads there was not taken.
DOORS = ("/sign-in/", "/sign-in/again/")

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
        if urlsplit(address).path in DOORS:
            response.status_code = 401
            response["X-Keep-Sign-In"] = address
        else:
            response.status_code = 204
            response["X-Keep-Location"] = address
        return response

    return middleware
