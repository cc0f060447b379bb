"""Ticking one thing of the list of somebody's first weeks."""

from typing import Any

from django import forms

from followalong.agencies.first_weeks import items_for
from followalong.agencies.writing import CommandForm


class StepForm(CommandForm):
    """One tap: done, or not done after all; or the whole list put away."""

    item = forms.ChoiceField(widget=forms.HiddenInput, required=False)
    do = forms.ChoiceField(
        choices=[(do, do) for do in ("tick", "untick", "away")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(item.key, item.key) for item in items_for(role)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("do") != "away" and not said.get("item"):
            self.add_error("item", "")
        return said
