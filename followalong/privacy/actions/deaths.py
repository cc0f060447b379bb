"""Nothing more is told of somebody who has died, and their link opens nothing any more."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone as clock

from followalong.clients.events import Stop
from followalong.core.actor import Actor
from followalong.privacy.models import OwnLink, Share


def stop_telling(by: Actor, clients: Sequence[UUID], stop: Stop) -> None:
    """What the room `clients` calls when a death is recorded: letters that have not gone are taken
    back, links end."""
    now, about = clock.now(), {"client__in": clients}
    for share in Share.objects.filter(sent_at__isnull=True, taken_back_at__isnull=True, **about):
        stop(share, taken_back_at=now)
    for link in OwnLink.objects.filter(ended_at__isnull=True, **about):
        stop(link, ended_at=now)
