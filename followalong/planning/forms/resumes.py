"""A résumé: text that the person reads, corrects and takes away."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from followalong.planning.forms.profile import VersionForm
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
