"""The door by an agency's own provider: there, and back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from followalong.accounts.actions import AddressTaken
from followalong.accounts.doors import wanted_page
from followalong.agencies.coming_in import Use, begin, come_back, enter_door
from followalong.agencies.refusals import InvitationClosed, SignOnProblem, SignOnRefused
from followalong.audit.record import record
from followalong.core.actor import Actor, ActorKind
from followalong.core.gates import public


@public("sends whoever works at an agency to its own sign-in; the address names nobody")
@require_safe
def sign_on(request: HttpRequest, door: str) -> HttpResponse:
    """To the provider: to come in, or `for` a link, an invitation, a proof that it is still me."""
    asked = request.GET.get("for", "")
    use = Use(asked) if asked in list(Use) else Use.ENTER
    try:
        provider = enter_door(request, door)
        wanted, token = wanted_page(request), request.GET.get("invitation", "")
        there = begin(request, provider, use=use, wanted=wanted, token=token)
    except SignOnRefused as refused:
        return _refused(request, refused)
    return HttpResponseRedirect(there)


@public("the way back from an agency's own sign-in; opens only what was asked in this browser")
@require_safe
def sign_on_back(request: HttpRequest) -> HttpResponse:
    try:
        return redirect(come_back(request))
    except (SignOnRefused, InvitationClosed, AddressTaken) as refused:
        return _refused(request, refused)


def _refused(request: HttpRequest, why: Exception) -> HttpResponse:
    by = request.actor or Actor(ActorKind.PUBLIC, "anyone")  # type: ignore[attr-defined]
    record(by=by, action="session.refused", outcome="refused", fields=["provider"])
    is_many = getattr(why, "problem", "") == SignOnProblem.TOO_MANY
    context = {"said": str(why)}
    return render(request, "agencies/sign_on_closed.html", context, status=429 if is_many else 403)
