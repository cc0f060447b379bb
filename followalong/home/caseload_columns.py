"""The columns a caseload can be shown with. Nothing about anybody's health is among them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.agencies.links import here
from followalong.agencies.models import Agency
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import heading
from followalong.home.people import Person
from followalong.home.rows import moment
from followalong.home.words import going_on, last_words
from followalong.ui.words import day_text, locale, near_text

# The first part of a postal code says roughly where; the rest would say at whose door.
AREA = 3
Value = str | int | date | datetime | None


@dataclass(frozen=True)
class Column:
    """One column: its name, what a spreadsheet holds, and what the screen says if that differs."""

    key: str
    head: Any
    value: Callable[[Person, Pack, date], Value]
    said: Callable[[Person, Pack, date], Value] | None = None
    needs: Permission | None = None
    is_number: bool = False
    noun: str = ""  # the agency's own word for it, if it chose one

    def title(self, agency: Agency) -> str:
        return heading(agency, self.noun, str(self.head)) if self.noun else str(self.head)

    def shown(self, person: Person, pack: Pack, today: date) -> Value:
        value = (self.said or self.value)(person, pack, today)
        return "" if value is None else value

    def on_paper(self, person: Person, pack: Pack, today: date) -> Value:
        """With days that still mean the same next week."""
        value = self.value(person, pack, today)
        if isinstance(value, datetime):
            return f"{day_text(value.date(), today)}, {time_format(value, 'H:i')}"
        if isinstance(value, date):
            return day_text(value, today)
        return "" if value is None else value


def _doing(person: Person, pack: Pack, today: date) -> str:
    return going_on(person.facets, person.jobs, pack, today)


def _talked(person: Person, pack: Pack, today: date) -> date | None:
    return person.talked_on or (person.last.on if person.last else None)


def _step(person: Person, pack: Pack, today: date) -> str:
    step = next(iter(person.steps), None)
    return step.text if step else ""


def _step_and_day(person: Person, pack: Pack, today: date) -> str:
    step = next(iter(person.steps), None)
    if step is None or step.due_on is None:
        return step.text if step else ""
    return f"{step.text} · {near_text(step.due_on, today)}"


def _meets(person: Person, pack: Pack, today: date) -> datetime | None:
    return timezone.localtime(person.meets_at) if person.meets_at else None


def _weeks(person: Person, pack: Pack, today: date) -> Value:
    """Weeks in the job held longest of those held now."""
    started = [job.started_on for job in person.jobs if job.started_on <= today]
    return (today - min(started)).days // 7 + 1 if started else None


def _language(person: Person, pack: Pack, today: date) -> str:
    """As it was written, or the name of the language that a code stands for."""
    said = person.details.language
    return locale().languages.get(said.lower(), said) if said else ""


def _area(person: Person, pack: Pack, today: date) -> str:
    return person.details.postal_code.replace(" ", "").upper()[:AREA]


def _reach(person: Person, pack: Pack, today: date) -> str:
    """What they said about reaching them safely comes first, then how."""
    details = person.details
    texts = {True: _("OK to text"), False: _("no texts, please call")}.get(details.ok_to_text, "")
    parts = (details.safe_contact, person.phone, texts if person.phone else "", details.email)
    return " · ".join(filter(None, parts))


COLUMNS = (
    Column("doing", gettext_lazy("What goes on"), _doing),
    Column(
        "last",
        gettext_lazy("Last contact"),
        _talked,
        said=lambda person, pack, today: last_words(person, today),
        needs=Permission.CONTACT_VIEW,
    ),
    Column("step", gettext_lazy("Next step"), _step, said=_step_and_day),
    Column(
        "due",
        gettext_lazy("Next step by"),
        lambda person, pack, today: person.steps[0].due_on if person.steps else None,
        said=lambda person, pack, today: (
            day_text(person.steps[0].due_on, today)
            if person.steps and person.steps[0].due_on
            else ""
        ),
    ),
    Column(
        "meeting",
        gettext_lazy("Next meeting"),
        _meets,
        said=lambda person, pack, today: moment(person.meets_at, today) if person.meets_at else "",
    ),
    Column(
        "days",
        gettext_lazy("Days since the start"),
        lambda person, pack, today: (today - person.entered_on).days,
        is_number=True,
    ),
    Column("weeks", gettext_lazy("Weeks in the job"), _weeks, is_number=True),
    Column("language", gettext_lazy("Language"), _language),
    Column("area", gettext_lazy("Postal area"), _area),
    Column("reach", gettext_lazy("How to reach them"), _reach),
    Column(
        "specialist",
        gettext_lazy("Specialist"),
        lambda person, pack, today: person.specialist,
        needs=Permission.CASELOAD_VIEW_TEAM,
        noun="specialist",
    ),
    Column(
        "program",
        gettext_lazy("Program"),
        lambda person, pack, today: ", ".join(dict.fromkeys(person.programs)),
    ),
)
KEYS = tuple(column.key for column in COLUMNS)
# What a printed page or a file holds when no columns were chosen.
USUAL = ("doing", "last", "step", "due", "meeting")


def columns_of(request: HttpRequest, chosen: Iterable[str]) -> list[Column]:
    """The chosen columns that this role may read, in their order."""
    wanted = set(chosen)
    return [one for one in offered(request) if one.key in wanted]


def offered(request: HttpRequest) -> list[Column]:
    """Whoever works in one program needs no column of programs."""
    actor = request.actor  # type: ignore[attr-defined]
    ours = [one for one in COLUMNS if one.needs is None or can(actor.role, one.needs)]
    return [one for one in ours if one.key != "program" or actor.team_id is None]


def titles(agency: Agency, columns: Iterable[Column]) -> list[str]:
    """The heads, with the agency's own words for people where it chose some."""
    return [heading(agency, "client", _("Name")), *(one.title(agency) for one in columns)]


def heads(agency: Agency, columns: list[Column]) -> list[Any]:
    """The same for a table, which sets numbers to the right."""
    first, *others = titles(agency, columns)
    sided = zip(others, columns, strict=True)
    return [first, *((text, "number") if one.is_number else text for text, one in sided)]


def cells(
    request: HttpRequest, person: Person, columns: Iterable[Column], pack: Pack, today: date
) -> list[Any]:
    """One person as a row of the table: the name leads to their page."""
    page = here(request, "home:client", client_id=person.client_id)
    name = {"text": person.name, "href": page}
    return [name, *(column.shown(person, pack, today) for column in columns)]
