"""Forms about looks and about people's own records. They check; actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.clients.emergency_refusals import AlreadyReviewed, OwnEmergencyLook
from followalong.clients.rules import ConsentType
from followalong.privacy.refusals import (
    AlreadyAnswered,
    AlreadyClosed,
    NeedsYes,
    NotPutOff,
    NotShared,
    OwnLook,
    TooManyLinks,
)
from followalong.ui import fields
from followalong.ui.forms import ChipSelect


class AskForm(CommandForm):
    words = fields.text(_("What would they like to know?"), hint=_("In their own words."), rows=2)


class AnswerForm(CommandForm):
    answer = fields.line(
        _("What did you find, and what did you tell the person?"),
        at_most=1000,
        needed=_("Say what you found: the question closes with it."),
    )
    error_fields = {AlreadyAnswered: "answer"}


class RequestForm(CommandForm):
    """What a person asks about their own record, as somebody here writes it down."""

    kind = forms.ChoiceField(
        label=_("What do they ask for?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose what they ask for.")},
    )
    words = fields.text(_("In their own words"), hint=_("As they say it, or as the paper has it."))
    way = forms.ChoiceField(
        label=_("How did they ask?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose how they asked.")},
    )
    asked_on = fields.day(_("On which day?"), hint=_("The days to answer count from here."))

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["kind"].choices = pack.codes("rights_request.kind").choices(lang)
        ways = pack.codes("rights_request.way")
        self.fields["way"].choices = [
            (entry.code, entry.label.say(lang))
            for entry in ways.entries
            if not entry.flags["by_link"]
        ]


class RequestAnswerForm(CommandForm):
    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    answer = forms.CharField(
        label=_("Your answer, in words for the person"),
        help_text=_("Plain words. Where something is not done or held back, say what and why."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the answer: the person gets it as it stands here.")},
    )
    error_fields = {AlreadyAnswered: "answer"}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["outcome"].choices = pack.codes("rights_request.outcome").choices(lang)


class PutOffForm(CommandForm):
    why = fields.line(
        _("Why is more time needed?"),
        hint=_("The person is told this, and the new day."),
        at_most=1000,
        needed=_("Write why: the person is told."),
    )
    error_fields = {NotPutOff: "why"}


class LinkForm(CommandForm):
    error_fields = {TooManyLinks: ""}


class NumberForm(forms.Form):
    number = forms.RegexField(
        r"^ *[0-9]{6} *$",
        label=_("Your number"),
        help_text=_("Six digits that you were given with the link."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the six digits."),
            "invalid": _("The number has six digits."),
        },
    )

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).strip()


class OwnRequestForm(CommandForm):
    """What a person asks through their own link."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose what you ask for.")},
    )
    words = fields.text(_("In your own words"), hint=_("You may leave this empty."), rows=3)

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["kind"].choices = pack.codes("rights_request.kind").choices(lang)


class EmergencyForm(CommandForm):
    found = fields.line(
        _("What did you find, and who was told?"),
        at_most=1000,
        needed=_("Say what you found: the look closes with it."),
    )
    error_fields = {AlreadyReviewed: "found", OwnEmergencyLook: "found"}


class SayForm(CommandForm):
    words = fields.line(
        _("Why you looked"),
        at_most=500,
        needed=_("A few words are enough."),
    )
    error_fields = {AlreadyClosed: "words"}


class CloseForm(CommandForm):
    reason = fields.line(
        _("What did you find?"),
        at_most=1000,
        needed=_("Say what you found: it closes with it, and whoever looked reads it."),
    )
    error_fields = {AlreadyClosed: "reason", OwnLook: "reason"}


# To whom something about a person may be written; employers have a page of their own.
WRITE_TO = (
    ConsentType.VR,
    ConsentType.CLINIC,
    ConsentType.BENEFITS,
    ConsentType.FAMILY,
    ConsentType.REFERENCE,
)


class WriteForm(CommandForm):
    """To whom, and the words as they will be read."""

    kind = forms.ChoiceField(
        label=_("To whom?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose to whom.")},
    )
    recipient = fields.line(
        _("Their name, or the office"), needed=_("Write the name of the person or office.")
    )
    body = forms.CharField(
        label=_("The letter or message"),
        help_text=_("You see it first as they will read it; nothing goes yet."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what they will read.")},
    )

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        listed = pack.codes("consent.recipient")
        offered = {str(kind) for kind in WRITE_TO if kind != ConsentType.VR or pack.value("has_vr")}
        self.fields["kind"].choices = [way for way in listed.choices(lang) if way[0] in offered]


class ShareForm(CommandForm):
    error_fields = {NotShared: "", NeedsYes: ""}
