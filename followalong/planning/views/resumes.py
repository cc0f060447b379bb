from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, posted, status_of
from followalong.clients.models import Client
from followalong.planning import resumes, rows
from followalong.planning.actions import take_out, write_version
from followalong.planning.forms.resumes import BringForm, ResumeForm
from followalong.planning.models import Resume
from followalong.planning.rules import as_json_resume
from followalong.planning.shown import lines_of
from followalong.planning.views.writing import enrolment_of
from followalong.ui import docx, pdf


@requires(Permission.PROFILE_VIEW)
@require_safe
def listed(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every résumé of a person, each for something, to change or take away."""
    person = read.one(request, Client.objects, pk=client_id)
    if person.same_as_id:
        return go(request, "planning:resumes", client_id=person.same_as_id)
    may = can(request.actor.role, Permission.PROFILE_EDIT)  # type: ignore[attr-defined]
    found = resumes.listed(request, person, may=may)
    context = {"client": person, "resumes": found, "gaps": resumes.gaps(), "can_edit": may}
    return render(request, "planning/resumes.html", context)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A new one begins with what the profile says; the person corrects it."""
    person = enrolment_of(request, client_id).client.person
    initial = {} if request.method == "POST" else resumes.from_profile(request, person)
    return _write(request, person, None, initial)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What they brought, read into a draft that they correct; nothing is kept until they save."""
    person = enrolment_of(request, client_id).client.person
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        draft = ResumeForm(initial=resumes.from_brought(person, form.cleaned_data["file"]))
        to = here(request, "planning:resume_start", client_id=person.pk)
        context = {"form": draft, "client": person, "to": to, **_page(request, person, None)}
        context["lead"] = _("Put the words where they belong, and leave out what they do not want.")
        return render(request, "planning/write.html", context)
    page = {**_page(request, person, None), "title": _("The résumé they brought"), "file": True}
    page["lead"] = _("Its words become a draft. The file itself is not kept.")
    context = {"form": form, "client": person, **page}
    return render(request, "planning/write.html", context, status=status_of(form))


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, resume_id: UUID) -> HttpResponse:
    person, before = _standing(request, resume_id)
    return _write(request, person, before, ResumeForm.initial_of(before))


@requires(Permission.PROFILE_EDIT)
@require_POST
def resume_out(request: HttpRequest, resume_id: UUID) -> HttpResponse:
    person, before = _standing(request, resume_id)
    enrolment = enrolment_of(request, person.pk)
    posted(
        request,
        CommandForm(request.POST),
        lambda: take_out(by=request.actor, enrolment=enrolment, row=before).pk,  # type: ignore[attr-defined]
    )
    return go(request, "planning:resumes", client_id=person.pk)


@requires(Permission.PROFILE_VIEW)
@require_safe
def resume_pdf(request: HttpRequest, resume_id: UUID) -> HttpResponse:
    row = _standing(request, resume_id)[1]
    design, large = request.GET.get("design", ""), "large" in request.GET
    return pdf.answer(resumes.paper(row, design=design, is_large=large), "resume.pdf")


@requires(Permission.PROFILE_VIEW)
@require_safe
def resume_docx(request: HttpRequest, resume_id: UUID) -> HttpResponse:
    row = _standing(request, resume_id)[1]
    return docx.answer(resumes.paper(row, design="", is_large=False), "resume.docx")


@requires(Permission.PROFILE_VIEW)
@require_safe
def resume_json(request: HttpRequest, resume_id: UUID) -> HttpResponse:
    """For other programs, as JSON Resume."""
    row = _standing(request, resume_id)[1]
    headers = {"Content-Disposition": 'attachment; filename="resume.json"'}
    told = as_json_resume(row.as_content())
    return JsonResponse(told, headers=headers, json_dumps_params={"ensure_ascii": False})


def _write(
    request: HttpRequest, person: Client, before: Resume | None, initial: dict[str, Any]
) -> HttpResponse:
    enrolment = enrolment_of(request, person.pk)
    form = ResumeForm(request.POST or None, initial=initial)

    def do() -> UUID:
        return write_version(
            by=request.actor,  # type: ignore[attr-defined]
            enrolment=enrolment,
            model=Resume,
            values=form.values(),
            entry_id=before.entry_id if before else None,
            seen=form.cleaned_data["seen"],
        ).pk

    if posted(request, form, do):
        messages.success(request, _("Saved. Print it, or take it away as a file."))
        return go(request, "planning:resumes", client_id=person.pk)
    beside = form.stand_beside(before, lines_of)
    context = {"form": form, "client": person, "beside": beside, **_page(request, person, before)}
    return render(request, "planning/write.html", context, status=status_of(form))


def _page(request: HttpRequest, person: Client, before: Resume | None) -> dict[str, Any]:
    page: dict[str, Any] = {
        "title": _("Résumé"),
        "lead": _("Read it together: what stands here, the person wants to say."),
        "parent": _("Résumés"),
        "back": here(request, "planning:resumes", client_id=person.pk),
    }
    if before:
        page["out"] = here(request, "planning:resume_out", resume_id=before.pk)
        page["out_form"] = CommandForm(auto_id=False)
    return page


def _standing(request: HttpRequest, resume_id: UUID) -> tuple[Client, Resume]:
    """Whose it is, and what stands of it now."""
    row = read.one(request, Resume.objects.select_related("client__same_as"), pk=resume_id)
    latest = rows.versions(Resume, row.client.person.pk).filter(is_latest=True)
    return row.client.person, read.one(request, latest, entry_id=row.entry_id)
