"""The head of a printed page, from the letterhead that fits it best."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.models import Letterhead


@dataclass(frozen=True)
class Head:
    """Who writes and how to reach them; a page without any of it shows the agency's name."""

    name: str
    lines: tuple[str, ...] = ()
    logo: str = ""


def head_of(request: HttpRequest, site_id: UUID | None = None) -> Head:
    """The site's own head, else the agency's, else its name alone: neutral until one is made."""
    rows = Letterhead.objects.filter(Q(site=site_id) | Q(site__isnull=True))
    found = read.many(request, light(rows).order_by(F("site").asc(nulls_last=True)), limit=1)
    if found:
        return as_head(request, found[0])
    return neutral(request)


def neutral(request: HttpRequest) -> Head:
    """What says least: the agency's name."""
    return Head(request.membership.agency.name)  # type: ignore[attr-defined]


def heads(request: HttpRequest) -> dict[UUID | None, Head]:
    """Every head of the agency, by site."""
    rows = read.many(request, light(Letterhead.objects))
    return {row.site_id: as_head(request, row) for row in rows}


def as_head(request: HttpRequest, row: Letterhead) -> Head:
    address = (row.address or "").splitlines()
    reach = " · ".join(filter(None, [row.phone, row.email, row.web]))
    logo = ""
    if row.has_logo:  # type: ignore[attr-defined]
        # The version makes a new picture a new address: the old one may be kept by the browser.
        place = here(request, "agencies:logo", letterhead_id=row.pk)
        logo = f"{place}?{row.version}"
    return Head(row.name, tuple(filter(None, [*address, reach])), logo)


def light(rows: Any) -> QuerySet[Letterhead]:
    """Without the picture's bytes, which only its own address sends."""
    return rows.defer("logo").annotate(has_logo=Q(logo__isnull=False))
