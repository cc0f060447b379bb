"""Agencies and their programs, and the first of an empty installation."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone as clock
from django.utils.text import slugify

from followalong.accounts.actions import make_user
from followalong.accounts.models import SetupLink, User
from followalong.agencies.actions.members import add_member
from followalong.agencies.actors import service_actor
from followalong.agencies.models import Agency, Door, Program
from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.db import acting_as


class LinkUsed(Exception):
    """The one-time link was used by someone else in the meantime."""


@transaction.atomic
def make_agency(*, name: str, pack: str, timezone: str) -> Agency:
    """A new agency, on the record, in its own context."""
    agency = Agency(name=name, pack=pack, timezone=timezone)
    by = service_actor("setup", agency)
    with acting_as(by):
        agency.save(force_insert=True)
        record(by=by, action="agency.made", subject=agency)
    return agency


def make_program(
    *,
    by: Actor,
    agency: Agency,
    name: str,
    kind: str = "ips",
    setting: str | None = None,
    has_door: bool = True,
    **more: Any,
) -> Program:
    """A program and, unless told otherwise, the public door at which people refer themselves."""
    program = Program.objects.create(agency=agency, name=name, kind=kind, setting=setting, **more)
    record(by=by, action="program.made", subject=program)
    if has_door:
        open_door(by=by, agency=agency, program=program)
    return program


def open_door(*, by: Actor, agency: Agency, program: Program) -> Door:
    """The public page at which people ask this program for help."""
    door = Door.objects.create(
        slug=_free_slug(agency.name),
        agency=agency,
        program=program,
        agency_name=agency.name[:200],
        program_name=program.name[:200],
    )
    record(by=by, action="door.opened", subject=program)
    return door


def _free_slug(name: str) -> str:
    slug = slugify(name)[:40] or "program"
    taken = Door.objects.filter(pk=slug).exists()
    return f"{slug}-{secrets.token_hex(3)}" if taken else slug


@transaction.atomic
def make_first_agency(*, link: SetupLink, answers: dict) -> User:
    """The first agency of an empty installation, its program and its administrator.

    The administrator also leads the program, so that a small agency can begin at once.
    Raises LinkUsed.
    """
    used = SetupLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=clock.now())
    if not used:
        raise LinkUsed
    user = make_user(email=answers["email"], password=answers["password"])
    agency = make_agency(
        name=answers["agency_name"], pack=answers["pack"], timezone=answers["timezone"]
    )
    by = service_actor("setup", agency)
    with acting_as(by):
        program = make_program(by=by, agency=agency, name=answers["program_name"])
        person = {k: answers[k] for k in ("given_name", "family_name", "email")}
        for role, where in (("supervisor", program), ("agency_admin", None)):
            add_member(by=by, agency=agency, role=role, user=user, program=where, **person)
    return user
