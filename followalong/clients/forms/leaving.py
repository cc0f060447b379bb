"""The last day of somebody who works here."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.refusals import MemberRefused
from followalong.agencies.writing import CommandForm
from followalong.ui.forms import DateInput


class EndMemberForm(CommandForm):
    """The last day on which a role opens anything."""

    ended_on = forms.DateField(
        label=_("Last day"),
        help_text=_("They can sign in until the end of it. To close it at once, choose yesterday."),
        widget=DateInput,
        initial=timezone.localdate,
    )
    error_fields = {MemberRefused: "ended_on"}
