"""One referral as its page shows it: words and addresses, prepared."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.clients.models import EligibilityAnswer, PeerMeeting, Referral
from followalong.clients.rules import NOT_ASKED, ReferralDecision
from followalong.clients.views import shown
from followalong.ui.words import day_text


def about_referral(
    request: HttpRequest,
    row: Referral,
    answers: Mapping[str, EligibilityAnswer],
    meeting: PeerMeeting | None,
    today: dt.date,
) -> dict[str, Any]:
    pack, lang = speech(request)
    rules = shown.rules_of(request, [row], today)[row.program_id]
    role = request.actor.role  # type: ignore[attr-defined]
    is_accepted = row.decision == ReferralDecision.ACCEPTED
    return {
        "referral": row,
        "client": row.client,
        "source": shown.label(pack, "referral.source", row.source, lang),
        "decision": shown.label(pack, "referral.decision", row.decision, lang),
        "decline_reason": shown.label(pack, "referral.decline_reason", row.decline_reason, lang),
        "wait_reason": shown.label(pack, "referral.wait_reason", row.wait_reason, lang),
        "waited": shown.waited_text(row, today),
        "next": shown.next_text(pack, rules, row, today) if row.decision in shown.SHAPES else "",
        "ways": shown.ways_to_reach(row.client),
        "agreed": _("Whoever asked says that they know and agree.") if row.agreed_on else "",
        "follower": shown.follower_text(request, row),
        "asked": _asked(pack, row, answers, lang),
        "remarks": _remarks(pack, row, answers, lang),
        "talked": day_text(row.talked_on, today) if row.talked_on else "",
        "peer_said": _peer_said(meeting, today),
        "can_enrol": is_accepted and can(role, Permission.ENROLMENT_EDIT),
        "can_talk": can(role, Permission.REFERRAL_DECIDE),
    }


def _asked(
    pack: Pack, row: Referral, answers: Mapping[str, EligibilityAnswer], lang: str
) -> list[dict[str, str]]:
    """Each question of the program, with what the person said to it."""
    return [
        {
            "ask": one.ask.say(lang),
            "said": shown.label(pack, "eligibility_answer.answer", _said(answers, one.key), lang),
        }
        for one in pack.questions_for(row.program.setting)
    ]


def _said(answers: Mapping[str, EligibilityAnswer], question: str) -> str:
    return answers[question].answer if question in answers else NOT_ASKED


def _remarks(
    pack: Pack, row: Referral, answers: Mapping[str, EligibilityAnswer], lang: str
) -> list[str]:
    """A word to the team after some answers. It decides nothing and closes no door."""
    remarks = (
        one.remark_for(_said(answers, one.key)) for one in pack.questions_for(row.program.setting)
    )
    return [remark.say(lang) for remark in remarks if remark]


def _peer_said(meeting: PeerMeeting | None, today: dt.date) -> str:
    if meeting is None:
        return ""
    if not meeting.wished or meeting.peer is None:
        return _("Would rather not meet a peer first.")
    who = {"peer": meeting.peer.name}
    if meeting.met_on is None:
        return _("Would like to meet %(peer)s first. The search goes on beside it.") % who
    return _("Met %(peer)s, %(day)s.") % {**who, "day": day_text(meeting.met_on, today)}
