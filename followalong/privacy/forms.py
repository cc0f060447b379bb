"""Forms about looks. They check; actions save."""

from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.privacy.refusals import AlreadyAnswered
from followalong.ui import fields


class AskForm(CommandForm):
    words = fields.text(_("What would they like to know?"), hint=_("In their own words."), rows=2)


class AnswerForm(CommandForm):
    answer = fields.line(
        _("What did you find, and what did you tell the person?"),
        at_most=1000,
        needed=_("Say what you found: the question closes with it."),
    )
    error_fields = {AlreadyAnswered: "answer"}
