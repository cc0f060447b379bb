"""An agency's own sign-in provider."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Provider
from followalong.agencies.refusals import SignOnRefused
from followalong.agencies.writing import CommandForm
from followalong.ui import fields


class ProviderForm(CommandForm):
    """Issuer, client id and secret, as the provider gave them."""

    issuer = fields.line(
        _("Issuer"),
        hint=_("The address that your provider calls its issuer, letter by letter."),
        needed=_("Write the issuer’s address."),
        at_most=500,
        inputmode="url",
    )
    client_id = fields.line(_("Client id"), needed=_("Write the client id."))
    secret = forms.CharField(
        label=_("Client secret"),
        help_text=_("It is kept sealed and never shown again. Empty: the one that is kept stays."),
        max_length=500,
        required=False,
        strip=True,
        empty_value=None,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    second_step = fields.line(
        _("Words for a second step"),
        hint=_(
            "What your provider says in acr or amr when it asked for a second step, such as mfa,"
            " with blanks between. Empty: people also use their own passkey or code here."
        ),
    )

    error_fields = {SignOnRefused: "issuer"}

    def __init__(self, *args: Any, row: Provider | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row is not None:
            self.initial |= {n: getattr(row, n) for n in ("issuer", "second_step")}
            self.initial["client_id"] = row.app_id

    def values(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("issuer", "client_id", "secret")}
        return said | {"second_step": self.cleaned_data["second_step"] or ""}
