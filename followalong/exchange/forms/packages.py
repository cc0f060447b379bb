"""Forms that take packages in and give them out."""

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.clients.file_refusals import FileRefused
from followalong.core.disk import takes_files
from followalong.core.uploads import UploadProblem
from followalong.exchange.actions import NotBroughtIn
from followalong.exchange.format import NotAPackage
from followalong.exchange.places import NotYours
from followalong.exchange.undo import BuiltOn, NotStored
from followalong.exchange.uploads import Upload, upload_of
from followalong.ui.forms import DateInput

CHECKED = "followalong.exchange.checked"
CHECK_LASTS = 24 * 60 * 60


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) and data else [None]
        return [super(FilesField, self).clean(file, initial) for file in files]


class ImportForm(CommandForm):
    """A package to check, or one that was checked to bring in.

    It is chosen each time, since the product keeps no copy of it.
    """

    files = FilesField(
        label=_("The package"),
        help_text=_("One .zip, or all its .csv files at once."),
        error_messages={"required": _("Choose the .zip or the .csv files.")},
    )
    skip_bad_rows = forms.BooleanField(
        label=_("Bring in the enrolments that are wholly good and leave out the rest"),
        required=False,
    )
    checked = forms.CharField(widget=forms.HiddenInput, required=False)
    error_fields = {NotBroughtIn: "files", NotYours: "files", NotAPackage: "files"}

    upload: Upload | None = None

    def __init__(self, *args: Any, membership: object, sent_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = f"{CHECKED}.{membership}"
        self.fields["files"].widget.attrs["accept"] = ".zip,.csv,.json"
        if sent_bytes > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.fields["files"].error_messages["required"] = too_large()

    @property
    def stores(self) -> bool:
        """Whether the second button was pressed; with the first the package is only checked."""
        return self.data.get("do") == "store"

    def clean_files(self) -> Upload:
        if not takes_files():
            raise ValidationError(FileRefused.sentences[UploadProblem.NO_ROOM])
        try:
            return upload_of(self.cleaned_data["files"])
        except NotAPackage as error:
            raise ValidationError(error.text(gettext)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.upload = cleaned.pop("files", None)
        if self.upload:
            cleaned["content_hash"] = self.upload.content_hash
            if self.stores and cleaned["content_hash"] != self._checked_hash(cleaned):
                words = _("These are not the files that were checked. Check them first.")
                self.add_error("files", words)
        return cleaned

    def _checked_hash(self, cleaned: dict[str, Any]) -> str:
        """The hash that this member's check of the last day answered with."""
        said = cleaned.pop("checked", "")
        try:
            return signing.loads(said, salt=self.salt, max_age=CHECK_LASTS)
        except signing.BadSignature:
            return ""

    def proof(self) -> str:
        """That these very files were checked by this member."""
        return signing.dumps(self.cleaned_data["content_hash"], salt=self.salt)


def too_large() -> str:
    """The sentence for more than a page takes, with the way that takes it."""
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2
    return gettext(
        "This is more than %(most)s MB, too much for this page. Whoever runs the installation can "
        "bring it in with the command “followalong import”."
    ) % {"most": most}


class UndoForm(CommandForm):
    """Takes an import back."""

    error_fields = {BuiltOn: "", NotStored: ""}


class ExportForm(forms.Form):
    """From when on rows were changed that should be in the package."""

    since = forms.DateField(
        label=_("Only what changed since"),
        help_text=_("Leave it empty for everything. Rows that these refer to come along."),
        required=False,
        widget=DateInput,
    )

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise ValidationError(_("Choose today or a day before."))
        return since
