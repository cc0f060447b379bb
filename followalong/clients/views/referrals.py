import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import status_of, write
from followalong.clients import rows
from followalong.clients.actions import decide_referral, receive_referral
from followalong.clients.forms.referrals import DecisionForm, MayBeHere, ReferralForm
from followalong.clients.lookalikes import Alike, alike_here
from followalong.clients.models import Referral
from followalong.clients.rules import ReferralDecision
from followalong.clients.views import shown

LIMIT = 100
LOOK_BACK = dt.timedelta(days=30)


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """The inbox: who asked, how long they have waited, what comes next."""
    today = clock.localdate()
    if request.GET.get("tab") == "answered":
        return _answered(request, today)
    waiting = read.many(request, rows.waiting_referrals(), limit=LIMIT)
    welcomed = read.many(request, rows.welcomed_referrals(today), limit=LIMIT)
    leads = can(request.actor.role, Permission.CASELOAD_VIEW_TEAM)
    since = today - LOOK_BACK
    declined = read.many(request, rows.declined_referrals(since), limit=LIMIT) if leads else []
    context = {
        "waiting": [shown.referral_line(request, row, today) for row in waiting],
        "welcomed": [shown.referral_line(request, row, today) for row in welcomed],
        "declined": [shown.answered_line(request, row, today) for row in declined],
        "is_cut": len(waiting) == LIMIT,
        "limit": LIMIT,
        "leads": leads,
        "can_add": can(request.actor.role, Permission.REFERRAL_CREATE),
        "can_enrol": can(request.actor.role, Permission.ENROLMENT_EDIT),
    }
    return render(request, "clients/referrals.html", context)


def _answered(request: HttpRequest, today: dt.date) -> HttpResponse:
    """Answered ones, a page at a time: `before` is the day and id of the last one shown."""
    query = rows.answered_referrals()
    if last := _place(request.GET.get("before", "")):
        query = query.filter(rows.older_than(*last))
    found = read.many(request, query, limit=LIMIT)
    older = f"{found[-1].decided_on}_{found[-1].pk}" if len(found) == LIMIT else ""
    context = {
        "answered": [shown.answered_line(request, row, today) for row in found],
        "older": f"?tab=answered&before={older}" if older else "",
        "newer": "?tab=answered" if last else "",
        "can_add": can(request.actor.role, Permission.REFERRAL_CREATE),
    }
    return render(request, "clients/referrals_answered.html", context)


def _place(text: str) -> tuple[dt.date, UUID] | None:
    day, _dash, row_id = text.partition("_")
    try:
        return dt.date.fromisoformat(day), UUID(row_id)
    except ValueError:
        return None


@requires(Permission.REFERRAL_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_new(request: HttpRequest) -> HttpResponse:
    """A referral as staff write it down; asks once whether it is someone already here."""
    actor = request.actor
    programs = read.many(request, rows.programs_open_to(actor.team_id, sees_sud=actor.sees_sud))
    pack, lang = shown.speech(request)
    form = ReferralForm(request.POST or None, pack=pack, lang=lang, programs=programs)
    if request.headers.get("X-Part") == "alike":
        return _alike(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            made = write(request, form, lambda: _receive(request, form).pk)
        except MayBeHere as found:
            form.ask(found.near)
            made = None
        if made:
            return _received(request, made)
    return render(request, "clients/referral_new.html", {"form": form}, status=status_of(form))


def _receive(request: HttpRequest, form: ReferralForm) -> Referral:
    """Asks within the command: sent twice, the person just added is not asked about."""
    said, near = form.cleaned_data, _near(request, form)
    today, client = clock.localdate(), form.chosen(near)
    return receive_referral(
        by=request.actor,
        program=form.programs[said["program"]],
        source=said["source"],
        person=form.person(),
        client=client,
        not_same=[] if client else [one.client for one in near],
        referrer=said["referrer"],
        reason=said["reason"],
        received_on=None if said["received_on"] == today else said["received_on"],
    )


def _near(request: HttpRequest, form: ReferralForm) -> list[Alike]:
    """People the writer may see who may be the one just described."""
    if not can(request.actor.role, Permission.CLIENT_VIEW):
        return []
    return alike_here(request, form.described())


def _alike(request: HttpRequest, form: ReferralForm) -> HttpResponse:
    """The part of the form that asks, while somebody types. Keeps nothing."""
    if near := _near(request, form):
        form.offer(near)
    return render(request, "clients/alike.html", {"form": form})


def _received(request: HttpRequest, made: UUID) -> HttpResponse:
    if can(request.actor.role, Permission.REFERRAL_VIEW):
        return go(request, "clients:referral", referral_id=made)
    messages.success(request, _("The program has the referral and will get in touch."))
    return go(request, "home:today")


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral, with the form that answers it for those who may."""
    row = _one(request, referral_id)
    can_decide = can(request.actor.role, Permission.REFERRAL_DECIDE)
    form = _decision_form(request, row) if can_decide else None
    return render(request, "clients/referral.html", _about(request, row, form))


@requires(Permission.REFERRAL_DECIDE)
@require_POST
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Answer a referral; a yes leads to the first day."""
    row = _one(request, referral_id)
    form = _decision_form(request, row)
    if form.is_valid():
        said = form.cleaned_data
        made = write(
            request,
            form,
            lambda: (
                decide_referral(
                    by=request.actor,
                    referral=row,
                    decision=said["decision"],
                    reason=said.get("reason"),
                    note=said["note"],
                ).pk
            ),
        )
        can_enrol = can(request.actor.role, Permission.ENROLMENT_EDIT)
        if made and said["decision"] == ReferralDecision.ACCEPTED and can_enrol:
            return go(request, "clients:enrol", referral_id=row.pk)
        if made:
            return go(request, "clients:referral", referral_id=row.pk)
    context = _about(request, row, form)
    return render(request, "clients/referral.html", context, status=status_of(form))


def _one(request: HttpRequest, referral_id: UUID) -> Referral:
    with_names = Referral.objects.select_related("client", "program", "decided_by")
    return read.one(request, with_names, pk=referral_id)


def _decision_form(request: HttpRequest, row: Referral) -> DecisionForm:
    pack, lang = shown.speech(request)
    return DecisionForm(request.POST or None, pack=pack, lang=lang, now=row.decision)


def _about(request: HttpRequest, row: Referral, form: DecisionForm | None) -> dict:
    pack, lang = shown.speech(request)
    today = clock.localdate()
    is_accepted = row.decision == ReferralDecision.ACCEPTED
    return {
        "referral": row,
        "client": row.client,
        "form": form if form and form.fields["decision"].choices else None,
        "source": shown.label(pack, "referral.source", row.source, lang),
        "decision": shown.label(pack, "referral.decision", row.decision, lang),
        "decline_reason": shown.label(pack, "referral.decline_reason", row.decline_reason, lang),
        "waited": shown.waited_text(row, today),
        "next": shown.next_text(pack, row, today) if row.decision in shown.SHAPES else "",
        "ways": shown.ways_to_reach(row.client),
        "can_enrol": is_accepted and can(request.actor.role, Permission.ENROLMENT_EDIT),
    }
