from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import status_of, write
from followalong.clients import actions
from followalong.clients.forms.outreach import ANSWERS, OutreachForm
from followalong.clients.models import Enrolment, OutreachChoice


@requires(Permission.ENROLMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def outreach(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """The two lines, asked again: what may we do if we lose touch, and when should we stop?"""
    row = read.one(request, Enrolment.objects.select_related("client"), pk=enrolment_id)
    pack, lang = speech(request)
    now = OutreachChoice.objects.filter(enrolment=row, to_on__isnull=True)
    said = {name: getattr(c, name) for c in read.many(request, now) for name in ANSWERS}
    form = OutreachForm(request.POST or None, initial=said, pack=pack, lang=lang)
    if request.method == "POST" and form.is_valid():
        answer = {name: form.cleaned_data[name] for name in ANSWERS}
        if write(
            request,
            form,
            lambda: actions.record_outreach_choice(by=request.actor, enrolment=row, **answer).pk,
        ):
            return go(request, "caseload:in_touch", enrolment_id=row.pk)
    context = {"form": form, "client": row.client}
    context["back"] = here(request, "caseload:in_touch", enrolment_id=row.pk)
    return render(request, "clients/outreach.html", context, status=status_of(form))
