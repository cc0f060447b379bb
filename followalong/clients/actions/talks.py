"""The first talk with somebody who asked to join: what they answered, kept as said."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.packs.eligibility import Question
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.clients.events import tell_referral
from followalong.clients.models import EligibilityAnswer, Referral
from followalong.clients.refusals import TalkChanged
from followalong.clients.rules import NOT_ASKED
from followalong.core.actor import Actor


@transaction.atomic
def record_talk(
    *,
    by: Actor,
    referral: Referral,
    talked_on: dt.date | None,
    note: str | None,
    answers: Mapping[Question, str],
    version: int,
) -> Referral:
    """What was asked and said. It decides nothing: the answer to the referral is another step.

    An answer that changed gets a new row; the earlier one stays on record. Words that a colleague
    wrote since `version` was read are never written over unseen: raises TalkChanged.
    """
    stored = Referral.objects.select_for_update().get(pk=referral.pk)
    if stored.version != version and stored.talk_note not in (None, note):
        raise TalkChanged(stored)
    stored.talked_on, stored.talk_note = talked_on, note or None
    stored.version += 1
    stored.save()
    now = {row.question: row for row in EligibilityAnswer.objects.filter(referral=stored)}
    changed = [
        question
        for question, answer in answers.items()
        if _said(now.get(question.key), question) != answer
    ]
    for question in changed:
        _replace(by, stored, question, answers[question], now.get(question.key))
    record(
        by=by,
        action="referral.talked",
        subject=stored,
        clients=[stored.client_id],
        fields=["talked_on", "talk_note", *(question.key for question in changed)],
    )
    tell_referral(by, stored)
    return stored


def _said(row: EligibilityAnswer | None, question: Question) -> str | None:
    """The answer that stands to this very wording."""
    return row.answer if row and row.question_version == question.version else None


def _replace(
    by: Actor, referral: Referral, question: Question, answer: str, old: EligibilityAnswer | None
) -> None:
    if old is not None:
        withdraw(old, by=by, why="replaced")
    was_asked = answer != NOT_ASKED
    EligibilityAnswer(
        agency_id=referral.agency_id,
        client_id=referral.client_id,
        referral=referral,
        label=referral.label,
        question=question.key,
        question_version=question.version,
        answer=answer,
        asked_on=clock.localdate() if was_asked else None,
        asked_by_id=by.membership_id if was_asked else None,
    ).save(force_insert=True)
