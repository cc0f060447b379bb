"""When a yes can be relied on: one purpose, somebody named, given as the place allows."""

from collections.abc import Collection
from enum import StrEnum

from followalong.clients.rules.codes import ConsentType, Topic


class ConsentMethod(StrEnum):
    PAPER = "PAPER"
    ON_SCREEN = "ON_SCREEN"
    VERBAL_RECORDED = "VERBAL_RECORDED"


class ConsentProblem(StrEnum):
    METHOD = "method"
    NEEDS_TOPIC = "needs_topic"
    NEEDS_RECIPIENT = "needs_recipient"
    NEEDS_NAME = "needs_name"
    ENDS_BEFORE_START = "ends_before_start"
    ALREADY_REVOKED = "already_revoked"


# A yes to these is to somebody or something: without a name it would be a blanket one.
NAMED = frozenset(
    {
        ConsentType.FAMILY,
        ConsentType.SUD,
        ConsentType.SUD_COUNSELLING,
        ConsentType.REFERENCE,
        ConsentType.PHOTO,
        ConsentType.STORY,
        ConsentType.RESEARCH,
    }
)


def waits_for_signature(method: str | None, allowed: Collection[str]) -> bool:
    """Spoken where the place wants it signed: written down, and holding once it is signed."""
    return method == ConsentMethod.VERBAL_RECORDED and method not in allowed


def consent_problem(
    kind: ConsentType,
    method: str | None,
    allowed: Collection[str],
    *,
    topic: str | None,
    recipient: str | None,
    signed_name: str | None,
) -> ConsentProblem | None:
    """Why a yes could not be written down as it was given; None when it can."""
    if method not in allowed and not waits_for_signature(method, allowed):
        return ConsentProblem.METHOD
    if kind == ConsentType.EMPLOYER and topic not in set(Topic):
        return ConsentProblem.NEEDS_TOPIC
    if kind in NAMED and not recipient:
        return ConsentProblem.NEEDS_RECIPIENT
    if method == ConsentMethod.ON_SCREEN and not signed_name:
        return ConsentProblem.NEEDS_NAME
    return None
