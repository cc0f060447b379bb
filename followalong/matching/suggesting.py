"""Who and what go together: the rows that the rules need, and their answers.

For a person, openings. For an opening, people: worked out over everybody whom the asker may read,
but only those who are shown count as looked at.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from followalong.agencies import read
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.matching import rows
from followalong.matching.models import Opening, OpeningAnswer
from followalong.matching.rules.fit import Fit, Held, Reason, Seeker, fit, ranked
from followalong.planning.models import Credential, JobPreference
from followalong.planning.rows import standing
from followalong.planning.rules import Preferences

CERTIFIES = (Credential.Kind.CERTIFICATE, Credential.Kind.LICENCE)


@dataclass(frozen=True)
class Suggested:
    """For one person: what fits, what a limit leaves out, what they answered, what they wish."""

    fits: tuple[Fit, ...]
    left_out: tuple[Fit, ...]
    answers: list[OpeningAnswer]
    openings: dict[UUID, Opening]
    wants: Preferences


def for_person(request: HttpRequest, client: Client, today: dt.date) -> Suggested:
    wishes = read.many(request, standing(JobPreference, client.pk), limit=1)
    wants = wishes[0].as_features() if wishes else Preferences()
    answers = read.many(request, rows.answers_of(client.pk))
    held = read.many(request, standing(Credential, client.pk, kind__in=CERTIFIES))
    found = read.many(request, rows.worth_a_look(wants.kinds, today), limit=rows.LOOKED_AT)
    openings = {one.pk: one for one in found}
    for one in answers:
        openings.pop(one.opening_id, None)
    fits, left_out = ranked(
        seeker_of(wants, held, answers), (one.as_work() for one in openings.values()), today
    )
    return Suggested(fits, left_out, answers, openings, wants)


def seeker_of(wants: Preferences, held: list[Credential], answers: list[OpeningAnswer]) -> Seeker:
    """What a person said about work, and nothing else of theirs."""
    return Seeker(
        wants,
        tuple(Held(one.title, one.expires_on) for one in held),
        tuple(
            (one.opening.as_work(), Reason(one.reason or Reason.OTHER))
            for one in answers
            if one.answer == OpeningAnswer.Answer.NO
        ),
    )


def people_for(by: Actor, opening: Opening, today: dt.date, at_most: int) -> list[tuple[UUID, Fit]]:
    """Whom to ask about an opening, the best fit first: people with a wish for such work.

    Whoever answered already, and whom a limit of theirs leaves out, is not among them.
    """
    work = opening.as_work()
    seekers = _everybody(by, opening, today)
    found = [(person, fit(seeker, work, today)) for person, seeker in seekers.items()]
    likely = [one for one in found if not one[1].limits and one[1].is_likely]
    likely.sort(key=lambda one: (-one[1].score, one[0]))
    return likely[:at_most]


def _everybody(by: Actor, opening: Opening, today: dt.date) -> dict[UUID, Seeker]:
    """Everybody whom the asker may read, who wished for anything and has not answered yet."""
    answers = OpeningAnswer.objects.visible_to(by).filter(is_latest=True)
    answered = set(answers.filter(opening=opening).values_list("client_id", flat=True))
    wishes = rows.wishes_of_those_who_look(today).visible_to(by)
    wants = {row.client_id: row.as_features() for row in wishes if row.client_id not in answered}
    said_no = answers.filter(answer=OpeningAnswer.Answer.NO, client__in=wants)
    held = Credential.objects.visible_to(by).filter(is_latest=True, is_gone=False)
    held_by = _by_client(held.filter(kind__in=CERTIFIES, client__in=wants))
    no_of = _by_client(said_no.select_related("opening"))
    return {
        client: seeker_of(wish, held_by[client], no_of[client])
        for client, wish in wants.items()
        if wish.is_known
    }


def _by_client(found: Any) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in found:
        grouped[row.client_id].append(row)
    return grouped
