"""A photo or document: the file itself, and what is said about it."""

from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.clients.actions import Sent
from followalong.clients.file_refusals import FileRefused, PhotoNeedsYes
from followalong.clients.rules import Sees
from followalong.core.uploads import ACCEPT, Purpose, UploadProblem
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

SEES = [
    (Sees.TEAM, gettext_lazy("Everyone on the team who may open this person")),
    (Sees.LEAD, gettext_lazy("Only me and my supervisor")),
    (Sees.PERSON, gettext_lazy("The team, and the person once they have a page here")),
]


class DetailsForm(CommandForm):
    """What is said about a file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )
    title = fields.line(
        gettext_lazy("Name for it"),
        hint=gettext_lazy("For example: forklift licence. Without one it is called by its kind."),
        at_most=120,
    )
    taken_on = forms.DateField(
        label=gettext_lazy("Date on it"),
        required=False,
        widget=DateInput,
        validators=[fields.not_after_today],
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("We say so 30 days before."),
        required=False,
        widget=DateInput,
    )
    sees = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        help_text=gettext_lazy("Court papers and record checks are never for the whole team."),
        choices=SEES,
        initial=Sees.TEAM,
        widget=ChipSelect,
    )
    error_fields = {PhotoNeedsYes: "kind", FileRefused: ""}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose")), *pack.codes("file.kind").choices(lang)]

    def values(self) -> dict[str, Any]:
        names = ("kind", "taken_on", "expires_on", "sees")
        said = {name: self.cleaned_data[name] for name in names}
        return {**said, "title": self.cleaned_data["title"] or ""}


class FileForm(DetailsForm):
    """A photo taken now or a file chosen: one of them. The browser keeps neither when something
    else was wrong, so the page asks for it again."""

    photo = forms.FileField(
        label=gettext_lazy("Take a photo"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT[Purpose.PHOTO], "capture": "environment"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Choose a file"),
        help_text=gettext_lazy(
            "A photo, a PDF, a Word or Excel file or plain text, up to 25 MB. Photos are made"
            " smaller, and where they were taken is removed."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT[Purpose.DOCUMENT]}),
        error_messages={"required": gettext_lazy("Take a photo or choose a file.")},
    )
    field_order = ("command_id", "photo", "file", "kind", "title")
    error_fields = {PhotoNeedsYes: "kind", FileRefused: "file"}
    sent: Sent | None = None

    def __init__(self, *args: Any, sent_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.files.get("photo")
        if sent_bytes > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:  # then Django reads none of it
            too_large = str(FileRefused(UploadProblem.TOO_LARGE))
            self.fields["file"].error_messages["required"] = too_large

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        photo, file = said.pop("photo", None), said.pop("file", None)
        if photo and file:
            self.add_error("file", _("Send one at a time: the photo or the file."))
        elif photo or file:
            chosen, purpose = (photo, Purpose.PHOTO) if photo else (file, Purpose.DOCUMENT)
            self.sent = Sent(chosen.name, chosen.read(), purpose)
            said["content_hash"] = sha256(self.sent.content).hexdigest()
        return said


class EditForm(DetailsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
