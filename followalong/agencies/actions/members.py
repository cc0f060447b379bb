"""Who works in an agency, in which role, and until when."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone as clock

from followalong.accounts.models import User
from followalong.agencies.models import Agency, Invitation, Membership, Program, TeamMembership
from followalong.agencies.refusals import ChangedMeanwhile, MemberRefused
from followalong.agencies.roles import ROLES, opens_records
from followalong.agencies.rules import MemberProblem, lasts_longer, term_problem
from followalong.audit.record import record
from followalong.core.actor import Actor

ADMINISTRATOR = "agency_admin"
# What belongs to the person, not to one of their roles.
PERSONAL = ("given_name", "family_name", "email")


def add_member(
    *,
    by: Actor,
    agency: Agency,
    role: str,
    given_name: str,
    family_name: str | None = None,
    email: str | None = None,
    user: User | None = None,
    program: Program | None = None,
    supervisor: Membership | None = None,
    started_on: date | None = None,
    ended_on: date | None = None,
) -> Membership:
    """A role in the agency for a person; without a user it waits for an invitation.

    Raises MemberRefused.
    """
    _check_term(role, started_on, ended_on)
    if user is not None:
        _not_to_oneself(by, user.pk, role)
    membership = Membership.objects.create(
        agency=agency,
        user=user,
        role=role,
        given_name=given_name,
        family_name=family_name,
        email=email,
        program=program,
        supervisor=supervisor,
        opens_sud=bool(program and program.is_sud),
        started_on=started_on,
        ended_on=ended_on,
    )
    record(by=by, action="membership.made", subject=membership, fields=["role"])
    return membership


@transaction.atomic
def edit_member(
    *, by: Actor, membership: Membership, seen_version: int, values: dict[str, Any]
) -> Membership:
    """Change what a membership says, as it was seen. Name and address go to all of the person's
    roles here. Raises MemberRefused or ChangedMeanwhile."""
    stored = _lock(membership)
    if stored.version != seen_version:
        raise ChangedMeanwhile
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    if not changed:
        return stored
    was_administrator, was_until = stored.role == ADMINISTRATOR, stored.ended_on
    for name in changed:
        setattr(stored, name, values[name])
    _check_term(stored.role, stored.started_on, stored.ended_on)
    if stored.supervisor_id == stored.pk:
        raise MemberRefused(MemberProblem.OWN_SUPERVISOR)
    if was_administrator and stored.role != ADMINISTRATOR:
        _keep_an_administrator(stored, after=clock.localdate())
    if {"role", "program"} & set(changed) or lasts_longer(was_until, stored.ended_on):
        _not_to_oneself(by, stored.user_id, stored.role)
    if "ended_on" in changed and stored.ended_on is not None:
        _close(stored, stored.ended_on)
    stored.opens_sud = bool(stored.program and stored.program.is_sud)
    _save(stored)
    _tell_other_roles(stored, changed)
    record(by=by, action="membership.edited", subject=stored, fields=changed)
    return stored


@transaction.atomic
def end_member(*, by: Actor, membership: Membership, ended_on: date) -> Membership:
    """The last day of a role. What opens records closes with it: the session's access, an
    invitation that waits, the teams. People they go along with stay where they are, and show as
    without anybody here. Raises MemberRefused."""
    stored = _lock(membership)
    if problem := term_problem(stored.started_on, ended_on, is_guest=False):
        raise MemberRefused(problem)
    if lasts_longer(stored.ended_on, ended_on):
        _not_to_oneself(by, stored.user_id, stored.role)
    stored.ended_on = ended_on
    _close(stored, ended_on)
    _save(stored)
    record(by=by, action="membership.ended", subject=stored, fields=["ended_on"])
    return stored


def _close(stored: Membership, ended_on: date) -> None:
    """What ends with a role: its time in teams, and an invitation that waits."""
    if stored.role == ADMINISTRATOR:
        _keep_an_administrator(stored, after=ended_on)
    TeamMembership.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=ended_on), membership=stored, from_on__lte=ended_on
    ).update(to_on=ended_on)
    Invitation.objects.filter(
        membership=stored, accepted_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=clock.now())


def _check_term(role: str, started_on: date | None, ended_on: date | None) -> None:
    if role not in ROLES:
        raise MemberRefused(MemberProblem.ROLE_NOT_OFFERED)
    if problem := term_problem(started_on, ended_on, is_guest=ROLES[role].is_guest):
        raise MemberRefused(problem)


def _not_to_oneself(by: Actor, user_id: UUID | None, role: str) -> None:
    """Two people are needed before a record opens (standards.md ACC-11)."""
    if user_id and opens_records(role) and is_member_of(by.membership_id, user_id):
        raise MemberRefused(MemberProblem.TO_ONESELF)


def is_member_of(membership_id: UUID | None, user_id: UUID) -> bool:
    """True when this membership is held by that user."""
    return Membership.objects.filter(pk=membership_id, user_id=user_id).exists()


def _keep_an_administrator(leaving: Membership, *, after: date) -> None:
    """Somebody else must be able to sign in as administrator after this day.

    The rows are held until the end, so that two administrators cannot let each other go at once.
    """
    others = (
        Membership.objects.select_for_update(of=("self",))
        .filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=after),
            agency_id=leaving.agency_id,
            role=ADMINISTRATOR,
            user__is_active=True,
        )
        .order_by("pk")
    )
    if not any(other.pk != leaving.pk for other in others):
        raise MemberRefused(MemberProblem.LAST_ADMINISTRATOR)


def _tell_other_roles(stored: Membership, changed: list[str]) -> None:
    personal = {name: getattr(stored, name) for name in PERSONAL if name in changed}
    if personal and stored.user_id:
        others = Membership.objects.filter(agency_id=stored.agency_id, user_id=stored.user_id)
        others.exclude(pk=stored.pk).update(version=F("version") + 1, **personal)


def _lock(membership: Membership) -> Membership:
    """The row as it stands now, held until this transaction ends."""
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("program")
        .get(pk=membership.pk)
    )


def _save(stored: Membership) -> None:
    stored.version += 1
    stored.save()
