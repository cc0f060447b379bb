"""A résumé: text that the person reads, corrects and takes away."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.clients.file_refusals import FileRefused
from followalong.core.clamd import Scan, scan
from followalong.core.uploads import Purpose, Refused, UploadProblem, check
from followalong.core.uploads.words import words_of
from followalong.planning.forms.profile import VersionForm
from followalong.planning.rules import from_json_resume
from followalong.ui import fields
from followalong.ui.forms import ChipSelect

PARTS = _(
    "What it was, where, and the years, each on a line of its own; then what they did, each line"
    " with a dash. An empty line between two."
)


class ResumeForm(VersionForm):
    purpose = fields.line(
        _("What is it for?"),
        needed=_("Write which job or kind of work it is for."),
        hint=_("A job, an employer or a kind of work. It is not printed."),
    )
    language = forms.ChoiceField(
        label=_("Language of the headings"), choices=settings.LANGUAGES, widget=ChipSelect
    )
    name = fields.line(_("Name at the top"), needed=_("Write the name for the top."))
    contact = fields.text(
        _("How to reach them"), hint=_("Phone, e-mail, town: a line each."), rows=3
    )
    summary = fields.text(_("About them, in two or three sentences"), rows=3)
    skills = fields.text(_("What they can do"), hint=_("A line each."), rows=5)
    work = fields.text(_("Work"), hint=PARTS, rows=12)
    learning = fields.text(
        _("School, courses and certificates"), hint=_("Written like work."), rows=6
    )


class BringForm(CommandForm):
    """The résumé somebody brought. Its words are read; the file itself is not kept."""

    file = forms.FileField(
        label=_("The résumé they brought"),
        help_text=_("A PDF, a Word file (.docx), plain text, or JSON Resume from elsewhere."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt,.json"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> dict[str, Any]:
        """What it says, by the fields of a résumé."""
        sent = self.cleaned_data["file"]
        content = sent.read()
        if sent.name.lower().endswith(".json"):
            return self._of_json(content)
        try:
            words = words_of(check(sent.name, content, Purpose.DOCUMENT))
        except Refused as refused:
            raise forms.ValidationError(str(FileRefused(refused.args[0]))) from refused
        if scan(content) == Scan.INFECTED:
            raise forms.ValidationError(str(FileRefused(UploadProblem.INFECTED)))
        if not words:
            raise forms.ValidationError(
                _("No words could be read in it, as with a photo. Begin from the profile instead.")
            )
        return {"work": words}

    def _of_json(self, content: bytes) -> dict[str, Any]:
        try:
            return from_json_resume(json.loads(content))
        except (ValueError, RecursionError) as broken:
            raise forms.ValidationError(
                _("This is no JSON Resume. Choose another file.")
            ) from broken
