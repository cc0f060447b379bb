"""One yes, asked alone: what it is for, how it was given, until when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Membership
from followalong.agencies.packs import Pack
from followalong.agencies.roles import ROLES
from followalong.agencies.writing import CommandForm
from followalong.clients.refusals import ConsentRefused
from followalong.clients.rules import NAMED, ConsentMethod, ConsentType
from followalong.ui import fields
from followalong.ui.forms import ChipSelect

TOLD = ("recipient", "topic", "method", "signed_name", "in_their_words", "expires_on")


_SIGNED_HERE = _(
    "Here a yes holds once it is signed. They can sign now; if they only say it, you are reminded"
    " until they have signed."
)


class ChoiceForm(CommandForm):
    """Only what this kind of yes needs, with the ways in which this place lets it be given."""

    topic = forms.ChoiceField(
        label=_("What is the most we may say?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose the most that may be said.")},
    )
    recipient = fields.line(
        _("For whom, or for what?"),
        hint=_("A name, an office, a study, or what a photo or story is for."),
    )
    reader = forms.ChoiceField(
        label=_("Which colleague may read them?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose the one colleague whom they name.")},
    )
    method = forms.ChoiceField(
        label=_("How do they say yes?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose how they say yes.")},
    )
    signed_name = fields.line(
        _("Signature: the person writes their name here"),
        hint=_("Goes with “Signed on a screen”."),
        autocomplete="off",
    )
    in_their_words = fields.text(
        _("In their own words"),
        hint=_("What they agree to, as they say it. Needed for a spoken yes."),
        rows=2,
    )
    signed_on = fields.day(_("On which day?"))
    expires_on = fields.next_day(
        _("Until when?"), hint=_("Left empty, it ends as the rules here say, or when they say so.")
    )
    copy_given = forms.BooleanField(label=_("They have a copy of it"), required=False)
    error_fields = {ConsentRefused: "method"}

    def __init__(
        self,
        *args: Any,
        pack: Pack,
        lang: str,
        kind: ConsentType,
        readers: Sequence[Membership] | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.kind = kind
        self.readers = {str(one.pk): one for one in readers or ()}
        self.fields["reader"].choices = [
            (key, f"{one.name}, {gettext(ROLES[one.role].title)}")
            for key, one in self.readers.items()
        ]
        del self.fields["reader" if readers is None else "recipient"]
        allowed = pack.consent(kind).methods_for()
        ways = pack.codes("consent.method").choices(lang)
        spoken = ConsentMethod.VERBAL_RECORDED
        self.fields["method"].choices = [way for way in ways if way[0] in (*allowed, spoken)]
        if ConsentMethod.VERBAL_RECORDED not in allowed:
            self.fields["method"].help_text = _SIGNED_HERE
        self.fields["topic"].choices = pack.codes("consent.topic").choices(lang)
        if kind != ConsentType.EMPLOYER:
            del self.fields["topic"]
        if ConsentMethod.ON_SCREEN not in allowed:
            del self.fields["signed_name"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.kind in NAMED and "recipient" in self.fields and not said.get("recipient"):
            self.add_error("recipient", gettext("Write whom, or what, this yes is for."))
        if said.get("method") == ConsentMethod.ON_SCREEN and not said.get("signed_name"):
            text = gettext("To sign on the screen, the person writes their name.")
            self.add_error("signed_name", text)
        if said.get("method") == ConsentMethod.VERBAL_RECORDED and not said.get("in_their_words"):
            text = gettext("Write what they said: it takes the place of a signature.")
            self.add_error("in_their_words", text)
        ends, begins = said.get("expires_on"), said.get("signed_on")
        if ends and begins and ends < begins:
            self.add_error(
                "expires_on", ValidationError(gettext("The last day can't come before the first."))
            )
        return said

    def values(self) -> dict[str, Any]:
        """What record_consent is told, but about whom."""
        said = self.cleaned_data
        told = {name: said.get(name) or None for name in TOLD}
        if told["method"] != ConsentMethod.ON_SCREEN:
            told["signed_name"] = None
        if reader := self.readers.get(said.get("reader", "")):
            told["reader"] = reader
        return {**told, "signed_on": said["signed_on"], "copy_given": said["copy_given"]}
