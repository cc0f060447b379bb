"""People and their part in a program: client, referral, enrolment, facets, relations, consent."""

from followalong.clients.models.enrolments import Assignment, Enrolment, Facet
from followalong.clients.models.people import Client, Consent, Demographic, Relation
from followalong.clients.models.referrals import Referral

__all__ = [
    "Assignment",
    "Client",
    "Consent",
    "Demographic",
    "Enrolment",
    "Facet",
    "Referral",
    "Relation",
]
