"""One person on one line: who, what is going on, last and next, and the most pressing clock."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.home.people import Person
from followalong.home.words import Said, going_on, last_words, most_pressing
from followalong.ui.words import near_text


@dataclass(frozen=True)
class PersonRow:
    name: str
    pronouns: str
    href: str
    going_on: str
    meta: str
    said: Said | None


def person_row(
    request: HttpRequest, person: Person, pack: Pack, today: date, *, with_specialist: bool
) -> PersonRow:
    reads = can(request.actor.role, Permission.CONTACT_VIEW)  # type: ignore[attr-defined]
    parts = [
        stays_words(person),
        last_words(person, today) if reads else "",
        next_words(person, today),
        person.specialist if with_specialist else "",
    ]
    return PersonRow(
        name=person.name,
        pronouns=person.pronouns,
        href=here(request, "home:client", client_id=person.client_id),
        going_on=going_on(person.facets, person.jobs, pack, today),
        meta=" · ".join(filter(None, parts)),
        said=most_pressing(person, today),
    )


def stays_words(person: Person) -> str:
    """Whoever takes part more than once, or was two rows, says so on their one line."""
    if len(person.programs) == 1:
        return ""
    named = ", ".join(dict.fromkeys(person.programs))
    return _("enrolled %(count)d times: %(programs)s") % {
        "count": len(person.programs),
        "programs": named,
    }


def next_words(person: Person, today: date) -> str:
    """The next meeting, else the next step."""
    if person.meets_at:
        return _("next: %(when)s") % {"when": moment(person.meets_at, today)}
    if person.steps:
        return _("next: %(step)s") % {"step": person.steps[0].text}
    return ""


def moment(at: Any, today: date) -> str:
    """`tomorrow, 10:00`."""
    local = timezone.localtime(at)
    return f"{near_text(local.date(), today)}, {time_format(local, 'H:i')}"
