"""What is asked about a team meeting, and about a person who is spoken of."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions.meetings import MeetingRefused
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, ChipSelectMultiple, DateInput, TimeInput

UNIT, TREATMENT = "IPS_UNIT", "TREATMENT_TEAM"


class DayForm(CommandForm):
    """When it is, and whether it comes every week."""

    held_on = forms.DateField(label=_("Day"), initial=timezone.localdate, widget=DateInput)
    at = forms.TimeField(label=_("Time"), required=False, widget=TimeInput)
    is_weekly = forms.BooleanField(
        label=_("Every week"),
        help_text=_("When one is closed, the next is planned by itself."),
        required=False,
    )
    error_fields = {MeetingRefused: "held_on"}


class PlanForm(DayForm):
    """A team meeting: whose it is says who is spoken of."""

    whose = forms.ChoiceField(
        label=_("Whose meeting?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose whose meeting it is.")},
    )
    field_order = ("whose", "held_on", "at", "is_weekly")

    def __init__(self, *args: Any, programs: list[Any], teams: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.units = {f"{UNIT}:{one.pk}": one for one in programs}
        self.teams = {f"{TREATMENT}:{one.pk}": one for one in teams}
        unit, team = _("Employment team: %(name)s"), _("Treatment team: %(name)s")
        choices = [(key, unit % {"name": one.name}) for key, one in self.units.items()]
        choices += [(key, team % {"name": one.name}) for key, one in self.teams.items()]
        self.fields["whose"].choices = choices
        if len(choices) == 1:
            self.fields["whose"].initial = choices[0][0]

    def meeting(self) -> dict[str, Any]:
        said = self.cleaned_data
        kind = said["whose"].partition(":")[0]
        return {
            "type": kind,
            "team": self.teams.get(said["whose"]),
            "program": self.units.get(said["whose"]),
            **{name: said[name] for name in ("held_on", "at", "is_weekly")},
        }


class HoldForm(CommandForm):
    """Who is there and what was decided; the button says whether it is over."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    present = forms.MultipleChoiceField(
        label=_("Who is there?"), required=False, widget=ChipSelectMultiple
    )
    guests = forms.CharField(
        label=_("Guests"),
        help_text=_("One name a line, with where they come from."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decisions = fields.text(
        _("Decided for all"),
        hint=_("No names here: what concerns one person is written with that person."),
        rows=3,
    )
    is_over = forms.BooleanField(required=False, widget=forms.HiddenInput)
    error_fields = {MeetingRefused: ""}

    def __init__(self, *args: Any, staff: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.staff = staff
        self.fields["present"].choices = [(str(one.pk), one.name) for one in staff]

    def again(self, data: Any) -> "HoldForm":
        """The same questions over other answers."""
        return HoldForm(data, staff=self.staff)

    def clean_guests(self) -> list[str]:
        lines = (line.strip()[:200] for line in self.cleaned_data["guests"].splitlines())
        return [line for line in lines if line]


class PersonForm(CommandForm):
    """What was said about somebody, and what comes next."""

    text = fields.text(_("What was said or decided"), rows=3)
    step = fields.line(_("Next step"), at_most=300)
    due_on = forms.DateField(
        label=pgettext_lazy("about a next step", "By"), required=False, widget=DateInput
    )
    owner = forms.ChoiceField(
        label=pgettext_lazy("about a next step", "Who does it?"),
        required=False,
        widget=ChipSelect,
    )
    error_fields = {MeetingRefused: "text"}

    def __init__(self, *args: Any, staff: list[Any], has_enrolment: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.staff = {str(one.pk): one for one in staff}
        self.fields["owner"].choices = [(key, one.name) for key, one in self.staff.items()]
        if not has_enrolment:
            for name in ("step", "due_on", "owner"):
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "text": said["text"],
            "step": said.get("step"),
            "due_on": said.get("due_on"),
            "owner": self.staff.get(said.get("owner") or ""),
        }


class TapForm(CommandForm):
    """One tap."""

    error_fields = {MeetingRefused: ""}
