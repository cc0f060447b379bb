"""Everything that this room writes."""

from followalong.privacy.actions.breaches import (
    BREACH_WORDS,
    add_breach_person,
    change_breach,
    close_breach,
    tell_breach_person,
    tell_of_breach,
    write_breach,
)
from followalong.privacy.actions.copies import (
    give_copy,
    note_copy,
    open_copy,
    take_copy_off,
)
from followalong.privacy.actions.entry import ask_for_access, grant_access, refuse_access
from followalong.privacy.actions.erasing import erase_person
from followalong.privacy.actions.flags import close_flag, raise_flags, say_about_look
from followalong.privacy.actions.holding_back import hold_back, show_again
from followalong.privacy.actions.links import count_wrong_number, make_link, open_link
from followalong.privacy.actions.questions import (
    answer_look_question,
    ask_about_looks,
    note_account,
)
from followalong.privacy.actions.retention import (
    agree_to_erasure,
    leave_as_it_is,
    lift_hold,
    place_hold,
    propose_erasure,
    set_retention_time,
)
from followalong.privacy.actions.rights import (
    answer_request,
    name_entry,
    put_off_request,
    receive_request,
)
from followalong.privacy.actions.sharing import (
    begin_share,
    prepare_approach,
    prepare_share,
    send_share,
    show_share,
    take_share_back,
)
from followalong.privacy.actions.yes import yes_for

__all__ = [
    "BREACH_WORDS",
    "set_retention_time",
    "propose_erasure",
    "place_hold",
    "lift_hold",
    "leave_as_it_is",
    "erase_person",
    "agree_to_erasure",
    "add_breach_person",
    "answer_look_question",
    "answer_request",
    "ask_about_looks",
    "ask_for_access",
    "change_breach",
    "close_breach",
    "close_flag",
    "count_wrong_number",
    "give_copy",
    "hold_back",
    "grant_access",
    "make_link",
    "name_entry",
    "note_account",
    "note_copy",
    "open_copy",
    "open_link",
    "put_off_request",
    "raise_flags",
    "refuse_access",
    "receive_request",
    "say_about_look",
    "begin_share",
    "prepare_approach",
    "prepare_share",
    "send_share",
    "show_again",
    "show_share",
    "take_copy_off",
    "take_share_back",
    "tell_breach_person",
    "tell_of_breach",
    "write_breach",
    "yes_for",
]
