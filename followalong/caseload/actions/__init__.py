"""What this room does: contacts, plans, drafts, milestones and the clocks that follow from them."""

from followalong.caseload.actions.clocks import bulk_refresh, refresh_clocks, refresh_on_change
from followalong.caseload.actions.contacts import (
    ChangedMeanwhile,
    EditWindowOver,
    FutureContact,
    MinutesOutOfRange,
    NotYourContact,
    TwoWayImpossible,
    WithdrawReason,
    add_addendum,
    amend_contact,
    can_withdraw,
    is_editable,
    log_contact,
    withdraw_contact,
)
from followalong.caseload.actions.drafts import drop_draft, keep_draft
from followalong.caseload.actions.milestones import note_milestone, remove_milestone
from followalong.caseload.actions.plans import (
    AppointmentOver,
    add_next_step,
    cancel_appointment,
    complete_next_step,
    keep_appointment,
    miss_appointment,
    plan_appointment,
)

__all__ = [
    "AppointmentOver",
    "ChangedMeanwhile",
    "EditWindowOver",
    "FutureContact",
    "MinutesOutOfRange",
    "NotYourContact",
    "TwoWayImpossible",
    "WithdrawReason",
    "add_addendum",
    "add_next_step",
    "amend_contact",
    "bulk_refresh",
    "can_withdraw",
    "cancel_appointment",
    "complete_next_step",
    "drop_draft",
    "is_editable",
    "keep_appointment",
    "keep_draft",
    "log_contact",
    "miss_appointment",
    "note_milestone",
    "plan_appointment",
    "refresh_clocks",
    "refresh_on_change",
    "remove_milestone",
    "withdraw_contact",
]
