"""The first page: what this is, the doors at which people ask for help, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followalong.agencies.doors import open_doors
from followalong.core.gates import public
from followalong.core.installation import is_demo


@public("says what this is; shows programs that are open to anyone")
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    context = {
        "doors": open_doors(),
        "shows_demo": is_demo(),
        "is_signed_in": request.user.is_authenticated,
    }
    return render(request, "home/landing.html", context)
