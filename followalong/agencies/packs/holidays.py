"""Public holidays, computed for any year from rules kept as data."""

from dataclasses import dataclass
from datetime import date, timedelta

from .reader import Table
from .sources import Provenance, provenance_of
from .text import Text

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Holiday:
    """One holiday. Exactly one way to find its date is given:

    month and day; the nth weekday of a month (-1 is the last); the last such weekday
    before a month and day; or a number of days from Easter Sunday.
    """

    key: str
    label: Text
    month: int | None
    day: int | None
    weekday: int | None
    nth: int | None
    easter: int | None
    from_year: int | None
    to_year: int | None
    provenance: Provenance

    def in_year(self, year: int) -> date | None:
        """The date in `year`, or None if it wasn't a holiday that year."""
        if year < (self.from_year or year) or year > (self.to_year or year):
            return None
        if self.easter is not None:
            return easter_sunday(year) + timedelta(days=self.easter)
        if self.weekday is None:
            return date(year, self.month or 1, self.day or 1)
        if self.nth is not None:
            return nth_weekday(year, self.month or 1, self.weekday, self.nth)
        return weekday_before(date(year, self.month or 1, self.day or 1), self.weekday)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, or the last one if `nth` is -1."""
    if nth == -1:
        after = date(year + month // 12, month % 12 + 1, 1)
        return weekday_before(after, weekday)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday strictly before a day."""
    eve = day - timedelta(days=1)
    return eve - timedelta(days=(eve.weekday() - weekday) % 7)


def easter_sunday(year: int) -> date:
    """Western Easter by the anonymous Gregorian reckoning."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    shift = (golden + 11 * epact) // 319
    sunday = (2 * (century % 4) + 2 * (rest // 4) - rest % 4 - epact + shift + 32) % 7
    month = (epact - shift + sunday + 90) // 25
    return date(year, month, (epact - shift + sunday + month + 19) % 32)


def nearest_weekday(day: date) -> date:
    """The Friday before a Saturday, the Monday after a Sunday, else the day itself."""
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def read_holiday(table: Table, sources: dict[str, Provenance]) -> Holiday:
    weekday = table.choice("weekday", WEEKDAYS, None)
    holiday = Holiday(
        key=table.words("key"),
        label=table.text("label"),
        month=table.whole("month", None),
        day=table.whole("day", None),
        weekday=None if weekday is None else WEEKDAYS.index(weekday),
        nth=table.whole("nth", None),
        easter=table.whole("easter", None),
        from_year=table.whole("from_year", None),
        to_year=table.whole("to_year", None),
        provenance=provenance_of(table, sources),
    )
    table.finish()
    _check(holiday, table)
    return holiday


def _check(holiday: Holiday, table: Table) -> None:
    fixed = holiday.month and holiday.day and holiday.nth is None
    nth = holiday.month and holiday.weekday is not None and holiday.nth and not holiday.day
    if not (fixed or nth or holiday.easter is not None):
        raise table.error("key", "needs month and day, or month, weekday and nth, or easter")
    try:
        holiday.in_year(holiday.from_year or 2000)
    except ValueError as error:
        raise table.error("day", f"not a date: {error}") from None
