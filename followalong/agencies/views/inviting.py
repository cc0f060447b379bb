"""Inviting somebody to their role, and taking an invitation back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followalong.accounts.gates import steps_up
from followalong.agencies import read, rows
from followalong.agencies.actions import invite, revoke_invitation
from followalong.agencies.forms.members import InviteForm, TakeBackForm
from followalong.agencies.gates import requires
from followalong.agencies.joining import address_of
from followalong.agencies.links import go
from followalong.agencies.roles import Permission
from followalong.agencies.views.person import person_page
from followalong.agencies.writing import write

OPERATIONS = "HOPERAT"


@requires(Permission.STAFF_EDIT, purpose=OPERATIONS)
@require_POST
@steps_up
def person_invite(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Send a link, or show it once to be handed over. An earlier one is void from then on."""
    row = read.one(request, rows.members(), pk=membership_id)
    form = InviteForm(request.POST)
    secrets: list[str] = []

    def do() -> UUID:
        made, token = invite(by=request.actor, membership=row, language=get_language() or "en")
        secrets.extend(filter(None, [token]))
        return made.pk

    if not form.is_valid() or not write(request, form, do):
        return person_page(request, row, sent=form)
    if secrets:
        return person_page(request, row, link=address_of(secrets[0]))
    messages.success(request, _("The invitation is on its way."))
    return go(request, "agencies:person", membership_id=row.pk)


@requires(Permission.STAFF_EDIT, purpose=OPERATIONS)
@require_POST
def person_uninvite(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Take the invitation back: its link opens nothing any more."""
    row = read.one(request, rows.members(), pk=membership_id)
    form = TakeBackForm(request.POST)
    if form.is_valid() and write(
        request, form, lambda: revoke_invitation(by=request.actor, membership=row).pk
    ):
        return go(request, "agencies:person", membership_id=row.pk)
    return person_page(request, row, sent=form)
