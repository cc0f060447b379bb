"""What an agency's directory says of who works there. It acts on memberships, never on users."""

import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from followalong.accounts.actions import end_sessions
from followalong.accounts.models import User
from followalong.accounts.setup_links import hashed
from followalong.agencies.actions.members import add_member, edit_member, end_member
from followalong.agencies.models import Agency, Directory, Listed, Membership, Program
from followalong.agencies.rules import is_over
from followalong.audit.record import record
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import acting_as


class NameTaken(Exception):
    """The directory has somebody of this name already."""


@transaction.atomic
def open_directory(
    *, by: Actor, agency: Agency, role: str, program: Program | None
) -> tuple[Directory, str]:
    """A new key, shown once; one made before opens nothing any more."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    for row in Directory.objects.filter(agency=agency):
        close_directory(by=by, directory=row)
    token = secrets.token_urlsafe(32)
    row = Directory.objects.create(
        agency=agency, token_hash=hashed(token), role=role, program=program
    )
    record(by=by, action="directory.opened", subject=row, fields=["role"])
    return row, token


@transaction.atomic
def close_directory(*, by: Actor, directory: Directory) -> Directory:
    """Its key opens nothing any more. Whoever works here goes on working here."""
    _withdraw(by, directory)
    record(by=by, action="directory.closed", subject=directory)
    return directory


@transaction.atomic
def list_person(*, by: Actor, directory: Directory, said: dict[str, Any]) -> Listed:
    """Somebody new to the directory: the membership with this address, else a new one that waits
    for an invitation. Raises NameTaken, MemberRefused."""
    Agency.objects.select_for_update().get(pk=directory.agency_id)
    _keep_single(directory.agency_id, said["user_name"], None)
    row = Listed(
        agency_id=directory.agency_id,
        membership=_found(said["user_name"]) or _new(by, directory, said),
        user_name=said["user_name"],
        name_key=said["user_name"].casefold(),
        external_id=said["external_id"],
    )
    row.save(force_insert=True)
    record(by=by, action="listed_person.made", subject=row)
    if not said["active"]:
        stop(by=by, listed=row)
    return row


@transaction.atomic
def change_listed(*, by: Actor, listed: Listed, said: dict[str, Any]) -> Listed:
    """What the directory says now. Raises NameTaken, MemberRefused."""
    Agency.objects.select_for_update().get(pk=listed.agency_id)
    _keep_single(listed.agency_id, said["user_name"], listed)
    listed.user_name, listed.name_key = said["user_name"], said["user_name"].casefold()
    listed.external_id, listed.version = said["external_id"], listed.version + 1
    listed.save()
    row = Membership.objects.get(pk=listed.membership_id)
    names = {name: said[name] for name in ("given_name", "family_name")}
    listed.membership = edit_member(by=by, membership=row, seen_version=row.version, values=names)
    record(by=by, action="listed_person.edited", subject=listed)
    if said["active"] != is_active(listed.membership):
        (let_in if said["active"] else stop)(by=by, listed=listed)
    return listed


@transaction.atomic
def unlist_person(*, by: Actor, listed: Listed) -> Listed:
    """Taken out of the directory: what they did stays, their roles here end."""
    if is_active(listed.membership):
        stop(by=by, listed=listed)
    _withdraw(by, listed)
    record(by=by, action="listed_person.removed", subject=listed)
    return listed


@transaction.atomic
def stop(*, by: Actor, listed: Listed) -> None:
    """Every role of theirs here is closed from their next click on; their sessions end only when
    no role is left to them anywhere. Raises MemberRefused for the last administrator."""
    user = _user_of(listed)
    for row in _roles(listed):
        end_member(by=by, membership=row, ended_on=_last_day(row))
        Membership.objects.filter(pk=row.pk).update(stopped_at=clock.now())
    listed.membership.refresh_from_db()
    if user is not None and not works_anywhere(user):
        end_sessions(user=user)


@transaction.atomic
def let_in(*, by: Actor, listed: Listed) -> None:
    """The one role that the directory speaks of opens again; others an administrator gives."""
    row = Membership.objects.get(pk=listed.membership_id)
    edit_member(by=by, membership=row, seen_version=row.version, values={"ended_on": None})
    Membership.objects.filter(pk=row.pk).update(stopped_at=None)
    listed.membership.refresh_from_db()


def is_active(membership: Membership) -> bool:
    return membership.stopped_at is None and not is_over(membership.ended_on, clock.localdate())


def works_anywhere(user: User) -> bool:
    """Whether any agency has a role for this person that is open; asked as they themselves."""
    with acting_as(Actor(ActorKind.MEMBER, "", user_id=user.pk)):
        return any(is_active(row) for row in Membership.objects.filter(user=user))


def _user_of(listed: Listed) -> User | None:
    user_id = listed.membership.user_id
    return User.objects.filter(pk=user_id).first() if user_id else None


def _roles(listed: Listed) -> list[Membership]:
    """The role it speaks of, and the others that the same person holds here."""
    theirs = Q(pk=listed.membership_id)
    if listed.membership.user_id:
        theirs |= Q(user_id=listed.membership.user_id)
    rows = Membership.objects.filter(theirs, agency_id=listed.agency_id)
    return [row for row in rows.order_by("pk") if is_active(row)]


def _last_day(row: Membership) -> Any:
    today = clock.localdate()
    return max(today, row.started_on) if row.started_on else today


def _found(user_name: str) -> Membership | None:
    """The one role here with this address that the directory does not know yet."""
    known = Listed.objects.values("membership_id")
    rows = Membership.objects.filter(email__iexact=user_name).exclude(pk__in=known)
    return next((row for row in rows.order_by("pk") if is_active(row)), None)


def _new(by: Actor, directory: Directory, said: dict[str, Any]) -> Membership:
    return add_member(
        by=by,
        agency=directory.agency,
        role=directory.role,
        given_name=said["given_name"],
        family_name=said["family_name"],
        email=said["user_name"] if "@" in said["user_name"] else None,
        program=directory.program,
        started_on=clock.localdate(),
    )


def _keep_single(agency_id: Any, user_name: str, but: Listed | None) -> None:
    same = Listed.objects.filter(agency_id=agency_id, name_key=user_name.casefold())
    if same.exclude(pk=but.pk if but else None).exists():
        raise NameTaken


def _withdraw(by: Actor, row: Directory | Listed) -> None:
    row.withdrawn_at, row.withdrawn_by = clock.now(), by.id
    row.withdrawn_why, row.version = "closed", row.version + 1
    row.save()
