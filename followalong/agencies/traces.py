"""By what a record was open when somebody looked, as the record of looks keeps it.

A word a rule: `by:agency`, `by:program:<program>`, `by:<kind of tie>:<tie>`, `by:emergency:<look>`,
and `by:row` for what is open by itself, such as what one wrote oneself. Ties live in a higher room,
and imports only look down: that room's AppConfig.ready() appends its answer here.
"""

from collections.abc import Callable, Iterable

from followalong.audit.record import Traced
from followalong.core.actor import Actor

BY = "by:"
AGENCY, ROW = f"{BY}agency", f"{BY}row"

tracers: list[Callable[[Actor, str], Traced]] = []


def trace(actor: Actor, purpose: str) -> Traced | None:
    """What names the rule and the tie for each person of an event; None where nobody says."""
    return next((tracer(actor, purpose) for tracer in tracers), None)


def told_as(rule: str) -> str:
    return f"{BY}{rule}:" if rule else BY


def traces_of(fields: Iterable[str]) -> list[tuple[str, str]]:
    """(rule, id of the program, tie or look) of an event, as it was written."""
    return [
        (rule, pk)
        for field in fields
        if field.startswith(BY)
        for rule, _sep, pk in [field.removeprefix(BY).partition(":")]
    ]
