"""Authorities, agencies and who works in them."""

from followalong.agencies.models.directories import Directory, Listed
from followalong.agencies.models.joining import Invitation, StaffStep
from followalong.agencies.models.letterheads import Letterhead
from followalong.agencies.models.people import (
    Cover,
    Leave,
    Membership,
    StaffFte,
    TeamMembership,
    actor_of,
    new_code,
    pools_of,
)
from followalong.agencies.models.places import Agency, Authority, Door, Program, Site, Team
from followalong.agencies.models.sign_ons import Identity, Provider
from followalong.agencies.models.timings import ProgramTiming

__all__ = [
    "Agency",
    "Authority",
    "Cover",
    "Directory",
    "Door",
    "Identity",
    "Invitation",
    "Leave",
    "Letterhead",
    "Listed",
    "Membership",
    "Program",
    "ProgramTiming",
    "Provider",
    "Site",
    "StaffFte",
    "StaffStep",
    "Team",
    "TeamMembership",
    "actor_of",
    "new_code",
    "pools_of",
]
