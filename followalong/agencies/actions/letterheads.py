"""What stands at the head of printed pages."""

from typing import Any

from django.db import transaction

from followalong.agencies.models import Agency, Letterhead, Site
from followalong.audit.record import record
from followalong.core.actor import Actor


@transaction.atomic
def save_letterhead(
    *, by: Actor, agency: Agency, site: Site | None, values: dict[str, Any]
) -> Letterhead:
    """The head of one site's pages, or of the agency's where a site has none of its own.

    `values` may leave the picture out: then the one that is there stays.
    """
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    stored = Letterhead.objects.filter(agency=agency, site=site).first()
    if stored is None:
        stored = Letterhead(agency=agency, site=site, version=0)
    for name, value in values.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    record(by=by, action="letterhead.saved", subject=stored, fields=list(values))
    return stored
