"""Everything that this room writes."""

from followalong.privacy.actions.questions import (
    answer_look_question,
    ask_about_looks,
    note_account,
)
from followalong.privacy.actions.rights import answer_request, put_off_request, receive_request

__all__ = [
    "answer_look_question",
    "answer_request",
    "ask_about_looks",
    "note_account",
    "put_off_request",
    "receive_request",
]
