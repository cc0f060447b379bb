"""What a contact with an employer needs when it is taken off a record, moved or put back."""

from collections.abc import Iterable

from followalong.caseload.actions import remove_milestone
from followalong.caseload.models import Contact
from followalong.caseload.rules import MilestoneKind
from followalong.clients.correctable import KINDS, PARTS, Kind, Row
from followalong.clients.models import Consent
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
