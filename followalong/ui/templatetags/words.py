"""Dates, durations, money and quoted words in templates: {% load words %}."""

import datetime as dt
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from followalong.ui import words

register = template.Library()


@register.simple_tag(takes_context=True)
def person_date(
    context: template.Context, value: dt.date | None, style: str = "near"
) -> SafeString:
    """A date as people say it, with the exact day for whoever needs it.

    Styles: near (`in 3 days`, further away `Tue 24 Nov`) and day (always `Tue 24 Nov`).
    The page's `today` is used when the view passes one. An unknown date is an empty string.
    """
    if value is None:
        return SafeString("")
    day = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    today = context.get("today") or timezone.localdate()
    said = words.near_text(day, today) if style == "near" else words.day_text(day, today)
    exact = words.full_day_text(day)
    return format_html(
        '<time datetime="{}" title="{}">{}<span class="usa-sr-only"> ({})</span></time>',
        day.isoformat(),
        exact,
        said,
        exact,
    )


@register.filter
def quote(text: str) -> str:
    return words.quoted(text)


@register.filter
def days_text(days: int | None) -> str:
    return "" if days is None else words.days_text(days)


@register.filter
def minutes_text(minutes: int | None) -> str:
    return "" if minutes is None else words.minutes_text(minutes)


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else words.money_text(amount, currency)
