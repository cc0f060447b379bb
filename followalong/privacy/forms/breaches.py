"""What happened to information that went astray, and who was told. They check; actions save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.privacy.refusals import AlreadyNamed, BreachClosed, StillToTell
from followalong.privacy.rules import NOT_TOLD
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, ChipSelectMultiple, DateInput


class BreachForm(CommandForm):
    what = forms.CharField(
        label=_("What happened?"),
        help_text=_("In plain words and without names: no person’s, and no colleague’s."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what happened.")},
    )
    found_on = fields.day(_("When was it found?"), hint=_("The days to tell people count from it."))
    happened_on = forms.DateField(
        label=_("When did it happen?"),
        help_text=_("Leave it empty while nobody knows."),
        required=False,
        widget=DateInput,
        validators=[fields.not_after_today],
    )
    kinds = forms.MultipleChoiceField(
        label=_("What kinds of information?"), required=False, widget=ChipSelectMultiple
    )
    done_at_once = fields.text(_("What was done at once?"), rows=2)
    risk = fields.text(
        _("What may follow for the people?"),
        hint=_("Who has it now, can it be got back, what could be done with it."),
        rows=2,
    )
    error_fields = {BreachClosed: ""}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["kinds"].choices = pack.codes("breach.kind").choices(lang)

    def clean(self) -> None:
        found, happened = (self.cleaned_data.get(name) for name in ("found_on", "happened_on"))
        if found and happened and happened > found:
            self.add_error("happened_on", _("It was found on an earlier day than this."))


class BreachPersonForm(CommandForm):
    client = forms.UUIDField(widget=forms.HiddenInput)
    error_fields = {AlreadyNamed: "", BreachClosed: ""}


class _ToldForm(CommandForm):
    """When and how; each is drawn once for every person, so its ids are its own."""

    told_how = forms.ChoiceField(
        label=_("How?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose how.")},
    )
    told_on = fields.day(_("On which day?"))
    error_fields = {BreachClosed: ""}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["told_how"].choices = pack.codes("breach.told_how").choices(lang)


class BreachToldForm(_ToldForm):
    words = fields.line(_("A word on it"), hint=_("If they are not told, say why."), at_most=1000)

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("told_how") == NOT_TOLD and not said.get("words"):
            self.add_error("words", ValidationError(_("Say why they are not told.")))


class BreachNoticeForm(_ToldForm):
    whom = fields.line(_("Who was told?"), needed=_("Say who was told."))

    field_order = ("whom", "told_how", "told_on")

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, pack=pack, lang=lang, **kw)
        ways = self.fields["told_how"].choices
        self.fields["told_how"].choices = [way for way in ways if way[0] != NOT_TOLD]


class BreachCloseForm(CommandForm):
    learned = forms.CharField(
        label=_("What was learned?"),
        help_text=_("What is different now, so that it does not happen again. Nobody is blamed."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what was learned: it closes with it.")},
    )
    error_fields = {StillToTell: "learned", BreachClosed: "learned"}
