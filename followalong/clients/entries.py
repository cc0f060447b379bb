"""The one entry of a person's record that an address names: `?entry=<kind>:<id>`."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from followalong.agencies import read
from followalong.agencies.base import LabelledModel
from followalong.agencies.links import here
from followalong.clients.correctable import KINDS
from followalong.clients.models import Client
from followalong.clients.rows import same_person


def named_entry(request: HttpRequest, client: Client) -> Any | None:
    """The row, if it is this person's and open to the reader; None where none is named."""
    kind, _colon, key = request.GET.get("entry", "").partition(":")
    if not kind:
        return None
    model = next((one for one in KINDS if one._meta.label_lower == kind), None)
    try:
        row_id = UUID(key)
    except ValueError:
        raise Http404 from None
    if model is None:
        raise Http404
    return read.one(request, model.objects.filter(client__in=same_person(client.pk)), pk=row_id)


def page_about(request: HttpRequest, name: str, row: LabelledModel) -> str:
    """The address of a page of this person that is about this entry."""
    page = here(request, name, client_id=row.client_id)  # type: ignore[attr-defined]
    return f"{page}?entry={row._meta.label_lower}:{row.pk}"
