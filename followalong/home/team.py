"""What a supervisor sees first: each specialist's people in numbers that open their rows."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.home.flags import flags
from followalong.home.mine import open_enrolments

NOBODY = "none"


COUNTED = ("active", "seeking", "working", "quiet", "waiting")


def team_columns() -> list[Any]:
    return [
        _("Specialist"),
        (_("People"), "number"),
        (_("Active"), "number"),
        (_("Looking"), "number"),
        (_("Working"), "number"),
        (_("Quiet"), "number"),
        (_("No employer visit yet"), "number"),
    ]


def team_table(request: HttpRequest, today: date, pack: Pack) -> list[list[dict[str, Any]]]:
    """One row for each holder of open enrolments within reach, by name; then those without."""
    conditions = flags(today, pack)
    rows = (
        read.visible(request, open_enrolments())
        .values("specialist", "specialist__given_name", "specialist__family_name")
        .annotate(
            everyone=Count("pk"),
            **{key: Count("pk", filter=conditions[key]) for key in COUNTED},
        )
        .order_by("specialist__given_name", "specialist__family_name", "specialist")
    )
    return [_row(request, row) for row in rows]


def _row(request: HttpRequest, row: dict[str, Any]) -> list[dict[str, Any]]:
    """A number opens its rows; nothing stands behind a nought."""
    page = f"{here(request, 'home:caseload')}?who={row['specialist'] or NOBODY}"
    names = (row["specialist__given_name"], row["specialist__family_name"])
    name = " ".join(filter(None, names)) or _("No one yet")
    numbers = [
        {"text": row[key], "href": f"{page}&show={key}" if row[key] else ""} for key in COUNTED
    ]
    return [{"text": name, "href": page}, {"text": row["everyone"], "href": page}, *numbers]
