"""A next step for several people of a caseload at once."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import here, page_for
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write
from followalong.caseload.actions import Doer, add_next_steps
from followalong.clients.models import Enrolment
from followalong.home.caseload_asked import TEAM, Asked, asked_of, enrolments, uuid_of
from followalong.home.caseload_steps_form import StepsForm
from followalong.home.flags import flags
from followalong.home.order import page_of

AT_MOST = 300


@requires(Permission.ENROLMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def caseload_steps(request: HttpRequest) -> HttpResponse:
    """Tick people, say one thing; each gets it as a next step of their own, or nobody does."""
    today = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    asked = asked_of(request, request.GET, pack)
    folk = _people(request, asked, pack, today)
    form = StepsForm(request.POST or None, people=_choices(folk, asked))
    if request.method == "POST" and form.is_valid():
        made = write(request, form, lambda: _add(request, form))
        if made:
            return HttpResponseRedirect(f"{here(request, 'home:caseload')}{asked.address()}")
    context = {
        "form": form,
        "is_cut": len(folk) >= AT_MOST,
        "at_most": AT_MOST,
        "back": f"{here(request, 'home:caseload')}{asked.address()}",
        "hand_over": page_for(request, Permission.CASELOAD_ASSIGN, "home:hand_over"),
    }
    return render(request, "home/caseload_steps.html", context, status=status_of(form))


def _people(request: HttpRequest, asked: Asked, pack: Pack, today: date) -> list[Enrolment]:
    """Everybody of the question by name; once sent, whoever was ticked stays on the page."""
    rows = enrolments(request, asked, today)
    if asked.show:
        rows = rows.filter(flags(today, pack)[asked.show])
    listed = request.POST.get("listed", "").split(",")
    ticked = list(filter(None, map(uuid_of, [*request.POST.getlist("p"), *listed])))
    if ticked:
        rows = Enrolment.objects.filter(pk__in=ticked) | rows
    named = page_of(rows, "name", None).select_related("client__same_as", "specialist")
    return read.many(request, named, limit=AT_MOST)


def _choices(folk: list[Enrolment], asked: Asked) -> list[tuple[str, str]]:
    with_specialist = asked.who == TEAM
    return [
        (
            str(row.pk),
            " · ".join(
                filter(
                    None,
                    [
                        row.client.person.full_name,
                        row.specialist.name if with_specialist and row.specialist else "",
                    ],
                )
            ),
        )
        for row in folk
    ]


def _add(request: HttpRequest, form: StepsForm) -> UUID:
    said: dict[str, Any] = form.cleaned_data
    made = add_next_steps(
        by=request.actor,  # type: ignore[attr-defined]
        enrolments=list(filter(None, map(uuid_of, said["p"]))),
        text=said["text"],
        due_on=said["due_on"],
        doer=Doer(said["doer"]),
    )
    number = len(said["p"])
    text = ngettext(
        "%(count)d person has a new next step.", "%(count)d people have a new next step.", number
    )
    messages.success(request, text % {"count": number})
    return made
