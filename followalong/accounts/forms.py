from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class NewPassword(forms.CharField):
    """A password that somebody chooses, long enough and not a common one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Choose a password"),
            help_text=_("Twelve characters or more. A few words in a row work well."),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            error_messages={"required": _("Choose a password.")},
            **kwargs,
        )
        self.validators.append(validate_password)


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CredentialForm(forms.Form):
    """What a device answered, as the browser passes it on."""

    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class PasskeyForm(forms.Form):
    name = forms.CharField(
        label=_("A name for it"),
        help_text=_("So that you know it again, such as: my phone."),
        max_length=60,
        required=False,
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000, required=False)


class CodeForm(forms.Form):
    """A code of the app, or one of the recovery codes."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Write the code.")},
    )


class ProofForm(CodeForm):
    """A code, or what a passkey answered."""

    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("From your authenticator app, or a recovery code.")
        if self.data.get("credential"):
            self.fields["code"].required = False


class PasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Your password now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Write your password.")},
    )
    new = NewPassword()


class FreshPasswordForm(forms.Form):
    new = NewPassword()
