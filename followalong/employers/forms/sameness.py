"""Are these one business?"""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.employers.actions import CannotJoin


class OtherForm(CommandForm):
    """The other one of a pair, by one button."""

    other = forms.TypedChoiceField(
        coerce=UUID,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose one of the list."),
            "invalid_choice": _("That one is not on the list any more. Look again."),
        },
    )
    error_fields = {CannotJoin: ""}

    def __init__(self, *args, others: Iterable[UUID], **kw) -> None:
        super().__init__(*args, **kw)
        self.fields["other"].choices = [(str(one), str(one)) for one in others]
