"""Fields that forms of every room are made of. An empty answer is None: not known."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from followalong.ui.forms import DateInput

NOT_AN_EMAIL = _("Write an e-mail address like name@example.org, or leave it empty.")


def line(label: Any, *, hint: Any = "", at_most: int = 200, needed: Any = "", **attrs: str):
    """One line of text. `needed` is what to say when it is empty; without it, it may be."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=at_most,
        required=bool(needed),
        empty_value="" if needed else None,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": needed} if needed else None,
    )


def text(label: Any, *, hint: Any = "", rows: int = 4):
    """A few sentences; always optional."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=5000,
        required=False,
        empty_value=None,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def email(label: Any, **attrs: str):
    return forms.EmailField(
        label=label,
        required=False,
        empty_value=None,
        widget=forms.EmailInput(attrs=attrs),
        error_messages={"invalid": NOT_AN_EMAIL},
    )


def day(label: Any, *, hint: Any = ""):
    """A day up to today: what is planned is not yet so."""
    return forms.DateField(
        label=label,
        help_text=hint,
        initial=clock.localdate,
        widget=DateInput,
        validators=[not_after_today],
    )


def not_after_today(value: dt.date) -> None:
    if value > clock.localdate():
        raise ValidationError(_("Choose today or an earlier day."))


def next_day(label: Any, *, hint: Any = ""):
    """A day from today on, if there is one."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=DateInput,
        validators=[not_before_today],
    )


def not_before_today(value: dt.date) -> None:
    if value < clock.localdate():
        raise ValidationError(_("Choose today or a later day."))
