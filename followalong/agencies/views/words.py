"""What people are called at the agency, and how that reads in each language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from followalong.agencies.actions import choose_words
from followalong.agencies.forms.words import NOUNS, WordsForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission
from followalong.agencies.words import as_they_read
from followalong.agencies.writing import status_of, write


@requires(Permission.AGENCY_EDIT, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Choose among the pack's words, look how they read, keep them."""
    agency = request.membership.agency
    form = WordsForm(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid() and not form.is_preview:
        said = form.words()
        if write(
            request, form, lambda: choose_words(by=request.actor, agency=agency, words=said).pk
        ):
            return go(request, "home:settings")
    read = [
        {"noun": NOUNS[noun], "lines": as_they_read(agency, noun, key)}
        for noun, key in form.chosen_now().items()
    ]
    context = {"form": form, "read": read, "is_preview": form.is_bound and form.is_preview}
    return render(request, "agencies/words.html", context, status=status_of(form))
