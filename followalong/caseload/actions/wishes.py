"""A peer's talk meets the wish of somebody who wanted to meet a peer first."""

from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Contact
from followalong.clients.actions import meet_peer, unmeet_peer
from followalong.core.actor import Actor


def follow_wish(*, by: Actor, contact: Contact) -> None:
    """After a contact was written, taken off the record or put back. Most are no peer's."""
    if not contact.client_id or not contact.two_way:
        return
    is_own = contact.membership_id == by.membership_id
    if not can(by.role if is_own else contact.membership.role, Permission.CONTACT_LOG_PEER):
        return
    change = unmeet_peer if contact.withdrawn_at else meet_peer
    change(by=by, client_id=contact.client_id, on=contact.started_on)
