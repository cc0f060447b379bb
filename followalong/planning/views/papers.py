from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission
from followalong.agencies.writing import CommandForm, posted
from followalong.clients.models import Client
from followalong.planning import actions, on_paper, rows
from followalong.planning.models import ActionPlan
from followalong.ui import pdf


@requires(Permission.ACTION_PLAN_VIEW)
@require_safe
def plan_pdf(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The person's copy as a file, in plain words and their own language."""
    person = read.one(request, Client.objects, pk=client_id)
    return pdf.answer(on_paper.plan_paper(request, person), "plan.pdf")


@requires(Permission.PROFILE_VIEW)
@require_safe
def profile_pdf(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the person said about work, as a file of theirs."""
    person = read.one(request, Client.objects, pk=client_id)
    return pdf.answer(on_paper.profile_paper(request, person), "profile.pdf")


@requires(Permission.PROFILE_EDIT)
@require_POST
def plan_copy(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The person has a copy of the plan in their hand."""
    plan = read.one(request, rows.standing(ActionPlan, client_id))
    form = CommandForm(request.POST)

    def do() -> UUID:
        return actions.note_plan_copy(by=request.actor, plan=plan).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("Noted: they have their copy."))
    return go(request, "planning:plan", client_id=client_id)
