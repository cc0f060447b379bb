"""What somebody else said in confidence stays out of a copy: found, marked, shown again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Client
from followalong.privacy import actions
from followalong.privacy.copy_checked import Found, checking, entry_of
from followalong.privacy.forms import HoldBackForm, ShowAgainForm
from followalong.privacy.held_back import Held, held_of, reasons
from followalong.privacy.models import HeldBack
from followalong.privacy.views.copies import whose


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_safe
def check(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every entry of the copy, so that what is not theirs to read can be marked."""
    client = whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    place = here(request, "privacy:copy_hold", client_id=client.pk)
    context = {
        **checking(request, client, place, marks=True),
        "client": client,
        "back": here(request, "privacy:copy", client_id=client.pk),
        "see": here(request, "privacy:copy_print", client_id=client.pk),
    }
    return render(request, "privacy/copy_check.html", context)


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """One entry: hold it back, or a passage of it, with the law's reason; or show it again."""
    client = whose(request, client_id)
    if client is None:
        return refuse(request, Permission.RIGHTS_ANSWER)
    asked = request.GET.get("entry", "")
    if not asked:
        return go(request, "privacy:copy_check", client_id=client.pk)
    found = entry_of(request, client, asked)
    if found is None:
        raise Http404
    row, texts = found.row, [text for _name, text in found.told.says]
    form = HoldBackForm(request.POST or None, reasons=reasons(request), texts=texts)

    def do() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("reason", "passage")}
        return actions.hold_back(by=request.actor, client=client, row=row, **said).pk  # type: ignore[attr-defined]

    if posted(request, form, do):
        messages.success(request, _("Held back. The copy says that something was, and why."))
        return redirect(_checked(request, client, row._meta.label_lower))
    context = {"form": form, **_page(request, client, found)}
    return render(request, "privacy/copy_hold.html", context, status=status_of(form))


@requires(Permission.RIGHTS_ANSWER, purpose="PATRQT")
@require_POST
def show(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Copies say it again."""
    held = read.one(request, HeldBack.objects.select_related("client__same_as"), pk=held_id)
    form = ShowAgainForm(request.POST)
    done = posted(request, form, lambda: actions.show_again(by=request.actor, held=held).pk)  # type: ignore[attr-defined]
    if done:
        messages.success(request, _("Copies say it again from now on."))
    else:
        messages.error(request, " ".join(form.non_field_errors()))
    return redirect(_checked(request, held.client.person, held.row_type))


def _checked(request: HttpRequest, client: Client, part: str) -> str:
    """The part in which they were."""
    return f"{here(request, 'privacy:copy_check', client_id=client.pk)}?part={part}"


def _page(request: HttpRequest, client: Client, found: Found) -> dict[str, Any]:
    held = held_of(request, client).get(found.told.entry, [])
    return {
        "client": client,
        "found": found,
        "held": [_shown(request, one) for one in held],
        "needs_counsel": _needs_counsel(request),
        "back": _checked(request, client, found.row._meta.label_lower),
    }


def _shown(request: HttpRequest, held: Held) -> dict[str, Any]:
    return {
        "held": held,
        "show": here(request, "privacy:held_show", held_id=held.pk),
        "form": ShowAgainForm(auto_id=f"{held.pk}_%s"),
    }


def _needs_counsel(request: HttpRequest) -> bool:
    pack, _lang = speech(request)
    return any(rule.provenance.needs_counsel for rule in pack.held_back.values())
