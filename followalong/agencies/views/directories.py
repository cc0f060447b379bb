"""Settings of the agency's directory: its key, and what newcomers become."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.accounts.gates import steps_up
from followalong.agencies import read, rows
from followalong.agencies.actions import close_directory, open_directory
from followalong.agencies.forms.directories import DirectoryForm
from followalong.agencies.forms.members import TakeBackForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.models import Directory, Listed
from followalong.agencies.roles import Permission
from followalong.agencies.scim.answers import BASE
from followalong.agencies.words import role_title
from followalong.agencies.writing import posted, status_of

OPERATIONS = "HOPERAT"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
@steps_up
def directory(request: HttpRequest) -> HttpResponse:
    """Whether a directory tells us who works here; POST makes a new key, shown this once."""
    agency, keys = request.membership.agency, []
    programs = read.many(request, rows.programs(timezone.localdate()))
    form = DirectoryForm(request.POST or None, agency=agency, programs=programs)

    def do() -> UUID:
        made, key = open_directory(by=request.actor, agency=agency, **form.values())
        keys.append(key)
        return made.pk

    posted(request, form, do)
    row = next(iter(read.many(request, Directory.objects.all(), limit=1)), None)
    context = {
        "form": form,
        "take_back": TakeBackForm(auto_id=False),
        "directory": row,
        "role": role_title(agency, row.role) if row else "",
        "key": keys[0] if keys else "",
        "base": settings.SITE_URL + BASE,
        "known": read.count(request, Listed.objects.all()) if row else 0,
    }
    return render(request, "agencies/directory.html", context, status=status_of(form))


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@require_POST
@steps_up
def directory_close(request: HttpRequest) -> HttpResponse:
    """The directory's key opens nothing any more."""
    row = read.one(request, Directory.objects.all())
    form = TakeBackForm(request.POST)
    if posted(request, form, lambda: close_directory(by=request.actor, directory=row).pk):
        messages.success(request, _("Closed. Its key opens nothing any more."))
    return go(request, "agencies:directory")
