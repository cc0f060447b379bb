from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from followalong.accounts.actions import open_session
from followalong.accounts.doors import opens_agency
from followalong.accounts.gates import own
from followalong.accounts.setup_links import open_link
from followalong.agencies import actions
from followalong.agencies.forms.entry import FirstAgencyForm
from followalong.agencies.models import Membership
from followalong.agencies.words import role_title
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.gates import public


@own("shows only the signed-in person's own memberships", by_agency=True)
def choose(request: HttpRequest) -> HttpResponse:
    """Which of my roles do I take up now? With one there is nothing to choose."""
    set_context(Actor(ActorKind.MEMBER, "", user_id=request.user.pk))
    mine = [
        {"title": role_title(m.agency, m.role), "agency": m.agency.name, "code": m.code}
        for m in Membership.objects.filter(user=request.user).select_related("agency")
        if opens_agency(request.session, m.agency_id)
    ]
    if len(mine) == 1:
        return redirect("home:today", code=mine[0]["code"])
    return render(request, "agencies/choose.html", {"mine": mine})


@public("a one-time link makes the first agency of an empty installation")
def first(request: HttpRequest, token: str) -> HttpResponse:
    link = open_link(token)
    if link is None:
        raise Http404
    form = FirstAgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.make_first_agency(link=link, answers=form.cleaned_data)
        except actions.LinkUsed as used:
            raise Http404 from used
        open_session(request, user=user)
        return redirect("agencies:choose")
    status = 422 if form.errors else 200
    return render(request, "agencies/first.html", {"form": form}, status=status)
