"""A lead's people in numbers that open their rows, one line for each who holds somebody."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.models import Agency
from followalong.agencies.packs import Pack
from followalong.agencies.words import heading
from followalong.home.flags import flags
from followalong.home.mine import open_enrolments
from followalong.home.together import count_people

NOBODY = "none"
COUNTED = ("active", "seeking", "working", "quiet", "waiting")
HOLDER = ("specialist", "specialist__given_name", "specialist__family_name")


def team_columns(agency: Agency) -> list[Any]:
    """The heads, with the agency's own words for people where it chose some."""
    return [
        heading(agency, "specialist", _("Specialist")),
        (heading(agency, "client", _("People"), plural=True), "number"),
        (_("Active"), "number"),
        (_("Looking"), "number"),
        (_("Working"), "number"),
        (_("Quiet"), "number"),
        (_("No employer visit yet"), "number"),
    ]


def numbers_of(
    request: HttpRequest, today: date, pack: Pack, *more: str, **conditions: Any
) -> list[dict[str, Any]]:
    """Each holder of open enrolments within reach with their numbers, by name; then nobody's.

    `more` are further columns of the holder, `conditions` further numbers to count.
    """
    known = flags(today, pack)
    conditions = {key: known[key] for key in COUNTED} | conditions
    counted = {key: count_people(test) for key, test in conditions.items()}
    rows = read.visible(request, open_enrolments()).values(*HOLDER, *more)
    rows = rows.annotate(everyone=count_people(), **counted)
    return list(rows.order_by("specialist__given_name", "specialist__family_name", "specialist"))


def team_table(request: HttpRequest, today: date, pack: Pack) -> list[list[dict[str, Any]]]:
    """What a lead sees of it first."""
    return [
        [*named(request, row), *linked(request, row)] for row in numbers_of(request, today, pack)
    ]


def named(request: HttpRequest, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Whose people, and how many."""
    page = page_of_holder(request, row["specialist"])
    names = (row["specialist__given_name"], row["specialist__family_name"])
    name = " ".join(filter(None, names)) or _("No one yet")
    return [{"text": name, "href": page}, {"text": row["everyone"], "href": page}]


def linked(request: HttpRequest, row: dict[str, Any]) -> list[dict[str, Any]]:
    """A number opens its rows; nothing stands behind a nought."""
    page = page_of_holder(request, row["specialist"])
    return [{"text": row[key], "href": f"{page}&show={key}" if row[key] else ""} for key in COUNTED]


def page_of_holder(request: HttpRequest, membership_id: Any) -> str:
    return f"{here(request, 'home:caseload')}?who={membership_id or NOBODY}"
