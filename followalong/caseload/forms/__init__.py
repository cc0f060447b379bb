"""What this room's pages ask, one file a noun."""

from followalong.caseload.forms.contacts import OTHER_LENGTH, AddendumForm, AmendForm, EntryForm
from followalong.caseload.forms.in_touch import CloseOutOfTouchForm, OneTapForm
from followalong.caseload.forms.settling import DoneForm, NotNowForm
from followalong.caseload.forms.timings import TimingForm

__all__ = [
    "OTHER_LENGTH",
    "AddendumForm",
    "AmendForm",
    "CloseOutOfTouchForm",
    "DoneForm",
    "EntryForm",
    "NotNowForm",
    "OneTapForm",
    "TimingForm",
]
