"""Two rows that may be one person: found, answered, joined into one, taken apart again.

Joining sets `Client.same_as` on the row that gives way and moves nothing; what opened the one row
to somebody then opens the other. Taking apart undoes exactly that.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from followalong.agencies.base import Label
from followalong.audit.record import record
from followalong.clients.actions.ties import share_ties
from followalong.clients.lookalikes import described, found_alike
from followalong.clients.models import Client, PossibleDuplicate
from followalong.clients.refusals import MergeRefused
from followalong.clients.rules.merging import MergeProblem, Row, merge_problem
from followalong.core.actor import Actor

SAME, NOT_SAME = PossibleDuplicate.Decision.SAME, PossibleDuplicate.Decision.NOT_SAME
# Whom a person resembles most: more would only tire the reviewer.
ASKED_ABOUT = 8


@transaction.atomic
def find_duplicates(*, by: Actor, client_ids: Iterable[UUID]) -> int:
    """Put everybody whom these people may be before a reviewer; how many pairs are new.

    Runs as a service that sees every label of the agency, so that nothing depends on who added
    the person, and nothing is said to them.
    """
    new = 0
    people = Client.objects.select_related("same_as").filter(pk__in=list(client_ids))
    for row in people.order_by("pk"):
        person, alike = row.same_as or row, found_alike(described(row))
        alike.pop(person.pk, None)
        nearest = sorted(alike, key=lambda other: -len(alike[other]))[:ASKED_ABOUT]
        for other in Client.objects.filter(pk__in=nearest):
            new += _note(by, person, other, signs=alike[other.pk]) is not None
    return new


@transaction.atomic
def pair_by_hand(*, by: Actor, one: Client, other: Client) -> PossibleDuplicate:
    """Somebody knows of two rows that no rule found. Raises MergeRefused for one and the same."""
    if (one.same_as_id or one.pk) == (other.same_as_id or other.pk):
        raise MergeRefused(MergeProblem.ONE_ROW)
    return _note(by, one, other, signs=()) or PossibleDuplicate.objects.get(**_ends(one, other))


def tell_apart(*, by: Actor, one: Client, others: Mapping[Client, Sequence[str]]) -> None:
    """Somebody who was shown others, with what speaks for each, says that they are not the new
    person: nobody is asked again."""
    for other, signs in others.items():
        pair = _note(by, one, other, signs=signs)
        if pair is not None:
            _decide(by, pair, NOT_SAME, None)


@transaction.atomic
def keep_apart(*, by: Actor, pair: PossibleDuplicate, reason: str | None) -> PossibleDuplicate:
    """Two people. Remembered, so that the pair is not asked about again. Raises MergeRefused."""
    stored = _lock(pair)
    if stored.decision == SAME:
        raise MergeRefused(MergeProblem.ALREADY_JOINED)
    return _decide(by, stored, NOT_SAME, reason)


@transaction.atomic
def merge_clients(
    *, by: Actor, pair: PossibleDuplicate, keep: Client, reason: str | None
) -> PossibleDuplicate:
    """One person: `keep` stands for both from now on. Raises MergeRefused."""
    stored = _lock(pair)
    both = {c.pk: c for c in _rows(stored.client_id, stored.other_id)}
    kept = both.pop(keep.pk)
    (gone,) = both.values()
    if problem := merge_problem(kept=_state(kept), gone=_state(gone)):
        raise MergeRefused(problem)
    gone.same_as = kept
    gone.save(update_fields=["same_as", "changed_at"])
    share_ties(agency_id=by.agency_id, person_id=kept.pk)
    record(by=by, action="client.merged", subject=kept, clients=[kept.pk, gone.pk])
    return _decide(by, stored, SAME, reason)


@transaction.atomic
def unmerge_clients(*, by: Actor, pair: PossibleDuplicate, reason: str | None) -> PossibleDuplicate:
    """They are two people after all: each row stands for itself again. Raises MergeRefused."""
    stored = _lock(pair)
    joined = [c for c in _rows(stored.client_id, stored.other_id) if _is_joined(c, stored)]
    if not joined:
        raise MergeRefused(MergeProblem.NOT_JOINED)
    (gone,) = joined
    gone.same_as = None
    gone.save(update_fields=["same_as", "changed_at"])
    both = (stored.client_id, stored.other_id)
    for person_id in both:
        share_ties(agency_id=by.agency_id, person_id=person_id)
    record(by=by, action="client.unmerged", subject=gone, clients=both)
    return _decide(by, stored, NOT_SAME, reason)


def relabel_pairs(client_ids: Iterable[UUID]) -> None:
    """A pair is SUD as soon as one of its people is: hidden where either of them is."""
    ids = list(client_ids)
    pairs = PossibleDuplicate.objects.filter(Q(client__in=ids) | Q(other__in=ids))
    is_sud = Q(client__label=Label.SUD) | Q(other__label=Label.SUD)
    for label, which in ((Label.SUD, is_sud), (Label.NORMAL, ~is_sud)):
        stale = pairs.filter(which).exclude(label=label).values_list("pk", flat=True)
        PossibleDuplicate.objects.filter(pk__in=list(stale)).update(label=label)


def _note(
    by: Actor, one: Client, other: Client, *, signs: Sequence[str]
) -> PossibleDuplicate | None:
    """The pair, unless it is known already: then what was answered stands."""
    is_sud = Label.SUD in (one.label, other.label)
    pair = PossibleDuplicate(
        agency_id=by.agency_id,
        **_ends(one, other),
        signs=list(signs),
        found_on=clock.localdate(),
        label=Label.SUD if is_sud else Label.NORMAL,
    )
    known = PossibleDuplicate.everything.filter(**_ends(one, other))
    if known.exists():
        return None
    pair.save(force_insert=True)
    record(by=by, action="duplicate.found", subject=pair, clients=[one.pk, other.pk])
    return pair


def _ends(one: Client, other: Client) -> dict[str, UUID]:
    low, high = sorted((one.pk, other.pk))
    return {"client_id": low, "other_id": high}


def _lock(pair: PossibleDuplicate) -> PossibleDuplicate:
    return PossibleDuplicate.objects.select_for_update().get(pk=pair.pk)


def _rows(*ids: UUID) -> list[Client]:
    """Both rows, held until this is over, always in the same order."""
    return list(Client.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _state(client: Client) -> Row:
    return Row(
        is_joined=client.same_as_id is not None,
        has_others=Client.objects.filter(same_as=client).exists(),
        is_hidden=client.label == Label.SUD,
    )


def _is_joined(client: Client, pair: PossibleDuplicate) -> bool:
    return client.same_as_id in (pair.client_id, pair.other_id)


def _decide(
    by: Actor, pair: PossibleDuplicate, decision: str, reason: str | None
) -> PossibleDuplicate:
    pair.decision = decision
    pair.decided_on = clock.localdate()
    pair.decided_by_id = by.membership_id
    pair.reason = reason or None
    pair.version += 1
    pair.save()
    record(
        by=by,
        action="duplicate.decided",
        subject=pair,
        clients=[pair.client_id, pair.other_id],
        fields=["decision", "reason"],
    )
    return pair
