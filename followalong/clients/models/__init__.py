"""People and their part in a program: client, referral, enrolment, facets, relations, consent."""

from followalong.clients.models.about import AnswerCount
from followalong.clients.models.arrivals import ReferralDraft, ReferralLink, ReferralRoute
from followalong.clients.models.choices import DisclosureChoice
from followalong.clients.models.corrections import CorrectedRow, Correction
from followalong.clients.models.deaths import Stopped
from followalong.clients.models.disagreements import Disagreement
from followalong.clients.models.duplicates import PossibleDuplicate
from followalong.clients.models.emergencies import EmergencyLook
from followalong.clients.models.enrolments import Assignment, Enrolment, Facet
from followalong.clients.models.files import ClientFile
from followalong.clients.models.locks import Lock
from followalong.clients.models.outreach import OutreachChoice
from followalong.clients.models.people import Client, Consent, Demographic, Relation
from followalong.clients.models.referrals import Referral
from followalong.clients.models.talks import EligibilityAnswer, PeerMeeting

__all__ = [
    "AnswerCount",
    "Assignment",
    "Client",
    "ClientFile",
    "Consent",
    "CorrectedRow",
    "Correction",
    "Demographic",
    "Disagreement",
    "DisclosureChoice",
    "EligibilityAnswer",
    "EmergencyLook",
    "Enrolment",
    "Facet",
    "PeerMeeting",
    "PossibleDuplicate",
    "Lock",
    "OutreachChoice",
    "Referral",
    "ReferralDraft",
    "ReferralLink",
    "ReferralRoute",
    "Relation",
    "Stopped",
]
