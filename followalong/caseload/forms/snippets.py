"""What is asked about a short text."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import NameTaken, NotYourSnippet

NAME = re.compile(r"[^\W_][\w-]*")


class SnippetForm(CommandForm):
    """A text with a name short enough to type."""

    name = forms.CharField(
        label=_("Short name"),
        help_text=_("One word. In a note, type ; and the name and a space: ;voicemail"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocapitalize": "off", "autocomplete": "off"}),
        error_messages={"required": _("Give it a short name.")},
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "About nobody: no names, nothing that happened. Write {name} where the person’s name"
            " goes."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the text.")},
    )
    is_shared = forms.BooleanField(label=_("For everybody in the program"), required=False)

    error_fields = {NameTaken: "name", NotYourSnippet: ""}

    def __init__(self, *args: Any, may_share: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not may_share:
            del self.fields["is_shared"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].lower().lstrip(";")
        if not NAME.fullmatch(name):
            raise forms.ValidationError(_("Use letters, digits and hyphens only."))
        return name
