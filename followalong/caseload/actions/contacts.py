"""Service contacts: logged, put right within the edit window, added to after it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import packs
from followalong.agencies.base import Label, LabelledModel
from followalong.agencies.roles import Permission, can
from followalong.audit.record import record
from followalong.caseload.actions.clocks import refresh_clocks
from followalong.caseload.actions.plans import settle_planned
from followalong.caseload.actions.referral_clocks import refresh_for_person
from followalong.caseload.actions.sharing import share_time
from followalong.caseload.actions.wishes import follow_wish
from followalong.caseload.models import Addendum, Appointment, Contact, CounsellingNote
from followalong.caseload.rules import ContactProblem, contact_problems, likely_two_way
from followalong.clients.models import Client, Enrolment
from followalong.core.actor import Actor


class FutureContact(ValueError):
    """Its time is still to come, so nothing can have happened."""


class TwoWayImpossible(ValueError):
    """Nobody can answer in this way of being in touch (measures.md E7)."""


class MinutesOutOfRange(ValueError):
    """Longer than a day."""


class EditWindowOver(ValueError):
    """The text is part of the record now; an addendum can be added."""


class NotYourContact(ValueError):
    """Somebody else wrote it."""


class ChangedMeanwhile(ValueError):
    """The row is no longer the one that the form was opened with."""


@transaction.atomic
def log_contact(
    *,
    by: Actor,
    started: datetime | date,
    enrolment: Enrolment | None = None,
    client: Client | None = None,
    category: str | None = None,
    mode: str | None = None,
    location: str | None = None,
    minutes: int | None = None,
    travel_minutes: int | None = None,
    two_way: bool | None = None,
    note: str | None = None,
    meeting: Appointment | None = None,
    group_id: UUID | None = None,
) -> Contact:
    """A contact of this member with an enrolled person, one who asked to join, or nobody.

    `started` is an instant, or the day alone when the time is not known. It may lie long back:
    the day it happened and the moment it was written down are both kept. It settles the planned
    `meeting` it is told of, else one planned for that day. With a `group_id` it is one of several
    about the same hour. Raises FutureContact, TwoWayImpossible, MinutesOutOfRange.
    """
    entry = _entry(started, category, mode, location, minutes, travel_minutes, two_way, note)
    contact = Contact(
        agency_id=by.agency_id,
        membership_id=by.membership_id,
        client_id=_client_id(enrolment or client),
        enrolment=enrolment,
        label=_label(by, enrolment or client, category),
        is_private=_is_peers_own(by, category),
        entered_at=timezone.now(),
        group_id=group_id,
        **entry,
    )
    contact.save(force_insert=True)
    record(
        by=by,
        action="contact.logged",
        subject=contact,
        clients=[contact.client_id],
        fields=[name for name, value in entry.items() if value is not None],
    )
    settle_planned(by=by, contact=contact, meeting=meeting)
    refresh_for(by, contact)
    follow_wish(by=by, contact=contact)
    return contact


@transaction.atomic
def amend_contact(
    *,
    by: Actor,
    contact: Contact,
    version: int,
    started: datetime | date,
    category: str | None = None,
    mode: str | None = None,
    location: str | None = None,
    minutes: int | None = None,
    two_way: bool | None = None,
    note: str | None = None,
) -> Contact:
    """Put an own entry right while its edit window is open; `version` is the one that was read.

    Raises NotYourContact, EditWindowOver, ChangedMeanwhile and what log_contact raises.
    """
    stored = _held(contact)
    if stored.membership_id != by.membership_id:
        raise NotYourContact(_("Somebody else wrote this. You can add words to it."))
    if not is_editable(stored):
        raise EditWindowOver(_("This entry is part of the record now. You can add words to it."))
    if stored.withdrawn_at or stored.version != version:
        raise ChangedMeanwhile(_("This entry changed while you were writing."))
    entry = _entry(started, category, mode, location, minutes, stored.travel_minutes, two_way, note)
    changed = [name for name, value in entry.items() if getattr(stored, name) != value]
    for name in changed:
        setattr(stored, name, entry[name])
    changed += _made_private(by, stored)
    stored.version += 1
    stored.save(update_fields=[*changed, "version", "changed_at"])
    record(
        by=by,
        action="contact.amended",
        subject=stored,
        clients=[stored.client_id],
        fields=changed,
    )
    share_time(stored.group_id)
    refresh_for(by, stored)
    return stored


@transaction.atomic
def add_addendum(*, by: Actor, contact: Contact, note: str) -> Addendum:
    """Words added to an entry later. What was written first stays as it was.

    Raises ChangedMeanwhile when the entry was taken off the record.
    """
    if _held(contact).withdrawn_at:
        raise ChangedMeanwhile(_("This entry was taken off the record meanwhile."))
    addendum = Addendum(
        agency_id=by.agency_id,
        contact=contact,
        client_id=contact.client_id,
        label=contact.label,
        is_private=contact.is_private,
        membership_id=by.membership_id,
        written_at=timezone.now(),
        note=note,
    )
    addendum.save(force_insert=True)
    record(by=by, action="addendum.added", subject=addendum, clients=[contact.client_id])
    return addendum


def _held(contact: Contact) -> Contact:
    """The entry as it stands now, until this transaction ends."""
    return Contact.everything.select_for_update(of=("self",)).get(pk=contact.pk)


def refresh_for(by: Actor, contact: Contact) -> None:
    """The clocks that a contact may settle: of its enrolment, or of a referral without one."""
    if contact.enrolment:
        refresh_clocks(by=by, enrolment=contact.enrolment)
    elif contact.client_id:
        refresh_for_person(by=by, client_id=contact.client_id)


def is_editable(contact: Contact | CounsellingNote) -> bool:
    """Whether the text may still be put right: for as long after writing as the program says."""
    until = editable_until(contact)
    return until is not None and timezone.now() <= until


def editable_until(contact: Contact | CounsellingNote) -> datetime | None:
    """When the edit window closes; an entry whose writing is not dated has none."""
    if contact.entered_at is None:
        return None
    return contact.entered_at + timedelta(hours=edit_hours(contact))


def edit_hours(contact: Contact | CounsellingNote) -> int:
    """The edit window of the program it was written in; where it says nothing, the pack's."""
    written_in = contact.enrolment or contact.membership
    own = written_in.program.contact_edit_hours if written_in.program else None
    usual: int = packs.load(contact.agency.pack).value("contact_edit_hours")
    return usual if own is None else own


