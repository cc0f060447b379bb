"""Records opened in an emergency: the privacy officer looks at each within three working days."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import role_title
from followalong.agencies.writing import posted, status_of
from followalong.clients.actions import review_emergency_look
from followalong.clients.models import EmergencyLook
from followalong.clients.rows import emergency_looks_waiting
from followalong.clients.rules.emergencies import EmergencyReason
from followalong.privacy.forms import EmergencyForm
from followalong.ui.words import day_text

REVIEWED_SHOWN = 50
REASONS = {
    EmergencyReason.DANGER: gettext_lazy("somebody may be hurt or is being hurt"),
    EmergencyReason.MEDICAL: gettext_lazy("a medical emergency"),
    EmergencyReason.MISSING: gettext_lazy("the person cannot be found"),
}


@requires(Permission.AUDIT_VIEW, purpose="HOPERAT")
@require_safe
def emergencies(request: HttpRequest) -> HttpResponse:
    """What waits, the one to look at first on top; then what was looked at."""
    names = ("client", "membership")
    waiting = emergency_looks_waiting().select_related(*names)
    seen = EmergencyLook.objects.filter(reviewed_at__isnull=False).select_related(*names)
    done = read.many(request, seen.order_by("-reviewed_at", "-pk"), limit=REVIEWED_SHOWN)
    context = {
        "waiting": [_line(request, look) for look in read.many(request, waiting)],
        "reviewed": [_line(request, look) for look in done],
    }
    return render(request, "privacy/emergencies.html", context)


@requires(Permission.AUDIT_VIEW, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def emergency_review(request: HttpRequest, look_id: UUID) -> HttpResponse:
    rows = EmergencyLook.objects.select_related("client", "membership")
    look = read.one(request, rows, pk=look_id)
    form = EmergencyForm(request.POST or None)

    def do() -> UUID:
        found = form.cleaned_data["found"]
        return review_emergency_look(by=request.actor, look=look, found=found).pk

    if posted(request, form, do):
        messages.success(request, _("Looked at. It stays on the person’s own list of looks."))
        return go(request, "privacy:emergencies")
    context = {"look": _line(request, look), "form": form}
    context["back"] = here(request, "privacy:emergencies")
    return render(request, "privacy/emergency_review.html", context, status=status_of(form))


def _line(request: HttpRequest, look: EmergencyLook) -> dict[str, Any]:
    today, until = timezone.localdate(), look.ended_at or look.until
    agency = request.membership.agency  # type: ignore[attr-defined]
    began = timezone.localtime(look.began_at)
    return {
        "look": look,
        "name": look.client.full_name,
        "who": f"{look.membership.name}, {role_title(agency, look.membership.role)}",
        "why": REASONS[EmergencyReason(look.reason)],
        "when": f"{day_text(began.date(), today)}, {time_format(began, 'H:i')}–"
        f"{time_format(timezone.localtime(until), 'H:i')}",
        "by": day_text(look.review_by, today),
        "is_late": look.reviewed_at is None and look.review_by < today,
        "href": here(request, "privacy:emergency_review", look_id=look.pk),
        "looks": here(request, "privacy:looks", client_id=look.client_id),
    }
