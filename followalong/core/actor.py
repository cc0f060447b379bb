"""Who acts. Every action takes `by: Actor`; every transaction carries one as its context."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class ActorKind(StrEnum):
    MEMBER = "member"
    PUBLIC = "public"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class LockedAway:
    """What one person had locked away from whoever acts: everything, a part, or one row."""

    lock_id: UUID
    clients: tuple[UUID, ...]
    part: str
    row_type: str | None = None
    row_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a service, acting in one agency (or in none).

    `role` is the slug of a row of agencies/roles.py; public pages and services have rows too.
    `sees_sud` opens rows labelled SUD; `pools` are the shared employer pools within reach.
    `team_id` is the program a member works in; None means every program of the agency.
    """

    kind: ActorKind
    role: str
    # None for actors of no agency (set-up, sign-in) and of no membership (services, public pages);
    # whoever writes a row that needs one has it.
    agency_id: UUID | Any = None
    membership_id: UUID | Any = None
    user_id: UUID | None = None
    team_id: UUID | None = None
    sees_sud: bool = False
    pools: tuple[UUID, ...] = field(default=())
    on_behalf_of: UUID | None = None
    # The person themselves, through their own link: whose rows they may read.
    client_id: UUID | None = None
    # Looks at somebody in a medical emergency: what they had locked opens, nothing else.
    sees_locked: bool = False
    # What people had locked away from this member; None until somebody looked (agencies/locks.py).
    locked_away: tuple[LockedAway, ...] | None = None

    @property
    def id(self) -> UUID | None:
        """What commands and audit rows are keyed by: the membership, else the user."""
        return self.membership_id or self.user_id
