"""One pair, side by side: what each record has, what differs, and the answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.caseload.models import Contact
from followalong.clients.actions import keep_apart, merge_clients, unmerge_clients
from followalong.clients.forms.duplicates import ApartForm, MergeForm
from followalong.clients.models import Client, Enrolment, PossibleDuplicate, Referral
from followalong.core.actor import Actor
from followalong.home.duplicates import answer_text, note_both, why
from followalong.home.stays import open_in_both, stay_texts
from followalong.jobs.models import Job
from followalong.ui.words import day_text

SAME = PossibleDuplicate.Decision.SAME
# Two forms of one page each have a reason.
APART_ID = "apart_%s"


@requires(Permission.DUPLICATE_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """The preview; sending it joins the two."""
    pair = _pair(request, pair_id)
    both = _both(request, pair)
    form = MergeForm(request.POST or None, both=both, names=_names(both))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = {"pair": pair, "keep": said["keep"], "reason": said["reason"]}
        if write(request, form, lambda: merge_clients(by=request.actor, **answer).pk):
            return go(request, "home:client", client_id=said["keep"].pk)
    return _page(request, pair, both, form, ApartForm(auto_id=APART_ID))


@requires(Permission.DUPLICATE_REVIEW)
@require_POST
def duplicate_apart(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Two people: remembered, and taken apart where they had been joined."""
    pair = _pair(request, pair_id)
    form = ApartForm(request.POST, auto_id=APART_ID)
    do = unmerge_clients if pair.decision == SAME else keep_apart
    if form.is_valid():
        answer = {"pair": pair, "reason": form.cleaned_data["reason"]}
        if write(request, form, lambda: do(by=request.actor, **answer).pk):
            return go(request, "home:duplicates")
    both = _both(request, pair)
    return _page(request, pair, both, MergeForm(both=both, names=_names(both)), form)


def _pair(request: HttpRequest, pair_id: UUID) -> PossibleDuplicate:
    rows = PossibleDuplicate.objects.select_related("decided_by")
    pair: PossibleDuplicate = read.one(request, rows, pk=pair_id)
    note_both(request, [pair])
    return pair


def _page(
    request: HttpRequest,
    pair: PossibleDuplicate,
    both: list[Any],
    form: CommandForm,
    apart: CommandForm,
) -> HttpResponse:
    context = {
        "pair": pair,
        "why": why(pair),
        "answer": answer_text(pair) if pair.decision else "",
        "is_joined": pair.decision == SAME,
        "columns": [_("What we know"), *_names(both)],
        "rows": _side_by_side(request, both),
        "both_open": open_in_both([one.stays for one in both]),
        "form": form,
        "apart": apart,
        "links": [
            {"text": name, "href": here(request, "home:client", client_id=one.pk)}
            for name, one in zip(_names(both), both, strict=True)
        ],
    }
    status = max(status_of(form), status_of(apart))
    return render(request, "home/duplicate.html", context, status=status)


def _names(both: list[Any]) -> list[str]:
    """Two of one name are told apart by a number."""
    names = [one.full_name for one in both]
    return names if names[0] != names[1] else [f"{name} ({at})" for at, name in enumerate(names, 1)]


def _both(request: HttpRequest, pair: PossibleDuplicate) -> list[Any]:
    """Both records with what hangs on each, as far as this reader may see it."""
    purpose = getattr(request, "purpose", "")
    rows = Client.objects.filter(pk__in=[pair.client_id, pair.other_id]).order_by("pk")
    return read.many(request, rows.annotate(**_counted(request.actor, purpose)))  # type: ignore[attr-defined]


def _counted(actor: Actor, purpose: str) -> dict[str, Any]:
    mine = {"client": OuterRef("pk")}
    stays = Enrolment.objects.filter(**mine).visible_to(actor, purpose).order_by("entered_on")
    about = JSONObject(
        program=F("program__name"),
        entered_on=F("entered_on"),
        exited_on=F("exited_on"),
        specialist=F("specialist__given_name"),
    )
    contacts = Contact.objects.filter(**mine).visible_to(actor, purpose)
    return {
        "stays": ArraySubquery(stays.values(row=about)),
        "contacts": _number(contacts),
        "last_contact": Subquery(
            contacts.order_by().values("client").annotate(on=Max("started_on")).values("on")
        ),
        "referrals": _number(Referral.objects.filter(**mine).visible_to(actor, purpose)),
        "jobs": _number(Job.objects.filter(**mine).visible_to(actor, purpose)),
    }


def _number(rows: QuerySet) -> Coalesce:
    number = rows.order_by().values("client").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def _side_by_side(request: HttpRequest, both: list[Any]) -> list[list[str]]:
    """One row for each thing that is known of either; what differs is said in words."""
    role, today = request.actor.role, timezone.localdate()  # type: ignore[attr-defined]
    facts: list[tuple[str, Callable[[Any], Any]]] = [
        (_("First name"), lambda one: one.given_name),
        (_("Last name"), lambda one: one.family_name),
        (_("Name to use"), lambda one: one.preferred_name),
        (_("Pronouns"), lambda one: one.pronouns),
        (_("Date of birth"), lambda one: one.born_on and day_text(one.born_on, today)),
        (_("Phone"), lambda one: one.phone),
        (_("E-mail address"), lambda one: one.email),
        (_("Language"), lambda one: one.language),
        (_("Postal code"), lambda one: one.postal_code),
    ]
    counts: list[tuple[Permission, str, Callable[[Any], Any]]] = [
        (Permission.CLIENT_VIEW, _("Enrolments"), lambda one: stay_texts(one.stays, today)),
        (Permission.REFERRAL_VIEW, _("Referrals"), lambda one: one.referrals),
        (Permission.CONTACT_VIEW, _("Contacts"), lambda one: one.contacts),
        (
            Permission.CONTACT_VIEW,
            _("Last contact"),
            lambda one: one.last_contact and day_text(one.last_contact, today),
        ),
        (Permission.JOB_VIEW, _("Jobs"), lambda one: one.jobs),
    ]
    known = [_row(label, [tell(one) or "" for one in both]) for label, tell in facts]
    seen = [
        [what, *("–" if (v := tell(one)) in ("", None) else v for one in both)]
        for permission, what, tell in counts
        if can(role, permission)
    ]
    return [*filter(None, known), *seen]


def _row(label: str, values: list[str]) -> list[str]:
    """Empty when neither record says anything."""
    if not any(values):
        return []
    differs = all(values) and len(set(values)) > 1
    name = _("%(what)s (differs)") % {"what": label} if differs else label
    return [name, *(value or "–" for value in values)]
