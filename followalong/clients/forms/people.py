"""What we know about a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

TEXTING = [("yes", _("Yes")), ("no", _("No")), ("", _("Not asked yet"))]
AS_SAID = {True: "yes", False: "no", None: ""}


class ClientForm(CommandForm):
    """The person's own row, read at one version. An empty box means not known."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    preferred_name = fields.line(
        _("Name to use"), hint=_("When it is another than the first name."), at_most=100
    )
    given_name = fields.line(
        _("First name"),
        at_most=100,
        needed=_("Write a first name, or any name the person uses."),
    )
    family_name = fields.line(_("Last name"), at_most=100)
    pronouns = fields.line(_("Pronouns"), at_most=40)
    language = fields.line(_("Language they like to speak"), at_most=40)
    born_on = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=DateInput,
        validators=[fields.not_after_today],
    )
    phone = fields.line(_("Phone"), at_most=40, inputmode="tel")
    ok_to_text = forms.ChoiceField(
        label=_("OK to text"), choices=TEXTING, required=False, widget=ChipSelect
    )
    email = fields.email(_("E-mail address"))
    safe_contact = fields.text(
        _("How and when to reach them safely"),
        hint=_("For example: mornings, no voice mail, never at work."),
        rows=2,
    )
    emergency_contact = fields.text(
        _("Emergency contact"), hint=_("Who, how to reach them, and for what."), rows=2
    )
    postal_code = fields.line(_("Postal code"), at_most=12)

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["postal_code"].label = pack.value("postal_code_label").say(lang)

    def clean_ok_to_text(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["ok_to_text"])

    def values(self) -> dict[str, Any]:
        """The columns and what was typed for them."""
        other = {"command_id", "version"}
        return {k: v for k, v in self.cleaned_data.items() if k not in other}
