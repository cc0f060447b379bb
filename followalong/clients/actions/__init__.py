"""Everything that changes people's rows in this room, one file per noun."""

from followalong.clients.actions.consents import record_consent, revoke_consent
from followalong.clients.actions.enrolments import close_enrolment, enrol, reopen
from followalong.clients.actions.facets import close_facet, follow_jobs, open_facet
from followalong.clients.actions.holding import arrange_cover, end_cover, transfer_enrolment
from followalong.clients.actions.people import Person, edit_client
from followalong.clients.actions.referrals import decide_referral, receive_referral, self_refer

__all__ = [
    "Person",
    "arrange_cover",
    "close_enrolment",
    "close_facet",
    "decide_referral",
    "edit_client",
    "end_cover",
    "enrol",
    "follow_jobs",
    "open_facet",
    "receive_referral",
    "record_consent",
    "reopen",
    "revoke_consent",
    "self_refer",
    "transfer_enrolment",
]
