"""The two ways in: the first agency of an empty installation, and an invitation."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from followalong.accounts.forms import NewPassword
from followalong.agencies import packs
from followalong.ui import fields


class FirstAgencyForm(forms.Form):
    """Everything an empty installation needs before its first administrator can sign in."""

    agency_name = forms.CharField(label=_("Your agency's name"), max_length=200)
    pack = forms.ChoiceField(
        label=_("Where you work"), help_text=_("Sets words, holidays and local rules.")
    )
    timezone = forms.ChoiceField(label=_("Time zone"))
    program_name = forms.CharField(label=_("Your program's name"), max_length=200)
    given_name = forms.CharField(label=_("Your first name"), max_length=100)
    family_name = forms.CharField(label=_("Your last name"), max_length=100, required=False)
    email = forms.EmailField(label=_("Your e-mail address"))
    password = NewPassword()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "password":
                field.error_messages["required"] = _("Please write this; it can be changed later.")
        self.fields["pack"].choices = packs.choices(get_language() or "en")
        self.fields["timezone"].choices = [(zone, zone) for zone in packs.timezones()]


class JoinForm(forms.Form):
    """A sign-in for somebody who was invited and has none yet."""

    email = fields.email(_("E-mail address you will sign in with"), autocomplete="username")
    password = NewPassword()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = _("Write the address to sign in with.")
