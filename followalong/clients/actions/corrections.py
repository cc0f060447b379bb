"""Entered in error, or on the wrong person's record: off at once, onto the right one, sealed."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone as clock

from followalong.agencies.base import Label, LabelledModel
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.clients.correctable import (
    KINDS,
    PARTS,
    UNDONE,
    Kind,
    Row,
    follow,
    may_correct,
    person_id,
)
from followalong.clients.models import Client, CorrectedRow, Correction, Enrolment
from followalong.clients.refusals import CorrectionProblem, CorrectionRefused
from followalong.clients.rows import same_person
from followalong.clients.rules import CorrectionReason, Place, Stay, place_for
from followalong.core.actor import Actor
from followalong.core.ids import uuid7

# What a row at its new place does not take along from the old one.
FRESH = frozenset(
    {"id", "source_id", "version", "changed_at", "withdrawn_at", "withdrawn_by", "withdrawn_why"}
)
KEPT_LABELS = frozenset({Label.PEER, Label.LEGAL, Label.LOCKED})


class Whose(NamedTuple):
    """Onto whose record something goes, and into which of their enrolments."""

    client: Client
    enrolment: Enrolment | None

    @property
    def client_id(self) -> UUID:
        """Of two rows that were joined, the one that the enrolment is in."""
        found: UUID = self.enrolment.client_id if self.enrolment else self.client.pk
        return found

    @property
    def label(self) -> str:
        return self.enrolment.label if self.enrolment else self.client.label


@transaction.atomic
def correct(
    *, by: Actor, row: Row, reason: str, to: Client | None = None, words: str | None = None
) -> Correction:
    """Take a row off the record it stands on, with what hangs on it; put it on the right one.

    `to` is the right person, if there is one here. What was written is sealed; nothing of it
    stays where it was. Raises CorrectionRefused.
    """
    row = KINDS[type(row)].whole(row)
    kind, stored = KINDS[type(row)], _locked(row)
    if problem := _problem(by, stored, reason, to):
        raise CorrectionRefused(problem)
    if refusal := kind.stays(stored):
        raise refusal
    whose = _whose(by, kind, stored, to) if to and reason == CorrectionReason.WRONG_PERSON else None
    gone = [stored, *parts_of(stored)]
    made = _made(gone, whose) if whose else {}
    for one in gone:
        withdraw(one, by=by, why=reason)
    if made:
        _settle(by, made[stored.pk], made.values())
    for new in made.values():
        new.save(force_insert=True)
    correction = _write_down(by, stored, reason, words, gone, made)
    for one in (*gone, *made.values()):
        follow(by, one)
    return correction


@transaction.atomic
def undo_correction(*, by: Actor, correction: Correction) -> Correction:
    """The correction was the mistake: everything stands where it stood. Raises CorrectionRefused.

    Not when something was added at the new place since; from there it can be moved again.
    """
    correction = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if correction.undone_at:
        raise CorrectionRefused(CorrectionProblem.UNDONE_ALREADY)
    listed = list(CorrectedRow.objects.filter(correction=correction).order_by("pk"))
    back = [_found(one.row_type, one.row_id, lock=True) for one in listed]
    made = {
        one.row_id: _found(one.row_type, one.made_id, lock=True) for one in listed if one.made_id
    }
    is_whole = all(one and one.withdrawn_at for one in back) and all(made.values())
    if not is_whole or _is_built_on(list(made.values())):
        raise CorrectionRefused(CorrectionProblem.BUILT_ON)
    for new in filter(None, made.values()):
        withdraw(new, by=by, why=UNDONE)
    for old, one in zip(back, listed, strict=True):
        _restore(old, made.get(one.row_id))
    correction.undone_at, correction.undone_by_id = clock.now(), by.membership_id
    correction.version += 1
    correction.save(update_fields=["undone_at", "undone_by", "version", "changed_at"])
    _record(by, "correction.undone", correction)
    for row in (*made.values(), *back):
        follow(by, row)
    return correction


@transaction.atomic
def open_sealed(*, by: Actor, correction: Correction) -> list[Row]:
    """The withdrawn rows of a correction, to be read; each look is on the record.

    A row that the database keeps from this session (an addiction program's) is not there, and
    a peer's own note stays the peer's.
    """
    listed = CorrectedRow.objects.filter(correction=correction).order_by("pk")
    rows = [_found(one.row_type, one.row_id) for one in listed]
    _record(by, "sealed.opened", correction)
    return [row for row in rows if row is not None and not is_peers_own(row)]


def is_peers_own(row: Row) -> bool:
    return row.label == Label.PEER or getattr(row, "is_private", False)


def parts_of(row: Row) -> list[Row]:
    """What hangs on a row and goes along with it."""
    return [part for find in PARTS[type(row)] for part in find(row)]


def _locked(row: Row) -> Row:
    rows = type(row).everything.select_for_update(of=("self",))
    return rows.get(pk=row.pk)


def _problem(by: Actor, row: Row, reason: str, to: Client | None) -> CorrectionProblem | None:
    if row.withdrawn_at is not None:
        return CorrectionProblem.GONE_ALREADY
    if not may_correct(by, row):
        return CorrectionProblem.NOT_YOURS
    if reason == CorrectionReason.WRONG_PERSON and to is not None:
        if person_id(to) == person_id(row.client):
            return CorrectionProblem.SAME_PERSON
        if not KINDS[type(row)].can_move:
            return CorrectionProblem.CANNOT_MOVE
    return None


def _whose(by: Actor, kind: Kind, row: Row, to: Client) -> Whose:
    """The right person, and the enrolment of theirs that this belongs to."""
    before = getattr(row, "enrolment", None)
    stays = {
        stay.pk: stay
        for stay in Enrolment.objects.visible_to(by).filter(client__in=same_person(to.pk))
    }
    chosen = place_for(
        kind.day(row),
        [
            Place(
                pk,
                Stay(stay.entered_on, stay.exited_on),
                before is not None and stay.program_id == before.program_id,
            )
            for pk, stay in stays.items()
        ],
    )
    if chosen is None and kind.needs_enrolment:
        raise CorrectionRefused(CorrectionProblem.NOT_ENROLLED)
    return Whose(to, stays[chosen] if chosen else None)


def _made(gone: list[Row], whose: Whose) -> dict[UUID, Row]:
    """The same rows about the right person: by the ids of those that go, not saved yet."""
    made: dict[UUID, Row] = {}
    for row in gone:
        made[row.pk] = _copy(row, whose, made)
    return made


def _settle(by: Actor, whole: Row, made: Iterable[Row]) -> None:
    """What its kind wants at the new place; a label of its own is its parts' too."""
    before = whole.label
    KINDS[type(whole)].settle(by, whole)
    if whole.label != before:
        for part in made:
            part.label = whole.label


def _copy(row: Row, whose: Whose, made: dict[UUID, Row]) -> Row:
    """What was written, by whom and for which day, as it was; whose it is is new."""
    fields = [field for field in row._meta.concrete_fields if field.name not in FRESH]
    new = type(row)(id=uuid7(), **{f.attname: getattr(row, f.attname) for f in fields})
    for field in fields:
        if field.is_relation and issubclass(field.related_model, LabelledModel):
            along = made.get(getattr(row, field.attname))
            setattr(new, field.attname, along.pk if along else None)
        if field.unique:  # only one of them can hold it: it goes along
            setattr(row, field.attname, None)
    if getattr(row, "subject_id", None) in made:
        new.subject_id = made[row.subject_id].pk
    new.client_id = whose.client_id
    if hasattr(new, "enrolment_id") and row.enrolment_id not in made:
        new.enrolment_id = whose.enrolment.pk if whose.enrolment else None
    is_kept = row.label in KEPT_LABELS and whose.label == Label.NORMAL
    new.label = row.label if is_kept else whose.label
    return new


def _restore(row: Row, made: Row | None) -> None:
    """Back on the record; what only one row can hold comes back too."""
    for field in row._meta.concrete_fields:
        if made is not None and field.unique and not field.primary_key:
            setattr(row, field.attname, getattr(made, field.attname))
            type(row).everything.filter(pk=made.pk).update(**{field.attname: None})
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = None, None, ""
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise CorrectionRefused(CorrectionProblem.BUILT_ON) from clash


def _is_built_on(made: list[Row]) -> bool:
    """Whether somebody changed what was moved, added to it, or moved it on."""
    known = {row.pk for row in made}
    return any(
        row.version > 1 or row.withdrawn_at or {part.pk for part in parts_of(row)} - known
        for row in made
    )


def _write_down(
    by: Actor,
    row: Row,
    reason: str,
    words: str | None,
    gone: list[Row],
    made: dict[UUID, Row],
) -> Correction:
    new = made.get(row.pk)
    is_sud = Label.SUD in {one.label for one in (*gone, *made.values())}
    correction = Correction(
        agency_id=by.agency_id,
        client_id=row.client_id,
        to_client_id=new.client_id if new else None,
        label=Label.SUD if is_sud else Label.NORMAL,
        reason=reason,
        words=(words or "").strip() or None,
        subject_type=row._meta.label_lower,
        subject_id=row.pk,
        subject_on=KINDS[type(row)].day(row),
        made_at=clock.now(),
        made_by_id=by.membership_id,
    )
    correction.save(force_insert=True)
    CorrectedRow.objects.bulk_create(
        CorrectedRow(
            agency_id=by.agency_id,
            correction=correction,
            row_type=one._meta.label_lower,
            row_id=one.pk,
            made_id=made[one.pk].pk if one.pk in made else None,
        )
        for one in gone
    )
    _record(by, "correction.made", correction)
    return correction


def _record(by: Actor, action: str, correction: Correction) -> None:
    """One event that names both people, and not a word of what was written."""
    record(
        by=by,
        action=action,
        subject=correction,
        clients=[correction.client_id, correction.to_client_id],
        fields=[correction.subject_type, correction.reason],
    )


def _found(row_type: str, pk: UUID, *, lock: bool = False) -> Row | None:
    rows = apps.get_model(row_type).everything.filter(pk=pk)
    return (rows.select_for_update(of=("self",)) if lock else rows).first()
