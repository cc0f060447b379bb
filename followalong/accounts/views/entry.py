"""The door: by passkey, or by password and a second step."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from followalong.accounts import actions, shown
from followalong.accounts.doors import wanted_page
from followalong.accounts.forms import CredentialForm, ProofForm, SignInForm
from followalong.accounts.gates import own
from followalong.core.gates import public

FORM = require_http_methods(["GET", "HEAD", "POST"])


@public("the door for people who work here")
@FORM
def sign_in(request: HttpRequest) -> HttpResponse:
    form, wanted = SignInForm(request.POST or None), wanted_page(request)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.sign_in(request, **form.cleaned_data, address=_address(request))
        except actions.SignInRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(wanted or "agencies:choose") if user else shown.second(wanted)
    status = 422 if form.errors else 200
    context = {"form": form, "wanted": wanted, "passkey": CredentialForm()}
    return render(request, "accounts/sign_in.html", context, status=status)


@public("asks any passkey of this site who is there; says nothing about anybody")
@require_POST
def passkey_question(request: HttpRequest) -> JsonResponse:
    """What the browser asks the device: whoever has said a password, or is signed in, is asked
    for their own passkeys."""
    return JsonResponse(shown.question(actions.pending_user(request), request.user))


@public("the door for people who work here, by passkey")
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    form, wanted = CredentialForm(request.POST), wanted_page(request)
    try:
        said = form.data.get("credential", "") if form.is_valid() else ""
        actions.sign_in_by_passkey(request, credential=said, address=_address(request))
    except actions.SignInRefused as refused:
        plain = SignInForm()
        context = {"form": plain, "wanted": wanted, "passkey": form, "said": str(refused)}
        return render(request, "accounts/sign_in.html", context, status=422)
    return redirect(wanted or "agencies:choose")


@public("the second step of whoever has said the right password")
@FORM
def second(request: HttpRequest) -> HttpResponse:
    user = actions.pending_user(request)
    if user is None:
        return redirect("accounts:sign_in")
    form, wanted = ProofForm(request.POST or None), wanted_page(request)
    if request.method == "POST" and form.is_valid():
        try:
            proof = {**form.cleaned_data, "address": _address(request)}
            actions.finish_sign_in(request, user=user, **proof)
            return redirect(wanted or "agencies:choose")
        except actions.SignInRefused as refused:
            form.add_error("code", str(refused))
    return shown.proof_page(request, "accounts/second.html", form, user, wanted)


@own("the signed-in person shows once more who they are", by_agency=True)
@FORM
def again(request: HttpRequest) -> HttpResponse:
    form, wanted = ProofForm(request.POST or None), wanted_page(request)
    if request.method == "POST" and form.is_valid():
        try:
            proof = {**form.cleaned_data, "address": _address(request)}
            actions.prove_again(request, user=request.user, **proof)
            return redirect(wanted or "agencies:choose")
        except actions.SignInRefused as refused:
            form.add_error("code", str(refused))
    return shown.proof_page(request, "accounts/again.html", form, request.user, wanted)


@public("ends a session; does nothing without one")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    actions.sign_out(request)
    response = redirect("home:landing")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _address(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")
