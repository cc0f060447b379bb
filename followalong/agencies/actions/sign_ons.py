"""An agency's own sign-in provider: set by its administrator, taken on by its people."""

from django.db import transaction
from django.utils import timezone as clock

from followalong.accounts.actions import end_sessions_of_provider
from followalong.accounts.models import User
from followalong.agencies.models import Agency, Identity, Membership, Provider
from followalong.agencies.refusals import SignOnProblem, SignOnRefused
from followalong.agencies.rules import is_over
from followalong.agencies.single_sign_on import NotProved, describe
from followalong.audit.record import record
from followalong.core.actor import Actor


@transaction.atomic
def set_provider(
    *,
    by: Actor,
    agency: Agency,
    issuer: str,
    client_id: str,
    secret: str | None,
    second_step: str,
) -> Provider:
    """The agency's provider, asked first whether it is there. `secret` None leaves it as it is.

    Raises SignOnRefused. Another issuer is another provider: whom it knows begins anew.
    """
    try:
        describe(issuer)
    except NotProved as error:
        raise SignOnRefused(SignOnProblem.NO_ANSWER) from error
    Agency.objects.select_for_update().get(pk=agency.pk)  # one after the other
    stored = Provider.objects.filter(agency=agency).first()
    if stored is not None and stored.issuer != issuer:
        close_provider(by=by, provider=stored)
        stored = None
    row = stored or Provider(agency=agency, issuer=issuer)
    row.app_id, row.second_step = client_id, second_step
    if secret is not None:
        row.secret = secret
    row.version += 0 if stored is None else 1
    row.save()
    record(by=by, action="provider.set", subject=row, fields=["app_id", "issuer"])
    return row


@transaction.atomic
def close_provider(*, by: Actor, provider: Provider) -> Provider:
    """It opens nothing from now on, and whom it knew is forgotten."""
    for row in Identity.objects.filter(provider=provider).select_related("user"):
        unlink(by=by, identity=row)
    _withdraw(by, provider)
    record(by=by, action="provider.closed", subject=provider)
    return provider


@transaction.atomic
def link(*, by: Actor, provider: Provider, subject: str, user: User) -> Identity:
    """From now on this subject opens this person's sessions in the agency.

    Only ever called for somebody who is signed in by their own means, or holds an invitation.
    Raises SignOnRefused when the subject is somebody else's.
    """
    Agency.objects.select_for_update().get(pk=provider.agency_id)
    known = identity_of(provider, subject)
    if known is not None and known.user_id == user.pk:
        return known
    if known is not None or Identity.objects.filter(provider=provider, user=user).exists():
        raise SignOnRefused(SignOnProblem.TAKEN)
    row = Identity.objects.create(
        agency_id=provider.agency_id,
        provider=provider,
        issuer=provider.issuer,
        subject=subject,
        user=user,
    )
    record(by=by, action="identity.linked", subject=row)
    return row


@transaction.atomic
def unlink(*, by: Actor, identity: Identity) -> Identity:
    """This subject opens nothing any more, and what it opened shuts."""
    _withdraw(by, identity)
    end_sessions_of_provider(user=identity.user, agency_id=identity.agency_id)
    record(by=by, action="identity.unlinked", subject=identity)
    return identity


def identity_of(provider: Provider, subject: str) -> Identity | None:
    """Whose subject this is: found by issuer and subject, never by an address."""
    rows = Identity.objects.select_related("user")
    return rows.filter(provider=provider, issuer=provider.issuer, subject=subject).first()


def works_here(provider: Provider, user: User) -> bool:
    """Whether they hold a role in the provider's agency that is not over."""
    if not user.is_active:
        return False
    rows = Membership.objects.filter(
        agency_id=provider.agency_id, user=user, stopped_at__isnull=True
    )
    last_days = rows.values_list("ended_on", flat=True)
    return any(not is_over(day, clock.localdate()) for day in last_days)


def _withdraw(by: Actor, row: Provider | Identity) -> None:
    row.withdrawn_at, row.withdrawn_by = clock.now(), by.id
    row.withdrawn_why, row.version = "closed", row.version + 1
    row.save()
