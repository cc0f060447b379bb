"""What stands at the head of printed pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Letterhead
from followalong.agencies.writing import CommandForm
from followalong.core.uploads import Refused
from followalong.core.uploads.pictures import redrawn_as_png
from followalong.ui import fields

MEGABYTE = 1024 * 1024
MOST_SENT = 5 * MEGABYTE
FRAME = (900, 300)
NOT_A_PICTURE = _("This is no picture we can draw. Choose a PNG, JPEG or WebP file.")


class LetterheadForm(CommandForm):
    """Names and addresses, and a picture that is drawn anew before it is kept."""

    name = fields.line(_("Name"), needed=_("Write the name that stands on top."))
    address = forms.CharField(
        label=_("Address"),
        help_text=_("As on an envelope, line by line."),
        max_length=500,
        required=False,
        empty_value=None,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = fields.line(_("Phone"), at_most=40, inputmode="tel")
    email = fields.email(_("E-mail address"))
    web = fields.line(_("Website"), at_most=120, inputmode="url")
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("Your logo, up to 5 MB. It is drawn anew, so nothing else can hide in it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    no_picture = forms.BooleanField(label=_("Take the picture away"), required=False)

    def __init__(self, *args: Any, head: Letterhead | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if head is not None:
            own = ("name", "address", "phone", "email", "web")
            self.initial |= {name: getattr(head, name) for name in own}
        if head is None or not head.has_logo:
            del self.fields["no_picture"]

    def clean_picture(self) -> bytes | None:
        """The bytes of our own drawing; None when none was sent."""
        sent = self.cleaned_data["picture"]
        if not sent:
            return None
        if sent.size > MOST_SENT:
            raise ValidationError(_("This file is larger than 5 MB. Choose a smaller one."))
        try:
            return redrawn_as_png(sent.read(), frame=FRAME, most_bytes=MEGABYTE)
        except Refused as error:
            raise ValidationError(NOT_A_PICTURE) from error

    def values(self) -> dict[str, Any]:
        """The columns; the picture only when it was sent or taken away."""
        said = dict(self.cleaned_data)
        picture, gone = said.pop("picture"), said.pop("no_picture", False)
        del said["command_id"]
        if picture or gone:
            said["logo"] = picture
        return said
