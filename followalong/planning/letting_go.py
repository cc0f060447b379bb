"""What becomes of this room's rows when a record is let go: its words, all of them."""

from followalong.clients import fates
from followalong.planning.models import (
    ActionPlan,
    Credential,
    JobPreference,
    LegalHistory,
    Need,
    OptionsTalk,
    PastJob,
    PlanReview,
    PlanSuggestion,
    ProfilePart,
    Resume,
)


def enter_fates() -> None:
    fates.enter(Need, "said", "helps")
    fates.enter(OptionsTalk, "looked_at", "said")
    fates.enter(
        ActionPlan,
        *("goal", "why", "strengths", "supports", "meets", "steps"),
        emptied=("agreed_words",),
    )
    fates.enter(PlanReview, "said")
    fates.enter(PlanSuggestion, "words")
    fates.enter(JobPreference, "kinds", "pay_floor", "must_nots")
    fates.enter(ProfilePart, "said", "noted")
    fates.enter(LegalHistory, "said", "explains")
    fates.enter(
        PastJob,
        *("title", "employer", "from_year", "to_year", "hours", "pay", "found_by"),
        *("liked", "disliked", "left_because"),
    )
    fates.enter(Credential, "title", "place", "finished_on", "expires_on")
    fates.enter(Resume, "purpose", "name", "contact", "summary", "skills", "work", "learning")
