"""A program in which people may take part already."""

from followalong.agencies.forms.places import ProgramForm
from followalong.clients.refusals import PeopleTakePart, SettingKept


class ChangeProgramForm(ProgramForm):
    """What may not change while people take part says so beside its field."""

    error_fields = {
        **ProgramForm.error_fields,
        SettingKept: "setting",
        PeopleTakePart: "ended_on",
    }
