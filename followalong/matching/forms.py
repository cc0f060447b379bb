"""Forms about openings. They check; actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.matching.refusals import AlreadyOpen
from followalong.ui import fields


class OpeningForm(CommandForm):
    employer_name = fields.line(
        _("Employer"), needed=_("Write the employer's name."), autocomplete="off"
    )
    title = fields.line(
        _("What is the work?"), needed=_("Write what the work is."), autocomplete="off"
    )
    hours = fields.line(_("Hours and days"), hint=_("As far as you know. Empty is fine."))
    pay = fields.line(_("Pay"))
    details = fields.text(
        _("What else we know"),
        hint=_("Paste the advertisement if there is one. No names of people we support."),
    )
    is_advertised = forms.BooleanField(label=_("It is advertised"), required=False)
    expires_on = fields.next_day(_("Last day to ask"), hint=_("It leaves the list after this day."))
    is_another = forms.BooleanField(label=_("This is another opening"), required=False)

    error_fields = {AlreadyOpen: "is_another"}

    def values(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "command_id"}


class FindForm(forms.Form):
    q = forms.CharField(label=_("Find an opening"), required=False, max_length=100)
