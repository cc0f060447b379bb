"""Answering whether two records are of one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.clients.models import Client
from followalong.clients.refusals import MergeRefused
from followalong.ui import fields
from followalong.ui.forms import ChipSelect


class MergeForm(CommandForm):
    """One person: which record stands for both from now on, and why."""

    keep = forms.ChoiceField(
        label=_("Which record stays?"),
        help_text=_("The other one is kept too: everything in it is shown with this one."),
        widget=ChipSelect,
        error_messages={"required": _("Choose which record stays.")},
    )
    reason = fields.text(
        _("How you know"), hint=_("For example: both birth dates are on the same card."), rows=2
    )
    error_fields = {MergeRefused: "keep"}

    def __init__(self, *args: Any, both: list[Client], names: list[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.both = {str(one.pk): one for one in both}
        self.fields["keep"].choices = list(zip(self.both, names, strict=True))

    def clean_keep(self) -> Client:
        return self.both[self.cleaned_data["keep"]]


class ApartForm(CommandForm):
    """Two people: nobody is asked again."""

    reason = fields.text(_("How you know"), rows=2)
    error_fields = {MergeRefused: ""}


class PairForm(CommandForm):
    """Two records that somebody names, since no rule found them."""

    other = forms.ChoiceField(
        label=_("The same person as"),
        widget=ChipSelect,
        error_messages={"required": _("Choose the other record.")},
    )
    error_fields = {MergeRefused: "other"}

    def __init__(self, *args: Any, found: list[Client], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.found = {str(one.pk): one for one in found}
        self.fields["other"].choices = [(key, one.full_name) for key, one in self.found.items()]

    def clean_other(self) -> Client:
        return self.found[self.cleaned_data["other"]]
