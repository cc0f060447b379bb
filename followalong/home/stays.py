"""Enrolments in a few words, for a look at two records side by side."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from followalong.ui.words import day_text

Rows = list[dict[str, Any]]


def stay_texts(stays: Rows, today: date) -> str:
    """`Northside Works, since Mon 5 Oct, with Maya`, and so on."""
    return "; ".join(_stay(stay, today) for stay in stays)


def _stay(stay: dict[str, Any], today: date) -> str:
    first = day_text(date.fromisoformat(stay["entered_on"]), today)
    if stay["exited_on"]:
        last = day_text(date.fromisoformat(stay["exited_on"]), today)
        when = _("%(first)s to %(last)s") % {"first": first, "last": last}
    else:
        when = _("since %(day)s") % {"day": first}
    who = _("with %(name)s") % {"name": stay["specialist"]} if stay["specialist"] else ""
    return ", ".join(filter(None, [stay["program"], when, who]))


def open_in_both(stays: list[Rows]) -> list[str]:
    """Programs in which both records have an open enrolment."""
    one, other = ({stay["program"] for stay in rows if not stay["exited_on"]} for rows in stays)
    return sorted(one & other)
