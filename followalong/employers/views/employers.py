from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import status_of, write
from followalong.clients.entries import with_words_against
from followalong.employers import facts, rows, series, shown
from followalong.employers.actions import (
    add_employer,
    adopt_employer,
    edit_employer,
    plan_next_visit,
    same_name,
)
from followalong.employers.forms.employers import (
    AdoptForm,
    EmployerForm,
    NewEmployerForm,
    NextVisitForm,
    initial_of,
)
from followalong.employers.models import AgencyEmployer, Employer
from followalong.employers.rules import EmployerMode
from followalong.employers.rules.series import SERIES

PAGE = 20


def known_employer(request: HttpRequest, employer_id: UUID) -> AgencyEmployer:
    """The agency's employer, with the facts everyone in the pool shares; 404 for strangers."""
    employers = rows.employers(request, timezone.localdate())
    known: AgencyEmployer = read.one(request, employers, pk=employer_id)
    return known


@requires(Permission.EMPLOYER_VIEW)
@require_safe
def employer(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """What the team knows about one employer, and what happened there."""
    known = known_employer(request, employer_id)
    if known.same_as_id:
        return go(request, "employers:employer", employer_id=known.same_as_id)
    return _page(request, known)


def _page(
    request: HttpRequest, known: AgencyEmployer, sent: NextVisitForm | None = None
) -> HttpResponse:
    today, role = timezone.localdate(), request.actor.role
    pack, lang = speech(request)
    contacts = rows.contacts_of(known)
    if last := shown.contact_place(request.GET.get("before", "")):
        contacts = contacts.filter(rows.older_than(*last))
    found = read.many(request, with_words_against(request, contacts), limit=PAGE + 1)
    page, more = found[:PAGE], len(found) > PAGE
    can_log = can(role, Permission.EMPLOYER_CONTACT_LOG)
    first = read.many(request, rows.first_visits(known), limit=len(SERIES))
    visits = read.count(request, rows.contacts_of(known).filter(mode=EmployerMode.IN_PERSON))
    plan = sent or NextVisitForm(initial=series.next_plan(known, visits), pack=pack, lang=lang)
    context = {
        "known": known,
        "steps": series.steps(first),
        "light": shown.employer_line(request, known, today),
        "facts": facts.facts_of(request, known),
        **_there(request, known, can_edit=can(role, Permission.EMPLOYER_EDIT)),
        "visits": shown.visits_text(visits),
        "groups": shown.contact_groups(request, page, today, can_log=can_log),
        "older": f"?before={page[-1].started_on}~{page[-1].pk}" if more else "",
        "newer": "?" if last else "",
        "plan": plan,
        "can_edit": can(role, Permission.EMPLOYER_EDIT),
        "can_log": can_log,
    }
    return render(request, "employers/employer.html", context, status=status_of(plan))


def _there(request: HttpRequest, known: AgencyEmployer, *, can_edit: bool) -> dict[str, Any]:
    """Who works there and where."""
    people, sites = (read.many(request, of(known)) for of in (rows.people_of, rows.sites_of))
    new = {
        name: here(request, f"employers:{name}", employer_id=known.pk) if can_edit else ""
        for name in ("person_new", "site_new")
    }
    return {
        **new,
        "people": facts.people_lines(request, people, can_edit=can_edit),
        "sites": facts.site_lines(request, known, sites, can_edit=can_edit),
    }


@requires(Permission.EMPLOYER_EDIT)
@require_POST
def plan(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    known = known_employer(request, employer_id)
    pack, lang = speech(request)
    form = NextVisitForm(request.POST, pack=pack, lang=lang)
    if form.is_valid():
        on, purpose = form.cleaned_data["next_on"], form.cleaned_data["next_purpose"]
        if write(
            request,
            form,
            lambda: plan_next_visit(by=request.actor, known=known, on=on, purpose=purpose).pk,
        ):
            return go(request, "employers:employer", employer_id=known.pk)
    return _page(request, known, form)


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A business nobody here has written down; one the region knows is offered instead."""
    pack, lang = speech(request)
    owners = read.many(request, rows.developers(timezone.localdate()))
    first = {"owner_id": request.actor.membership_id, "name": request.GET.get("name", "")}
    form = NewEmployerForm(request.POST or None, initial=first, pack=pack, lang=lang, owners=owners)
    if request.method == "POST" and form.is_valid():
        made = write(request, form, lambda: add_employer(by=request.actor, **form.values()).pk)
        if made:
            return go(request, "employers:employer", employer_id=made)
    found, status = _same(request, form), status_of(form)
    if found:
        # A question, not a mistake: the offers say it better than an error.
        form.errors.pop("name")
    back = here(request, "employers:list")
    context = {"form": form, "offers": [offer(one) for one in found], "back": back}
    return render(request, "employers/new.html", context, status=status)


def offer(employer: Employer) -> dict[str, Any]:
    """An employer of the region, with the button that takes it up."""
    return {"employer": employer, "form": AdoptForm(initial={"employer_id": employer.pk})}


def _same(request: HttpRequest, form: NewEmployerForm) -> list[Employer]:
    """The employers that the refused name may mean."""
    if not form.is_bound or "name" not in form.errors or not form.cleaned_data:
        return []
    return same_name(request.actor, form.data.get("name", ""), form.cleaned_data.get("postal_code"))


@requires(Permission.EMPLOYER_EDIT)
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Work with an employer that the region knows already."""
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return go(request, "employers:new")
    shared = read.one(request, Employer.objects.all(), pk=form.cleaned_data["employer_id"])
    known = write(
        request,
        form,
        lambda: (
            adopt_employer(
                by=request.actor, employer=shared, owner_id=request.actor.membership_id
            ).pk
        ),
    )
    return go(request, "employers:employer", employer_id=known)


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, employer_id: UUID) -> HttpResponse:
    """Shared facts and our own notes; what somebody else saved meanwhile is shown beside."""
    known = known_employer(request, employer_id)
    pack, lang = speech(request)
    owners = read.many(request, rows.developers(timezone.localdate()))
    form = EmployerForm(
        request.POST or None, initial=initial_of(known), pack=pack, lang=lang, owners=owners
    )
    beside: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        if _saved(request, form, known):
            messages.success(request, _("Saved."))
            return go(request, "employers:employer", employer_id=known.pk)
        if form.seen != (known.employer.version, known.version):
            beside = form.stand_beside(known)
    asks = bool(form["is_no_person"].errors or form["is_no_person"].value())
    context = {
        "form": form,
        "known": known,
        "beside": beside,
        "asks_names": asks,
        "back": here(request, "employers:employer", employer_id=known.pk),
    }
    return render(request, "employers/edit.html", context, status=status_of(form))


def _saved(request: HttpRequest, form: EmployerForm, known: AgencyEmployer) -> UUID | None:
    return write(
        request,
        form,
        lambda: (
            edit_employer(
                by=request.actor,
                known=known,
                seen=form.seen,
                is_no_person=form.cleaned_data["is_no_person"],
                **form.values(),
            ).pk
        ),
    )
