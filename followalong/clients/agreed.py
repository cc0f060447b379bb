"""Who may be spoken of before whom: the person's own yes, as a condition on rows about them."""

from django.db.models import Q
from django.utils import timezone

from followalong.agencies.base import Label
from followalong.clients.models import Consent
from followalong.clients.rows import about_the_person
from followalong.clients.rules import ConsentType


def agreed_to_team() -> Q:
    """The person agrees that their treatment team hears of them; somebody of an addiction program
    has agreed to that besides. Given on any row of the person, it counts for all."""
    return agreed(ConsentType.TREATMENT_TEAM) & (~Q(label=Label.SUD) | agreed(ConsentType.SUD))


def agreed(kind: str) -> Q:
    """On rows that have a client: a choice of this kind that stands today."""
    today = timezone.localdate()
    return about_the_person(
        Consent.objects.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=today),
            type=kind,
            signed_on__lte=today,
            revoked_on__isnull=True,
        )
    )
