"""What waits for an answer from whoever answers for privacy: one question of each queue."""

from django.db.models import QuerySet

from followalong.employers.models import EmployerContact
from followalong.employers.rules import DisclosureAnswer
from followalong.privacy.models import (
    AccessRequest,
    Breach,
    Erasure,
    LookFlag,
    LookQuestion,
    RightsRequest,
)


def namings_waiting() -> QuerySet[EmployerContact]:
    """Somebody was named without a yes, and nobody has looked at it yet."""
    return EmployerContact.objects.filter(
        disclosure_answer=DisclosureAnswer.NAMED_WITHOUT_YES, reviewed_on__isnull=True
    )


def questions_waiting() -> QuerySet[LookQuestion]:
    """Questions about looks without an answer."""
    return LookQuestion.objects.filter(answered_at__isnull=True)


def requests_waiting() -> QuerySet[RightsRequest]:
    """Requests about a person's own record without an answer."""
    return RightsRequest.objects.filter(answered_on__isnull=True)


def flags_waiting() -> QuerySet[LookFlag]:
    """Looks that deserve a word, which nobody has closed yet."""
    return LookFlag.objects.filter(closed_at__isnull=True)


def breaches_open() -> QuerySet[Breach]:
    """Times when information went astray that are not closed: somebody may be still to tell."""
    return Breach.objects.filter(closed_on__isnull=True)


def access_waiting() -> QuerySet[AccessRequest]:
    """Colleagues who met a closed door and asked to be let in."""
    return AccessRequest.objects.filter(answered_at__isnull=True)


def erasures_waiting() -> QuerySet[Erasure]:
    """Records that somebody proposed to let go: a second person agrees, or leaves them."""
    return Erasure.objects.filter(done_at__isnull=True, left_on__isnull=True)
