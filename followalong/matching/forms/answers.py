"""What a person says about an opening."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.matching.models import OpeningAnswer
from followalong.planning.forms.profile import VersionForm
from followalong.ui import fields
from followalong.ui.forms import ChipSelect


class OpeningAnswerForm(VersionForm):
    answer = forms.ChoiceField(
        label=_("What do they say?"),
        choices=OpeningAnswer.Answer.choices,
        widget=ChipSelect,
        error_messages={"required": _("Choose what they said.")},
    )
    reason = forms.ChoiceField(
        label=_("If not, why?"),
        choices=[*OpeningAnswer.Why.choices, ("", _("They did not say"))],
        required=False,
        widget=ChipSelect,
        help_text=_("It changes what is suggested next. Nobody has to give a reason."),
    )
    words = fields.text(_("In their own words"), rows=3)

    def values(self) -> dict[str, Any]:
        said = super().values()
        return {**said, "reason": said["reason"] or None}
