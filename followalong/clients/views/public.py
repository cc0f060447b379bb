from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies.packs.text import base_language
from followalong.agencies.writing import status_of, write
from followalong.clients.actions import self_refer
from followalong.clients.doors import Visit, crisis_lines, enter_door, is_too_often, receipt_of
from followalong.clients.forms.referrals import SelfReferralForm
from followalong.core.gates import public
from followalong.core.ids import read_receipt_code


@public("a person asks for support for themselves: writes one referral, reads nothing")
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, slug: str) -> HttpResponse:
    visit = enter_door(request, slug)
    form = SelfReferralForm(request.POST or None)
    too_often = False
    if request.method == "POST" and form.is_valid():
        too_often = is_too_often(request, visit)
        if not too_often and (made := _send(request, visit, form)):
            return redirect("refer:refer_done", receipt=receipt_of(made))
    context = {
        "form": form,
        "program": visit.program.name,
        "agency_name": visit.agency.name,
        "lines": crisis_lines(visit.pack, get_language() or "en"),
        "too_often": too_often,
    }
    status = 429 if too_often else status_of(form)
    return render(request, "clients/refer.html", context, status=status)


def _send(request: HttpRequest, visit: Visit, form: SelfReferralForm):
    return write(
        request,
        form,
        lambda: (
            self_refer(
                by=request.actor,
                program=visit.program,
                person=form.person(),
                reason=form.cleaned_data["reason"],
                language=base_language(get_language() or "en"),
            ).pk
        ),
    )


@public("shows back the reference in the address and looks nothing up")
@require_safe
def refer_done(request: HttpRequest, receipt: str) -> HttpResponse:
    if read_receipt_code(receipt) != receipt:
        raise Http404
    return render(request, "clients/refer_done.html", {"receipt": receipt})
