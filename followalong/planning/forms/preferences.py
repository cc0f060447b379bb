"""What somebody wants of a job. `Not known yet` is an answer like the others."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.planning.forms.profile import VersionForm
from followalong.planning.models import JobPreference, Written
from followalong.planning.rules import lines_in
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, ChipSelectMultiple

WEEK = 168
SCALES = ("people", "noise", "pace", "strain", "place")
LISTS = ("kinds", "must_nots")


def scale(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[*choices, ("", _("Not known yet"))],
        required=False,
        widget=ChipSelect,
        help_text=hint,
    )


def several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=ChipSelectMultiple,
        help_text=_("Nothing chosen means not known yet."),
    )


def number(label: Any, hint: Any = "", most: int = WEEK) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class PreferencesForm(VersionForm):
    kinds = fields.text(
        _("Kinds of work"), hint=_("One on each line, in the words people use."), rows=3
    )
    hours_least = number(_("Hours a week: at least"))
    hours_most = number(_("Hours a week: at most"))
    shifts = several(_("When could they work?"), JobPreference.Shift.choices)
    pay_floor = forms.DecimalField(
        label=_("Pay an hour: not below"),
        required=False,
        max_digits=8,
        decimal_places=2,
        min_value=0,
    )
    travel = several(_("How do they get there?"), JobPreference.Travel.choices)
    minutes_most = number(_("Minutes on the way: at most"), most=600)
    people = scale(_("People around them"), JobPreference.People.choices)
    noise = scale(_("Noise"), JobPreference.Noise.choices)
    pace = scale(_("Pace"), JobPreference.Pace.choices)
    strain = scale(_("Physical work"), JobPreference.Strain.choices)
    place = scale(_("Where"), JobPreference.Place.choices)
    must_nots = fields.text(
        _("What must not be"),
        hint=_("One on each line. An opening with one of these is never suggested unasked."),
        rows=3,
    )

    @classmethod
    def initial_of(cls, row: Written | None) -> dict[str, Any]:
        said = super().initial_of(row)
        for name in LISTS:
            said[name] = "\n".join(said.get(name) or [])
        for name in SCALES:
            said[name] = said.get(name) or ""
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        least, most = said.get("hours_least"), said.get("hours_most")
        if least is not None and most is not None and most < least:
            self.add_error("hours_most", gettext("The most can’t be less than the least."))
        return said

    def values(self) -> dict[str, Any]:
        said = super().values()
        for name in LISTS:
            said[name] = list(lines_in(said[name]))
        for name in SCALES:
            said[name] = said[name] or None
        return said
