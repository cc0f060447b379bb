"""Agencies, programs and who works in them: everything that changes them."""

from followalong.agencies.actions.agencies import (
    LinkUsed,
    make_agency,
    make_first_agency,
    make_program,
    open_door,
)
from followalong.agencies.actions.directories import close_directory, open_directory
from followalong.agencies.actions.first_weeks import (
    NotOnTheList,
    put_guide_away,
    put_list_away,
    tick_step,
    untick_step,
)
from followalong.agencies.actions.hours import add_leave, set_fte, withdraw_leave
from followalong.agencies.actions.invitations import (
    accept_invitation,
    invite,
    revoke_invitation,
)
from followalong.agencies.actions.letterheads import save_letterhead
from followalong.agencies.actions.members import add_member, edit_member, end_member
from followalong.agencies.actions.places import (
    add_site,
    add_team,
    edit_agency,
    edit_place,
    edit_program,
    join_team,
    leave_team,
    set_door,
)
from followalong.agencies.actions.shortcuts import use_shortcuts
from followalong.agencies.actions.sign_ons import close_provider, link, set_provider, unlink
from followalong.agencies.actions.words import UnknownWord, choose_words

__all__ = [
    "use_shortcuts",
    "LinkUsed",
    "NotOnTheList",
    "UnknownWord",
    "accept_invitation",
    "add_leave",
    "add_member",
    "add_site",
    "add_team",
    "choose_words",
    "close_directory",
    "close_provider",
    "edit_agency",
    "edit_member",
    "edit_place",
    "edit_program",
    "end_member",
    "invite",
    "join_team",
    "leave_team",
    "link",
    "make_agency",
    "make_first_agency",
    "make_program",
    "open_directory",
    "open_door",
    "put_guide_away",
    "put_list_away",
    "revoke_invitation",
    "save_letterhead",
    "set_door",
    "set_fte",
    "set_provider",
    "tick_step",
    "unlink",
    "untick_step",
    "withdraw_leave",
]
