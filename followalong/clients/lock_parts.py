"""The parts of a record that can be locked away, in words: everything, a room, or files."""

from django.utils.translation import gettext_lazy as _

from followalong.agencies.locks import EVERYTHING

PARTS = {
    EVERYTHING: _("The whole record"),
    "caseload": _("What was talked about, meetings and next steps"),
    "employers": _("Visits and calls to employers about them"),
    "jobs": _("Jobs"),
    "planning": _("Career profile and action plan"),
    "files": _("Files"),
}
