"""A clock settled by hand, or put off by the person."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import (
    EndsBeforeStart,
    NotByHand,
    NotYetDone,
)
from followalong.ui.forms import DateInput


class DoneForm(CommandForm):
    on = forms.DateField(
        label=_("Done on"),
        initial=timezone.localdate,
        widget=DateInput,
        error_messages={"required": _("Say on which day it was.")},
    )
    error_fields = {NotYetDone: "on", NotByHand: ""}


class NotNowForm(CommandForm):
    """A day, or nothing for: until they say so."""

    until_on = forms.DateField(
        label=_("Until"),
        help_text=_("Leave it empty for: until they say so."),
        required=False,
        widget=DateInput,
    )
    in_their_words = forms.CharField(
        label=_("In their own words"),
        required=False,
        max_length=2000,
        empty_value=None,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    error_fields = {EndsBeforeStart: "until_on", NotByHand: ""}
