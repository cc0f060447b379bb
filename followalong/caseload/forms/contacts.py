"""What is asked about a contact: on the log sheet, and again on the page of an entry."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import (
    ChangedMeanwhile,
    EditWindowOver,
    FutureContact,
    MinutesOutOfRange,
    NotYourContact,
    TwoWayImpossible,
)
from followalong.caseload.rules import LENGTHS
from followalong.caseload.widgets import LikelyChips
from followalong.ui.forms import ChipSelect, DateInput, TimeInput

Choices = Sequence[tuple[str, str]]
OTHER_LENGTH = "other"
ANSWERED = {"yes": True, "no": False}


class EntryForm(CommandForm):
    """A contact, whoever it was with. Choices come in the order in which they are likely."""

    category = forms.ChoiceField(
        label=_("What was it about?"),
        widget=LikelyChips(in_sight=6),
        error_messages={"required": _("Choose what it was about.")},
    )
    mode = forms.ChoiceField(
        label=_("How?"),
        widget=LikelyChips(in_sight=6, more=_("Another way, or a try")),
        required=False,
    )
    answered = forms.ChoiceField(
        label=_("Did they answer your call or message?"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        widget=ChipSelect,
        required=False,
    )
    location = forms.ChoiceField(
        label=_("Where?"), widget=LikelyChips(in_sight=5, more=_("Somewhere else")), required=False
    )
    minutes = forms.TypedChoiceField(
        label=_("How many minutes?"),
        widget=ChipSelect,
        coerce=lambda said: None if said == OTHER_LENGTH else int(said),
        empty_value=None,
        required=False,
    )
    other_minutes = forms.IntegerField(
        label=_("Another length, in minutes"),
        required=False,
        # The blank placeholder lets the style sheet see whether anything is typed.
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "placeholder": " "}),
    )
    note = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    on = forms.DateField(label=_("Day"), required=False, widget=DateInput)
    at = forms.TimeField(label=_("Time it began"), required=False, widget=TimeInput)

    error_fields = {
        FutureContact: "on",
        TwoWayImpossible: "answered",
        MinutesOutOfRange: "other_minutes",
        NotYourContact: "",
        EditWindowOver: "",
    }

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, some in choices.items():
            self.fields[name].choices = some
        known = {int(length) for length, said in choices.get("minutes", ())}
        lengths = sorted({*LENGTHS, *known})
        self.fields["minutes"].choices = [
            *((length, str(length)) for length in lengths),
            (OTHER_LENGTH, _("Other")),
        ]
        self.fields["note"].help_text = _("In plain words, as you would say it to them.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        wants_own = self.data.get(self.add_prefix("minutes")) == OTHER_LENGTH
        if wants_own and said.get("other_minutes") is None and "other_minutes" not in self.errors:
            self.add_error("other_minutes", _("Say how many minutes."))
        return said

    def length(self) -> int | None:
        """Minutes: what was typed, else the chip."""
        typed = self.cleaned_data["other_minutes"]
        return self.cleaned_data["minutes"] if typed is None else typed

    def day(self) -> dt.date:
        return self.cleaned_data["on"]

    def started(self) -> dt.datetime | dt.date:
        """The instant in the agency's zone, or the day alone when no time was said."""
        at = self.cleaned_data["at"]
        if at is None:
            return self.day()
        return timezone.make_aware(dt.datetime.combine(self.day(), at))

    def entry(self) -> dict[str, Any]:
        """The values that log_contact and amend_contact take."""
        said = self.cleaned_data
        return {
            "started": self.started(),
            "category": said["category"],
            "mode": said["mode"],
            "location": said["location"],
            "minutes": self.length(),
            "two_way": ANSWERED.get(said["answered"]),
            "note": said["note"],
        }


class AmendForm(EntryForm):
    """The same entry put right. `version` is the one that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].required = True
        self.fields["on"].error_messages["required"] = _("Say on which day it was.")


class AddendumForm(CommandForm):
    note = forms.CharField(
        label=_("Words to add"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to add.")},
    )
    error_fields = {ChangedMeanwhile: ""}
