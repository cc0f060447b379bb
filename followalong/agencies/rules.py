"""What is so about people who work here, as pure functions."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

# How long somebody counts as new: the list of the first weeks runs as long.
NEW_FOR = dt.timedelta(days=90)


class MemberProblem(StrEnum):
    ENDS_BEFORE_START = "ends_before_start"
    GUEST_NEEDS_AN_END = "guest_needs_an_end"
    OWN_SUPERVISOR = "own_supervisor"
    ROLE_NOT_OFFERED = "role_not_offered"
    LAST_ADMINISTRATOR = "last_administrator"
    TO_ONESELF = "to_oneself"


def term_problem(
    started_on: dt.date | None, ended_on: dt.date | None, *, is_guest: bool
) -> MemberProblem | None:
    """What is wrong with the days of a role: guests come with a last day."""
    if ended_on is None:
        return MemberProblem.GUEST_NEEDS_AN_END if is_guest else None
    if started_on is not None and ended_on < started_on:
        return MemberProblem.ENDS_BEFORE_START
    return None


def lasts_longer(before: dt.date | None, after: dt.date | None) -> bool:
    """True when a last day is put off or taken away."""
    return before is not None and (after is None or after > before)


def is_over(ended_on: dt.date | None, today: dt.date) -> bool:
    """True from the day after the last one."""
    return ended_on is not None and ended_on < today


def is_new(started_on: dt.date | None, today: dt.date) -> bool:
    """In their first ninety days; also before the first of them, so that a start can be readied."""
    return started_on is not None and today < started_on + NEW_FOR


def fte_on(rows: Iterable[tuple[dt.date, Decimal]], day: dt.date) -> Decimal | None:
    """The working time that holds on a day: of the latest row not after it (measures.md E6)."""
    earlier = [row for row in rows if row[0] <= day]
    return max(earlier)[1] if earlier else None


class InvitationState(StrEnum):
    WAITING = "waiting"  # for the mail to be sent
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


def invitation_state(
    *,
    has_link: bool,
    accepted_at: dt.datetime | None,
    revoked_at: dt.datetime | None,
    expires_at: dt.datetime,
    now: dt.datetime,
) -> InvitationState:
    """Used before taken back before run out: the first that happened is what one is told."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if revoked_at is not None:
        return InvitationState.REVOKED
    if expires_at <= now:
        return InvitationState.EXPIRED
    return InvitationState.OPEN if has_link else InvitationState.WAITING
