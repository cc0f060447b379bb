"""What can be wrong with a row, or odd about it, each with a stable code and plain words.

A *problem* breaks a rule: the row is refused. A *note* is odd but kept (measures.md E9).
The sentences stand in one table so that they can be translated; `_` marks them for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

LONGEST_VALUE_SHOWN = 80
NOTES_SHOWN_PER_CODE = 1_000


def _(message: str) -> str:
    return message


# code: (what is wrong, what would be right)
MESSAGES: dict[str, tuple[str, str]] = {
    # The file
    "no_header": (_("The first row does not name the columns."), _("A row of column names.")),
    "missing_column": (_("This column is required and not there."), _("A column %(column)s.")),
    "repeated_column": (_("This column is there twice."), _("Each column once.")),
    "broken_row": (
        _("This row cannot be read as comma-separated values."),
        _("Cells with commas, quotes or line breaks in double quotes; quotes inside doubled."),
    ),
    "cell_count": (
        _("This row has %(found)s cells and the first row names %(named)s columns."),
        _("As many cells as columns."),
    ),
    "not_utf8": (_("This text is not UTF-8."), _("A file saved as UTF-8.")),
    # The cell
    "missing": (_("This cell must not be empty."), _("A value.")),
    "too_long": (_("This text is too long."), _("At most %(most)s characters.")),
    "unstorable": (_("This text contains a character that cannot be kept."), _("No NUL.")),
    "not_a_date": (_("This is not a date."), _("A date such as 2026-03-31.")),
    "not_a_datetime": (
        _("This is not a date and time with its offset."),
        _("A date and time such as 2026-03-31T14:30:00-04:00."),
    ),
    "not_a_moment": (
        _("This is neither a date nor a date and time with its offset."),
        _("A date such as 2026-03-31, or 2026-03-31T14:30:00-04:00."),
    ),
    "not_a_number": (
        _("This is not a number."),
        _("Digits with a dot, such as 17.50; at most 8 before the dot and 4 after."),
    ),
    "not_whole": (_("This is not a whole number."), _("Digits only, such as 45.")),
    "out_of_range": (_("This number is out of range."), _("A number: %(range)s.")),
    "not_yes_no": (_("This is neither true nor false."), _("true, false or nothing.")),
    "not_in_list": (_("This code is not in the list."), _("One of: %(codes)s.")),
    "wrong_shape": (_("This does not have the right shape."), _("Text like %(pattern)s.")),
    "not_a_timezone": (_("This time zone is not known."), _("A name such as America/Toronto.")),
    # The row among others
    "repeated_id": (_("Another row of this file has this id."), _("Each id once.")),
    "repeated_row": (
        _("Another row of this file is about the same thing and says otherwise."),
        _("One row for each %(key)s."),
    ),
    "unknown_reference": (
        _("There is no %(table)s with this id."),
        _("The id of a row of %(table)s.csv, or of one imported before."),
    ),
    "other_agency": (
        _("This id belongs to a %(table)s of another agency."),
        _("The id of a row of the same agency."),
    ),
    "end_before_start": (_("This end is before the start, %(start)s."), _("A later date.")),
    "overlapping_enrolment": (
        _("This person already has an enrolment in this program at that time."),
        _("One open enrolment at a time; coming back starts on the day after the exit."),
    ),
    "two_way_mode": (
        _("A contact by %(mode)s cannot be two-way."),
        _("One of: %(codes)s; or two_way false."),
    ),
    "staff_missing": (
        _("Who made this employer contact is not said."),
        _("The id of a staff member, unless the client made it alone."),
    ),
    "route_member": (
        _("A route names a colleague if, and only if, one colleague takes it."),
        _("The id of a staff member where takes is member, and nothing elsewhere."),
    ),
    "note_says_nothing": (
        _("This note says nothing."),
        _("What was said, or the next step that came of it."),
    ),
    "occupation_code": (
        _("This is not a code of %(scheme)s."),
        _("A code such as %(example)s."),
    ),
    "topic": (_("This is not something an employer may be told."), _("One of: %(codes)s.")),
}

NOTES: dict[str, tuple[str, str]] = {
    "unknown_file": (_("This file is not part of the format and was left aside."), ""),
    "unknown_column": (_("This column is not part of the format and was left aside."), ""),
    "same_row_twice": (_("This row is there twice; it is kept once."), ""),
    "in_the_future": (_("This date is in the future."), ""),
    "long_ago": (_("This date is very long ago."), ""),
    "before_entry": (_("This is before the enrolment began, %(entry)s."), ""),
    "after_exit": (_("This is after the enrolment ended, %(exit)s."), ""),
    "not_employed_then": (_("The staff member did not work there on that day."), ""),
    "entered_before_it_was": (_("This was written down before it took place."), ""),
    "late_entry": (_("This was written down %(days)s days later."), ""),
    "birth_date_unlikely": (_("This date of birth is unlikely."), ""),
    "before_its_start": (_("This is before %(start)s, %(date)s."), ""),
    "end_missing": (_("A reason is given and the end is not."), ""),
    "very_long": (_("This is longer than a day."), ""),
}


# The notes whose sentence tells of one row, said of many.
NOTES_OF_MANY: dict[str, str] = {
    "before_entry": _("This is before the enrolment began."),
    "after_exit": _("This is after the enrolment ended."),
    "late_entry": _("This was written down more than a week later."),
    "before_its_start": _("This is before its start."),
}


def note_of_many(code: str) -> str:
    """What a kind of note is about, without the particulars of a row."""
    return NOTES_OF_MANY.get(code) or NOTES[code][0]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where it is (file, line, column), what stands there, what would be right."""

    code: str
    file: str
    line: int
    column: str
    value: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        return self._say(0, translate)

    def right(self, translate: Callable[[str], str] = str) -> str:
        return self._say(1, translate)

    @property
    def message(self) -> str:
        return self.text()

    @property
    def expected(self) -> str:
        return self.right()

    def as_dict(self, translate: Callable[[str], str] = str) -> dict[str, object]:
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "message": self.text(translate),
            "expected": self.right(translate),
        }

    def _say(self, which: int, translate: Callable[[str], str]) -> str:
        sentence = (MESSAGES.get(self.code) or NOTES[self.code])[which]
        return translate(sentence) % self.params if sentence else ""


def shown(value: object) -> str:
    """The offending value as a person may read it: cut short, on one line, nothing unprintable."""
    text = "" if value is None else str(value)
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    if len(text) <= LONGEST_VALUE_SHOWN:
        return text
    return text[: LONGEST_VALUE_SHOWN - 1] + "…"


class Notes:
    """Notes counted by code; of each code only the first thousand are kept whole."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: list[Problem] = []

    def add(self, note: Problem) -> None:
        self.counts[note.code] += 1
        if self.counts[note.code] <= NOTES_SHOWN_PER_CODE:
            self.examples.append(note)

    def extend(self, notes: Iterable[Problem]) -> None:
        for note in notes:
            self.add(note)
