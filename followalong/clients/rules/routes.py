"""Who follows a referral up: the program's routes, asked in their order (coverage.md L7)."""

from collections.abc import Collection, Hashable, Iterable
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)  # the id of a membership or site


class Takes(StrEnum):
    MEMBER = "member"
    FEWEST = "fewest"
    INBOX = "inbox"


class Route(NamedTuple, Generic[Key]):
    """One route; without a site or source it is for any."""

    takes: Takes
    member: Key | None = None
    site: Key | None = None
    source: str | None = None
    peer: Key | None = None


class Colleague(NamedTuple, Generic[Key]):
    """Somebody who may follow referrals up, and how much they carry now."""

    key: Key
    people: int
    takes_turns: bool
    is_away: bool = False


class Followed(NamedTuple, Generic[Key]):
    """Who follows up (nobody: it is everyone's), and whom the person is offered to meet."""

    owner: Key | None = None
    peer: Key | None = None


def follow(
    routes: Iterable[Route[Key]],
    colleagues: Collection[Colleague[Key]],
    *,
    site: Key | None,
    source: str,
) -> Followed[Key]:
    """The first route that fits and finds somebody who is here; none leaves it to everyone.

    `colleagues` stand in the order that settles a tie. Whoever is away is passed over, so that
    nobody waits for the end of a leave.
    """
    here = [one for one in colleagues if not one.is_away]
    for route in routes:
        if not _fits(route, site, source):
            continue
        if route.takes is Takes.INBOX:
            return Followed(None, route.peer)
        owner = _taker(route, here)
        if owner is not None:
            return Followed(owner, route.peer)
    return Followed()


def _fits(route: Route[Key], site: Key | None, source: str) -> bool:
    return route.site in (None, site) and route.source in (None, source)


def _taker(route: Route[Key], here: list[Colleague[Key]]) -> Key | None:
    if route.takes is Takes.MEMBER:
        return next((one.key for one in here if one.key == route.member), None)
    in_turn = [one for one in here if one.takes_turns]
    least = min(in_turn, key=lambda one: one.people, default=None)
    return least.key if least else None
