"""Actors that are no person: the public page and the services (all rows of roles.py)."""

from followalong.agencies.models import Agency, pools_of
from followalong.core.actor import Actor, ActorKind


def public_actor(agency: Agency, *, sud: bool) -> Actor:
    """A visitor of this agency's public page: writes a referral, reads nothing."""
    return Actor(ActorKind.PUBLIC, "anyone", agency_id=agency.pk, sees_sud=sud)


def service_actor(role: str, agency: Agency | None = None, *, on_behalf_of=None) -> Actor:
    """A service of roles.py at work in one agency. Services see SUD rows: figures and packages
    never depend on who looks; what leaves is decided by the one who asked."""
    return Actor(
        ActorKind.SERVICE,
        role,
        agency_id=agency.pk if agency else None,
        sees_sud=True,
        pools=pools_of(agency) if agency else (),
        on_behalf_of=on_behalf_of,
    )
