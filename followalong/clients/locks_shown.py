"""What a person had locked away, as pages say it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.agencies.locks import ONE_ENTRY
from followalong.agencies.models import Membership
from followalong.agencies.roles import ROLES
from followalong.clients.lock_parts import PARTS
from followalong.clients.models import Lock
from followalong.ui.words import day_text


def locks_of(people: Any) -> Any:
    rows = Lock.objects.filter(client__in=people).select_related("membership", "program")
    return rows.order_by("lifted_on", "-asked_on", "-pk")


def keeper_names(request: HttpRequest, locks: Iterable[Lock]) -> dict[UUID, str]:
    wanted = {one for lock in locks for one in lock.keepers}
    return {m.pk: m.name for m in read.many(request, Membership.objects.filter(pk__in=wanted))}


def line(request: HttpRequest, lock: Lock, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        **told(lock),
        "keepers": ", ".join(names[one] for one in lock.keepers if one in names),
        "lift": "" if lock.lifted_on else here(request, "clients:lock_lift", lock_id=lock.pk),
    }


def told(lock: Lock, *, named: bool = True) -> dict[str, Any]:
    """What, from whom, since when and in which words; to the person without colleagues' names."""
    today = timezone.localdate()
    days = {"first": day_text(lock.asked_on, today)}
    if lock.lifted_on:
        days["last"] = day_text(lock.lifted_on, today)
        when = _("asked on %(first)s, lifted on %(last)s") % days
    else:
        when = _("asked on %(first)s, holds until they have it lifted") % days
    return {
        "what": what(lock),
        "from_whom": from_whom(lock, named=named),
        "when": when,
        "words": lock.words,
        "is_lifted": lock.lifted_on is not None,
    }


def what(lock: Lock) -> str:
    return _("A single entry") if lock.part == ONE_ENTRY else str(PARTS.get(lock.part, lock.part))


def from_whom(lock: Lock, *, named: bool = True) -> str:
    if lock.membership:
        return lock.membership.name if named else _("one colleague")
    if lock.role:
        return _(ROLES[lock.role].title)
    if lock.program:
        return lock.program.name if named else _("one program")
    return _("everybody but those who go on seeing it")
