"""Agencies, programs and who works in them: everything that changes them."""

from followalong.agencies.actions.agencies import (
    LinkUsed,
    make_agency,
    make_first_agency,
    make_program,
    open_door,
)
from followalong.agencies.actions.hours import add_leave, set_fte, withdraw_leave
from followalong.agencies.actions.invitations import (
    accept_invitation,
    invite,
    revoke_invitation,
)
from followalong.agencies.actions.members import add_member, edit_member, end_member

__all__ = [
    "LinkUsed",
    "accept_invitation",
    "add_leave",
    "add_member",
    "edit_member",
    "end_member",
    "invite",
    "make_agency",
    "make_first_agency",
    "make_program",
    "open_door",
    "revoke_invitation",
    "set_fte",
    "withdraw_leave",
]
