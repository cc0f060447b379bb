"""Forms for asking to be let in, and for the answer."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.privacy.refusals import EntryRefused
from followalong.privacy.rules import ENTRY_LASTS
from followalong.ui import fields
from followalong.ui.forms import DateInput


def usual_last_day() -> dt.date:
    return timezone.localdate() + ENTRY_LASTS


class AskAccessForm(CommandForm):
    words = forms.CharField(
        label=_("What do you need it for?"),
        help_text=_("Say for whose support, and until when. Whoever decides reads this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("A few words are enough: what is it for?")},
    )
    error_fields = {EntryRefused: "words"}


class GrantForm(CommandForm):
    to_on = forms.DateField(
        label=_("Until when?"),
        help_text=_("The last day on which they can open the record. At most 90 days."),
        initial=usual_last_day,
        widget=DateInput,
        error_messages={"required": _("Choose the last day.")},
    )
    answer = fields.line(_("A word to them"), at_most=500)
    error_fields = {EntryRefused: "to_on"}


class RefuseForm(CommandForm):
    answer = fields.line(
        _("Why not, or what helps instead?"),
        at_most=500,
        needed=_("Say why: they read it."),
    )
    error_fields = {EntryRefused: "answer"}
