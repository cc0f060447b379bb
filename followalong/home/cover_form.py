"""Cover: who sees to whose people, from when to when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Membership
from followalong.agencies.writing import CommandForm
from followalong.clients.refusals import CoverRefused
from followalong.ui import fields
from followalong.ui.forms import DateInput


class CoverForm(CommandForm):
    away = forms.ChoiceField(label=_("Who is away"))
    covering = forms.ChoiceField(label=_("Who sees to their people"))
    from_on = forms.DateField(label=_("First day"), widget=DateInput)
    to_on = forms.DateField(label=_("Last day"), widget=DateInput)
    reason = fields.line(_("Why"), hint=_("Colleagues read it. It can stay empty."))
    error_fields = {CoverRefused: "covering"}

    def __init__(self, *args: Any, staff: list[Membership], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.staff = {str(member.pk): member for member in staff}
        for name in ("away", "covering"):
            choices = [(key, member.name) for key, member in self.staff.items()]
            self.fields[name].choices = [("", _("Choose")), *choices]

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "away": self.staff[said["away"]],
            "covering": self.staff[said["covering"]],
            "from_on": said["from_on"],
            "to_on": said["to_on"],
            "reason": said["reason"],
        }


class ChangeCoverForm(CommandForm):
    """Another last day."""

    to_on = forms.DateField(label=_("Last day"), widget=DateInput)
    error_fields = {CoverRefused: "to_on"}


class EndCoverForm(CommandForm):
    """One tap: they are back."""

    error_fields = {CoverRefused: ""}
