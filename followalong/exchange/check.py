"""Checking a package against itself and against what is stored here."""

from datetime import date
from uuid import UUID

from django.db import transaction

from followalong.core.db import read_context, restore_context
from followalong.exchange.format import Package, Progress, Report, check_package
from followalong.exchange.places import own_place, stored_places
from followalong.exchange.refs import Refs


def check(
    package: Package,
    *,
    today: date,
    only_agency: UUID | None = None,
    progress: Progress | None = None,
) -> Report:
    """Every problem and every oddity; references may point to rows stored before.

    `only_agency` holds the check to what that agency has stored. Raises NotYours.
    """
    with transaction.atomic():
        outer = read_context()
        report = _check(package, today, only_agency, progress)
        restore_context(outer)
    return report


def _check(
    package: Package, today: date, only_agency: UUID | None, progress: Progress | None
) -> Report:
    places = own_place(package, only_agency, None) if only_agency else stored_places()
    refs = Refs(places)

    def known(table: str, agency: str | None, row_id: str) -> bool:
        if table == "agency":
            return row_id in places
        place = places.get(agency) if agency else None
        if table == "authority" or (agency and place is None):
            return False
        return refs.find(table, row_id, place.id if place else None) is not None

    return check_package(package, today=today, known=known, progress=progress)
