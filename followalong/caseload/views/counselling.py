"""Notes of counselling sessions: for who wrote them, and whom the person named."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.paging import newest_first
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.caseload import actions
from followalong.caseload.forms.counselling import OffForm, RightForm, SessionForm, WordsForm
from followalong.caseload.models import CounsellingNote
from followalong.clients.actions import correct
from followalong.clients.choices_shown import stands, when
from followalong.clients.entries import page_about
from followalong.clients.models import Client, Consent, Disagreement, Enrolment
from followalong.clients.rows import same_person
from followalong.clients.rules import ConsentType, CorrectionReason
from followalong.ui.words import day_text

PAGE = 20
KEPT = gettext_lazy("Kept, apart from the rest of the record.")
_ROWS = CounsellingNote.objects.select_related(
    "client__same_as", "membership", "agency", "enrolment__program"
)


@requires(Permission.COUNSELLING_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def counselling(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Their notes, newest first, and a new one. Outside an addiction program there is no
    such page: that somebody has one would say what they are treated for."""
    if not request.actor.sees_sud:
        raise Http404
    person = read.one(request, Client.objects.select_related("same_as"), pk=client_id).person
    form = SessionForm(request.POST or None) if _writes(request, person) else None
    if form and posted(request, form, lambda: _written(request, form, person).pk):
        messages.success(request, KEPT)
        return go(request, "caseload:counselling", client_id=person.pk)
    context = {
        "client": person,
        "form": form,
        "named": _named(request, person),
        "can_ask": _can_ask(request),
        "here": here(request, "caseload:counselling", client_id=person.pk),
        **_notes(request, person),
    }
    status = status_of(form) if form else 200
    return render(request, "caseload/counselling.html", context, status=status)


