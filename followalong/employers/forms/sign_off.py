"""Signing a week off."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.employers.actions import WeekToCome
from followalong.ui import fields


class SignOffForm(CommandForm):
    """One button; `seen` are the contacts that were on the screen, one hidden field each."""

    comment = fields.text(
        _("A word to the team"),
        hint=_("They read it on their page of the week. Name no one you support."),
        rows=2,
    )
    seen = forms.TypedMultipleChoiceField(
        coerce=UUID, required=False, widget=forms.MultipleHiddenInput
    )
    error_fields = {WeekToCome: ""}

    def __init__(self, *args: Any, unsigned: list[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        # What somebody else signed, or took back, since the page was opened is left alone.
        said = self.data.getlist("seen") if self.is_bound else unsigned
        self.fields["seen"].choices = [(one, one) for one in said]
        self.fields["seen"].initial = unsigned

    def clean_seen(self) -> list[UUID]:
        return sorted(self.cleaned_data["seen"])
