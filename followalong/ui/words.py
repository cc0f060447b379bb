"""Dates, durations, money and quoted words as people say them, in the language of the page."""

import datetime as dt
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.utils.translation import (
    get_language,
    gettext,
    gettext_noop,
    ngettext,
    to_locale,
)

NEAR_DAYS = 6
NEAREST = {0: gettext_noop("today"), 1: gettext_noop("tomorrow"), -1: gettext_noop("yesterday")}


def locale() -> Locale:
    """Babel's locale for the language of the page."""
    return _locale(get_language() or "en")


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(to_locale(language))
    except UnknownLocaleError:
        return Locale("en")


def day_text(day: dt.date, today: dt.date) -> str:
    """`Tue 24 Nov`; the year is said when it is not this one."""
    pattern = "EEE d MMM" if day.year == today.year else "EEE d MMM y"
    return _date_text(day, pattern, get_language() or "en")


def full_day_text(day: dt.date) -> str:
    """The exact day, for the accessible name and on hover."""
    return _date_text(day, "full", get_language() or "en")


@lru_cache(maxsize=4096)  # a page names the same few days again and again
def _date_text(day: dt.date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=_locale(language))


def near_text(day: dt.date, today: dt.date) -> str:
    """`today`, `yesterday`, `in 3 days`, and the day itself when it is further away."""
    away = (day - today).days
    if abs(away) > NEAR_DAYS:
        return day_text(day, today)
    if away in NEAREST:
        return gettext(NEAREST[away])
    count = abs(away)
    if away > 0:
        return ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count}
    return ngettext("%(count)d day ago", "%(count)d days ago", count) % {"count": count}


def quoted(text: str) -> str:
    """Somebody's own words, in the quotation marks of the page's language."""
    return gettext("“%(words)s”") % {"words": text}


def with_more(what: str, more: str) -> str:
    """`next visit tomorrow: Learn what the business needs`; not every language glues them so."""
    return gettext("%(what)s: %(more)s") % {"what": what, "more": more}


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


def number_text(number: Decimal) -> str:
    """`7.5`, written as the page's language does."""
    return format_decimal(number.normalize(), locale=locale())


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