def _entry(
    started: datetime | date,
    category: str | None,
    mode: str | None,
    location: str | None,
    minutes: int | None,
    travel_minutes: int | None,
    two_way: bool | None,
    note: str | None,
) -> dict[str, Any]:
    """The columns of an entry, checked. Nothing said stays unknown (measures.md U3)."""
    mode = mode or None
    two_way = likely_two_way(mode) if two_way is None else two_way
    _refuse(
        contact_problems(mode=mode, two_way=two_way, minutes=minutes, travel_minutes=travel_minutes)
    )
    return {
        **_when(started),
        "category": category or None,
        "mode": mode,
        "location": location or None,
        "minutes": minutes,
        "travel_minutes": travel_minutes,
        "two_way": two_way,
        "note": (note or "").strip() or None,
    }


def _when(started: datetime | date) -> dict[str, Any]:
    """The instant if it is known, and the local day, which is set once."""
    at = started if isinstance(started, datetime) else None
    on = timezone.localdate(at) if at else started
    if on > timezone.localdate() or (at and at > timezone.now()):
        raise FutureContact(_("This time is still to come. Plan it under Next contact."))
    return {"started_at": at, "started_on": on}


def _refuse(problems: list[ContactProblem]) -> None:
    if ContactProblem.TWO_WAY_IMPOSSIBLE in problems:
        raise TwoWayImpossible(_("Nobody can answer this way. Choose how you were in touch."))
    if ContactProblem.MINUTES_OUT_OF_RANGE in problems:
        raise MinutesOutOfRange(_("A contact lasts from 0 to 1440 minutes."))


def _client_id(about: Enrolment | Client | None) -> UUID | None:
    if about is None:
        return None
    return about.pk if isinstance(about, Client) else about.client_id


def _label(by: Actor, about: LabelledModel | None, category: str | None) -> str:
    """The label of whom it is about; a peer's own note is the peer's.

    An addiction program's label is the law's, so it stays also on a peer's note, which the
    column `is_private` keeps for the peer besides. What is about nobody carries the label of the
    program it was written in.
    """
    if about is None:
        label = Label.SUD if by.sees_sud else Label.NORMAL
    else:
        label = Label(about.label)
    return Label.PEER if label == Label.NORMAL and _is_peers_own(by, category) else label


def _made_private(by: Actor, stored: Contact) -> list[str]:
    """Put onto a peer's subject, an entry becomes the peer's own, with what was added to it, as if
    it had been written so. It does not become the colleagues' again: it was said to the peer."""
    if stored.is_private or not _is_peers_own(by, stored.category):
        return []
    stored.is_private = True
    stored.label = Label.PEER if stored.label == Label.NORMAL else stored.label
    private = {"is_private": True, "label": stored.label}
    Addendum.objects.filter(contact=stored).update(**private)
    return list(private)


def _is_peers_own(by: Actor, category: str | None) -> bool:
    if not category or not can(by.role, Permission.CONTACT_LOG_PEER):
        return False
    return bool(packs.codes.get("contact.category").flag(category, "peer"))
