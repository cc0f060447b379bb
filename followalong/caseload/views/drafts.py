from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from followalong.agencies.gates import requires
from followalong.agencies.links import back
from followalong.agencies.roles import Permission
from followalong.caseload.actions import drop_draft, keep_draft

NOT_TYPED = {"csrfmiddlewaretoken", "command_id", "draft_of", "let_go"}
LOGS = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER, Permission.EMPLOYER_CONTACT_LOG)


@requires(*LOGS)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed into a form, or let it go.

    `draft_of` says which form it is, `command_id` which sheet of it: two pages never mix.
    """
    of, command_id = request.POST.get("draft_of", ""), _command(request)
    if not of.isidentifier() or len(of) > 40:
        raise Http404
    key = f"{of}:{command_id}"
    if "let_go" in request.POST:
        drop_draft(by=request.actor, key=key)
        return back(request)
    text = {name: said for name, said in request.POST.lists() if name not in NOT_TYPED}
    keep_draft(by=request.actor, key=key, text=text, command_id=command_id)
    return HttpResponse(status=204)


def _command(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("command_id", ""))
    except ValueError as unreadable:
        raise Http404 from unreadable
