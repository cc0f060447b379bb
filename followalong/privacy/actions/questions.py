"""Questions about looks: asked for or by a person, answered by the privacy officer."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.audit.models import Event
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.privacy.models import LookQuestion
from followalong.privacy.refusals import AlreadyAnswered


@transaction.atomic
def ask_about_looks(*, by: Actor, client: Client, words: str | None = None) -> LookQuestion:
    """Put the question into the privacy officer's queue. A tap is enough; words may follow."""
    question = LookQuestion.objects.create(
        agency_id=by.agency_id,
        label=client.label,
        client=client,
        asked_at=timezone.now(),
        asked_by_id=by.membership_id,
        words=words or None,
    )
    record(by=by, action="look_question.asked", subject=question, clients=[client.pk])
    return question


@transaction.atomic
def answer_look_question(*, by: Actor, question: LookQuestion, answer: str) -> LookQuestion:
    """Say what was found. Raises AlreadyAnswered."""
    stored = LookQuestion.objects.select_for_update().get(pk=question.pk)
    if stored.answered_at:
        raise AlreadyAnswered
    stored.answered_at = timezone.now()
    stored.answered_by_id = by.membership_id
    stored.answer = answer
    stored.version += 1
    stored.save()
    record(by=by, action="look_question.answered", subject=stored, clients=[stored.client_id])
    return stored


def note_account(*, by: Actor, client: Client, kind: str, request_id: UUID) -> Event:
    """The account of what left somebody's record was itself taken out as a file."""
    return record(
        by=by,
        action="account.exported",
        clients=[client.pk],
        fields=[kind],
        purpose="PATRQT",
        request_id=request_id,
    )
