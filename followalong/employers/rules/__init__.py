"""What counts, what was said, and how things stand with an employer: pure functions."""

from followalong.employers.rules.codes import (
    Disclosed,
    DisclosureAnswer,
    EmployerMode,
    MadeBy,
    Purpose,
)
from followalong.employers.rules.counting import (
    COUNTING_PURPOSES,
    Counts17,
    NotCounted,
    WeekCount,
    counts17,
    is_staff_work,
    week_count,
)
from followalong.employers.rules.disclosure import (
    AfterContact,
    Approach,
    Outcome,
    after_contact,
    answer_to_keep,
    before_contact,
    topic_of,
)
from followalong.employers.rules.names import (
    Found,
    names_in,
)
from followalong.employers.rules.relation import (
    Light,
    Relation,
    TeamContact,
    When,
    relation_light,
)
from followalong.employers.rules.weeks import (
    days_away,
    sign_by,
    week_to_sign,
)

__all__ = [
    "COUNTING_PURPOSES",
    "AfterContact",
    "Approach",
    "Counts17",
    "Disclosed",
    "DisclosureAnswer",
    "EmployerMode",
    "Found",
    "Light",
    "MadeBy",
    "NotCounted",
    "Outcome",
    "Purpose",
    "Relation",
    "TeamContact",
    "WeekCount",
    "When",
    "after_contact",
    "answer_to_keep",
    "before_contact",
    "counts17",
    "days_away",
    "is_staff_work",
    "names_in",
    "relation_light",
    "sign_by",
    "topic_of",
    "week_count",
    "week_to_sign",
]
