"""What is asked about a meeting: when, where, what for; and whether the following are meant too."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Membership
from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import (
    AppointmentChanged,
    AppointmentOver,
    NotYourAppointment,
)
from followalong.caseload.forms.contacts import Choices
from followalong.caseload.widgets import LikelyChips
from followalong.ui.forms import ChipSelect, DateInput, TimeInput
from followalong.ui.words import minutes_text

PLANNED_LENGTHS = (15, 30, 45, 60, 90, 120)
THIS, FOLLOWING = "this", "following"


class MeetingForm(CommandForm):
    """A meeting at a time. Everything but the day and the time may stay open."""

    title = forms.CharField(
        label=_("What for?"),
        help_text=_("In a few words, if it helps: “practise the interview”."),
        max_length=200,
        required=False,
    )
    on = forms.DateField(
        label=_("Day"), widget=DateInput, error_messages={"required": _("Say on which day.")}
    )
    at = forms.TimeField(
        label=_("Time"), widget=TimeInput, error_messages={"required": _("Say at what time.")}
    )
    minutes = forms.TypedChoiceField(
        label=_("How long?"), widget=ChipSelect, coerce=int, empty_value=None, required=False
    )
    kind = forms.ChoiceField(
        label=_("What is it about?"), widget=LikelyChips(in_sight=5), required=False
    )
    location = forms.ChoiceField(
        label=_("Where?"), widget=LikelyChips(in_sight=5, more=_("Somewhere else")), required=False
    )
    member = forms.ChoiceField(label=_("Who goes?"), required=False)

    error_fields = {NotYourAppointment: "", AppointmentOver: "", AppointmentChanged: ""}

    def __init__(
        self,
        *args: Any,
        choices: Mapping[str, Choices],
        members: Iterable[Membership] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "location"):
            self.fields[name].choices = choices[name]
        said = self.initial.get("minutes")
        lengths = sorted({*PLANNED_LENGTHS, *([said] if said else [])})
        self.fields["minutes"].choices = [(length, minutes_text(length)) for length in lengths]
        self.members = {str(member.pk): member for member in members}
        if self.members:
            self.fields["member"].choices = [(key, m.name) for key, m in self.members.items()]
        else:
            del self.fields["member"]

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day to come."))
        return on

    def meeting(self) -> dict[str, Any]:
        """What the actions are told of it."""
        said = self.cleaned_data
        starts = dt.datetime.combine(said["on"], said["at"])
        return {
            "starts_at": timezone.make_aware(starts),
            "member": self.members.get(said.get("member", "")),
            **{name: said[name] for name in ("minutes", "kind", "location", "title")},
        }


class WhichForm(CommandForm):
    """One meeting of a series or all from it on. `version` is the one that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    which = forms.ChoiceField(
        label=_("Which ones?"),
        choices=[(THIS, _("Only this one")), (FOLLOWING, _("This one and all that follow"))],
        widget=ChipSelect,
        initial=THIS,
    )

    def __init__(self, *args: Any, comes_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not comes_back:
            del self.fields["which"]

    @property
    def means_following(self) -> bool:
        return self.cleaned_data.get("which") == FOLLOWING


class ChangeMeetingForm(MeetingForm, WhichForm):
    """The same meeting put otherwise."""


class CallOffForm(WhichForm):
    """The meeting is off, or its series ends before it."""

    error_fields = MeetingForm.error_fields
