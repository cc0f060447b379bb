"""Settings of single sign-on: the agency's provider, and one's own link to it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.accounts.gates import steps_up
from followalong.agencies import read, rows
from followalong.agencies.actions import close_provider, set_provider, unlink
from followalong.agencies.coming_in import Use
from followalong.agencies.forms.members import TakeBackForm
from followalong.agencies.forms.sign_ons import ProviderForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.models import Identity, Provider
from followalong.agencies.roles import Permission
from followalong.agencies.writing import posted, status_of, write

OPERATIONS = "HOPERAT"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@FORM
@steps_up
def provider(request: HttpRequest) -> HttpResponse:
    """The agency's own sign-in: whom to ask, and who is linked."""
    row = next(iter(read.many(request, Provider.objects.all(), limit=1)), None)
    form = ProviderForm(request.POST or None, row=row)
    agency = request.membership.agency
    if posted(
        request, form, lambda: set_provider(by=request.actor, agency=agency, **form.values()).pk
    ):
        messages.success(request, _("Saved. Try it in another browser before you tell everybody."))
        return go(request, "agencies:provider")
    context = {
        "form": form,
        "take_back": TakeBackForm(auto_id=False),
        "provider": row,
        "door": _full("agencies:sign_on", row.door) if row else "",
        "back": _full("agencies:sign_on_back"),
        "linked": _linked(request) if row else [],
    }
    return render(request, "agencies/provider.html", context, status=status_of(form))


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@require_POST
@steps_up
def provider_close(request: HttpRequest) -> HttpResponse:
    """The agency's own sign-in opens nothing any more."""
    row = read.one(request, Provider.objects.all())
    form = TakeBackForm(request.POST)
    if posted(request, form, lambda: close_provider(by=request.actor, provider=row).pk):
        messages.success(request, _("Closed. Everybody signs in with their own passkey again."))
    return go(request, "agencies:provider")


@requires(Permission.AGENCY_EDIT, purpose=OPERATIONS)
@require_POST
@steps_up
def identity_unlink(request: HttpRequest, identity_id: UUID) -> HttpResponse:
    """One person's link ends."""
    row = read.one(request, Identity.objects.all(), pk=identity_id)
    form = TakeBackForm(request.POST)
    if posted(request, form, lambda: unlink(by=request.actor, identity=row).pk):
        messages.success(request, _("Unlinked."))
    return go(request, "agencies:provider")


@requires(Permission.TODAY_VIEW, purpose=OPERATIONS)
@FORM
@steps_up
def own_sign_on(request: HttpRequest) -> HttpResponse:
    """Whether I come in by the agency's own sign-in; link it, or end that."""
    mine = Identity.objects.filter(user_id=request.user.pk)
    row = next(iter(read.many(request, mine, limit=1)), None)
    form = TakeBackForm(request.POST or None, auto_id=False)
    if request.method == "POST" and row and form.is_valid():
        write(request, form, lambda: unlink(by=request.actor, identity=row).pk)
        return go(request, "agencies:own_sign_on")
    open_now = next(iter(read.many(request, Provider.objects.all(), limit=1)), None)
    asked = urlencode({"for": Use.LINK, "next": request.path})
    there = reverse("agencies:sign_on", args=[open_now.door]) if open_now else ""
    context = {"form": form, "linked": row, "door": there, "link": f"{there}?{asked}"}
    return render(request, "agencies/own_sign_on.html", context)


def _linked(request: HttpRequest) -> list[dict[str, Any]]:
    """Who is linked, by the name they have here."""
    found = read.many(request, Identity.objects.order_by("linked_at"), limit=500)
    people = read.many(request, rows.members().filter(user__in=[one.user_id for one in found]))
    names = {row.user_id: row.name for row in people}
    return [
        {"id": one.pk, "name": names.get(one.user_id, ""), "since": one.linked_at} for one in found
    ]


def _full(name: str, *args: str) -> str:
    return settings.SITE_URL + reverse(name, args=args)
