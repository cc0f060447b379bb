"""What a contact with an employer needs when it is taken off a record, moved or put back."""

from collections.abc import Iterable

from followalong.caseload.actions import note_milestone, remove_milestone
from followalong.caseload.models import Contact
from followalong.caseload.rules import MilestoneKind
from followalong.clients.correctable import KINDS, PARTS, Kind, Row
from followalong.clients.models import Consent, DisclosureChoice
from followalong.clients.rules import ConsentType
from followalong.core.actor import Actor
from followalong.employers.actions.contacts import push_down
from followalong.employers.models import EmployerContact
from followalong.employers.rules import DisclosureAnswer


def enter_kinds() -> None:
    """Called once, when the application starts. A visit at which the person was there too is one
    entry: its contact goes, and the visit with it."""
    KINDS[EmployerContact] = Kind(
        day=lambda entry: entry.started_on,
        follow=_visit,
        whole=lambda entry: entry.contact or entry,
    )
    PARTS[EmployerContact].append(_their_yes)
    KINDS[DisclosureChoice] = Kind(
        day=lambda talk: talk.talked_on, follow=_talk, needs_enrolment=True
    )
    # The yes that came of a talk holds no longer than it stands.
    PARTS[DisclosureChoice].append(lambda talk: Consent.objects.filter(pk=talk.consent_id))
    PARTS[Contact].append(_visit_there)


def _visit(by: Actor, entry: EmployerContact) -> None:
    """What counts is a fact of the enrolment it was made for; what is gone is none."""
    if not entry.withdrawn_at:
        push_down(by, entry, entry.enrolment)
    elif entry.enrolment:
        remove_milestone(
            by=by,
            enrolment=entry.enrolment,
            kind=MilestoneKind.EMPLOYER_CONTACT,
            subject_id=entry.pk,
        )


def _talk(by: Actor, talk: DisclosureChoice) -> None:
    """The clocks that ask for a talk follow the talks on record. What an earlier one allowed
    stays taken back: the person is asked again."""
    kind, of = MilestoneKind.DISCLOSURE_DISCUSSED, talk.enrolment
    if talk.withdrawn_at:
        remove_milestone(by=by, enrolment=of, kind=kind, subject_id=talk.pk)
    else:
        note_milestone(by=by, enrolment=of, kind=kind, on=talk.talked_on, subject_id=talk.pk)


def _visit_there(contact: Contact) -> Iterable[Row]:
    for entry in EmployerContact.objects.filter(contact=contact):
        yield entry
        yield from _their_yes(entry)


def _their_yes(entry: EmployerContact) -> Iterable[Consent]:
    """The yes that was written down with it: it is nobody else's, and holds no longer."""
    if entry.disclosure_answer != DisclosureAnswer.AGREED_RECORD_NOW:
        return Consent.objects.none()
    return Consent.objects.filter(
        client=entry.client_id,
        type=ConsentType.EMPLOYER,
        employer_id=entry.employer_id,
        topic=entry.disclosed,
        signed_on=entry.started_on,
    ).order_by("pk")
