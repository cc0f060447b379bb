"""Who may read what was brought in, and what is on its way in."""

from django.db.models import Q

from followalong.agencies.base import NOBODY
from followalong.agencies.roles import Permission, can
from followalong.core.actor import Actor


def batch(actor: Actor) -> Q:
    """Who brings in whole histories sees every import; who brings in spreadsheets, their own."""
    if can(actor.role, Permission.EXCHANGE_IMPORT):
        return Q(agency_id=actor.agency_id)
    if can(actor.role, Permission.SHEET_IMPORT):
        return Q(agency_id=actor.agency_id, made_by=actor.id)
    return NOBODY


def imported(actor: Actor) -> Q:
    """What imports remember of their rows, and of the spreadsheets they came from."""
    if can(actor.role, Permission.EXCHANGE_IMPORT) or can(actor.role, Permission.SHEET_IMPORT):
        return Q(agency_id=actor.agency_id)
    return NOBODY


def sheet(actor: Actor) -> Q:
    """Only whoever chose the file: what is in it may be about people they alone know of."""
    if not can(actor.role, Permission.SHEET_IMPORT):
        return NOBODY
    return Q(membership_id=actor.membership_id)


def sheet_row(actor: Actor) -> Q:
    if not can(actor.role, Permission.SHEET_IMPORT):
        return NOBODY
    return Q(sheet__membership_id=actor.membership_id)
