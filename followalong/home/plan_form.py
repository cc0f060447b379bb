"""What is asked about a meeting to plan: the meeting, with whom, and whether it comes back."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.caseload.forms.plans import MeetingForm
from followalong.caseload.rules import Every
from followalong.caseload.widgets import LikelyChecks
from followalong.ui.forms import ChipSelect, DateInput

ONCE = ""
REPEATS = [
    (ONCE, gettext_lazy("Once")),
    (Every.WEEK.value, gettext_lazy("Every week")),
    (Every.TWO_WEEKS.value, gettext_lazy("Every two weeks")),
    (Every.MONTH_WEEKDAY.value, gettext_lazy("Every month, same weekday")),
    (Every.MONTH_DAY.value, gettext_lazy("Every month, same day")),
]


class PlanForm(MeetingForm):
    """A meeting with a person, with several, or with nobody in particular."""

    who = forms.MultipleChoiceField(
        label=gettext_lazy("Who with?"),
        help_text=gettext_lazy("One person or several. Leave it open for nobody in particular."),
        widget=LikelyChecks(
            in_sight=6, more=gettext_lazy("Someone else"), search="home/log_find.html"
        ),
        required=False,
    )
    every = forms.ChoiceField(
        label=gettext_lazy("Does it come back?"),
        choices=REPEATS,
        widget=ChipSelect,
        initial=ONCE,
        required=False,
    )
    until_on = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Leave it open if it goes on until you end it."),
        widget=DateInput,
        required=False,
    )

    def searched(self, words: str, *, found: bool) -> None:
        """Show what was searched for, and say so when nobody has such a name."""
        widget = self.fields["who"].widget
        widget.words, widget.nobody_found = words, bool(words) and not found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("who") and not said.get("title") and "title" not in self.errors:
            self.add_error("title", _("Without a person, say what it is."))
        until: dt.date | None = said.get("until_on")
        if until and said.get("on") and until < said["on"]:
            self.add_error("until_on", _("Choose a day after the first one."))
        return said

    def comes_back(self) -> Every | None:
        said = self.cleaned_data["every"]
        return Every(said) if said else None
