"""How forms look: {{ form.field.as_field_group }} draws label, hint, control and error together.

FORM_RENDERER names Renderer, so every form in the product is drawn this way without asking.
"""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

CONTROL_CLASSES = {
    forms.Textarea: "usa-textarea",
    forms.Select: "usa-select",
    forms.CheckboxInput: "check-input",
    forms.widgets.Input: "usa-input",
}


class Field(forms.BoundField):
    """A field that gives its control the design system's class."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        control = widget or self.field.widget
        if "class" not in control.attrs and (name := control_class(control)):
            attrs.setdefault("class", name)
        return attrs

    @property
    def is_check(self) -> bool:
        """True for a single yes-or-no box, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        return not self.field.required and not self.is_check


def control_class(widget: forms.Widget) -> str:
    if widget.is_hidden or isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    return next((name for kind, name in CONTROL_CLASSES.items() if isinstance(widget, kind)), "")


class Renderer(DjangoTemplates):
    """Draws forms and fields from ui/forms/."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field


class ChipSelect(forms.RadioSelect):
    """One choice out of a few, as a row of large chips (radio buttons underneath)."""

    template_name = "ui/forms/chips.html"


class ChipSelectMultiple(forms.CheckboxSelectMultiple):
    """Any number out of a few, as a row of large chips (checkboxes underneath)."""

    template_name = "ui/forms/chips.html"


class DateInput(forms.DateInput):
    """A day, with the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # The control speaks ISO dates in every language.
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, with the device's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")
