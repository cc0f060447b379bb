"""Agencies, programs and who works in them: everything that changes them."""

from followalong.agencies.actions.agencies import (
    LinkUsed,
    add_member,
    make_agency,
    make_first_agency,
    make_program,
    open_door,
)

__all__ = [
    "LinkUsed",
    "add_member",
    "make_agency",
    "make_first_agency",
    "make_program",
    "open_door",
]
