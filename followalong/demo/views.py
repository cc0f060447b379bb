from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followalong.accounts.actions import open_session
from followalong.core.gates import public
from followalong.core.installation import is_demo
from followalong.demo.personas import card, settings_told, user_of


@public("invented people to try out; not there unless the database was born a demonstration")
@require_safe
def personas(request: HttpRequest) -> HttpResponse:
    if not is_demo():
        raise Http404
    return render(request, "demo/personas.html", {"worlds": settings_told()})


@public("signs in as an invented person; not there unless the database was born a demonstration")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, persona: str) -> HttpResponse:
    """Reading shows the button; only pressing it opens a session."""
    user = user_of(persona) if is_demo() else None
    if user is None:
        raise Http404
    if request.method == "POST":
        open_session(request, user=user, is_demo=True)
        return redirect("agencies:choose")
    return render(request, "demo/persona.html", {"card": card(persona)})
