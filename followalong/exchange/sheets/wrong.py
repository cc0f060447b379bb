"""What can be wrong with a cell of a spreadsheet, and what would be right, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from followalong.exchange.format import MESSAGES as PACKAGE_MESSAGES

# code: (what is wrong, what would be right)
MESSAGES: dict[str, tuple[str, str]] = {
    "missing": (_("This is needed and empty."), _("Write it here, or leave the row out.")),
    "not_a_date": (_("This is not a day."), _("A day such as 2026-03-31, or nothing.")),
    "no_such_day": (_("There is no such day."), _("A day such as 2026-03-31, or nothing.")),
    "year_alone": (
        _("Only the year is said."),
        _("The whole day such as 1985-03-31, or nothing while it is not known."),
    ),
    "month_alone": (
        _("Only the month and the year are said."),
        _("The whole day such as 2026-03-31, or nothing while it is not known."),
    ),
    "no_year": (_("The year is not said."), _("The whole day such as 2026-03-31.")),
    "open_day": (
        _("This may be %(first)s or %(second)s."),
        _("Say above which comes first in this column, or write the day such as 2026-03-31."),
    ),
    "not_a_time": (_("This is not a time of day."), _("A time such as 14:30, or nothing.")),
    "not_yes_no": (_("This is neither yes nor no."), _("Yes, no, or nothing.")),
    "not_a_number": (_("This is not one number."), _("One number such as 18.50, or nothing.")),
    "out_of_range": (_("This number is out of range."), _("A number of at most 9,999.")),
    "not_minutes": (
        _("This is not a length of time."),
        _("Minutes such as 45, or hours such as 1:30."),
    ),
    "not_a_phone": (
        _("These are too few digits to call."),
        _("A telephone number with its area code, or nothing."),
    ),
    "not_an_email": (_("This is no e-mail address."), _("One address, or nothing.")),
    "too_long": (_("This is too long."), _("At most %(most)s characters.")),
    "not_known": (
        _("We do not know this word."),
        _("Say above what it means, once for all rows, or choose here."),
    ),
    "two_people": (
        _("This names %(count)s people: %(people)s."),
        _("Make a row for each, or write one name, last name first: Ortega y Diaz, Ana."),
    ),
    "no_name": (_("Nobody is named here."), _("A name, or leave the row out.")),
    "same_name": (
        _("Another row has this name, and a date of birth is missing."),
        _("Say above whether it is the same person."),
    ),
    "nobody_here": (
        _("Nobody here can be told from this."),
        _("The name or number of somebody who is here, or leave the row out."),
    ),
    "several_here": (
        _("More than one person here has this name."),
        _("Their number in your system, or leave the row out."),
    ),
    "taken_unseen": (
        _("Somebody in another program has this number."),
        _("The number this person has in your system, or nothing."),
    ),
    "no_enrolment": (
        _("This person had no part in the program on that day."),
        _("A day in their time in the program, or leave the row out."),
    ),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One finding about one cell."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        return self._say(0, translate)

    def right(self, translate: Callable[[str], str] = str) -> str:
        return self._say(1, translate)

    def _say(self, which: int, translate: Callable[[str], str]) -> str:
        messages = MESSAGES.get(self.code) or PACKAGE_MESSAGES[self.code]
        return translate(messages[which]) % self.params
