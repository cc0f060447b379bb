"""How long records are kept, holds, and letting a record go. They check; actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.privacy.retention_refusals import (
    AlreadyDecided,
    AlreadyLifted,
    KeptTooShort,
    NotLetGo,
    SecondPerson,
)
from followalong.ui import fields
from followalong.ui.forms import ChipSelect

LONGEST, OLDEST = 100, 40


def said(label: Any, *, needed: Any, hint: Any = "", rows: int = 2):
    """A few sentences that have to be there."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed},
    )


class RetentionForm(CommandForm):
    years = forms.IntegerField(
        label=_("How many years after the last service?"),
        min_value=0,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Say how many years.")},
    )
    until_age = forms.IntegerField(
        label=_("For the young: not before they turn this age"),
        help_text=_("Leave it empty where it does not matter."),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    basis = said(
        _("Under what?"),
        hint=_("The law, contract or advice that says so, and who gave it."),
        needed=_("Say under what: somebody will ask."),
    )
    error_fields = {KeptTooShort: "years"}


class HoldForm(CommandForm):
    asked_by = fields.line(
        _("Who asked for it?"),
        hint=_("A court, counsel, an office; or you."),
        needed=_("Say who asked for it."),
    )
    why = said(_("Why is it held?"), needed=_("Say why: whoever lifts it needs to know."))
    from_on = fields.day(_("From which day on?"))


class LiftForm(CommandForm):
    words = said(
        _("What is over?"),
        hint=_("What asked for it has ended; who said so."),
        needed=_("Say what is over."),
    )
    error_fields = {AlreadyLifted: "words"}


class ProposeForm(CommandForm):
    reason = forms.ChoiceField(
        label=_("Why is it let go?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose why.")},
    )
    basis = said(
        _("Under which rule?"),
        hint=_("The law or your agency’s rule. No name and nothing about the person: it stays."),
        needed=_("Say under which rule: it is what stays."),
    )
    error_fields = {NotLetGo: ""}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["reason"].choices = pack.codes("erasure.reason").choices(lang)


class AgreeForm(CommandForm):
    error_fields = {AlreadyDecided: "", SecondPerson: "", NotLetGo: ""}


class LeaveForm(CommandForm):
    why = said(
        _("Why does it stay?"),
        hint=_("No name: only what speaks against letting it go."),
        needed=_("Say why it stays."),
    )
    error_fields = {AlreadyDecided: "why"}
