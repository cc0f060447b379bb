"""The passphrase of a sheet that is saved as a file. It is kept nowhere, not even as a hash."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from followalong.ui.pdf.locked import LONGEST, as_typed


class PassphraseForm(forms.Form):
    passphrase = forms.CharField(
        label=_("Choose a passphrase for this file"),
        help_text=_("Twelve characters or more. A few words in a row work well."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        validators=[validate_password],
        error_messages={"required": _("Choose a passphrase.")},
    )
    passphrase_again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write it once more: nobody can tell it to you later.")},
    )

    def clean_passphrase(self) -> str:
        said = self.cleaned_data["passphrase"]
        if len(as_typed(said).encode()) > LONGEST:
            raise ValidationError(_("That is too long for a PDF file. Choose a shorter one."))
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        both = said.get("passphrase"), said.get("passphrase_again")
        if all(both) and both[0] != both[1]:
            self.add_error(
                "passphrase_again", _("These two are not the same. Write both once more.")
            )
        return said
