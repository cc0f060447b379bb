"""Everything that changes people's rows in this room, one file per noun."""

from followalong.clients.actions.consents import (
    give_copy,
    may_be_let_read,
    record_consent,
    revoke_consent,
)
from followalong.clients.actions.corrections import correct, open_sealed, undo_correction
from followalong.clients.actions.covers import arrange_cover, change_cover, end_cover
from followalong.clients.actions.deaths import record_death, take_back_death
from followalong.clients.actions.deaths_told import follow_told_deaths, untell_deaths
from followalong.clients.actions.disagreements import state_disagreement
from followalong.clients.actions.disclosure import record_disclosure_choice
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
from followalong.clients.actions.emergencies import (
    break_glass,
    end_emergency_look,
    review_emergency_look,
    with_open_eyes,
)
from followalong.clients.actions.endings import (
    end_choices_with_job,
    end_choices_with_service,
    follow_job_ends,
    follow_service_ends,
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
from followalong.clients.actions.holding import take_up_transfers, transfer_enrolment
from followalong.clients.actions.links import end_link, make_link, refer_by_link
from followalong.clients.actions.locks import lift_lock, lock_away
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
from followalong.clients.actions.ties import let_in

__all__ = [
    "KEPT",
    "Person",
    "Sent",
    "acknowledge_referral",
    "add_file",
    "add_route",
    "arrange_cover",
    "ask_to_stop",
    "back_in_touch",
    "break_facet",
    "break_glass",
    "change_cover",
    "change_program",
    "close_enrolment",
    "close_facet",
    "correct",
    "decide_referral",
    "drop_draft",
    "edit_client",
    "edit_file",
    "end_cover",
    "end_emergency_look",
    "end_link",
    "enrol",
    "follow_jobs",
    "follow_told_deaths",
    "forget_old_drafts",
    "give_copy",
    "may_be_let_read",
    "hand_on",
    "keep_apart",
    "keep_draft",
    "let_in",
    "lift_lock",
    "lock_away",
    "lose_touch",
    "make_link",
    "meet_peer",
    "mend_facet",
    "merge_clients",
    "open_draft",
    "open_facet",
    "open_file",
    "open_sealed",
    "pair_by_hand",
    "plan_touch",
    "raise_route",
    "receive_referral",
    "record_consent",
    "record_death",
    "record_disclosure_choice",
    "record_outreach_choice",
    "record_talk",
    "refer_by_link",
    "remove_route",
    "reopen",
    "review_emergency_look",
    "revoke_consent",
    "self_refer",
    "take_back_death",
    "take_up_transfers",
    "transfer_enrolment",
    "undo_correction",
    "unmeet_peer",
    "unmerge_clients",
    "untell_deaths",
    "wish_peer",
    "with_open_eyes",
    "end_choices_with_job",
    "end_choices_with_service",
    "follow_job_ends",
    "follow_service_ends",
    "state_disagreement",
]
