from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission
from followalong.caseload.actions import complete_next_step
from followalong.caseload.models import NextStep
from followalong.caseload.views.shown import back


@requires(Permission.CONTACT_LOG)
@require_POST
def next_step_done(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Tick a next step off. Twice is once, so it needs no command."""
    step = read.one(request, NextStep.objects, pk=step_id)
    complete_next_step(by=request.actor, step=step)
    if request.POST.get("next"):
        return HttpResponseRedirect(back(request))
    return go(request, "home:client", client_id=step.client_id)
