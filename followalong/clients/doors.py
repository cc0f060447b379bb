"""A visitor at a program's public door: acts in its agency, writes a referral, reads nothing."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.http import Http404, HttpRequest
from django.utils import timezone as clock

from followalong.agencies import packs
from followalong.agencies.actors import public_actor
from followalong.agencies.models import Agency, Door, Program
from followalong.agencies.packs import Pack
from followalong.clients.models import Referral, ReferralLink
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.throttle import hit

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Visit:
    """Where a visitor stands: one program of one agency, and what its pack says.

    `link` is the secret address that they came by, if they did.
    """

    agency: Agency
    program: Program
    pack: Pack
    link: ReferralLink | None = None


def enter_door(request: HttpRequest, slug: str) -> Visit:
    """Step up to an open door; the request acts as a visitor from here on. Otherwise 404."""
    door = Door.objects.filter(slug=slug, is_open=True).first()
    if door is None:
        raise Http404
    return _enter(request, door.agency_id, door.program_id)


def enter_by_link(request: HttpRequest, secret: str) -> Visit:
    """The same by a secret address that still works; an ended one is as unknown as any. 404."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, agency_id FROM open_referral_link(%s)", [secret])
        found = cursor.fetchone()
    if found is None:
        raise Http404
    link_id, agency_id = found
    set_context(Actor(ActorKind.PUBLIC, "anyone", agency_id=agency_id))
    link = ReferralLink.objects.select_related("program", "site").get(pk=link_id)
    return replace(_enter(request, agency_id, link.program_id), link=link)


def _enter(request: HttpRequest, agency_id: UUID, program_id: UUID) -> Visit:
    set_context(Actor(ActorKind.PUBLIC, "anyone", agency_id=agency_id))
    agency = Agency.objects.get(pk=agency_id)
    program = Program.objects.get(pk=program_id)
    # What a visitor of an addiction program writes is labelled so, and the database must let it.
    request.actor = public_actor(agency, sud=program.is_sud)
    set_context(request.actor)
    clock.activate(ZoneInfo(agency.timezone))
    if program.ended_on and program.ended_on < clock.localdate():
        raise Http404
    return Visit(agency, program, packs.load(agency.pack))


def is_too_often(request: HttpRequest, visit: Visit, what: str = "refer") -> bool:
    """True when one network address did this more than the pack's number of times in an hour."""
    address = request.META.get("REMOTE_ADDR", "")
    tries = hit(what, visit.agency.pk, address, within=HOUR)
    return tries > visit.pack.value("referral_form_hourly_limit")


def receipt_of(referral_id: UUID) -> str:
    """The reference of a referral just sent, also when it was sent twice."""
    return Referral.objects.values_list("receipt", flat=True).get(pk=referral_id)


def crisis_lines(pack: Pack, lang: str) -> list[dict[str, str]]:
    """Who answers at once, for the component crisis_lines."""
    return [
        {
            "name": line.name.say(lang),
            "phone": line.call,
            "text": line.text,
            "note": line.note.say(lang),
        }
        for line in pack.crisis_lines
    ]