@requires(Permission.COUNSELLING_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def counselling_amend(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One's own note put right, while that is possible."""
    note = read.one(request, _ROWS, pk=session_id)
    words = note.words_or_none
    if words is None:
        raise Http404
    form = RightForm(request.POST or None, initial={"words": words, "version": note.version})
    return _form_page(request, note, form, lambda: _amended(request, form, note).pk)


@requires(Permission.COUNSELLING_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def counselling_add(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Words added to one's own note later."""
    note = read.one(request, _ROWS, pk=session_id)
    form = WordsForm(request.POST or None)
    return _form_page(request, note, form, lambda: _added(request, form, note).pk)


@requires(Permission.COUNSELLING_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def counselling_off(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A note that does not belong here, taken off by its writer; sent twice, it is gone once."""
    rows = _ROWS if request.method != "POST" else CounsellingNote.everything
    note = read.one(request, rows.select_related("client__same_as"), pk=session_id)
    reason = CorrectionReason.ENTERED_IN_ERROR
    return _form_page(
        request,
        note,
        OffForm(request.POST or None),
        lambda: correct(by=request.actor, row=note, reason=reason).pk,
    )


def _form_page(request: HttpRequest, note: CounsellingNote, form: Any, do: Any) -> HttpResponse:
    if note.membership_id != request.actor.membership_id:  # type: ignore[attr-defined]
        raise Http404
    person = note.client.person
    if posted(request, form, do):
        is_off = isinstance(form, OffForm)
        messages.success(request, _("Taken off. Nobody reads it any more.") if is_off else KEPT)
        return go(request, "caseload:counselling", client_id=person.pk)
    context = {
        "form": form,
        "client": person,
        "day": day_text(note.held_on, timezone.localdate()),
        "is_new": type(form) is WordsForm,
        "is_off": isinstance(form, OffForm),
        "back": here(request, "caseload:counselling", client_id=person.pk),
    }
    return render(request, "caseload/counselling_form.html", context, status=status_of(form))


def _writes(request: HttpRequest, person: Client) -> bool:
    """A clinician, about somebody of their own addiction program."""
    by = request.actor  # type: ignore[attr-defined]
    stays = Enrolment.objects.filter(client__in=same_person(person.pk), program_id=by.team_id)
    return can(by.role, Permission.COUNSELLING_WRITE) and read.count(request, stays) > 0


def _named(request: HttpRequest, person: Client) -> list[dict[str, str]]:
    """Whom the person lets read them, and where that is taken back."""
    asks, today = _can_ask(request), timezone.localdate()
    rows = Consent.objects.filter(
        client__in=same_person(person.pk), type=ConsentType.SUD_COUNSELLING, reader__isnull=False
    )
    rows = rows.select_related("agency")
    return [
        {
            "name": row.recipient or "",
            "when": when(row, today),
            "take_back": here(request, "clients:choice_take_back", choice_id=row.pk)
            if asks
            else "",
        }
        for row in read.many(request, rows.order_by("-signed_on", "-pk"))
        if stands(row, today)
    ]


def _can_ask(request: HttpRequest) -> bool:
    may = (Permission.COUNSELLING_WRITE, Permission.ENROLMENT_EDIT)
    return any(can(request.actor.role, one) for one in may)  # type: ignore[attr-defined]


def _notes(request: HttpRequest, person: Client) -> dict[str, Any]:
    rows = _ROWS.filter(client__in=same_person(person.pk), follows__isnull=True)
    page = newest_first(request, rows, "entered_at", PAGE)
    ids = [note.pk for note in page.rows]
    later, said = defaultdict(list), defaultdict(list)
    for more in read.many(request, _ROWS.filter(follows__in=ids).order_by("entered_at", "pk")):
        later[more.follows_id].append(more)
    for one in read.many(request, Disagreement.objects.filter(row_id__in=ids).order_by("said_on")):
        said[one.row_id].append(one)
    lines = [_line(request, note, later[note.pk], said[note.pk]) for note in page.rows]
    return {"lines": lines, "older": page.older, "newer": page.newer}


def _line(
    request: HttpRequest, note: CounsellingNote, later: list[Any], said: list[Any]
) -> dict[str, Any]:
    today, by = timezone.localdate(), request.actor  # type: ignore[attr-defined]
    is_own, words = note.membership_id == by.membership_id, note.words_or_none
    own = {"session_id": note.pk}
    return {
        "day": day_text(note.held_on, today),
        "who": note.membership.name,
        "words": words,
        "later": [
            {
                "words": one.words_or_none,
                "on": day_text(timezone.localdate(one.entered_at), today),
            }
            for one in later
        ],
        "disagreements": said,
        "amend": here(request, "caseload:counselling_amend", **own)
        if is_own and words is not None and actions.is_editable(note)
        else "",
        "add": here(request, "caseload:counselling_add", **own) if is_own else "",
        "correct": here(request, "caseload:counselling_off", **own) if is_own else "",
        "lock": _about(request, note, "clients:lock_add", Permission.LOCK_EDIT),
        "disagree": _about(
            request,
            note,
            "clients:disagree",
            Permission.RIGHTS_RECEIVE,
            Permission.COUNSELLING_WRITE,
        ),
    }


def _about(request: HttpRequest, note: CounsellingNote, name: str, *any_of: Permission) -> str:
    may = any(can(request.actor.role, one) for one in any_of)  # type: ignore[attr-defined]
    return page_about(request, name, note) if may else ""


def _written(request: HttpRequest, form: SessionForm, person: Client) -> CounsellingNote:
    said = {name: form.cleaned_data[name] for name in ("held_on", "words")}
    return actions.write_counselling_note(by=request.actor, client=person, **said)  # type: ignore[attr-defined]


def _amended(request: HttpRequest, form: RightForm, note: CounsellingNote) -> CounsellingNote:
    said = {name: form.cleaned_data[name] for name in ("version", "words")}
    return actions.amend_counselling_note(by=request.actor, note=note, **said)  # type: ignore[attr-defined]


def _added(request: HttpRequest, form: WordsForm, note: CounsellingNote) -> CounsellingNote:
    words = form.cleaned_data["words"]
    return actions.add_to_counselling_note(by=request.actor, note=note, words=words)  # type: ignore[attr-defined]
