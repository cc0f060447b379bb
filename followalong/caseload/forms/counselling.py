"""A note of a counselling session: its day and its words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import (
    ChangedMeanwhile,
    EditWindowOver,
    NothingToSealWith,
    NotInTreatment,
    NotYourContact,
)
from followalong.clients.refusals import CorrectionRefused
from followalong.ui import fields


class WordsForm(CommandForm):
    """Words alone: added to a note later."""

    words = forms.CharField(
        label=_("What was said, and what you make of it"),
        help_text=_(
            "When and how long, medicines, test results and short summaries of plan or progress"
            " do not belong here: they go into the ordinary record."
        ),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you want to keep.")},
    )
    error_fields = {
        NotInTreatment: "held_on",
        NothingToSealWith: "words",
        NotYourContact: "",
        EditWindowOver: "",
        ChangedMeanwhile: "",
    }


class SessionForm(WordsForm):
    held_on = fields.day(_("Day of the session"))
    field_order = ("command_id", "held_on", "words")


class OffForm(CommandForm):
    error_fields = {CorrectionRefused: ""}


class RightForm(WordsForm):
    """One's own note put right. `version` is the one that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
