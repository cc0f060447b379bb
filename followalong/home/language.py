"""The language of the pages, chosen by whoever reads them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as keep_language

from followalong.core.gates import public


@public("a choice of language says nothing about anyone")
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie and go back to the page it was made on."""
    return keep_language(request)
