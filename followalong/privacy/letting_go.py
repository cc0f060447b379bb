"""What becomes of this room's rows when a record is let go."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, Value, When
from django.utils import timezone

from followalong.clients import fates
from followalong.core.actor import Actor
from followalong.privacy.models import (
    AccessRequest,
    BreachPerson,
    Erasure,
    GivenCopy,
    HeldBack,
    LegalHold,
    LookFlag,
    LookQuestion,
    OwnLink,
    RightsRequest,
    Share,
)


def enter_fates() -> None:
    fates.enter(LookQuestion, "words", emptied=("answer",))
    fates.enter(RightsRequest, "words", emptied=("later_why", "answer"))
    fates.enter(OwnLink, "token_hash", "pin_hash", "browser_hash")
    fates.enter(LookFlag, "said", emptied=("reason",))
    fates.enter(Share, "recipient", "body", "notice")
    fates.enter(BreachPerson, "told_words")
    fates.enter(GivenCopy)
    fates.enter(HeldBack, "passage")
    fates.enter(LegalHold, "asked_by", "why", "lifted_words")
    fates.enter(
        Erasure,
        "left_why",
        kept_because="it tells that a record was let go, and under what rule; no name is in it",
    )
    fates.besides += [_empty_access_requests, _take_letters_back]


def _empty_access_requests(by: Actor, people: Iterable[UUID]) -> int:
    """Why a colleague asked to be let in: kept without a key to whom the address named."""
    asked = AccessRequest.everything.filter(named_id__in=people, agency_id=by.agency_id)
    return asked.update(
        words="", answer=Case(When(answer__isnull=True, then=None), default=Value(""))
    )


def _take_letters_back(by: Actor, people: Iterable[UUID]) -> int:
    """What waits to leave does not."""
    waiting = Share.objects.filter(client__in=people, sent_at=None, taken_back_at=None)
    return waiting.update(taken_back_at=timezone.now())
