"""Who may be spoken of before whom: the person's own yes, as a condition on rows about them."""

from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from followalong.agencies import packs
from followalong.agencies.base import Label
from followalong.clients.models import Client, Consent
from followalong.clients.rows import about_the_person, same_person
from followalong.clients.rules import ConsentMethod, ConsentType
from followalong.core.actor import Actor


def agreed_to_team() -> Q:
    """The person agrees that their treatment team hears of them; somebody of an addiction program
    has agreed to that besides. Given on any row of the person, it counts for all."""
    return agreed(ConsentType.TREATMENT_TEAM) & (~Q(label=Label.SUD) | agreed(ConsentType.SUD))


def agreed(kind: str) -> Q:
    """On rows that have a client: a choice of this kind that stands today."""
    return about_the_person(_standing(type=kind))


def yes_of(client: Client, kind: str) -> QuerySet[Consent]:
    """This person's choices of a kind that stand today, whichever of their rows they are on."""
    return _standing(type=kind, client__in=same_person(client.person.pk))


def let_read(actor: Actor) -> Q:
    """On counselling notes: the person named this member in a yes of its own."""
    return about_the_person(
        _standing(type=ConsentType.SUD_COUNSELLING, reader_id=actor.membership_id)
    )


def _standing(**which: Any) -> QuerySet[Consent]:
    today = timezone.localdate()
    return Consent.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today),
        signed_enough(),
        signed_on__lte=today,
        revoked_on__isnull=True,
        **which,
    )


@cache
def signed_enough() -> Q:
    """On choices, wherever they came from: not merely spoken where the place wants a signature."""
    unsigned = Q(pk__in=[])
    for place in packs.names():
        given = packs.load(place).consents
        spoken = ConsentMethod.VERBAL_RECORDED
        kinds = [kind for kind, how in given.items() if spoken not in how.methods_for()]
        unsigned |= Q(agency__pack=place, type__in=kinds, method=spoken)
    return ~unsigned
