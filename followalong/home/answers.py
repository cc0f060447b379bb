"""What waits for an answer on the Today of whoever answers for privacy: a line for each queue."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest
from django.utils.translation import ngettext

from followalong.agencies import read
from followalong.agencies.links import page_for
from followalong.agencies.roles import Permission, can
from followalong.clients.rows import emergency_looks_waiting
from followalong.privacy.waiting import (
    access_waiting,
    breaches_open,
    erasures_waiting,
    flags_waiting,
    namings_waiting,
    questions_waiting,
    requests_waiting,
)


@dataclass(frozen=True)
class Queue:
    """One queue that is not empty, in words that hold how many."""

    text: str
    href: str


def _emergencies(n: int) -> str:
    return ngettext(
        "One record was opened in an emergency", "%(n)d records were opened in an emergency", n
    ) % {"n": n}


def _namings(n: int) -> str:
    return ngettext(
        "One person was named to an employer without a yes",
        "%(n)d people were named to employers without a yes",
        n,
    ) % {"n": n}


def _questions(n: int) -> str:
    return ngettext("One question about who looked", "%(n)d questions about who looked", n) % {
        "n": n
    }


def _requests(n: int) -> str:
    return ngettext(
        "One request about a person’s own record",
        "%(n)d requests about people’s own records",
        n,
    ) % {"n": n}


def _breaches(n: int) -> str:
    return ngettext(
        "Information went astray: one time is open",
        "Information went astray: %(n)d times are open",
        n,
    ) % {"n": n}


def _erasures(n: int) -> str:
    return ngettext("One record waits to be let go", "%(n)d records wait to be let go", n) % {
        "n": n
    }


def _flags(n: int) -> str:
    return ngettext("One look deserves a word", "%(n)d looks deserve a word", n) % {"n": n}


def _access(n: int) -> str:
    return ngettext("One request for access waits", "%(n)d requests for access wait", n) % {"n": n}


Row = tuple[Permission, str, Callable[[], QuerySet], Callable[[int], str]]
# The most pressing first.
QUEUES: tuple[Row, ...] = (
    (Permission.AUDIT_VIEW, "privacy:emergencies", emergency_looks_waiting, _emergencies),
    (Permission.BREACH_EDIT, "privacy:breaches", breaches_open, _breaches),
    (Permission.RIGHTS_ANSWER, "privacy:requests", requests_waiting, _requests),
    (Permission.ACCESS_DECIDE, "privacy:access", access_waiting, _access),
    (Permission.DISCLOSURE_REVIEW, "privacy:namings", namings_waiting, _namings),
    (Permission.AUDIT_VIEW, "privacy:questions", questions_waiting, _questions),
    (Permission.AUDIT_VIEW, "privacy:flags", flags_waiting, _flags),
    (Permission.ERASURE_AGREE, "privacy:erasures", erasures_waiting, _erasures),
)


def answers_wanted(request: HttpRequest) -> list[Queue]:
    """The queues this role answers that hold something."""
    return list(_wanted(request))


def _wanted(request: HttpRequest) -> Iterator[Queue]:
    """In one question of the database, however many queues the role answers."""
    role = request.actor.role  # type: ignore[attr-defined]
    asked = [
        read.visible(request, rows())
        .order_by()
        .values(queue=Value(place))
        .annotate(n=Count("pk"))
        .values_list("queue", "n")
        for place, (permission, _name, rows, _words) in enumerate(QUEUES)
        if can(role, permission)
    ]
    held = dict(asked[0].union(*asked[1:], all=True)) if asked else {}
    for place, n in sorted(held.items()):
        permission, name, _rows, words = QUEUES[place]
        if n:
            yield Queue(words(n), page_for(request, permission, name))


def answers_for_anything(role: str) -> bool:
    return any(can(role, permission) for permission, *_rest in QUEUES)
