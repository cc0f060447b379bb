"""Forms that take a spreadsheet through its steps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.clients.file_refusals import FileRefused
from followalong.core.disk import takes_files
from followalong.core.uploads import UploadProblem
from followalong.exchange.actions import BroughtInAlready, NothingToBringIn, NotStored, RowsNotRight
from followalong.exchange.sheets.fields import KINDS
from followalong.exchange.sheets.reading import MOST_BYTES, NotASheet
from followalong.ui.forms import ChipSelect

LONGEST = 5_000
# What a person answers about somebody who may be here already.
SAME, NEW = "same", "new"

Choices = Sequence[tuple[str, str]]


class SheetForm(CommandForm):
    """The file."""

    file = forms.FileField(
        label=_("The spreadsheet"),
        help_text=_(".xlsx, .xls, .ods or .csv, as you keep it."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsm,.ods,.csv,.txt,.tsv"}),
    )
    error_fields = {NotASheet: "file"}

    def __init__(self, *args: Any, sent_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sent_bytes > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.fields["file"].error_messages["required"] = _too_large()

    def clean_file(self) -> Any:
        if not takes_files():
            raise ValidationError(FileRefused.sentences[UploadProblem.NO_ROOM])
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise ValidationError(_too_large())
        return sent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # What a command is compared by is the content, not the object that holds it.
        self.sent = cleaned.pop("file", None)
        self.content = self.sent.read() if self.sent else b""
        cleaned["hash"] = hashlib.sha256(self.content).hexdigest()
        return cleaned


def _too_large() -> str:
    most = MOST_BYTES // 1024**2
    return gettext("This file is larger than %(most)s MB. Split it in two.") % {"most": most}


class LayoutForm(CommandForm):
    """Which sheet of the file, which row names the columns, what one row is about."""

    tab = forms.TypedChoiceField(label=_("Which sheet"), coerce=int)
    header = forms.IntegerField(
        label=_("Row with the names of the columns"), min_value=1, max_value=2_000_000
    )
    kind = forms.ChoiceField(label=_("What one row is about"), widget=ChipSelect)

    def __init__(self, *args: Any, tabs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tab"].choices = tabs
        self.fields["kind"].choices = [(k.key, gettext(k.label)) for k in KINDS.values()]

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("tab", "header", "kind")}


class ColumnsForm(CommandForm):
    """Which column is which of ours."""

    usual_fields = ("program", "staff", "specialist")
    needed = {
        "program": _("Choose the program, since no column says it."),
        "staff": _("Choose who made the contacts, since no column says it."),
    }
    program = forms.ChoiceField(label=_("Program, for rows that do not say"), required=False)
    staff = forms.ChoiceField(
        label=_("Who made the contact, for rows that do not say"), required=False
    )
    specialist = forms.ChoiceField(
        label=_("Employment specialist, for rows that do not say"), required=False
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        headers: Sequence[str],
        programs: Choices,
        staff: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = KINDS[kind]
        self.fields["program"].choices = [("", _("Nothing")), *programs]
        for name in ("staff", "specialist"):
            self.fields[name].choices = [("", _("Nobody")), *staff]
        if self.kind is not KINDS["people"]:
            del self.fields["program"]
        for name in set(self.usual_fields) - set(self.kind.keys):
            self.fields.pop(name, None)
        for at, header in enumerate(headers):
            label = header or gettext("Column %(number)s") % {"number": at + 1}
            self.fields[f"column{at}"] = forms.ChoiceField(
                label=label, choices=self._choices(), required=False
            )
        self.width = len(headers)

    def _choices(self) -> list[tuple[str, Any]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for field in self.kind.fields:
            groups.setdefault(gettext(field.group), []).append((field.key, gettext(field.label)))
        return [("", gettext("Leave out")), *groups.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for at in range(self.width):
            name = f"column{at}"
            said = cleaned.get(name, "")
            if said and said in taken:
                words = _("“%(other)s” is this already. Choose one of them.")
                self.add_error(name, words % {"other": taken[said]})
            elif said:
                taken[said] = str(self.fields[name].label)
        if not taken and not self.errors:
            self.add_error(None, _("Say for at least one column what it is."))
        for name, words in self.needed.items():
            if name in self.fields and name not in taken and not cleaned.get(name):
                self.add_error(name, words)
        return cleaned

    @property
    def columns(self) -> list[str]:
        return [self.cleaned_data[f"column{at}"] for at in range(self.width)]

    @property
    def usual(self) -> dict[str, str]:
        return {name: said for name in self.usual_names if (said := self.cleaned_data.get(name))}

    @property
    def usual_names(self) -> list[str]:
        return [name for name in self.usual_fields if name in self.fields]


class AnswersForm(CommandForm):
    """Answers that hold for many rows at once. Its questions are made from what is open."""

    def __init__(self, *args: Any, questions: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for q in self.questions:
            widget = ChipSelect if q["is_chips"] else forms.Select
            self.fields[q["name"]] = forms.ChoiceField(
                label=q["label"],
                help_text=q["hint"],
                choices=q["choices"],
                initial=q["answer"],
                required=False,
                widget=widget,
            )

    def said(self, about: str) -> list[tuple[dict[str, Any], str]]:
        """Questions of one sort that were answered."""
        return [
            (q, self.cleaned_data[q["name"]])
            for q in self.questions
            if q["about"] == about and self.cleaned_data.get(q["name"])
        ]


class RowsForm(CommandForm):
    """The wrong cells of the rows on one page, which rows to leave out, who is already here."""

    def __init__(self, *args: Any, rows: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            for cell in row["open"]:
                self.fields[cell["name"]] = _cell_field(cell)
            self.fields[row["aside_name"]] = forms.BooleanField(
                label=_("Leave out"), required=False, initial=row["is_aside"]
            )
            if row["alike"]:
                self.fields[row["same_name"]] = forms.ChoiceField(
                    label=row["alike"]["question"],
                    choices=row["alike"]["choices"],
                    initial=row["alike"]["answer"],
                    required=False,
                    widget=ChipSelect,
                )

    @property
    def fixes(self) -> dict[UUID, dict[str, str]]:
        """Cells that somebody changed."""
        changed: dict[UUID, dict[str, str]] = {}
        for row in self.rows:
            for cell in row["open"]:
                said = self.cleaned_data.get(cell["name"], "")
                if said != cell["text"]:
                    changed.setdefault(row["id"], {})[cell["key"]] = said
        return changed

    @property
    def aside(self) -> dict[UUID, bool]:
        return {
            row["id"]: self.cleaned_data[row["aside_name"]]
            for row in self.rows
            if self.cleaned_data[row["aside_name"]] != row["is_aside"]
        }

    @property
    def same(self) -> dict[UUID, bool | None]:
        answers = {SAME: True, NEW: False}
        return {
            row["id"]: answers.get(self.cleaned_data[row["same_name"]])
            for row in self.rows
            if row["alike"]
        }

    @property
    def split(self) -> list[UUID]:
        """The row whose people each get a row of their own, when that button was pressed."""
        said = str(self.data.get("split", ""))
        return [row["id"] for row in self.rows if str(row["id"]) == said]


def _cell_field(cell: dict[str, Any]) -> forms.Field:
    if cell["choices"]:
        return forms.ChoiceField(
            label=cell["label"],
            choices=[(cell["text"], cell["text"] or "—"), *cell["choices"]],
            initial=cell["text"],
            required=False,
        )
    is_long = len(cell["text"]) > 60 or "\n" in cell["text"]
    return forms.CharField(
        label=cell["label"],
        initial=cell["text"],
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput,
    )


class TryForm(CommandForm):
    """On to what would come in."""

    error_fields = {NothingToBringIn: ""}


class BringInForm(CommandForm):
    """The last step."""

    leaves_out = forms.BooleanField(
        label=_("Leave out the rows that are not right"), required=False
    )
    error_fields = {
        RowsNotRight: "leaves_out",
        NothingToBringIn: "",
        NotStored: "",
        BroughtInAlready: "",
    }


class DropForm(CommandForm):
    """Forgets the sheet."""
