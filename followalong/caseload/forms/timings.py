"""A program's own timers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import (
    TimingRefused,
    WarningRefused,
)
from followalong.caseload.forms.contacts import Choices
from followalong.caseload.rules import FROM_ENTRY, TOGGLES
from followalong.ui.forms import ChipSelect, ChipSelectMultiple, DateInput


class TimingForm(CommandForm):
    """How a program counts one clock, as it is now; what equals the pack is left to the pack."""

    from_on = forms.DateField(label=_("From"), initial=timezone.localdate, widget=DateInput)
    applies = forms.ChoiceField(
        label=_("Does this clock run here?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=ChipSelect,
    )
    due_days = forms.IntegerField(
        label=_("Due after so many days"),
        help_text=_("A number below zero comes before the day it counts from."),
        required=False,
    )
    warn_days = forms.IntegerField(label=_("First reminder after so many days"), required=False)
    excuses = forms.MultipleChoiceField(
        label=_("It asks for nothing while"), widget=ChipSelectMultiple, required=False
    )
    restarts_on_reentry = forms.ChoiceField(
        label=_("When somebody comes back"),
        choices=[("yes", _("It begins again")), ("no", _("It does not begin again"))],
        widget=ChipSelect,
        required=False,
    )
    error_fields = {WarningRefused: "warn_days", TimingRefused: "due_days"}

    def __init__(self, *args: Any, rule: Any, excuses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule  # as in the pack
        self.fields["excuses"].choices = excuses
        if rule.due_days is None:
            del self.fields["due_days"], self.fields["warn_days"]
        if rule.key not in FROM_ENTRY:
            del self.fields["restarts_on_reentry"]

    def own(self) -> dict[str, Any]:
        """What differs from the pack; the rest is left to it."""
        said, rule = self.cleaned_data, self.rule
        toggled = {excuse for excuse in rule.excuses if excuse in TOGGLES}
        kept = [excuse for excuse in rule.excuses if excuse not in TOGGLES]
        own = {
            "applies": False if said["applies"] == "no" else None,
            "due_days": _unless(said.get("due_days"), rule.due_days),
            "warn_days": _unless(said.get("warn_days"), next(iter(rule.warn_days), None)),
            "excuses": None if set(said["excuses"]) == toggled else [*kept, *said["excuses"]],
            "restarts_on_reentry": _unless(
                {"yes": True, "no": False}.get(said.get("restarts_on_reentry", "")),
                rule.restarts_on_reentry,
            ),
        }
        return {"from_on": said["from_on"], **own}


def _unless(said: Any, usual: Any) -> Any:
    return None if said == usual else said
