"""The gallery of components: what colleagues build screens from, with invented people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followalong.core.gates import public
from followalong.ui.samples import sample_context


@public("Shows the product's components with invented text; holds nobody's information.")
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    context = sample_context()
    context["theme"] = request.GET.get("theme", "")
    return render(request, "ui/gallery.html", context)
