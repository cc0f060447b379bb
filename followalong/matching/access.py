"""Who may read openings."""

from django.db.models import Q

from followalong.core.actor import Actor
from followalong.employers import access


def opening(actor: Actor) -> Q:
    """Openings belong to the team, like the employers that have them."""
    return access.employer(actor)
