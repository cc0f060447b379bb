"""Reads what the clocks of enrolments depend on, for one or for thousands, in the same queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Case, Count, Q, UUIDField, When
from django.db.models.functions import Coalesce

from followalong.agencies.base import Label
from followalong.caseload.models import Contact, Milestone, NotNow
from followalong.caseload.rules import (
    Agreed,
    ConsentFact,
    ContactCategory,
    ContactFact,
    EnrolmentFacts,
    MilestoneFact,
    MilestoneKind,
    NotNowFact,
    is_face_to_face,
)
from followalong.clients.agreed import signed_enough
from followalong.clients.models import Consent, Enrolment, Facet, OutreachChoice
from followalong.clients.rows import rows_of
from followalong.clients.rules import FacetKind, FacetSpan, WorkStatus

Fact = TypeVar("Fact")

# The facets that clocks know; the others change nothing for them.
_FACETS = (
    *(FacetKind.PAUSED, FacetKind.OUT_OF_TOUCH, FacetKind.ASKED_TO_STOP),
    *(FacetKind.SEARCHING, FacetKind.WORKING),
)
# A contact that was a try: made to reach somebody out of touch, or without an answer.
TRY = Q(category=ContactCategory.OUTREACH) | ~Q(two_way=True)


def locked(ids: Collection[UUID]) -> list[Enrolment]:
    """The enrolments with program and agency, held until the transaction ends.

    Two who write about one person at once take turns, so that the second sees what the first
    wrote. Rows that merely refer to an enrolment may still be added meanwhile.
    """
    rows = (
        Enrolment.objects.filter(pk__in=ids)
        .select_related("program", "agency", "client")
        .order_by("pk")
    )
    return list(rows.select_for_update(no_key=True, of=("self",)))


def facts_of(enrolments: Collection[Enrolment]) -> dict[UUID, EnrolmentFacts]:
    """The facts of each enrolment, by its id."""
    ids = [enrolment.pk for enrolment in enrolments]
    contacts = _contacts(enrolments, ids)
    milestones, facets = _milestones(ids), _facets(ids)
    agreed, not_now, consents = _agreed(ids), _not_now(ids), _consents(enrolments)
    return {
        enrolment.pk: EnrolmentFacts(
            entered_on=enrolment.entered_on,
            exited_on=enrolment.exited_on,
            is_reentry=enrolment.continues_id is not None,
            keeps_a_job=enrolment.work_status_at_entry == WorkStatus.EMPLOYED_RETENTION,
            contacts=contacts[enrolment.pk],
            milestones=milestones[enrolment.pk],
            facets=facets[enrolment.pk],
            agreed=agreed.get(enrolment.pk),
            consents=consents[enrolment.pk],
            not_now=not_now[enrolment.pk],
        )
        for enrolment in enrolments
    }


def _contacts(enrolments: Iterable[Enrolment], ids: list[UUID]) -> dict[UUID, list[ContactFact]]:
    """The days on which there were contacts: read directly, since nothing below makes them."""
    video = {enrolment.pk: enrolment.program.video_counts for enrolment in enrolments}
    days = (
        Contact.objects.filter(enrolment_id__in=ids)
        .order_by()
        .values_list("enrolment_id", "started_on", "mode")
        .annotate(
            answered=BoolOr("two_way"),
            tries=Count("pk", filter=TRY),
            benefits=Count("pk", filter=Q(category=ContactCategory.BENEFITS)),
        )
    )
    return _grouped(
        (
            of,
            ContactFact(
                on,
                two_way=bool(answered),
                face_to_face=is_face_to_face(mode, video_counts=video[of]),
                tries=tries,
                benefits=bool(benefits),
            ),
        )
        for of, on, mode, answered, tries, benefits in days
    )


def _milestones(ids: list[UUID]) -> dict[UUID, list[MilestoneFact]]:
    rows = Milestone.objects.filter(enrolment_id__in=ids, kind__in=list(MilestoneKind))
    return _grouped(
        (enrolment_id, MilestoneFact(MilestoneKind(kind), on, subject_id))
        for enrolment_id, kind, on, subject_id in rows.values_list(
            "enrolment_id", "kind", "on", "subject_id"
        )
    )


def _facets(ids: list[UUID]) -> dict[UUID, list[FacetSpan]]:
    rows = Facet.objects.filter(enrolment_id__in=ids, kind__in=_FACETS)
    return _grouped(
        (enrolment_id, FacetSpan(FacetKind(kind), from_on, to_on))
        for enrolment_id, kind, from_on, to_on in rows.values_list(
            "enrolment_id", "kind", "from_on", "to_on"
        )
    )


def _agreed(ids: list[UUID]) -> dict[UUID, Agreed]:
    """What each person says now about losing touch; what they said before no longer counts."""
    current = OutreachChoice.objects.filter(enrolment_id__in=ids, to_on__isnull=True)
    columns = ("enrolment_id", "ways", "stop_after_weeks", "stop_after_tries")
    return {of: Agreed(*said) for of, *said in current.values_list(*columns)}


def _not_now(ids: list[UUID]) -> dict[UUID, list[NotNowFact]]:
    rows = NotNow.objects.filter(enrolment_id__in=ids)
    columns = ("enrolment_id", "rule", "from_on", "until_on", "subject_id")
    return _grouped((of, NotNowFact(*said)) for of, *said in rows.values_list(*columns))


def _consents(enrolments: Collection[Enrolment]) -> dict[UUID, list[ConsentFact]]:
    """What each person said yes to, whatever row of theirs it stands on.

    A yes that only an addiction program knows of stays with that program's enrolments.
    """
    persons = {e.pk: e.client.same_as_id or e.client_id for e in enrolments}
    person = Coalesce("client__same_as", "client_id", output_field=UUIDField())
    rows = Consent.objects.filter(client__in=rows_of(set(persons.values())))
    columns = ("id", "type", "recipient", "employer_id", "topic")
    dates = ("signed_on", "expires_on", "revoked_on")
    unsigned = Case(When(signed_enough(), then=False), default=True)
    given: dict[UUID, list[tuple[str, ConsentFact]]] = defaultdict(list)
    for of, label, pk, *about in rows.values_list(person, "label", *columns, *dates, unsigned):
        given[of].append((label, ConsentFact(pk, tuple(about[:4]), *about[4:])))
    return {
        e.pk: [yes for label, yes in given[persons[e.pk]] if label in (Label.NORMAL, e.label)]
        for e in enrolments
    }


def _grouped(pairs: Iterable[tuple[Any, Fact]]) -> dict[UUID, list[Fact]]:
    found: dict[UUID, list[Fact]] = defaultdict(list)
    for enrolment_id, fact in pairs:
        found[enrolment_id].append(fact)
    return found
