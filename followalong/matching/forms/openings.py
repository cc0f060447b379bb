"""Forms about openings. They check; actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.matching.models import Opening
from followalong.matching.refusals import AlreadyOpen
from followalong.planning.forms.preferences import number, scale, several
from followalong.planning.models import JobPreference
from followalong.planning.refusals import ChangedMeanwhile
from followalong.planning.rules import lines_in
from followalong.ui import fields
from followalong.ui.forms import DateInput

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


SCALES = ("people", "noise", "pace", "strain", "place")


class FeaturesForm(CommandForm):
    """What is known now about an opening; everything that a match uses is among it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = fields.line(_("What is the work?"), needed=_("Write what the work is."))
    hours = fields.line(_("Hours and days"), hint=_("In the words of the employer."))
    pay = fields.line(_("Pay"), hint=_("In the words of the employer."))
    hours_least = number(_("Hours a week: at least"))
    hours_most = number(_("Hours a week: at most"))
    pay_hourly = forms.DecimalField(
        label=_("Pay an hour, the most"),
        required=False,
        max_digits=8,
        decimal_places=2,
        min_value=0,
    )
    shifts = several(_("When is the work?"), JobPreference.Shift.choices)
    people = scale(_("People around them"), JobPreference.People.choices)
    noise = scale(_("Noise"), JobPreference.Noise.choices)
    pace = scale(_("Pace"), JobPreference.Pace.choices)
    strain = scale(_("Physical work"), JobPreference.Strain.choices)
    place = scale(_("Where"), JobPreference.Place.choices)
    licences = fields.text(
        _("Certificates or licences it needs"), hint=_("One on each line."), rows=2
    )
    details = fields.text(_("What else we know"), hint=_("No names of people we support."))
    expires_on = forms.DateField(
        label=_("Last day to ask"),
        required=False,
        widget=DateInput,
        help_text=_("It leaves the list after this day."),
    )

    error_fields = {ChangedMeanwhile: ""}

    @classmethod
    def initial_of(cls, row: Opening) -> dict[str, Any]:
        names = [name for name in cls.base_fields if name != "command_id"]
        said = {name: getattr(row, name) for name in names}
        return {
            **said,
            "licences": "\n".join(row.licences),
            **{name: said[name] or "" for name in SCALES},
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        least, most = said.get("hours_least"), said.get("hours_most")
        if least is not None and most is not None and most < least:
            self.add_error("hours_most", gettext("The most can’t be less than the least."))
        return said

    def follows(self, row: Opening) -> bool:
        """Whether what was typed follows what stands now; if not, the next saving will."""
        if not self.is_bound or self.data.get("version") == str(row.version):
            return True
        self.data = self.data.copy()
        self.data["version"] = str(row.version)
        return False

    def values(self) -> dict[str, Any]:
        said = {n: v for n, v in self.cleaned_data.items() if n not in ("command_id", "version")}
        said["licences"] = list(lines_in(said["licences"]))
        return {**said, **{name: said[name] or None for name in SCALES}}


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
