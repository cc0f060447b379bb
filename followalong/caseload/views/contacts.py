"""The page of one entry: what was written, what was added, and how to put it right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.caseload import actions, rows
from followalong.caseload.forms import AddendumForm, AmendForm
from followalong.caseload.models import Addendum, Contact
from followalong.caseload.rules import days_late
from followalong.caseload.views.shown import entry_lines, when_text
from followalong.clients.correctable import may_correct
from followalong.clients.entries import disagreed, rights_over
from followalong.ui.words import day_text

READS = (Permission.CONTACT_VIEW, Permission.CONTACT_LOG_PEER)
LOGS = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)
_WITH = ("client", "membership__program", "agency", "enrolment__program")
_GROUP = Contact.objects.filter(group_id=OuterRef("group_id")).order_by().values("group_id")
_ROWS = Contact.objects.select_related(*_WITH).annotate(
    group_size=Subquery(_GROUP.values(n=Count("pk")))
)


@requires(*READS)
@require_safe
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One entry with both its dates, and the words that were added to it."""
    return _page(request, _one(request, contact_id))


@requires(*LOGS)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Put an own entry right while its edit window is open."""
    entry = _one(request, contact_id)
    form = AmendForm(
        request.POST or None, initial=_initial(entry), choices=_choices(request, entry)
    )
    theirs: list[dict[str, str]] = []
    try:
        if posted(request, form, lambda: _amended(request, form, entry).pk):
            messages.success(request, _("Saved."))
            return go(request, "caseload:contact", contact_id=entry.pk)
    except actions.ChangedMeanwhile as changed:
        entry = _one(request, contact_id)
        theirs = _over(request, form, entry, changed)
    context = {
        "form": form,
        "contact": entry,
        "theirs": theirs,
        "page": _address(request, entry),
        "called": entry.client.name if entry.client else "",
        "snippets": rows.short_texts(request),
    }
    return render(request, "caseload/amend.html", context, status=status_of(form))


@requires(*LOGS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Add words to an entry. What was written first stays."""
    entry = _one(request, contact_id)
    form = AddendumForm(request.POST or None)
    if posted(request, form, lambda: _added(request, form, entry).pk):
        return go(request, "caseload:contact", contact_id=entry.pk)
    return _page(request, entry, adding=form, status=status_of(form))


def _one(request: HttpRequest, contact_id: UUID) -> Contact:
    entry: Contact = read.one(request, _ROWS, pk=contact_id)
    return entry


def _page(
    request: HttpRequest, entry: Contact, *, adding: AddendumForm | None = None, status: int = 200
) -> HttpResponse:
    """The entry; with `adding`, its form for more words as it was sent."""
    by: Any = request.actor  # type: ignore[attr-defined]
    writes = any(can(by.role, permission) for permission in LOGS)
    is_own = entry.membership_id == by.membership_id
    added = read.many(
        request,
        Addendum.objects.filter(contact=entry).select_related("membership").order_by("written_at"),
    )
    context = {
        "contact": entry,
        "name": entry.client.full_name if entry.client else _("Nobody in particular"),
        "when": when_text(entry),
        "lines": entry_lines(request, entry),
        "late": _late(entry),
        "addenda": added,
        "is_private": entry.is_private,
        "form": (adding or AddendumForm()) if writes else None,
        "snippets": rows.short_texts(request) if writes else [],
        "called": entry.client.name if entry.client else "",
        "can_amend": writes and is_own and actions.is_editable(entry),
        "window": _window(entry) if writes and is_own else "",
        "can_correct": writes and may_correct(by, entry),
        "rights": "" if entry.is_private else rights_over(request, entry),
        "disagreements": disagreed(request, entry),
    }
    return render(request, "caseload/contact.html", context, status=status)


def _window(entry: Contact) -> str:
    """Until when its writer may put it right, or that words are added now."""
    until = actions.editable_until(entry)
    if until is None:
        return ""
    local = timezone.localtime(until)
    if not actions.is_editable(entry):
        return _("It is part of the record now: what you add stands below it.")
    when = f"{day_text(local.date(), timezone.localdate())}, {time_format(local, 'H:i')}"
    return _("You can put it right until %(when)s. After that, words are added.") % {"when": when}


def _late(entry: Contact) -> int:
    """How many days after it happened it was written down."""
    if entry.entered_at is None:
        return 0
    return days_late(entry.started_on, timezone.localdate(entry.entered_at))


def _over(
    request: HttpRequest, form: AmendForm, entry: Contact, changed: Exception
) -> list[dict[str, str]]:
    """What stands there now, beside what was sent; saving again is a choice."""
    form.add_error(None, ValidationError(str(changed), code="conflict"))
    form.data = form.data.copy()
    form.data["version"] = str(entry.version)
    return [
        {"name": _("When"), "value": when_text(entry)},
        *entry_lines(request, entry),
        {"name": _("What happened"), "value": entry.note or ""},
    ]


def _initial(entry: Contact) -> dict[str, Any]:
    columns = ("category", "mode", "location", "minutes", "note", "version")
    at = timezone.localtime(entry.started_at).time() if entry.started_at else None
    answered = {True: "yes", False: "no", None: ""}[entry.two_way]
    known = {name: getattr(entry, name) for name in columns}
    return {**known, "on": entry.started_on, "at": at, "answered": answered}


def _choices(request: HttpRequest, entry: Contact) -> dict[str, list[tuple[str, str]]]:
    """The agency's lists; what the entry says stays a choice although the pack hides it."""
    pack, lang = packs.load(entry.agency.pack), get_language() or "en"
    peer = not can(request.actor.role, Permission.CONTACT_LOG)  # type: ignore[attr-defined]
    choices = {}
    for name in ("category", "mode", "location"):
        listed, said = pack.codes(f"contact.{name}"), getattr(entry, name)
        choices[name] = [
            (code, label)
            for code, label in listed.choices(lang)
            if code == said or name != "category" or listed.flag(code, "peer") == peer
        ]
        if said and said not in listed:
            choices[name].append((said, packs.codes.get(f"contact.{name}").label(said, lang)))
    return {**choices, "minutes": [(str(entry.minutes), "")] if entry.minutes else []}


def _added(request: HttpRequest, form: AddendumForm, entry: Contact) -> Addendum:
    note = form.cleaned_data["note"]
    return actions.add_addendum(by=request.actor, contact=entry, note=note)  # type: ignore[attr-defined]


def _amended(request: HttpRequest, form: AmendForm, entry: Contact) -> Contact:
    return actions.amend_contact(
        by=request.actor,  # type: ignore[attr-defined]
        contact=entry,
        version=form.cleaned_data["version"],
        **form.entry(),
    )


def _address(request: HttpRequest, entry: Contact) -> str:
    return here(request, "caseload:contact", contact_id=entry.pk)
