"""The one hook in the house: who wants to know when an enrolment changed.

Clocks live in a higher room and are worked out from enrolments and facets, but imports only look
down. So the higher room's AppConfig.ready() appends its function here, and the actions of this
room call it in their own transaction, once, after their last write.
"""

from collections.abc import Callable

from followalong.clients.models import Enrolment
from followalong.core.actor import Actor

enrolment_changed: list[Callable[[Actor, Enrolment], None]] = []


def tell(by: Actor, enrolment: Enrolment) -> None:
    """An enrolment, its facets or its exit changed; a listener that fails undoes the change."""
    for hear in enrolment_changed:
        hear(by, enrolment)
