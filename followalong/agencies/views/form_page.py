"""A page that is one form: what it is for, the form, and the way back."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from followalong.agencies.writing import status_of


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    lead: str,
    button: str,
    parent: str,
    back: str,
) -> HttpResponse:
    """`parent` and `back` are the page above: its name and its address."""
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "button_text": button,
        "parent": parent,
        "back": back,
    }
    return render(request, "agencies/form.html", context, status=status_of(form))
