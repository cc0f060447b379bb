"""One next step for several people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import Doer, StepsRefused
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, ChipSelectMultiple, DateInput


class StepsForm(CommandForm):
    text = fields.line(_("Next step"), at_most=300, needed=_("Say what comes next."))
    due_on = forms.DateField(label=_("By which day?"), required=False, widget=DateInput)
    doer = forms.ChoiceField(
        label=_("Who does it?"),
        choices=[
            (Doer.HOLDER, _("Whoever goes along with them")),
            (Doer.ACTOR, _("I do")),
            (Doer.CLIENT, _("The person")),
        ],
        initial=Doer.HOLDER,
        widget=ChipSelect,
    )
    everyone = forms.BooleanField(label=_("For everyone on this list"), required=False)
    p = forms.MultipleChoiceField(
        label=_("For whom?"),
        widget=ChipSelectMultiple,
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("Somebody is no longer on this list. Look at your choice again."),
        },
    )
    # Who was on the page: for everyone means for exactly these, also if it is sent twice.
    listed = forms.CharField(widget=forms.HiddenInput, required=False)
    error_fields = {StepsRefused: "p"}

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["p"].choices = people
        self.fields["p"].required = "everyone" not in self.data
        self.fields["listed"].initial = ",".join(key for key, _name in people)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("everyone"):
            said["p"] = said["listed"].split(",")
        return said
