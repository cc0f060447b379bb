"""One referral: what was said, the first talk, who follows up, and the answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission, can
from followalong.agencies.words import speech
from followalong.agencies.writing import CommandForm, status_of, write
from followalong.clients import actions, rows
from followalong.clients.forms.answers import (
    DecisionForm,
    HandOnForm,
    PeerForm,
    TalkForm,
    WaitForm,
)
from followalong.clients.models import EligibilityAnswer, PeerMeeting, Referral
from followalong.clients.refusals import TalkChanged
from followalong.clients.rules import ReferralDecision
from followalong.clients.views import shown
from followalong.clients.views.referral_shown import about_referral

DECIDES = Permission.REFERRAL_DECIDE
NAMED = ("client", "program", "site", "decided_by", "owner", "peer")


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral, with the forms that move it on for those who may."""
    return _page(request, _one(request, referral_id))


@requires(DECIDES)
@require_POST
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Answer a referral; a yes leads to the first day."""
    row = _one(request, referral_id)
    pack, lang = speech(request)
    form = DecisionForm(request.POST, pack=pack, lang=lang, now=row.decision)
    done = _write(request, form, actions.decide_referral, row)
    can_enrol = can(request.actor.role, Permission.ENROLMENT_EDIT)
    if done and can_enrol and form.cleaned_data["decision"] == ReferralDecision.ACCEPTED:
        return go(request, "clients:enrol", referral_id=row.pk)
    return _answer(request, row, done, form=form)


@requires(DECIDES)
@require_POST
def hand_on(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Somebody else follows it up, or everyone."""
    row = _one(request, referral_id)
    form = HandOnForm(request.POST, staff=_followers(_staff(request, row)))
    return _answer(request, row, _write(request, form, actions.hand_on, row), owner_form=form)


@requires(DECIDES)
@require_POST
def acknowledge(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One tap: whoever asked was told that it arrived. Twice is once."""
    row = _one(request, referral_id)
    actions.acknowledge_referral(by=request.actor, referral=row)
    return go(request, "clients:referral", referral_id=row.pk)


@requires(DECIDES)
@require_POST
def wait(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Why it takes a while, and when we are next in touch."""
    row = _one(request, referral_id)
    pack, lang = speech(request)
    form = WaitForm(request.POST, pack=pack, lang=lang, auto_id="wait_%s")
    return _answer(request, row, _write(request, form, actions.plan_touch, row), wait_form=form)


@requires(DECIDES)
@require_POST
def peer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Whom the person would like to meet first, if anyone. Nothing waits for it."""
    row = _one(request, referral_id)
    form = PeerForm(request.POST, peers=_peers(_staff(request, row)))
    done = form.is_valid() and write(
        request,
        form,
        lambda: (
            actions.wish_peer(
                by=request.actor,
                client=row.client,
                program=row.program,
                peer=form.cleaned_data["peer"],
            ).pk
        ),
    )
    return _answer(request, row, bool(done), peer_form=form)


@requires(DECIDES)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The first talk: the pack's questions, and whether this is a good fit for both."""
    row = _one(request, referral_id)
    pack, lang = speech(request)
    questions = pack.questions_for(row.program.setting)
    said = _answers(request, row)
    form = TalkForm(
        request.POST or None, pack=pack, lang=lang, questions=questions, said=said, row=row
    )
    try:
        if request.method == "POST" and _write(request, form, actions.record_talk, row):
            return go(request, "clients:referral", referral_id=row.pk)
    except TalkChanged as changed:
        form.over(changed)
    context = {"form": form, "referral": row, "client": row.client}
    return render(request, "clients/referral_talk.html", context, status=status_of(form))


def _one(request: HttpRequest, referral_id: UUID) -> Referral:
    return read.one(request, Referral.objects.select_related(*NAMED), pk=referral_id)


def _write(request: HttpRequest, form: CommandForm, do: Any, row: Referral) -> bool:
    """Run an action with what a valid form says about this referral."""
    if not form.is_valid():
        return False
    said = form.said()
    return bool(write(request, form, lambda: do(by=request.actor, referral=row, **said).pk))


def _answer(request: HttpRequest, row: Referral, done: bool, **bound: CommandForm) -> HttpResponse:
    if done:
        return go(request, "clients:referral", referral_id=row.pk)
    return _page(request, row, **bound)


def _page(request: HttpRequest, row: Referral, **bound: CommandForm) -> HttpResponse:
    """The page, with one form as it was sent and the others fresh."""
    today = clock.localdate()
    meetings = PeerMeeting.objects.select_related("peer").order_by("-asked_on", "-pk")
    about = meetings.filter(client=row.client_id, program=row.program_id)
    meeting = next(iter(read.many(request, about, limit=1)), None)
    context = {
        **about_referral(request, row, _answers(request, row), meeting, today),
        **_forms(request, row, meeting, bound),
    }
    status = max((status_of(form) for form in bound.values()), default=200)
    return render(request, "clients/referral.html", context, status=status)


def _forms(
    request: HttpRequest, row: Referral, meeting: PeerMeeting | None, bound: dict[str, CommandForm]
) -> dict[str, CommandForm | None]:
    names = ("form", "owner_form", "wait_form", "peer_form")
    if not can(request.actor.role, DECIDES):
        return dict.fromkeys(names)
    pack, lang = speech(request)
    staff = _staff(request, row)
    peers = _peers(staff)
    listed = {"wait_reason": row.wait_reason, "touch_on": row.touch_on}
    fresh = {
        "form": lambda: DecisionForm(pack=pack, lang=lang, now=row.decision),
        "owner_form": lambda: HandOnForm(staff=_followers(staff), owner=row.owner_id),
        "wait_form": lambda: WaitForm(pack=pack, lang=lang, initial=listed, auto_id="wait_%s"),
        "peer_form": lambda: PeerForm(peers=peers, offered=row.peer_id, meeting=meeting),
    }
    is_asked = {
        "form": True,
        "owner_form": row.decision in (None, *shown.SHAPES),
        "wait_form": row.decision == ReferralDecision.WAITLISTED,
        "peer_form": bool(peers) and not (meeting and meeting.met_on),
    }
    made = {name: bound.get(name) or (fresh[name]() if is_asked[name] else None) for name in names}
    if made["form"] is not None and not made["form"].fields["decision"].choices:
        made["form"] = None
    return made


def _answers(request: HttpRequest, row: Referral) -> dict[str, EligibilityAnswer]:
    found = read.many(request, EligibilityAnswer.objects.filter(referral=row))
    return {one.question: one for one in found}


def _staff(request: HttpRequest, row: Referral) -> list[Any]:
    """Who may follow it up, and the peers: one question for both."""
    roles = [*rows.ANSWERERS, *rows.PEERS]
    asked = {"today": clock.localdate(), "roles": roles, "reader": request.actor}
    return read.many(request, rows.followers_of(row.program, **asked))


def _followers(staff: list[Any]) -> list[Any]:
    return [one for one in staff if one.role in rows.ANSWERERS]


def _peers(staff: list[Any]) -> list[Any]:
    return [one for one in staff if one.role in rows.PEERS]
