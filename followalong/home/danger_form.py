"""What is asked before a record opens in an emergency."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.clients.emergency_refusals import AlreadyOpenToYou, NobodyByThat
from followalong.clients.rules.emergencies import MINUTES, EmergencyReason
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

REASONS = {
    EmergencyReason.DANGER: _("Somebody may be hurt or is being hurt"),
    EmergencyReason.MEDICAL: _("A medical emergency"),
    EmergencyReason.MISSING: _("The person cannot be found, and people fear for them"),
}
HOURS = dict(zip(MINUTES, (_("One hour"), _("Two hours"), _("Three hours")), strict=True))


class DangerForm(CommandForm):
    saves_always = True
    name = fields.line(
        _("First and last name"),
        hint=_("As it is written in their record. Capitals and accents do not matter."),
        needed=_("Write the first and last name."),
        autocomplete="off",
    )
    born_on = forms.DateField(
        label=_("Date of birth"), required=False, widget=DateInput(attrs={"autocomplete": "off"})
    )
    phone = fields.line(
        _("Or their phone number"),
        hint=_("One of the two is enough, together with the name."),
        autocomplete="off",
        inputmode="tel",
    )
    reason = forms.ChoiceField(
        label=_("What is happening?"),
        choices=REASONS.items(),
        widget=ChipSelect,
        error_messages={"required": _("Choose what is happening.")},
    )
    words = fields.line(
        _("In your own words"),
        hint=_("One sentence. The privacy officer reads it."),
        at_most=1000,
        needed=_("Say in a sentence why you need this now."),
    )
    minutes = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=HOURS.items(),
        coerce=int,
        initial=MINUTES[0],
        widget=ChipSelect,
    )
    error_fields = {NobodyByThat: "name", AlreadyOpenToYou: "name"}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "born_on" not in self.errors and not said.get("born_on") and not said.get("phone"):
            self.add_error("phone", _("Write the date of birth or the phone number."))
        return said
