"""What this room's pages ask, one file a noun."""

from followalong.caseload.forms.contacts import (
    OTHER_LENGTH,
    AddendumForm,
    AmendForm,
    CloseOutOfTouchForm,
    EntryForm,
    OneTapForm,
)

__all__ = [
    "OTHER_LENGTH",
    "AddendumForm",
    "AmendForm",
    "CloseOutOfTouchForm",
    "EntryForm",
    "OneTapForm",
]
