"""What a person does not agree with, as somebody here writes it down."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.ui import fields
from followalong.ui.forms import ChipSelect


class DisagreementForm(CommandForm):
    words = forms.CharField(
        label=_("What do they say? In their own words"),
        help_text=_("It stands beside the entry as it is here, for everybody who reads that."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what the person says.")},
    )
    way = forms.ChoiceField(
        label=_("How did they say it?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose how they said it.")},
    )
    said_on = fields.day(_("On which day?"))

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["way"].choices = ways
