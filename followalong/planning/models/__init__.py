"""What people want and bring, as living documents of which every version is kept."""

from followalong.planning.models.base import Written
from followalong.planning.models.needs import Need, OptionsTalk
from followalong.planning.models.plans import ActionPlan, PlanReview, PlanSuggestion
from followalong.planning.models.preferences import JobPreference
from followalong.planning.models.profile import Credential, LegalHistory, PastJob, ProfilePart
from followalong.planning.models.resumes import Resume

__all__ = [
    "ActionPlan",
    "Credential",
    "JobPreference",
    "LegalHistory",
    "Need",
    "OptionsTalk",
    "PastJob",
    "PlanReview",
    "PlanSuggestion",
    "ProfilePart",
    "Resume",
    "Written",
]
