"""What a copy leaves out, and where it goes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.privacy.refusals import AlreadyAnswered, CopyRefused, CopyTakenOff, ShownAgain
from followalong.privacy.rules import is_in
from followalong.ui import fields
from followalong.ui.forms import ChipSelect


class CopyForm(CommandForm):
    error_fields = {CopyRefused: "", CopyTakenOff: ""}


class HoldBackForm(CommandForm):
    reason = forms.ChoiceField(
        label=_("Why may it be held back?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose why: the copy says it to the person.")},
    )
    passage = fields.text(
        _("Only these words"),
        hint=_("Copied as they stand above. Left empty, the whole entry is held back."),
        rows=3,
    )

    def __init__(
        self, *args: Any, reasons: Sequence[tuple[str, str]], texts: Sequence[str], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["reason"].choices = reasons
        self.texts = texts

    def clean_passage(self) -> str:
        passage = str(self.cleaned_data["passage"] or "").strip()
        if passage and not is_in(passage, self.texts):
            raise forms.ValidationError(
                _("These words do not stand in the entry like this. Copy them from above.")
            )
        return passage


class EntryForm(CommandForm):
    error_fields = {AlreadyAnswered: ""}


class ShowAgainForm(CommandForm):
    error_fields = {ShownAgain: ""}
