"""Rows as the templates show them: words and addresses, prepared."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followalong.agencies import packs
from followalong.agencies.links import here
from followalong.agencies.models import Membership
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.agencies.timings import TimingRuleSet, rule_sets
from followalong.agencies.words import speech
from followalong.agencies.writing import CommandForm
from followalong.clients.correctable import may_correct
from followalong.clients.models import Client, Facet, Referral
from followalong.clients.rules import (
    FOLLOWS_JOBS,
    FacetKind,
    ReferralDecision,
    ReferralSource,
    waiting_days,
)
from followalong.ui.words import day_text

FIRST_CONTACT = "first_contact_with_person"
SHAPES = {
    ReferralDecision.PENDING: "dot",
    ReferralDecision.WAITLISTED: "half",
    ReferralDecision.ACCEPTED: "star",
}


def label(pack: Pack, key: str, code: str | None, lang: str) -> str:
    """What people read for a code; a code from elsewhere is shown as it came."""
    if not code:
        return ""
    # The whole list: a record may hold a code that this pack hides on its own screens.
    listed = pack.codes(key) if code in pack.codes(key) else packs.codes.get(key)
    return listed.label(code, lang) if code in listed else code


def rules_of(
    request: HttpRequest, referrals: Iterable[Referral], today: dt.date
) -> dict[UUID, TimingRuleSet]:
    """The clocks of the programs that these referrals are to, as each program counts them."""
    pack, _lang = speech(request)
    return rule_sets(pack, {row.program_id for row in referrals}, today)


def referral_line(
    request: HttpRequest, referral: Referral, rules: TimingRuleSet, today: dt.date
) -> dict[str, Any]:
    """One line of the inbox: who, from whom, since when, and what comes next."""
    pack, lang = speech(request)
    several = request.actor.team_id is None  # type: ignore[attr-defined]
    parts = [
        asked_text(pack, referral, lang),
        waited_text(referral, today),
        next_text(pack, rules, referral, today),
        _followed_by(request, referral),
        referral.site.name if referral.site else "",
        referral.program.name if several else "",
    ]
    return {
        "name": referral.client.full_name,
        "href": here(request, "clients:referral", referral_id=referral.pk),
        "meta": " · ".join(filter(None, parts)),
        "said": _short(referral.reason),
        "enrol": here(request, "clients:enrol", referral_id=referral.pk),
        "shape": SHAPES.get(referral.decision, "dot"),
    }


def _followed_by(request: HttpRequest, referral: Referral) -> str:
    """Whose it is, unless it is the reader's own: those stand under `Yours`."""
    owner = _here(referral.owner)
    if owner is None or owner.pk == request.actor.membership_id:  # type: ignore[attr-defined]
        return ""
    return _("%(who)s follows up") % {"who": owner.name}


def follower_text(request: HttpRequest, referral: Referral) -> str:
    """Who follows a referral up, in a sentence."""
    owner = _here(referral.owner)
    if owner is None:
        return _("Everyone: nobody has taken it up yet.")
    if owner.pk == request.actor.membership_id:  # type: ignore[attr-defined]
        return _("You do.")
    return owner.name


def _here(owner: Membership | None) -> Membership | None:
    """Whoever left follows nothing up any more: it is everyone's again."""
    is_over = owner is not None and owner.ended_on is not None
    return None if is_over and owner.ended_on < clock.localdate() else owner


def listed_line(
    request: HttpRequest, referral: Referral, rules: TimingRuleSet, today: dt.date
) -> dict[str, Any]:
    """One line of the waiting list: since when, why, when we are in touch, and the one tap."""
    pack, lang = speech(request)
    since = {"day": day_text(referral.received_on, today)}
    parts = [
        _("asked %(day)s") % since,
        waited_text(referral, today),
        label(pack, "referral.wait_reason", referral.wait_reason, lang),
        next_text(pack, rules, referral, today),
        _followed_by(request, referral),
    ]
    return {
        "name": referral.client.full_name,
        "href": here(request, "clients:referral", referral_id=referral.pk),
        "meta": " · ".join(filter(None, parts)),
        "welcome": here(request, "clients:answer", referral_id=referral.pk),
        "form": CommandForm(auto_id=False),
    }


