"""What is asked about a next step: what, who does it, by when."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Membership
from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import StepChanged, StepDone
from followalong.ui.forms import DateInput

THEY = "person"


class NextStepForm(CommandForm):
    """Something that somebody agreed to do next."""

    text = forms.CharField(
        label=_("What comes next?"),
        max_length=300,
        error_messages={"required": _("Write what comes next.")},
    )
    owner = forms.ChoiceField(label=_("Who does it?"))
    due_on = forms.DateField(label=_("By when?"), widget=DateInput, required=False)

    def __init__(self, *args: Any, name: str, members: Iterable[Membership], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.members = {str(member.pk): member for member in members}
        self.fields["owner"].choices = [
            *((key, member.name) for key, member in self.members.items()),
            (THEY, _("%(name)s, the person") % {"name": name}),
        ]

    def doer(self) -> Membership | None:
        """Who does it; nobody here when the person does."""
        return self.members.get(self.cleaned_data["owner"])


class ChangeStepForm(NextStepForm):
    """`version` is the one that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    error_fields = {StepDone: "", StepChanged: ""}
