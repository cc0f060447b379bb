"""What a person had locked away: the list, writing it down, lifting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.locks import EVERYTHING
from followalong.agencies.models import Membership, Program
from followalong.agencies.roles import Permission
from followalong.agencies.rows import here_on
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients import actions
from followalong.clients import locks_shown as shown
from followalong.clients.entries import back_to, named_entry, whole
from followalong.clients.forms.locks import LiftForm, LockForm, ways_of
from followalong.clients.models import Client, Lock
from followalong.clients.rows import same_person


@requires(Permission.LOCK_EDIT)
@require_safe
def locks(request: HttpRequest, client_id: UUID) -> HttpResponse:
    client = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    found = read.many(request, shown.locks_of(same_person(client.pk)))
    names = shown.keeper_names(request, found)
    lines = [shown.line(request, row, names) for row in found]
    context = {
        "client": client,
        "now": [one for one in lines if not one["is_lifted"]],
        "before": [one for one in lines if one["is_lifted"]],
        "add": here(request, "clients:lock_add", client_id=client.pk),
        "choices": here(request, "clients:choices", client_id=client.pk),
    }
    return render(request, "clients/locks.html", context)


@requires(Permission.LOCK_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def lock_add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Written down as the person says it; for one entry, `entry` names its kind and id."""
    client = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    entry = named_entry(request, client)
    row = whole(entry) if entry else None
    form = LockForm(request.POST or None, is_entry=entry is not None, **_offered(request))

    def do() -> UUID:
        return actions.lock_away(by=request.actor, client=client, row=row, **form.values()).pk

    if posted(request, form, do):
        messages.success(request, _("Locked away. It holds from now on, until they lift it."))
        return back_to(request) or _after(request, client, form)
    context = {
        "form": form,
        "client": client,
        "is_entry": entry is not None,
        "choose": here(request, "privacy:entry", client_id=client.pk),
        "back": here(request, "clients:locks", client_id=client.pk),
    }
    return render(request, "clients/lock_add.html", context, status=status_of(form))


def _offered(request: HttpRequest) -> dict[str, Any]:
    pack, lang = speech(request)
    rows = Membership.objects.filter(here_on(timezone.localdate()), stopped_at__isnull=True)
    staff = read.many(request, rows.order_by("given_name", "pk"))
    programs = read.many(request, Program.objects.filter(ended_on__isnull=True).order_by("name"))
    return {"staff": staff, "programs": programs, "ways": ways_of(pack, lang)}


def _after(request: HttpRequest, client: Client, form: LockForm) -> HttpResponse:
    """Whoever wrote down a lock that shuts the record for themselves goes back to their day."""
    said, me = form.values(), request.membership  # type: ignore[attr-defined]
    aimed = (said["membership_id"], said["role"], said["program_id"])
    meant = aimed in ((me.pk, None, None), (None, me.role, None), (None, None, me.program_id))
    is_shut = said["part"] == EVERYTHING and me.pk not in said["keepers"]
    if is_shut and (meant or not any(aimed)):
        return go(request, "home:today")
    return go(request, "clients:locks", client_id=client.pk)


@requires(Permission.LOCK_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def lock_lift(request: HttpRequest, lock_id: UUID) -> HttpResponse:
    """The person wants it open again."""
    lock = read.one(request, Lock.objects.select_related("client__same_as", "program"), pk=lock_id)
    client, form = lock.client.person, LiftForm(request.POST or None)

    def do() -> UUID:
        said = form.cleaned_data["words"]
        return actions.lift_lock(by=request.actor, lock=lock, words=said).pk

    if posted(request, form, do):
        messages.success(request, _("Lifted. It opens as before, from now on."))
        return go(request, "clients:locks", client_id=client.pk)
    context = {
        "form": form,
        "client": client,
        "lock": shown.told(lock),
        "back": here(request, "clients:locks", client_id=client.pk),
    }
    return render(request, "clients/lock_lift.html", context, status=status_of(form))
