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
from .copies import CopyForm, HoldBackForm, ShowAgainForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "BreachCloseForm",
    "BreachForm",
    "BreachNoticeForm",
    "BreachPersonForm",
    "BreachToldForm",
    "CloseForm",
    "CopyForm",
    "EmergencyForm",
    "HoldBackForm",
    "LinkForm",
    "NumberForm",
    "OwnRequestForm",
    "PutOffForm",
    "RequestAnswerForm",
    "RequestForm",
    "SayForm",
    "ShareForm",
    "ShowAgainForm",
    "WriteForm",
]
