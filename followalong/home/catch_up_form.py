"""What is asked about what was planned: did it happen, how long was it, a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import (
    AppointmentOver,
    FutureContact,
    MinutesOutOfRange,
    NotYourAppointment,
)
from followalong.caseload.rules import ContactMode
from followalong.employers.actions import LookAtNames, VisitMade
from followalong.employers.forms.employers import NOT_A_PERSON
from followalong.home.group_form import named_in
from followalong.home.log_sheet import Person
from followalong.ui.forms import ChipSelect

LATER, MET = "", "met"
DID_NOT = (ContactMode.NO_SHOW.value, ContactMode.CANCELLED_BY_PERSON.value)


class Draft(CommandForm):
    """What every draft asks. Nothing is saved of one that is left for later."""

    outcome = forms.ChoiceField(label=_("Did it happen?"), widget=ChipSelect, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )
    note = forms.CharField(
        label=_("In a sentence"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def clean(self) -> dict[str, Any]:
        """Words belong to something that happened: without that they would be lost."""
        said = super().clean() or self.cleaned_data
        if said.get("note") and not said.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", gettext("Say what happened, so that your words are saved."))
        return said

    @property
    def is_left(self) -> bool:
        """Whether it is left for later."""
        return not self.cleaned_data.get("outcome")


class MeetingDraft(Draft):
    """A meeting with a person: what was seen on the page is what is saved."""

    category = forms.CharField(widget=forms.HiddenInput, required=False)
    mode = forms.CharField(widget=forms.HiddenInput, required=False)
    location = forms.CharField(widget=forms.HiddenInput, required=False)

    error_fields = {
        AppointmentOver: "outcome",
        NotYourAppointment: "outcome",
        FutureContact: "outcome",
        MinutesOutOfRange: "minutes",
    }

    def __init__(
        self, *args: Any, codes: Mapping[str, set[str]], person: Person | None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.codes = codes
        if person:
            self.fields["note"].widget.attrs["data-name"] = person.client.name
        did_not = [(DID_NOT[0], _("We did not meet")), (DID_NOT[1], _("They cancelled"))]
        self.fields["outcome"].choices = [
            (MET, _("It happened")),
            *(did_not if person else []),
            (LATER, _("Leave it for now")),
        ]

    def clean(self) -> dict[str, Any]:
        """A code that the page did not offer is as if it were not said."""
        said = super().clean() or self.cleaned_data
        for name, known in self.codes.items():
            if said.get(name) not in known:
                said[name] = None
        return said

    def entry(self) -> dict[str, Any]:
        """What log_contact is told."""
        said = self.cleaned_data
        entry = {name: said[name] for name in ("category", "mode", "location", "minutes", "note")}
        if said["outcome"] in DID_NOT:
            entry |= {"mode": said["outcome"], "minutes": None}
        return entry


class GroupDraft(MeetingDraft):
    """A meeting with several people; who of them was there is asked on the group's own form."""

    def __init__(self, *args: Any, people: Sequence[Person], **kw: Any) -> None:
        super().__init__(*args, person=None, **kw)
        self.people = people
        self.fields["outcome"].choices = [
            (MET, _("It happened, and all were there")),
            (LATER, _("Leave it for now")),
        ]

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if named := named_in(note, self.people):
            words = _("This would stand in everybody’s entry, and it names %(names)s.")
            raise forms.ValidationError(words % {"names": ", ".join(named)})
        return note


class VisitDraft(Draft):
    """A visit to an employer, on the day and for the purpose it was planned for."""

    on = forms.DateField(widget=forms.HiddenInput)
    purpose = forms.CharField(widget=forms.HiddenInput, required=False)

    hires = forms.ChoiceField(
        label=_("Did you meet someone who can hire?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not sure"))],
        widget=ChipSelect,
        required=False,
    )
    is_no_person = forms.BooleanField(label=NOT_A_PERSON, required=False)
    error_fields = {
        FutureContact: "outcome",
        VisitMade: "outcome",
        LookAtNames: "is_no_person",
    }

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["outcome"].choices = [(MET, _("I went")), (LATER, _("Leave it for now"))]
        self.fields["note"].label = _("What did you learn?")


def ids_in(values: list[str]) -> list[UUID]:
    """The ids of a form's rows; a text that is none is left out."""
    found = []
    for text in values:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
