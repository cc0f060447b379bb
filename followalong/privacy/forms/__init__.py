"""Forms about looks and about people's own records. They check; actions save."""

from .asked import (
    AnswerForm,
    AskForm,
    CloseForm,
    EmergencyForm,
    LinkForm,
    NumberForm,
    OwnRequestForm,
    PutOffForm,
    RequestAnswerForm,
    RequestForm,
    SayForm,
    ShareForm,
    WriteForm,
)
from .breaches import (
    BreachCloseForm,
    BreachForm,
    BreachNoticeForm,
    BreachPersonForm,
    BreachToldForm,
)
from .copies import CopyForm, EntryForm, HoldBackForm, ShowAgainForm
from .entry import AskAccessForm, GrantForm, RefuseForm
from .retention import AgreeForm, HoldForm, LeaveForm, LiftForm, ProposeForm, RetentionForm

__all__ = [
    "AgreeForm",
    "HoldForm",
    "LeaveForm",
    "LiftForm",
    "ProposeForm",
    "RetentionForm",
    "AnswerForm",
    "AskAccessForm",
    "AskForm",
    "BreachCloseForm",
    "BreachForm",
    "BreachNoticeForm",
    "BreachPersonForm",
    "BreachToldForm",
    "CloseForm",
    "CopyForm",
    "EmergencyForm",
    "EntryForm",
    "HoldBackForm",
    "GrantForm",
    "LinkForm",
    "NumberForm",
    "OwnRequestForm",
    "PutOffForm",
    "RefuseForm",
    "RequestAnswerForm",
    "RequestForm",
    "SayForm",
    "ShareForm",
    "ShowAgainForm",
    "WriteForm",
]
