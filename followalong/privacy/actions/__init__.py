"""Everything that this room writes."""

from followalong.privacy.actions.links import count_wrong_number, make_link, open_link
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
    "count_wrong_number",
    "make_link",
    "note_account",
    "open_link",
    "put_off_request",
    "receive_request",
]
