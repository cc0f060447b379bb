"""What is written down about an employer, as its page shows it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies.links import here
from followalong.agencies.words import speech
from followalong.employers import shown
from followalong.employers.models import AgencyEmployer, EmployerPerson, EmployerSite
from followalong.ui.words import with_more


def facts_of(request: HttpRequest, known: AgencyEmployer) -> list[dict[str, str]]:
    """What the region shares, then what we keep."""
    shared = known.employer
    place = " · ".join(filter(None, [shared.postal_code, known.owner and known.owner.name]))
    facts = [
        (_("Website"), shared.website, shared.website),
        (_("Phone"), shared.phone, f"tel:{shared.phone}"),
        (_("Where, and who keeps in touch"), place, ""),
        (_("People with a criminal record"), fair_chance_of(request, known), ""),
        (_("What they hire for"), known.hires, ""),
        (_("How they like to be approached"), known.approach, ""),
        (_("What helps people to fit in there"), known.inclusion, ""),
        (_("Who to ask for"), known.people, ""),
        (_("What the team should know"), known.team_note, ""),
        (_("Private note"), known.private_note, ""),
    ]
    return [{"label": w, "value": v, "href": href or ""} for w, v, href in facts if v]


def fair_chance_of(request: HttpRequest, known: AgencyEmployer) -> str:
    """How the employer stands to people with a criminal record, in words; empty: not known."""
    pack, lang = speech(request)
    return shown.label(pack, "employer.fair_chance", known.employer.fair_chance, lang)


def people_lines(
    request: HttpRequest, people: Iterable[EmployerPerson], *, can_edit: bool
) -> list[dict[str, Any]]:
    """Who works there, and which colleague knows them."""
    return [
        {
            "name": one.name,
            "href": _href(request, "person", one.employer_id, person_id=one.pk) if can_edit else "",
            "meta": _joined(one.does, _("can hire") if one.can_hire else "", one.reach),
            "known": _known(one),
        }
        for one in people
    ]


def site_lines(
    request: HttpRequest, known: AgencyEmployer, sites: Iterable[EmployerSite], *, can_edit: bool
) -> list[dict[str, Any]]:
    """The places of work, as every agency of the region reads them."""
    return [
        {
            "name": one.name,
            "href": _href(request, "site", known.pk, place_id=one.pk) if can_edit else "",
            "meta": _joined(one.address, one.postal_code),
        }
        for one in sites
    ]


def _href(request: HttpRequest, name: str, employer_id: Any, **part: Any) -> str:
    return here(request, f"employers:{name}", employer_id=employer_id, **part)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _known(one: EmployerPerson) -> str:
    if one.known_by is None:
        return one.known_how or ""
    who = _("%(name)s knows them") % {"name": one.known_by.given_name}
    return with_more(who, one.known_how) if one.known_how else who
