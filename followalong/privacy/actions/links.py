"""A person's own link: made for them, opened once by its number, ended by the next one."""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone as clock

from followalong.accounts.setup_links import hashed
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.actor import Actor
from followalong.core.throttle import hit
from followalong.privacy.models import OwnLink
from followalong.privacy.refusals import TooManyLinks, WrongNumber
from followalong.privacy.rules import link_opens

VALID_FOR = timedelta(days=14)
AN_HOUR = timedelta(hours=1)
MOST_IN_AN_HOUR = 30


@transaction.atomic
def make_link(*, by: Actor, client: Client) -> tuple[OwnLink, str, str]:
    """The link, its secret and its number, both told once. Raises TooManyLinks.

    The one before opens nothing any more.
    """
    if hit("own-link-made", by.agency_id, within=AN_HOUR) > MOST_IN_AN_HOUR:
        raise TooManyLinks
    now = clock.now()
    OwnLink.objects.filter(client=client, ended_at__isnull=True).update(ended_at=now)
    token, number = secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06}"
    link = OwnLink.objects.create(
        agency_id=by.agency_id,
        label=client.label,
        client=client,
        made_by_id=by.membership_id,
        token_hash=hashed(token),
        pin_hash=make_password(number),
        expires_at=now + VALID_FOR,
    )
    record(by=by, action="own_link.made", subject=link, clients=[client.pk])
    return link, token, number


@transaction.atomic
def open_link(*, by: Actor, link: OwnLink, number: str) -> str:
    """What the browser holds from now on. Raises WrongNumber."""
    stored = OwnLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    still = link_opens(stored.expires_at, stored.ended_at, stored.wrong_numbers, now=clock.now())
    if not still or stored.browser_hash or not check_password(number, stored.pin_hash):
        raise WrongNumber
    held = secrets.token_urlsafe(32)
    stored.browser_hash, stored.opened_at = hashed(held), clock.now()
    stored.version += 1
    stored.save()
    record(by=by, action="own_link.opened", subject=stored, clients=[stored.client_id])
    return held


@transaction.atomic
def count_wrong_number(*, by: Actor, link: OwnLink) -> OwnLink:
    """One wrong number more; after some the link opens nothing."""
    stored = OwnLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    stored.wrong_numbers += 1
    stored.save()
    record(
        by=by,
        action="own_link.tried",
        subject=stored,
        clients=[stored.client_id],
        outcome="refused",
    )
    return stored
