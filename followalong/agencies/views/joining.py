"""Opening an invitation: choose a password, or take the role up with the sign-in one has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from followalong.accounts.actions import AddressTaken, make_user, open_session
from followalong.accounts.doors import AGENCY
from followalong.accounts.models import User
from followalong.agencies.actions import accept_invitation
from followalong.agencies.coming_in import way_to_join
from followalong.agencies.forms.entry import JoinForm
from followalong.agencies.joining import enter_invitation
from followalong.agencies.refusals import InvitationClosed, LinkProblem
from followalong.agencies.writing import status_of
from followalong.core.gates import public

ANSWERS = {LinkProblem.UNKNOWN: 404, LinkProblem.TOO_MANY: 429, LinkProblem.TO_ONESELF: 403}


@public("whoever holds the one-time link takes up the role it is for")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Choose an address and a password, and begin."""
    try:
        invitation = enter_invitation(request, token)
    except InvitationClosed as closed:
        return _closed(request, closed)
    initial = {"email": invitation.email or ""}
    form = JoinForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            user = make_user(**form.cleaned_data, language=get_language() or "en")
            return _take_up(request, token, user)
        except AddressTaken as taken:
            form.add_error("email", str(taken))
    member = invitation.membership
    context = {"form": form, "token": token, "sign_on": way_to_join(token)}
    context |= {"name": member.given_name, "agency": member.agency}
    return render(request, "agencies/join.html", context, status=status_of(form))


@public("whoever holds the one-time link takes up the role it is for")
@require_POST
def join_as(request: HttpRequest, token: str) -> HttpResponse:
    """Take the role up with the sign-in that is open in this browser."""
    try:
        enter_invitation(request, token)
    except InvitationClosed as closed:
        return _closed(request, closed)
    if not request.user.is_authenticated or request.session.get(AGENCY):
        return redirect("agencies:join", token=token)
    return _take_up(request, token, request.user)


def _take_up(request: HttpRequest, token: str, user: User) -> HttpResponse:
    try:
        membership = accept_invitation(by=request.actor, token=token, user=user)
    except InvitationClosed as closed:
        return _closed(request, closed)
    if request.user != user:
        open_session(request, user=user)
    return redirect("home:today", code=membership.code)


def _closed(request: HttpRequest, why: InvitationClosed) -> HttpResponse:
    status = {LinkProblem.UNKNOWN: 404, LinkProblem.TOO_MANY: 429, LinkProblem.TO_ONESELF: 403}.get(
        why.problem, 410
    )
    context = {"said": str(why), "can_ask": why.problem != LinkProblem.TO_ONESELF}
    return render(request, "agencies/join_closed.html", context, status=status)
