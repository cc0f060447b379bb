"""What one member meets, asked for again by another."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from django.urls import resolve

from followalong.agencies.models import Membership
from followalong.core.db import set_context
from tests.cast import MemberClient
from tests.factories.rows import Known
from tests.guards.addresses import member_addresses
from tests.guards.crawl import Visit, links_and_fields, visit

# Answers that say nothing of whether the row is there.
CLOSED = {403, 404, 405}
# Answers that a page without ids in its address may give to whomever it opens to.
OWN = CLOSED | {200, 302, 303, 409, 422}


def browser(member: Membership) -> MemberClient:
    set_context(None)
    return MemberClient(member)


def seen_by(member: Membership, known: Known) -> list[Visit]:
    """What a member meets: every page about this person, and the questions those pages link to."""
    user, found = browser(member), []
    for address in member_addresses():
        path = address.path(member.code, known)
        found.append(visit(user, member.role, address.name, path, data=address.query(known)))
    for name, link in questions(found, member.code).items():
        found.append(visit(user, member.role, name[0], link))
    return found


def questions(visits: list[Visit], code: str) -> dict[tuple[str, str], str]:
    """One link of each kind that asks something: (page, names of what it asks) -> address."""
    kinds = {}
    for v in visits:
        for link in links_and_fields(v.body)[0]:
            parts = urlsplit(link)
            if code in link and parts.query:
                kinds[resolve(parts.path).view_name, " ".join(sorted(parse_qs(parts.query)))] = link
    return kinds


def replayed(
    other: Membership, owner: Membership, known: Known, seen: list[Visit], *, codes: set[str]
) -> Iterator[tuple[Visit, bool]]:
    """The owner's addresses, asked for by another under these codes: read, and sent to.

    With each answer: whether the address itself named what is the owner's.
    """
    user = browser(other)
    forms = {v.page: links_and_fields(v.body)[1] for v in seen if v.status == 200}
    for address in member_addresses():
        asked = address.query(known)
        told = {**forms.get(address.name, {}), **asked}
        for code in codes:
            path = address.path(code, known)
            is_theirs = bool(address.parts) or code != other.code
            for method, data in (("GET", asked), ("POST", told)):
                v = visit(user, other.role, address.name, path, method=method, data=data)
                yield v, is_theirs
    for (name, _), link in questions(seen, owner.code).items():
        for code in codes:
            v = visit(user, other.role, name, link.replace(owner.code, code))
            yield v, code != other.code
