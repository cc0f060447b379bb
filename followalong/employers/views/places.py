"""Who works at an employer and whom we know there, and its places of work."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import posted, status_of
from followalong.employers import rows
from followalong.employers.actions import keep_person, keep_site
from followalong.employers.forms.places import PersonForm, SiteForm
from followalong.employers.models import AgencyEmployer, EmployerPerson
from followalong.employers.views.employers import known_employer


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, employer_id: UUID, person_id: UUID | None = None) -> HttpResponse:
    """Somebody who works there, and who of us knows them."""
    known, theirs = known_employer(request, employer_id), None
    if person_id:
        there = EmployerPerson.objects.filter(employer=known)
        theirs = read.one(request, there, pk=person_id)
    colleagues = read.many(request, rows.developers(timezone.localdate()))
    form = PersonForm(request.POST or None, colleagues=colleagues, known=theirs)
    where = {"by": request.actor, "known": known, "person": theirs}
    if posted(request, form, lambda: keep_person(**where, **form.values()).pk):
        return go(request, "employers:employer", employer_id=known.pk)
    return _page(request, known, form, theirs.name if theirs else _("Somebody who works there"))


@requires(Permission.EMPLOYER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, employer_id: UUID, place_id: UUID | None = None) -> HttpResponse:
    """One place of work, the same for every agency of the region."""
    known, place = known_employer(request, employer_id), None
    if place_id:
        place = read.one(request, rows.all_sites_of(known), pk=place_id)
    pack, lang = speech(request)
    form = SiteForm(request.POST or None, pack=pack, lang=lang, known=place)
    where = {"by": request.actor, "known": known, "site": place}
    if posted(request, form, lambda: keep_site(**where, **form.values()).pk):
        return go(request, "employers:employer", employer_id=known.pk)
    return _page(request, known, form, place.name if place else _("A place of work"))


def _page(
    request: HttpRequest, known: AgencyEmployer, form: PersonForm | SiteForm, title: str
) -> HttpResponse:
    if not (form["is_no_person"].errors or form["is_no_person"].value()):
        del form.fields["is_no_person"]
    context = {
        "form": form,
        "title": title,
        "known": known,
        "is_shared": isinstance(form, SiteForm),
        "back": here(request, "employers:employer", employer_id=known.pk),
    }
    return render(request, "employers/place.html", context, status=status_of(form))
