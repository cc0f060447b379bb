"""Dates, durations and money as people say them, in the language of the page."""

import datetime as dt
from decimal import Decimal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency
from django.utils.translation import get_language, gettext, ngettext, to_locale

NEAR_DAYS = 6


def locale() -> Locale:
    """Babel's locale for the language of the page."""
    try:
        return Locale.parse(to_locale(get_language() or "en"))
    except UnknownLocaleError:
        return Locale("en")


def day_text(day: dt.date, today: dt.date) -> str:
    """`Tue 24 Nov`; the year is said when it is not this one."""
    pattern = "EEE d MMM" if day.year == today.year else "EEE d MMM y"
    return format_date(day, pattern, locale=locale())


def full_day_text(day: dt.date) -> str:
    """The exact day, for the accessible name and on hover."""
    return format_date(day, "full", locale=locale())


def near_text(day: dt.date, today: dt.date) -> str:
    """`today`, `yesterday`, `in 3 days`, and the day itself when it is further away."""
    away = (day - today).days
    said = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}.get(away)
    if said:
        return said
    if abs(away) > NEAR_DAYS:
        return day_text(day, today)
    count = abs(away)
    if away > 0:
        return ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count}
    return ngettext("%(count)d day ago", "%(count)d days ago", count) % {"count": count}


def days_text(days: int) -> str:
    """`12 days`."""
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def minutes_text(minutes: int) -> str:
    """`20 min`, `1 h`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(count)d min") % {"count": rest}
    if not rest:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def money_text(amount: Decimal, currency: str) -> str:
    """An amount in its own currency, written as the page's language does."""
    return format_currency(amount, currency, locale=money_locale(currency))


def money_locale(currency: str) -> Locale:
    """The page's language as written where the currency is home: `$19.50`, not `CA$19.50`.

    An ISO 4217 code begins with its country's code, except for currencies of many countries.
    """
    here = locale()
    try:
        return Locale.parse(f"{here.language}_{currency[:2]}")
    except UnknownLocaleError:
        return here
