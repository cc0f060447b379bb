from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followalong.agencies.actions import use_shortcuts
from followalong.agencies.gates import requires
from followalong.agencies.links import back
from followalong.agencies.roles import Permission


@requires(Permission.TODAY_VIEW)
@require_POST
def shortcuts(request: HttpRequest) -> HttpResponse:
    """Turn one's own keyboard shortcuts off, or on again. Twice is once."""
    on = request.POST.get("on") == "1"
    use_shortcuts(by=request.actor, member=request.membership, on=on)  # type: ignore[attr-defined]
    if on:
        messages.success(request, _("Keyboard shortcuts are on. Press ? to see them."))
    else:
        messages.success(request, _("Keyboard shortcuts are off. Under More you can turn them on."))
    return back(request)
