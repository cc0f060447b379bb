"""Does it belong here? One page for everything that may stand on a record by mistake."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.writing import CommandForm, posted, status_of
from followalong.caseload.models import Appointment, Contact, MeetingNote, NextStep
from followalong.caseload.widgets import LikelyChips
from followalong.clients.actions import correct
from followalong.clients.correctable import KINDS, may_correct, person_id
from followalong.clients.entries import back_to
from followalong.clients.file_refusals import FileRefused
from followalong.clients.models import (
    Client,
    ClientFile,
    Consent,
    DisclosureChoice,
    Enrolment,
    Facet,
    Referral,
)
from followalong.clients.refusals import CorrectionRefused, EntryRefused, FacetRefused
from followalong.clients.rules import CorrectionReason
from followalong.employers.models import EmployerContact
from followalong.home.kinds import title_of
from followalong.home.log_sheet import found_ids, read_id
from followalong.home.mine import mine
from followalong.jobs.models import Job
from followalong.ui.forms import ChipSelect
from followalong.ui.words import day_text

UNKNOWN = "unknown"
IN_SIGHT = 5
OFFERED = 60
LOGS = (Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER)


class CorrectForm(CommandForm):
    """One choice; for the second, whose it is. Nobody has to be named."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        widget=ChipSelect,
        choices=[
            (CorrectionReason.WRONG_PERSON, gettext_lazy("It belongs to somebody else")),
            (CorrectionReason.ENTERED_IN_ERROR, gettext_lazy("It was entered in error")),
        ],
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Whose is it?"),
        widget=LikelyChips(
            in_sight=IN_SIGHT + 1, more=gettext_lazy("Someone else"), search="home/log_find.html"
        ),
        error_messages={
            "required": gettext_lazy("Choose whose it is, or that you don't know."),
            "invalid_choice": gettext_lazy("Choose whose it is."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("Anything to add?"),
        help_text=gettext_lazy("Only the privacy officer reads this. You need not name anybody."),
        required=False,
        max_length=1000,
    )
    error_fields = {
        **dict.fromkeys([CorrectionRefused, EntryRefused, FacetRefused], "who"),
        FileRefused: "",
    }

    def __init__(self, *args: Any, who: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In sight, whoever else is offered.
        nobody = (UNKNOWN, _("Not here, or I don't know"))
        self.fields["who"].choices = [*who[:IN_SIGHT], nobody, *who[IN_SIGHT:]]
        self.fields["who"].required = self.data.get("reason") != CorrectionReason.ENTERED_IN_ERROR


@requires(*LOGS, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    return _page(request, Contact, contact_id)


@requires(Permission.EMPLOYER_CONTACT_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    return _page(request, EmployerContact, contact_id)


@requires(*LOGS, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    return _page(request, Appointment, appointment_id)


@requires(Permission.CONTACT_LOG, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step_id: UUID) -> HttpResponse:
    return _page(request, NextStep, step_id)


@requires(Permission.MEETING_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    return _page(request, MeetingNote, note_id)


@requires(Permission.JOB_EDIT, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return _page(request, Job, job_id)


@requires(Permission.FILE_EDIT, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    return _page(request, ClientFile, file_id)


@requires(Permission.REFERRAL_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return _page(request, Referral, referral_id)


@requires(Permission.ENROLMENT_EDIT, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def enrolment(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    return _page(request, Enrolment, enrolment_id)


@requires(Permission.ENROLMENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def facet(request: HttpRequest, facet_id: UUID) -> HttpResponse:
    return _page(request, Facet, facet_id)


@requires(Permission.ENROLMENT_EDIT, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    return _page(request, Consent, choice_id)


@requires(Permission.ENROLMENT_EDIT, Permission.RIGHTS_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    return _page(request, DisclosureChoice, talk_id)


def _page(request: HttpRequest, model: Any, pk: UUID) -> HttpResponse:
    """The row that may not belong here. A form that goes out twice finds it gone already, and
    leads where it led."""
    rows = model.everything if request.method == "POST" else model.objects
    row = read.one(request, rows.select_related("client__same_as", "agency"), pk=pk)
    form = _form(request, row)
    if posted(request, form, lambda: _correct(request, form, row).pk):
        messages.success(request, _done(form))
        if model is Job:
            messages.info(request, _("See on the enrolment pages whether each looks for work."))
        return _after(request, row)
    if row.withdrawn_at:
        raise Http404
    context = {
        "form": form,
        "what": title_of(request, row),
        "name": row.client.person.full_name if row.client else _("Nobody in particular"),
        "day": day_text(KINDS[model].day(row), timezone.localdate()),
        "back": _back(request, row),
        "can_correct": may_correct(request.actor, row),
        "can_move": KINDS[model].can_move,
        "find": request.path,
    }
    return render(request, "home/correct.html", context, status=status_of(form))


def _form(request: HttpRequest, row: Any) -> CorrectForm:
    words = request.GET.get("q", "")
    asked, found = read_id_or_none(request.POST.get("who")), found_ids(words)
    first = {"reason": CorrectionReason.WRONG_PERSON} if words else {}
    form = CorrectForm(
        request.POST or None,
        initial=first,
        who=_who(request, row, [*found, *filter(None, [asked])]),
    )
    widget = form.fields["who"].widget
    offered = {key for key, _name in form.fields["who"].choices}
    widget.words = words
    widget.nobody_found = bool(words) and not offered & {str(of) for of in found}
    return form


def read_id_or_none(text: str | None) -> UUID | None:
    return None if text == UNKNOWN else read_id(text)


def _who(request: HttpRequest, row: Any, named: list[UUID]) -> list[tuple[str, str]]:
    """Those who were searched for or chosen, then the caseload; never whose record this is."""
    today = timezone.localdate()
    me = request.actor.membership_id  # type: ignore[attr-defined]
    held = mine(request, [me], today).values("client_id")
    people = read.many(
        request,
        Client.objects.filter(Q(pk__in=named) | Q(pk__in=held), same_as__isnull=True)
        .exclude(pk=person_id(row.client))
        .order_by("name_key", "pk"),
        limit=OFFERED,
    )
    people.sort(key=lambda one: named.index(one.pk) if one.pk in named else len(named))
    return [(str(one.pk), one.full_name) for one in people]


def _correct(request: HttpRequest, form: CorrectForm, row: Any) -> Any:
    said = form.cleaned_data
    whose = (
        read_id_or_none(said["who"]) if said["reason"] == CorrectionReason.WRONG_PERSON else None
    )
    to = read.one(request, Client.objects, pk=whose) if whose else None
    return correct(
        by=request.actor,  # type: ignore[attr-defined]
        row=row,
        reason=said["reason"],
        to=to,
        words=said["words"],
    )


def _done(form: CorrectForm) -> str:
    """What became of it; the right person is not named on the wrong one's page."""
    said = form.cleaned_data
    if said["reason"] == CorrectionReason.ENTERED_IN_ERROR:
        return _("Taken off. No list or figure has it any more.")
    if said["who"] == UNKNOWN:
        return _("Taken off. It is sealed; your privacy officer can open it.")
    return _("Taken off here. It stands on the right record now.")


def _after(request: HttpRequest, row: Any) -> HttpResponse:
    if asked := back_to(request):
        return asked
    if row.client_id is None:
        return go(request, "home:today")
    if type(row) in (Referral, Enrolment):  # it may have been what opened the person to me
        return go(request, "home:caseload")
    return go(request, "home:client", client_id=person_id(row.client))


def _back(request: HttpRequest, row: Any) -> str:
    pages = {
        Contact: ("caseload:contact", "contact_id"),
        Job: ("jobs:job", "job_id"),
        Referral: ("clients:referral", "referral_id"),
        Enrolment: ("clients:enrolment", "enrolment_id"),
        Appointment: ("caseload:appointment", "appointment_id"),
        NextStep: ("caseload:next_step", "step_id"),
    }
    if type(row) in pages:
        name, part = pages[type(row)]
        return here(request, name, **{part: row.pk})
    if row.client_id is None:
        return here(request, "home:today")
    if type(row) is Facet:
        return here(request, "clients:enrolment", enrolment_id=row.enrolment_id)
    if type(row) is ClientFile:
        return here(request, "clients:files", client_id=person_id(row.client))
    return here(request, "home:client", client_id=person_id(row.client))
