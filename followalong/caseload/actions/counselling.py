"""Notes of counselling sessions: written by the clinician who held it, apart from the record."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.base import Label
from followalong.agencies.models import Program
from followalong.audit.record import record
from followalong.caseload.actions.contacts import (
    ChangedMeanwhile,
    EditWindowOver,
    NotYourContact,
    is_editable,
)
from followalong.caseload.models import CounsellingNote
from followalong.clients.models import Client, Enrolment
from followalong.clients.rows import same_person
from followalong.core.actor import Actor
from followalong.core.files import NoFileKey


class NotInTreatment(ValueError):
    """On that day the person was not in an addiction program of this clinician's."""


class NothingToSealWith(ValueError):
    """The installation has no key, and unsealed these words are not kept."""


@transaction.atomic
def write_counselling_note(
    *, by: Actor, client: Client, held_on: date, words: str
) -> CounsellingNote:
    """The note of one session. Raises NotInTreatment, NothingToSealWith."""
    enrolment = _enrolled_with(by, client, held_on)
    if enrolment is None:
        raise NotInTreatment(
            _("On that day they were not in your addiction program. Look at the day.")
        )
    note = CounsellingNote(
        agency_id=by.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=by.membership_id,
        label=Label.SUD,
        held_on=held_on,
        entered_at=timezone.now(),
    )
    return _kept(by, note, words, "counselling_note.written")


@transaction.atomic
def amend_counselling_note(
    *, by: Actor, note: CounsellingNote, version: int, words: str
) -> CounsellingNote:
    """Put one's own note right while its edit window is open; `version` is the one that was read.

    Raises NotYourContact, EditWindowOver, ChangedMeanwhile, NothingToSealWith.
    """
    stored = _held(by, note)
    if not is_editable(stored):
        raise EditWindowOver(_("This note stands as it is now. You can add words to it."))
    if stored.version != version:
        raise ChangedMeanwhile(_("This note changed while you were writing."))
    stored.version += 1
    return _kept(by, stored, words, "counselling_note.amended")


@transaction.atomic
def add_to_counselling_note(*, by: Actor, note: CounsellingNote, words: str) -> CounsellingNote:
    """Words added to one's own note later; what was written first stays as it was.

    Raises NotYourContact, ChangedMeanwhile, NothingToSealWith.
    """
    stored = _held(by, note)
    added = CounsellingNote(
        agency_id=stored.agency_id,
        client_id=stored.client_id,
        enrolment_id=stored.enrolment_id,
        membership_id=by.membership_id,
        follows=stored,
        label=stored.label,
        held_on=stored.held_on,
        entered_at=timezone.now(),
    )
    return _kept(by, added, words, "counselling_note.added_to")


def _enrolled_with(by: Actor, client: Client, on: date) -> Enrolment | None:
    """The person's time in the addiction program that this clinician works in, on that day."""
    return Enrolment.objects.filter(
        Q(exited_on__isnull=True) | Q(exited_on__gte=on),
        client__in=same_person(client.person.pk),
        program_id=by.team_id,
        program__setting=Program.Setting.ADDICTION,
        entered_on__lte=on,
    ).first()


def _held(by: Actor, note: CounsellingNote) -> CounsellingNote:
    """One's own note as it stands now, until this transaction ends."""
    rows = CounsellingNote.everything.select_for_update(of=("self",))
    stored = rows.select_related("agency", "enrolment__program").get(pk=note.pk)
    if stored.membership_id != by.membership_id:
        raise NotYourContact(_("Somebody else wrote this note."))
    if stored.withdrawn_at:
        raise ChangedMeanwhile(_("This note was taken off the record meanwhile."))
    return stored


def _kept(by: Actor, note: CounsellingNote, words: str, action: str) -> CounsellingNote:
    """Sealed and saved; the record says that it happened, and not a word of it."""
    try:
        note.words = words.strip()
    except NoFileKey as missing:
        raise NothingToSealWith(
            _("There is no key here to seal it with. Tell whoever looks after Followalong.")
        ) from missing
    note.save()
    record(by=by, action=action, subject=note, clients=[note.client_id], fields=["words"])
    return note
