"""Who has waited long: for an answer, and for a first employer contact. Two honest lists."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Clock
from followalong.caseload.rules import ClockRule, Excuse, Help, what_helps
from followalong.clients.models import Referral
from followalong.clients.rows import waiting_referrals
from followalong.clients.rules import ReferralDecision, waiting_days
from followalong.home.mine import open_enrolments
from followalong.home.people import RUNNING, Person, people, shown
from followalong.ui.words import days_text

AT_MOST = 100


def longest(pack: Pack) -> int:
    """From how many days on a wait is long: the pack's days to a first employer contact."""
    return pack.timing(ClockRule.FIRST_EMPLOYER_CONTACT).due_days or 0


def long_waits(today: date, pack: Pack) -> QuerySet[Referral]:
    """Referrals without an answer for longer than that."""
    return waiting_referrals().filter(received_on__lt=today - timedelta(days=longest(pack)))


def waiting_long(today: date, pack: Pack) -> Exists:
    """An enrolment whose first employer contact is still to come after longer than that."""
    return Exists(_clocks(today, pack).filter(RUNNING, enrolment=OuterRef("pk")))


def _clocks(today: date, pack: Pack) -> QuerySet[Clock]:
    since = today - timedelta(days=longest(pack))
    return Clock.objects.filter(rule=ClockRule.FIRST_EMPLOYER_CONTACT, start_on__lt=since)


@requires(Permission.CASELOAD_VIEW_TEAM)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    asked = _referrals(request, today, pack)
    found = people(request, _enrolments(today, pack), today, limit=AT_MOST + 1)
    folk = shown(request, found[:AT_MOST])
    context = {
        "days": longest(pack),
        "referrals": [_referral(request, row, today) for row in asked[:AT_MOST]],
        "folk": [_person(request, person, today, pack) for person in folk],
        "excused": _excused(request, today, pack),
        "has_more": len(asked) > AT_MOST or len(found) > AT_MOST,
        "sees_referrals": can(request.actor.role, Permission.REFERRAL_VIEW),  # type: ignore[attr-defined]
    }
    return render(request, "home/waiting.html", context)


def _referrals(request: HttpRequest, today: date, pack: Pack) -> list[Referral]:
    if not can(request.actor.role, Permission.REFERRAL_VIEW):  # type: ignore[attr-defined]
        return []
    return read.many(request, long_waits(today, pack), limit=AT_MOST + 1)


def _enrolments(today: date, pack: Pack) -> QuerySet:
    """The longest wait first."""
    rows = open_enrolments().filter(waiting_long(today, pack))
    return rows.order_by("entered_on", "pk")


def _referral(request: HttpRequest, row: Referral, today: date) -> dict[str, Any]:
    days = waiting_days(row.received_on, row.decision, today) or 0
    on_list = row.decision == ReferralDecision.WAITLISTED
    return {
        "name": row.client.full_name,
        "href": here(request, "clients:referral", referral_id=row.pk),
        "days": days_text(days),
        "meta": row.program.name,
        "helps": _("Say how long it may still take, or make room.")
        if on_list
        else _("Get in touch and give an answer."),
    }


def _person(request: HttpRequest, person: Person, today: date, pack: Pack) -> dict[str, Any]:
    clock = next(c for c in person.clocks if c.rule == ClockRule.FIRST_EMPLOYER_CONTACT)
    quiet = pack.timing(ClockRule.GONE_QUIET).due_days or 0
    code = what_helps(
        has_specialist=bool(person.specialist),
        talked_on=person.talked_on,
        today=today,
        quiet_days=quiet,
    )
    return {
        "name": person.name,
        "href": here(request, "home:client", client_id=person.client_id),
        "days": days_text((today - clock.start_on).days),
        "meta": person.specialist or _("No one yet"),
        "helps": _helps(code, person, today),
    }


def _helps(code: Help, person: Person, today: date) -> str:
    if code is Help.NAME_SOMEONE:
        return _("Name someone who goes along.")
    if code is Help.VISIT:
        return _("Go to an employer this week, with them or for them.")
    if person.talked_on is None:
        return _("Get in touch first: you have not talked yet.")
    ago = {"days": days_text((today - person.talked_on).days)}
    return _("Get in touch first: the last talk was %(days)s ago.") % ago


def _excused(request: HttpRequest, today: date, pack: Pack) -> list[dict[str, Any]]:
    """Whose clock asks for nothing now, and why: left out of the list above, not forgotten."""
    rows = (
        _clocks(today, pack)
        .filter(done_on__isnull=True, enrolment__exited_on__isnull=True, excuse__isnull=False)
        .select_related("client__same_as")
        .order_by("start_on", "pk")
    )
    words = {
        Excuse.PAUSED: _("paused"),
        Excuse.OUT_OF_TOUCH: _("out of touch"),
        Excuse.KEEPS_A_JOB: _("came with a job to keep"),
    }
    return [
        {
            "name": row.client.person.full_name,
            "href": here(request, "home:client", client_id=row.client.person.pk),
            "days": days_text((today - row.start_on).days),
            "why": words.get(row.excuse, ""),
        }
        for row in read.many(request, rows, limit=AT_MOST)
    ]
