"""What a person said about an opening."""

from uuid import UUID

from django.db import transaction

from followalong.clients.models import Enrolment
from followalong.core.actor import Actor
from followalong.matching.models import Opening, OpeningAnswer
from followalong.planning.actions import write_version
from followalong.planning.models import Written


@transaction.atomic
def answer_opening(
    *,
    by: Actor,
    enrolment: Enrolment,
    opening: Opening,
    answer: str,
    reason: str | None = None,
    words: str | None = None,
    seen: UUID | None = None,
) -> Written:
    """Yes, perhaps later, or not this one and why; the answer before it stays as a version.

    `seen` is the answer that stood when they were asked. Raises ChangedMeanwhile.
    """
    values = {
        "opening_id": opening.pk,
        "answer": answer,
        "reason": reason if answer == OpeningAnswer.Answer.NO else None,
        "words": words or None,
    }
    values["entry_id"] = opening.pk
    return write_version(
        by=by,
        enrolment=enrolment,
        model=OpeningAnswer,
        values=values,
        entry_id=opening.pk,
        seen=seen,
    )
