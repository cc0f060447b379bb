from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.roles import Permission
from followalong.planning.forms.preferences import PreferencesForm
from followalong.planning.models import JobPreference
from followalong.planning.views.writing import enrolment_of, first, write_entry


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Everything that a match may use, on one page; whatever is left open stays open."""
    address = here(request, "home:profile", client_id=client_id)
    lead = _("What a match looks at, and nothing else. What is not known excludes nothing.")
    return write_entry(
        request,
        enrolment_of(request, client_id),
        PreferencesForm,
        JobPreference,
        first(request, JobPreference, client_id),
        done=lambda: HttpResponseRedirect(f"{address}#preferences"),
        page={"title": _("Wishes for a job"), "lead": lead},
    )
