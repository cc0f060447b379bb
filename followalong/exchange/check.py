"""Checking a package against itself and against what is stored here."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from followalong.core.db import read_context, restore_context
from followalong.exchange.format import Package, Report, check_package, only_good
from followalong.exchange.places import stored_places
from followalong.exchange.refs import Refs


def check(package: Package, *, today: date, only_agency: UUID | None = None) -> Report:
    """Every problem and every oddity; references may point to rows stored before."""
    with transaction.atomic():
        outer = read_context()
        report = _check(package, today, only_agency)
        restore_context(outer)
    return report


def _check(package: Package, today: date, only_agency: UUID | None) -> Report:
    places = stored_places(only_agency)
    refs = Refs(places)

    def known(table: str, agency: str | None, row_id: str) -> bool:
        if table == "agency":
            return row_id in places
        place = places.get(agency) if agency else None
        if table == "authority" or (agency and place is None):
            return False
        return refs.find(table, row_id, place.id if place else None) is not None

    return check_package(package, today=today, known=known)


def keep_good(package: Package, report: Report) -> tuple[Package, Mapping[str, int]]:
    """Whole good enrolments only, and how many rows of each table that leaves out."""
    good, left_out = only_good(package, report)
    return good, dict(left_out.rows)
