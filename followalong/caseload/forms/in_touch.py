"""Out of touch: one tap, or an ending."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import (
    NeedsWords,
    NotOutOfTouch,
)
from followalong.clients.refusals import ExitRefused, FacetRefused
from followalong.ui.forms import DateInput


class OneTapForm(CommandForm):
    """One tap, nothing to fill in."""

    error_fields = {FacetRefused: ""}


class CloseOutOfTouchForm(CommandForm):
    """Support ends for somebody out of touch; words are asked for where less was tried."""

    exited_on = forms.DateField(
        label=_("Last day"),
        initial=timezone.localdate,
        widget=DateInput,
        error_messages={"required": _("Say on which day it was.")},
    )
    note = forms.CharField(
        label=_("Why now"),
        help_text=_("For example: what we know, and what they would like if they come back."),
        max_length=5000,
        required=False,
        empty_value=None,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    error_fields = {NeedsWords: "note", NotOutOfTouch: "", ExitRefused: "exited_on"}

    def clean_exited_on(self) -> dt.date:
        day = self.cleaned_data["exited_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day
