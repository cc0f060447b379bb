"""Everything that changes employers and what is known of them."""

from followalong.employers.actions.contacts import (
    AnswerNeeded,
    FutureContact,
    LookAtNames,
    NothingWasSaid,
    WhoAgreed,
    amend_answer,
    log_employer_contact,
)
from followalong.employers.actions.disclosure import (
    NeedsAChoice,
    clear_approach,
    most_said,
    refuse_without_choice,
    review_naming,
    talk_it_through,
)
from followalong.employers.actions.employers import (
    AlreadyKnown,
    ChangedMeanwhile,
    VisitMade,
    add_employer,
    adopt_employer,
    edit_employer,
    employer_named,
    plan_next_visit,
    refuse_made,
    same_name,
)
from followalong.employers.actions.hand_over import EmployerMove, hand_over
from followalong.employers.actions.places import keep_person, keep_site
from followalong.employers.actions.sameness import CannotJoin, join_employers, take_apart
from followalong.employers.actions.sign_off import WeekToCome, sign_off_week

__all__ = [
    "AlreadyKnown",
    "AnswerNeeded",
    "CannotJoin",
    "ChangedMeanwhile",
    "EmployerMove",
    "FutureContact",
    "LookAtNames",
    "NeedsAChoice",
    "NothingWasSaid",
    "VisitMade",
    "WeekToCome",
    "WhoAgreed",
    "add_employer",
    "adopt_employer",
    "amend_answer",
    "clear_approach",
    "edit_employer",
    "employer_named",
    "hand_over",
    "join_employers",
    "keep_person",
    "keep_site",
    "log_employer_contact",
    "most_said",
    "plan_next_visit",
    "refuse_made",
    "refuse_without_choice",
    "review_naming",
    "same_name",
    "sign_off_week",
    "take_apart",
    "talk_it_through",
]
