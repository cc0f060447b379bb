"""What is asked about a group: what is the same for all, and what is one person's own."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.caseload.forms import EntryForm
from followalong.caseload.rules import ContactMode
from followalong.caseload.widgets import LikelyChecks
from followalong.employers.rules import names_in
from followalong.home.log_sheet import Person
from followalong.ui.forms import ChipSelect

TOGETHER = (ContactMode.IN_PERSON, ContactMode.VIDEO)
CAME = [("yes", gettext_lazy("Came")), ("no", gettext_lazy("Was not there"))]


class ChooseForm(forms.Form):
    """Who was in the group."""

    who = forms.MultipleChoiceField(
        label=gettext_lazy("Who was expected?"),
        widget=LikelyChecks(
            in_sight=40, more=gettext_lazy("Someone else"), search="home/log_find.html"
        ),
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )


class PersonFields(NamedTuple):
    """One person's part of the form."""

    name: str
    came: BoundField
    words: BoundField


class GroupForm(EntryForm):
    """One entry for several people. The note stands in everybody's; own words in one only."""

    names_are_fine = forms.BooleanField(
        label=gettext_lazy("It is right to name them in everybody’s entry"), required=False
    )
    appointment = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("category", "answered"):
            del self.fields[name]
        mode = self.fields["mode"]
        mode.choices = [choice for choice in mode.choices if choice[0] in TOGETHER]
        mode.required = True
        mode.error_messages["required"] = _("Choose how you were together.")
        self.fields["on"].required = True
        self.fields["on"].error_messages["required"] = _("Say on which day it was.")
        self.fields["note"].label = _("What did you do together?")
        self.fields["note"].help_text = _("Stands in everybody’s entry, so it names nobody.")
        self.people = people
        for one in people:
            self.fields[f"came_{one.client.pk}"] = forms.ChoiceField(
                label=_("Was %(name)s there?") % {"name": one.client.name},
                choices=CAME,
                widget=ChipSelect,
                initial="yes",
            )
            self.fields[f"words_{one.client.pk}"] = forms.CharField(
                label=_("Words about %(name)s alone") % {"name": one.client.name},
                max_length=20000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 1, "data-name": one.client.name}),
            )

    def of_each(self) -> list[PersonFields]:
        return [
            PersonFields(
                one.client.full_name, self[f"came_{one.client.pk}"], self[f"words_{one.client.pk}"]
            )
            for one in self.people
        ]

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return on

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        named = [] if said.get("names_are_fine") else named_in(said.get("note") or "", self.people)
        if named:
            self.add_error(
                "names_are_fine",
                _(
                    "The words for everybody name %(names)s. Write what is about one person under "
                    "that person, or tick that it is right so."
                )
                % {"names": ", ".join(named)},
            )
        return said

    def together(self) -> dict[str, Any]:
        """What log_group is told of everybody."""
        said = self.cleaned_data
        return {
            "started": self.started(),
            "mode": said["mode"],
            "location": said["location"],
            "minutes": self.length(),
            "note": said["note"],
        }

    def part(self, of: UUID) -> dict[str, Any]:
        """What it is told of one of them."""
        said = self.cleaned_data
        return {"came": said[f"came_{of}"] == "yes", "words": said[f"words_{of}"].strip()}


def named_in(note: str, people: Sequence[Person]) -> list[str]:
    """Which of these people a text for all of them names. A name counts with a capital."""
    names = {
        name
        for one in people
        for name in (one.client.name, one.client.given_name, one.client.family_name)
        if name
    }
    found = names_in(note, names, (), names)
    return list(dict.fromkeys(note[one.start : one.end] for one in found))
