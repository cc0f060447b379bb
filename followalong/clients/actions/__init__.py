"""Everything that changes people's rows in this room, one file per noun."""

from followalong.clients.actions.consents import record_consent, revoke_consent
from followalong.clients.actions.corrections import correct, open_sealed, undo_correction
from followalong.clients.actions.deaths import record_death, take_back_death
from followalong.clients.actions.drafts import (
    KEPT,
    drop_draft,
    forget_old_drafts,
    keep_draft,
    open_draft,
)
from followalong.clients.actions.duplicates import (
    keep_apart,
    merge_clients,
    pair_by_hand,
    unmerge_clients,
)
from followalong.clients.actions.enrolments import close_enrolment, enrol, reopen
from followalong.clients.actions.facets import (
    break_facet,
    close_facet,
    follow_jobs,
    mend_facet,
    open_facet,
)
from followalong.clients.actions.files import Sent, add_file, edit_file, open_file
from followalong.clients.actions.holding import (
    arrange_cover,
    change_cover,
    end_cover,
    end_row,
    take_up_transfers,
    transfer_enrolment,
)
from followalong.clients.actions.links import end_link, make_link, refer_by_link
from followalong.clients.actions.outreach import (
    ask_to_stop,
    back_in_touch,
    lose_touch,
    record_outreach_choice,
)
from followalong.clients.actions.peers import meet_peer, unmeet_peer, wish_peer
from followalong.clients.actions.people import Person, edit_client
from followalong.clients.actions.programs import change_program
from followalong.clients.actions.referrals import (
    acknowledge_referral,
    decide_referral,
    plan_touch,
    receive_referral,
    self_refer,
)
from followalong.clients.actions.routes import add_route, hand_on, raise_route, remove_route
from followalong.clients.actions.talks import record_talk

__all__ = [
    "Sent",
    "add_file",
    "edit_file",
    "open_file",
    "acknowledge_referral",
    "KEPT",
    "Person",
    "arrange_cover",
    "change_cover",
    "add_route",
    "change_program",
    "ask_to_stop",
    "back_in_touch",
    "close_enrolment",
    "close_facet",
    "correct",
    "decide_referral",
    "drop_draft",
    "edit_client",
    "end_cover",
    "end_link",
    "end_row",
    "enrol",
    "follow_jobs",
    "forget_old_drafts",
    "hand_on",
    "keep_apart",
    "keep_draft",
    "make_link",
    "meet_peer",
    "merge_clients",
    "open_draft",
    "lose_touch",
    "open_facet",
    "pair_by_hand",
    "plan_touch",
    "raise_route",
    "break_facet",
    "mend_facet",
    "open_facet",
    "open_sealed",
    "receive_referral",
    "record_consent",
    "record_death",
    "record_talk",
    "refer_by_link",
    "remove_route",
    "record_outreach_choice",
    "reopen",
    "revoke_consent",
    "self_refer",
    "take_up_transfers",
    "take_back_death",
    "transfer_enrolment",
    "unmerge_clients",
    "unmeet_peer",
    "wish_peer",
    "undo_correction",
]
