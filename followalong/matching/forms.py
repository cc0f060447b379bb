"""Forms about openings. They check; actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.matching.refusals import AlreadyOpen
from followalong.ui import fields

MOST_BYTES = 10 * 1024 * 1024


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


class BringForm(CommandForm):
    """A file of advertisements."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a column for the employer and one for the title, or a saved page."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Divide it into parts."))
        try:
            return sent.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("This file can't be read as text. Save it as CSV in UTF-8 and try again.")
            ) from error


class FindForm(forms.Form):
    q = forms.CharField(label=_("Find an opening"), required=False, max_length=100)
