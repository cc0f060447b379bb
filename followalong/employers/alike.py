"""Which employers may be the same as this one, and what speaks for it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from followalong.agencies import read
from followalong.employers import rows
from followalong.employers.models import AgencyEmployer, Employer, SaidToBeOne
from followalong.employers.rules.sameness import Sign, Traits, addresses_like, signs
from followalong.ui.words import with_more

# So many are compared, and so many asked about.
COMPARED = 50
AT_MOST = 10
WORDS = {
    Sign.SAME_NAME: _("same name"),
    Sign.NEAR_NAME: _("name spelled nearly the same"),
    Sign.SAME_PHONE: _("same phone number"),
    Sign.SAME_WEBSITE: _("same website"),
    Sign.SAID_ELSEWHERE: _("another agency of the region says that they are one"),
}


def asked_about(request: HttpRequest, known: AgencyEmployer) -> list[dict[str, Any]]:
    """The agency's employers that may be this one, each with the reasons."""
    said = _said_elsewhere(request, known)
    found = read.many(request, _compared(known, said), limit=COMPARED)
    reasons = [(one, _signs(known, one, said)) for one in found]
    asked = sorted((pair for pair in reasons if pair[1]), key=lambda pair: -len(pair[1]))
    return [line(one, ", ".join(str(WORDS[s]) for s in why)) for one, why in asked[:AT_MOST]]


def line(one: AgencyEmployer, why: str = "") -> dict[str, Any]:
    """One employer, and what speaks for its being the same."""
    place = one.employer.postal_code or ""
    return {
        "pk": one.pk,
        "name": one.employer.name,
        "meta": with_more(place, why) if place and why else place or why,
    }


def _compared(known: AgencyEmployer, said: set[Any]) -> QuerySet[AgencyEmployer]:
    """Near names, the same telephone or site, or said elsewhere; never one that is joined."""
    shared = known.employer
    same = Q(pk__in=rows.named_like(AgencyEmployer.objects.all(), shared.name).values("pk"))
    same |= Q(employer__in=said | {shared.pk})
    if shared.phone_key:
        same |= Q(employer__in=Employer.objects.filter(phone_key=shared.phone_key).values("pk"))
    if sites := addresses_like(shared.website):
        same |= Q(employer__in=Employer.objects.filter(website__in=sites).values("pk"))
    others = AgencyEmployer.objects.filter(same, same_as__isnull=True).exclude(pk=known.pk)
    return others.select_related("employer").order_by("name_key", "pk")


def _signs(known: AgencyEmployer, one: AgencyEmployer, said: set[Any]) -> list[Sign]:
    found = list(signs(_traits(known.employer), _traits(one.employer)))
    return [*found, Sign.SAID_ELSEWHERE] if one.employer_id in said else found


def _traits(one: Employer) -> Traits:
    return Traits(one.name, one.phone, one.website, one.postal_code)


def _said_elsewhere(request: HttpRequest, known: AgencyEmployer) -> set[Any]:
    """The other shared rows that an agency of the pool joined with this one's."""
    mine = Q(employer=known.employer_id) | Q(other=known.employer_id)
    pairs = SaidToBeOne.objects.filter(mine, taken_back_at__isnull=True)
    both = {pk for pair in read.many(request, pairs) for pk in (pair.employer_id, pair.other_id)}
    return both - {known.employer_id}