def answered_line(request: HttpRequest, referral: Referral, today: dt.date) -> dict[str, Any]:
    """One answered referral: what was said, when and by whom."""
    pack, lang = speech(request)
    parts = [
        label(pack, "referral.decision", referral.decision, lang),
        label(pack, "referral.decline_reason", referral.decline_reason, lang),
        day_text(referral.decided_on, today),
        referral.decided_by.name if referral.decided_by else "",
    ]
    return {
        "name": referral.client.full_name,
        "href": here(request, "clients:referral", referral_id=referral.pk),
        "meta": " · ".join(filter(None, parts)),
    }


def asked_text(pack: Pack, referral: Referral, lang: str) -> str:
    if referral.source == ReferralSource.SELF:
        return _("asked for themselves")
    return _("from: %(who)s") % {"who": label(pack, "referral.source", referral.source, lang)}


def waited_text(referral: Referral, today: dt.date) -> str:
    days = waiting_days(referral.received_on, referral.decision, today)
    if days is None:
        return ""
    if days == 0:
        return _("came today")
    return ngettext("waiting %(count)d day", "waiting %(count)d days", days) % {"count": days}


def next_text(pack: Pack, rules: TimingRuleSet, referral: Referral, today: dt.date) -> str:
    """The next step for the team, from the clocks of its program."""
    if referral.decision == ReferralDecision.ACCEPTED:
        return _("next: agree on a first day")
    if referral.decision == ReferralDecision.WAITLISTED and referral.touch_on:
        return _("next: be in touch, %(day)s") % {"day": day_text(referral.touch_on, today)}
    if referral.decision == ReferralDecision.WAITLISTED:
        return _("next: say how long it may still take")
    if referral.talked_on:
        return _("next: give an answer")
    rule = rules.get(FIRST_CONTACT)
    if rule is None:
        return _("next: get in touch")
    by = pack.due_day(rule, referral.received_on)
    day = {"day": day_text(by, today)}
    if by < today:
        return _("next: get in touch, due since %(day)s") % day
    return _("next: get in touch, by %(day)s") % day


def ways_to_reach(client: Client) -> list[dict[str, str]]:
    """How the person said they can be reached, the words about safety first."""
    texts = {True: _("yes"), False: _("no, please call")}.get(client.ok_to_text, _("not asked yet"))
    ways = [
        (_("How and when it is safe"), client.safe_contact, ""),
        (_("Phone"), client.phone, f"tel:{client.phone}"),
        (_("OK to text"), texts if client.phone else "", ""),
        (_("E-mail"), client.email, f"mailto:{client.email}"),
    ]
    return [{"label": w, "value": v, "href": href} for w, v, href in ways if v]


def facet_line(request: HttpRequest, facet: Facet, today: dt.date) -> dict[str, Any]:
    """Something that is going on, with the word on the button that ends it."""
    pack, lang = speech(request)
    since = span_text(facet.from_on, None, today)
    why = label(pack, "pause.reason", facet.reason, lang)
    ending = {
        FacetKind.PAUSED: _("Start again"),
        FacetKind.OUT_OF_TOUCH: _("Back in touch"),
    }
    return {
        "pk": facet.pk,
        "name": label(pack, "facet.kind", facet.kind, lang),
        "meta": " · ".join(filter(None, [since, why])),
        "ending": ending.get(facet.kind, _("Not any more")),
        "href": here(request, "clients:facet_end", facet_id=facet.pk),
        "follows_jobs": facet.kind == FacetKind.WORKING,
        "correct": facet_correct(request, facet),
    }


def facet_correct(request: HttpRequest, facet: Facet) -> str:
    """Where it is taken off the record; work is, with its job."""
    by: Any = request.actor  # type: ignore[attr-defined]
    edits = can(by.role, Permission.ENROLMENT_EDIT) and may_correct(by, facet)
    if facet.kind in FOLLOWS_JOBS or not edits:
        return ""
    return here(request, "home:correct_facet", facet_id=facet.pk)


def span_text(from_on: dt.date, to_on: dt.date | None, today: dt.date) -> str:
    """`Mon 3 Aug to Fri 4 Sep`, `since Mon 3 Aug`, or the one day it was."""
    if to_on is None:
        return _("since %(day)s") % {"day": day_text(from_on, today)}
    if from_on == to_on:
        return day_text(from_on, today)
    days = {"first": day_text(from_on, today), "last": day_text(to_on, today)}
    return _("%(first)s to %(last)s") % days


def _short(words: str | None) -> str:
    """The beginning of somebody's own words, cut between two of them."""
    if not words or len(words) <= 90:
        return words or ""
    return words[:90].rsplit(" ", 1)[0] + "…"
