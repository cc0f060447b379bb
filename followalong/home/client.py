"""A person's page: who they are, what happened, what comes next, what they decided."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.locks import locked_of
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Appointment, Contact
from followalong.clients.agreed import signed_enough
from followalong.clients.models import Client, ClientFile, Consent, Enrolment, Referral
from followalong.clients.rows import same_person
from followalong.clients.rules import SOON, FacetKind
from followalong.core.actor import Actor
from followalong.core.ids import uuid7
from followalong.core.kept import READERS, KeptArray, KeptExists, KeptSubquery
from followalong.home import along, entries, spoken
from followalong.home.people import SNIPPET, Person, with_what_goes_on
from followalong.home.side import choices, meetings, next_clocks, next_steps, to_ask
from followalong.home.timeline import SHOWS, Cursor, Timeline, timeline
from followalong.home.words import going_on, snippet

Rows = list[dict[str, Any]]
LISTS = ("joined", "referrals_all", "consents_now", "planned", "holders", "covers", "spoken_of")


@requires(Permission.CLIENT_VIEW)
@require_safe
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    day = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    person = _person(request, client_id, day)
    if person.same_as_id:
        return go(request, "home:client", client_id=person.same_as_id)
    stays = with_what_goes_on(request, _enrolments(person), day)
    happened = _happened(request, person, stays, pack, day)
    now = _now(stays)
    context = {
        "client": person,
        "going_on": going_on(now.facets, now.jobs, pack, day) if now else "",
        "specialist": now.specialist if now else "",
        "away": _away(now),
        "cover": along.cover_now(person.covers, day) if now else "",
        "was_here": bool(stays) and now is None,
        "last": _last(person, day),
        "timeline": happened,
        "show": request.GET.get("show", ""),
        **_side(request, person, now, pack, day),
        **_may(request, person, now),
    }
    return render(request, "home/client.html", context)


def _person(request: HttpRequest, client_id: UUID, day: date) -> Any:
    purpose = getattr(request, "purpose", "")
    rows = _with_the_rest(request.actor, purpose, day)  # type: ignore[attr-defined]
    person = read.one(request, rows, pk=client_id)
    # A role that may read none of these gets no list at all from the database.
    for name in (
        "joined",
        "referrals_all",
        "consents_now",
        "planned",
        "holders",
        "covers",
        "spoken_of",
    ):
        setattr(person, name, getattr(person, name) or [])
    return person


@lru_cache(maxsize=READERS)
def _with_the_rest(actor: Actor, purpose: str, day: date) -> QuerySet:
    """The client with what is few and belongs beside the name, in one query."""
    about = {"client__in": same_person(OuterRef(OuterRef("pk")))}
    reads = can(actor.role, Permission.CONTACT_VIEW)
    referrals = Referral.objects.filter(**about).visible_to(actor, purpose).order_by("-received_on")
    stands = Q(expires_on__isnull=True) | Q(expires_on__gte=day)
    consents = Consent.objects.filter(stands, signed_enough(), revoked_on__isnull=True, **about)
    consents = consents.visible_to(actor, purpose).order_by("type", "-signed_on")
    planned = Appointment.objects.filter(starts_on__gte=day, status="planned", **about)
    planned = planned.visible_to(actor, purpose)
    # Notes that are unknown or empty are both not longer than nothing.
    notes = Contact.objects.filter(note__gt="", **about).visible_to(actor, purpose)
    latest = notes.order_by("-started_on", "-id")
    near = (day - SOON, day + SOON)
    files = ClientFile.objects.filter(expires_on__range=near, **about)
    return Client.objects.annotate(
        joined=KeptArray(Client.objects.filter(same_as=OuterRef("pk")).values("pk")),
        referrals_all=_rows(referrals, "id", "received_on", "source", "decision"),
        consents_now=_rows(
            consents if reads else consents.none(),
            *("id", "type", "recipient", "topic", "in_their_words", "expires_on", "reader_id"),
        ),
        planned=_rows(
            planned.order_by("starts_at")[:3],
            *("id", "starts_at", "kind", "location", "title", "group_id"),
        ),
        holders=KeptArray(along.holders_of(**about)),
        covers=KeptArray(along.covers_of(**about)),
        spoken_of=KeptArray(spoken.spoken_of(actor, purpose, **about)),
        file_ends=KeptExists(files.visible_to(actor, purpose)),
        last_note=KeptSubquery(
            latest.values(row=JSONObject(on=F("started_on"), note=Left("note", SNIPPET)))[:1]
        ),
    )


def _rows(rows: QuerySet, *names: str) -> KeptArray:
    return KeptArray(rows.values(row=JSONObject(**{name: name for name in names})))


def _enrolments(person: Any) -> QuerySet:
    rows = Enrolment.objects.filter(client__in=[person.pk, *person.joined])
    return rows.order_by("-entered_on", "-pk")


def _now(stays: list[Person]) -> Person | None:
    """The open enrolment, with the jobs of every row of the person, each once."""
    open_one = next((stay for stay in stays if stay.exited_on is None), None)
    jobs = {job.id: job for stay in stays for job in stay.jobs}
    return replace(open_one, jobs=tuple(jobs.values())) if open_one else None


def _happened(
    request: HttpRequest, person: Any, stays: list[Person], pack: Pack, day: date
) -> Timeline:
    show = request.GET.get("show", "")
    also = [entry for stay in stays for entry in entries.enrolment(stay)]
    also += [entries.referral(request, row, pack) for row in person.referrals_all]
    why = can(request.actor.role, Permission.CONTACT_VIEW)  # type: ignore[attr-defined]
    also += along.handovers(person.holders, (s.enrolment_id for s in stays), say_why=why)
    also += along.covers(person.covers, day, say_why=why)
    also += spoken.entries(request, person.spoken_of, pack)
    return timeline(
        request,
        [person.pk, *person.joined],
        pack,
        day,
        show=show if show in SHOWS else "",
        before=Cursor.read(request.GET.get("before", "")),
        also=also,
    )


def _away(now: Person | None) -> dict[str, Any] | None:
    """Out of touch, or asked us to stop: said at the top, with the way back in one tap."""
    kinds = set(now.facets) if now else set()
    stopped = FacetKind.ASKED_TO_STOP in kinds
    if not stopped and FacetKind.OUT_OF_TOUCH not in kinds:
        return None
    return {"stopped": stopped, "command_id": uuid7()}


def _last(person: Any, day: date) -> dict[str, Any] | None:
    """`Last time`: what the latest note begins with, and its day."""
    row = person.last_note
    if not row:
        return None
    return {"said": snippet(row["note"]), "on": date.fromisoformat(row["on"])}


def _side(
    request: HttpRequest, person: Any, now: Person | None, pack: Pack, day: date
) -> dict[str, Any]:
    clocks, later = next_clocks(now, pack, day)
    return {
        "meetings": meetings(request, person.planned, pack, day),
        "steps": next_steps(request.actor, now, day),  # type: ignore[attr-defined]
        "clocks": clocks,
        "later": later,
        "choices": choices(request, person.consents_now, pack),
        "to_ask": to_ask(request, person.pk, person.consents_now, pack) if now else [],
        "jobs_now": now.jobs if now else (),
    }


def _may(request: HttpRequest, person: Any, now: Person | None) -> dict[str, Any]:
    """What this reader may do here; a peer and a guest see the least that serves."""
    role, mine = request.actor.role, request.actor.membership_id  # type: ignore[attr-defined]
    waiting = next((r for r in person.referrals_all if (r["decision"] or "pending") in OPEN), None)
    return {
        "sees_all": can(role, Permission.CONTACT_VIEW),
        "is_peer": can(role, Permission.CONTACT_LOG_PEER),
        "can_log": can(role, Permission.CONTACT_LOG) or can(role, Permission.CONTACT_LOG_PEER),
        "can_start_job": bool(now) and can(role, Permission.JOB_EDIT),
        "can_edit": can(role, Permission.CLIENT_EDIT),
        "can_take_back_death": can(role, Permission.CASELOAD_ASSIGN),
        "sees_plan": can(role, Permission.ACTION_PLAN_VIEW),
        "sees_profile": can(role, Permission.PROFILE_VIEW),
        "sees_counselling": _keeps_counselling(request, person),
        "can_match": can(role, Permission.MATCH_EDIT),
        "sees_files": can(role, Permission.FILE_VIEW),
        "sees_looks": can(role, Permission.AUDIT_VIEW)
        or (can(role, Permission.LOOK_SHOW) and bool(now) and now.specialist_id == mine),
        "can_explain": can(role, Permission.AUDIT_VIEW),
        "sees_account": can(role, Permission.DISCLOSURE_REVIEW),
        "makes_link": can(role, Permission.RIGHTS_ANSWER)
        and not (bool(now) and now.specialist_id == mine),
        "takes_requests": can(role, Permission.RIGHTS_RECEIVE),
        "is_partly_locked": bool(locked_of(request.actor, person.pk)),  # type: ignore[attr-defined]
        "file_ends": person.file_ends,
        "can_edit_enrolment": bool(now) and can(role, Permission.ENROLMENT_EDIT),
        "can_do_steps": can(role, Permission.CONTACT_LOG),
        "can_correct_choices": can(role, Permission.ENROLMENT_EDIT),
        "enrolment_id": now.enrolment_id if now else None,
        "waiting_referral": waiting["id"] if waiting else None,
        "can_decide": bool(waiting) and can(role, Permission.REFERRAL_DECIDE),
    }


def _keeps_counselling(request: HttpRequest, person: Any) -> bool:
    """Whoever may write counselling notes, and whom the person named to read them."""
    by = request.actor  # type: ignore[attr-defined]
    writes = by.sees_sud and can(by.role, Permission.COUNSELLING_WRITE)
    named = {row["reader_id"] for row in person.consents_now}
    return writes or str(by.membership_id) in named


OPEN = ("pending", "waitlisted")
