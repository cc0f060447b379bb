from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from followalong.accounts import actions
from followalong.accounts.forms import SignInForm
from followalong.core.gates import public


@public("the door for people who work here")
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_in(
                request, **form.cleaned_data, address=request.META.get("REMOTE_ADDR", "")
            )
        except actions.SignInRefused as refused:
            form.add_error(None, str(refused))
        else:
            if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
                wanted = ""
            return redirect(wanted or "agencies:choose")
    status = 422 if form.errors else 200
    context = {"form": form, "wanted": wanted}
    return render(request, "accounts/sign_in.html", context, status=status)


@public("ends a session; does nothing without one")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    actions.sign_out(request)
    return redirect("home:landing")
