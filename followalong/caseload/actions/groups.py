"""What happened with several people at once: a contact for each, and the worker's time once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from followalong.caseload.actions.contacts import log_contact
from followalong.caseload.actions.sharing import share_time
from followalong.caseload.models import Appointment, Contact
from followalong.caseload.rules import ContactCategory, ContactMode
from followalong.clients.models import Client, Enrolment
from followalong.core.actor import Actor
from followalong.core.ids import uuid7


@dataclass(frozen=True)
class Part:
    """One person's part in a group: whether they came, words about them alone, their meeting."""

    about: Enrolment | Client
    came: bool = True
    words: str = ""
    meeting: Appointment | None = None


@transaction.atomic
def log_group(
    *,
    by: Actor,
    started: datetime | date,
    parts: Sequence[Part],
    mode: str,
    location: str | None = None,
    minutes: int | None = None,
    note: str = "",
) -> list[Contact]:
    """A job club, a workshop, a visit together; the note stands in everybody's entry.

    The worker's time is counted once, however many came. Who did not come has an entry that says
    so, with no time in it. Raises what log_contact raises.
    """
    group_id = uuid7()
    made = [
        log_contact(
            by=by,
            started=started,
            **_about(part.about),
            category=ContactCategory.GROUP,
            mode=mode if part.came else ContactMode.NO_SHOW,
            location=location,
            minutes=minutes if part.came else 0,
            note="\n\n".join(filter(None, [note if part.came else "", part.words])),
            group_id=group_id,
            meeting=part.meeting,
        )
        for part in parts
    ]
    share_time(group_id)
    return made


def _about(about: Enrolment | Client) -> dict[str, Any]:
    return {"enrolment": about} if isinstance(about, Enrolment) else {"client": about}
