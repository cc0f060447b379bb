"""The fields of ui, under the name that this room's forms know them by."""

from followalong.ui.fields import (
    NOT_AN_EMAIL,
    day,
    email,
    line,
    next_day,
    not_after_today,
    text,
)

__all__ = ["NOT_AN_EMAIL", "day", "email", "line", "next_day", "not_after_today", "text"]
