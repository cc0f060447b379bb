"""One's own way in: passkeys, an app, recovery codes, the password, and where one is signed in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.accounts import actions, shown
from followalong.accounts.doors import AGENCY, is_fresh, wanted_page
from followalong.accounts.factors import has_factor, recovery_codes
from followalong.accounts.forms import CodeForm, FreshPasswordForm, PasskeyForm, PasswordForm
from followalong.accounts.gates import own, steps_up, steps_up_if_protected
from followalong.accounts.way_in import user_of
from followalong.core.gates import public
from followalong.core.qr import qr_svg

FORM = require_http_methods(["GET", "HEAD", "POST"])


@own("one's own passkeys, codes and open sessions", unproved=True, by_agency=True)
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom an agency's provider let in sees where that provider let them in, and no more."""
    if request.session.get(AGENCY):
        return shown.by_agency_page(request)
    return shown.own_page(request, PasskeyForm())


@own("asks the device for a new passkey of the signed-in person", unproved=True)
@require_POST
@steps_up_if_protected
def passkey_new_question(request: HttpRequest) -> JsonResponse:
    return JsonResponse(begin_registration(request.user, passwordless=True))


@own("adds a passkey of the signed-in person", unproved=True)
@require_POST
@steps_up_if_protected
def passkey_add(request: HttpRequest) -> HttpResponse:
    form, is_first = PasskeyForm(request.POST), not has_factor(request.user)
    try:
        form.full_clean()
        actions.add_passkey(request, by=request.user, **form.cleaned_data)
    except actions.NotAdded as refused:
        return shown.own_page(request, form, said=str(refused))
    return _settled(request, is_first)


@own("adds an authenticator app of the signed-in person", unproved=True)
@FORM
@steps_up_if_protected
def app_add(request: HttpRequest) -> HttpResponse:
    form, is_first = CodeForm(request.POST or None), not has_factor(request.user)
    secret = shown.secret_of_new_app(request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_app(request, by=request.user, secret=secret, **form.cleaned_data)
            del request.session[shown.SECRET]
            return _settled(request, is_first)
        except actions.NotAdded as refused:
            form.add_error("code", str(refused))
    context = {"form": form, "secret": secret, "wanted": wanted_page(request)}
    return render(request, "accounts/app.html", context, status=422 if form.errors else 200)


@own("the picture by which the signed-in person's own app learns its secret", unproved=True)
@require_safe
def app_picture(request: HttpRequest) -> HttpResponse:
    if shown.SECRET not in request.session:
        raise Http404
    return HttpResponse(qr_svg(shown.address_of_app(request)), content_type="image/svg+xml")


@own("removes a passkey or an app of the signed-in person")
@require_POST
@steps_up
def factor_remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    try:
        actions.remove_factor(by=request.user, factor_id=factor_id)
        messages.success(request, _("Removed. It opens nothing any more."))
    except actions.LastFactor as last:
        messages.warning(request, str(last))
    except Authenticator.DoesNotExist as error:
        raise Http404 from error
    return redirect("accounts:security")


@own("recovery codes of the signed-in person")
@FORM
@steps_up
def codes(request: HttpRequest) -> HttpResponse:
    """Those that are left; POST makes new ones."""
    if not has_factor(request.user):
        return redirect("accounts:security")
    is_new = request.method == "POST"
    left = actions.new_codes(by=request.user) if is_new else recovery_codes(request.user)
    context = {"codes": left, "wanted": wanted_page(request)}
    return render(request, "accounts/codes.html", context)


@own("another password for the signed-in person")
@FORM
@steps_up
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_password(request, by=request.user, **form.cleaned_data)
            messages.success(request, _("Changed. You were signed out everywhere else."))
            return redirect("accounts:security")
        except actions.WrongPassword as wrong:
            form.add_error("old", str(wrong))
    status = 422 if form.errors else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


@own("signs the signed-in person out somewhere else", by_agency=True)
@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    try:
        opened_by = request.session.get(AGENCY)
        actions.end_session(by=request.user, session_id=session_id, opened_by=opened_by)
    except UserSession.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("Signed out there."))
    return redirect("accounts:security")


@own("says that somebody is still at work here", by_agency=True)
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Who it is goes back too: a page that waits shows itself again to nobody else."""
    return JsonResponse({"person": str(request.user.pk), "fresh": is_fresh(request.session)})


@public("whoever holds the one-time link chooses a new password for a way in that was lost")
@FORM
def way_in(request: HttpRequest, who: str, token: str) -> HttpResponse:
    user = user_of(who, token)
    if user is None:
        raise Http404
    form = FreshPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_password(user=user, password=form.cleaned_data["new"])
        actions.open_session(request, user=user)
        return redirect("accounts:security")
    status = 422 if form.errors else 200
    return render(request, "accounts/way_in.html", {"form": form}, status=status)


def _settled(request: HttpRequest, is_first: bool) -> HttpResponse:
    """With the first one come the recovery codes, shown before anything else."""
    if is_first:
        return redirect(shown.codes_then(wanted_page(request)))
    messages.success(request, _("Added."))
    return redirect("accounts:security")
