"""The hooks of the house: who wants to know when an enrolment or a referral changed, when somebody
else goes along, when somebody died, or when a file had to go.

Clocks live in a higher room and are worked out from enrolments and facets, but imports only look
down. So the higher room's AppConfig.ready() appends its function here, and the actions of this
room call it in their own transaction, once, after their last write.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from followalong.agencies.base import LabelledModel
from followalong.clients.models import ClientFile, Enrolment, Referral
from followalong.core.actor import Actor


class Stop(Protocol):
    """Gives a row other values, and keeps what it held in case the death was a mistake."""

    def __call__(self, row: LabelledModel, **values: Any) -> None: ...


# Called as the service that stops everything, with the ids of the one person's rows.
person_died: list[Callable[[Actor, Sequence[UUID], Stop], None]] = []
referral_changed: list[Callable[[Actor, Referral], None]] = []
# The virus scanner found something in a file that was here already.
file_taken_away: list[Callable[[Actor, ClientFile], None]] = []
enrolment_changed: list[Callable[[Actor, Enrolment], None]] = []
# From whom, to whom, and from which day on, which may lie ahead.
handed_over: list[Callable[[Enrolment, UUID | None, UUID | None, date], None]] = []


def tell(by: Actor, enrolment: Enrolment) -> None:
    """An enrolment, its facets or its exit changed; a listener that fails undoes the change."""
    for hear in enrolment_changed:
        hear(by, enrolment)


def tell_referral(by: Actor, referral: Referral) -> None:
    """A referral came, was answered, or somebody was told or talked with."""
    for hear in referral_changed:
        hear(by, referral)


def tell_handed_over(
    enrolment: Enrolment, before: UUID | None, to: UUID | None, from_on: date
) -> None:
    """Somebody else goes along, or is to: what the one had planned is then the other's."""
    for hear in handed_over:
        hear(enrolment, before, to, from_on)
