"""Where a copy of somebody's record is seen first, and which ways it may go from there."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.privacy.copy_files import MADE
from followalong.privacy.models import GivenCopy


def copies_now(people: Any) -> Any:
    """What stands on their own page today."""
    rows = GivenCopy.objects.filter(
        client__in=people, ended_at__isnull=True, until_on__gte=timezone.localdate()
    )
    return rows.select_related("given_by", "file").order_by("-given_on", "-pk")


def given_now(request: HttpRequest, client: Client) -> GivenCopy | None:
    found = read.many(request, copies_now(same_person(client.pk)).defer("file__sealed"), limit=1)
    return found[0] if found else None


def ways(request: HttpRequest, client: Client) -> dict[str, Any]:
    """What stands on their page, and where each way leads."""
    place = here(request, "privacy:copy_file", client_id=client.pk)
    pages = {
        "check": "privacy:copy_check",
        "see": "privacy:copy_print",
        "give": "privacy:copy_give",
        "end": "privacy:copy_end",
        "link": "privacy:own_link",
        "back": "home:client",
    }
    return {
        "client": client,
        "given": given_now(request, client),
        **{f"as_{kind}": f"{place}?as={kind}" for kind in MADE},
        **{name: here(request, page, client_id=client.pk) for name, page in pages.items()},
    }
