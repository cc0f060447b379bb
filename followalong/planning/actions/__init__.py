from followalong.planning.actions.plans import (
    agree_plan,
    answer_suggestion,
    note_plan_copy,
    review_plan,
    suggest_for_plan,
    write_plan,
)
from followalong.planning.actions.talks import record_options_talk
from followalong.planning.actions.writing import take_out, write_version

__all__ = [
    "agree_plan",
    "answer_suggestion",
    "note_plan_copy",
    "record_options_talk",
    "review_plan",
    "suggest_for_plan",
    "take_out",
    "write_plan",
    "write_version",
]
