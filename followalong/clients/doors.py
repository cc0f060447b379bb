"""A visitor at a program's public door: acts in its agency, writes a referral, reads nothing."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone as clock

from followalong.agencies import packs
from followalong.agencies.actors import public_actor
from followalong.agencies.models import Agency, Door, Program
from followalong.agencies.packs import Pack
from followalong.clients.models import Referral
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import set_context
from followalong.core.throttle import hit

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Visit:
    """Where a visitor stands: one program of one agency, and what its pack says."""

    agency: Agency
    program: Program
    pack: Pack


def enter_door(request: HttpRequest, slug: str) -> Visit:
    """Step up to an open door; the request acts as a visitor from here on. Otherwise 404."""
    door = Door.objects.filter(slug=slug, is_open=True).first()
    if door is None:
        raise Http404
    set_context(Actor(ActorKind.PUBLIC, "anyone", agency_id=door.agency_id))
    agency = Agency.objects.get(pk=door.agency_id)
    program = Program.objects.get(pk=door.program_id)
    # What a visitor of an addiction program writes is labelled so, and the database must let it.
    request.actor = public_actor(agency, sud=program.is_sud)
    set_context(request.actor)
    clock.activate(ZoneInfo(agency.timezone))
    return Visit(agency, program, packs.load(agency.pack))


def is_too_often(request: HttpRequest, visit: Visit) -> bool:
    """True when one network address sent more than the pack's number of referrals in an hour."""
    address = request.META.get("REMOTE_ADDR", "")
    tries = hit("refer", visit.agency.pk, address, within=HOUR)
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
