from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import CommandForm, posted
from followalong.clients.models import Client
from followalong.planning import rows
from followalong.planning.actions import take_out
from followalong.planning.forms.profile import (
    CredentialForm,
    LegalForm,
    PartForm,
    PastJobForm,
    VersionForm,
)
from followalong.planning.models import Credential, LegalHistory, PastJob, ProfilePart, Written
from followalong.planning.parts import LEGAL_TITLE, PROMPTS, TITLES
from followalong.planning.rules import Part
from followalong.planning.views.writing import enrolment_of, first, write_entry


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, client_id: UUID, part: str) -> HttpResponse:
    """One section, saved by itself; whatever the other sections say."""
    if part not in list(Part):
        raise Http404
    enrolment = enrolment_of(request, client_id)
    before = first(request, ProfilePart, client_id, part=part)
    page = {"title": TITLES[Part(part)], "lead": PROMPTS[Part(part)]}
    return write_entry(
        request,
        enrolment,
        PartForm,
        ProfilePart,
        before,
        done=lambda: _to_profile(request, client_id, part),
        page=page,
        part=part,
    )


@requires(Permission.LEGAL_VIEW)
@require_safe
def legal(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A page of its own: opened by fewer, and each look is on the record."""
    person = read.one(request, Client.objects, pk=client_id)
    context = {
        "client": person,
        "row": first(request, LegalHistory, person.pk),
        "can_edit": can(request.actor.role, Permission.PROFILE_EDIT),  # type: ignore[attr-defined]
    }
    return render(request, "planning/legal.html", context)


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def legal_write(request: HttpRequest, client_id: UUID) -> HttpResponse:
    if not can(request.actor.role, Permission.LEGAL_VIEW):  # type: ignore[attr-defined]
        return refuse(request, Permission.LEGAL_VIEW)
    page = {
        "title": LEGAL_TITLE,
        "lead": _("It is never used to match people with jobs."),
        "parent": LEGAL_TITLE,
        "back": here(request, "planning:legal", client_id=client_id),
    }
    return write_entry(
        request,
        enrolment_of(request, client_id),
        LegalForm,
        LegalHistory,
        first(request, LegalHistory, client_id),
        done=lambda: go(request, "planning:legal", client_id=client_id),
        page=page,
    )


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def past_job_add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    return _add(request, client_id, PastJobForm, PastJob, _past_job_page())


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def past_job(request: HttpRequest, past_job_id: UUID) -> HttpResponse:
    return _change(request, past_job_id, PastJobForm, PastJob, _past_job_page())


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def credential_add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    return _add(request, client_id, CredentialForm, Credential, _credential_page())


@requires(Permission.PROFILE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    return _change(request, credential_id, CredentialForm, Credential, _credential_page())


@requires(Permission.PROFILE_EDIT)
@require_POST
def past_job_out(request: HttpRequest, past_job_id: UUID) -> HttpResponse:
    return _out(request, PastJob, past_job_id, Part.WORK)


@requires(Permission.PROFILE_EDIT)
@require_POST
def credential_out(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    return _out(request, Credential, credential_id, Part.LEARNING)


def _past_job_page() -> dict[str, Any]:
    lead = _("Paid or not. Years without a job need no explanation.")
    return {"title": _("Work they did"), "lead": lead, "at": Part.WORK}


def _credential_page() -> dict[str, Any]:
    lead = _("School, a course, a certificate, a licence, a language.")
    return {"title": _("What they learned"), "lead": lead, "at": Part.LEARNING}


def _add(
    request: HttpRequest,
    client_id: UUID,
    form: type[VersionForm],
    model: type[Written],
    page: dict[str, Any],
) -> HttpResponse:
    enrolment = enrolment_of(request, client_id)
    return write_entry(
        request,
        enrolment,
        form,
        model,
        None,
        done=lambda: _to_profile(request, client_id, page["at"]),
        page=page,
    )


def _change(
    request: HttpRequest,
    row_id: UUID,
    form: type[VersionForm],
    model: type[Written],
    page: dict[str, Any],
) -> HttpResponse:
    row, before = _row(request, model, row_id)
    person_id = row.client.person.pk
    enrolment = enrolment_of(request, person_id)
    out = here(request, f"planning:{model.noun}_out", **{f"{model.noun}_id": row.pk})
    return write_entry(
        request,
        enrolment,
        form,
        model,
        before,
        done=lambda: _to_profile(request, person_id, page["at"]),
        page={**page, "out": out, "out_form": CommandForm(auto_id=False)},
    )


def _out(request: HttpRequest, model: type[Written], row_id: UUID, at: Part) -> HttpResponse:
    row, before = _row(request, model, row_id)
    person_id = row.client.person.pk
    enrolment = enrolment_of(request, person_id)
    posted(
        request,
        CommandForm(request.POST),
        lambda: take_out(by=request.actor, enrolment=enrolment, row=before).pk,  # type: ignore[attr-defined]
    )
    return _to_profile(request, person_id, at)


def _row(request: HttpRequest, model: type[Written], row_id: UUID) -> tuple[Any, Any]:
    """The version that an address names, and the one that stands of its entry."""
    row = read.one(request, model._default_manager.select_related("client__same_as"), pk=row_id)
    latest = rows.versions(model, row.client.person.pk).filter(is_latest=True)
    return row, read.one(request, latest, entry_id=row.entry_id)


def _to_profile(request: HttpRequest, client_id: UUID, at: str) -> HttpResponseRedirect:
    address = here(request, "home:profile", client_id=client_id)
    return HttpResponseRedirect(f"{address}#{at}")
