"""What becomes of what was brought in when a record is let go."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from followalong.clients import fates
from followalong.core.actor import Actor
from followalong.exchange.mapping import MAPPINGS
from followalong.exchange.models import ImportedRow, SheetRow


def enter_fates() -> None:
    fates.besides.append(_forget_imported)
    fates.besides.append(_forget_sheet_rows)


def _forget_imported(by: Actor, people: Iterable[UUID]) -> int:
    """Imported values are a second copy of each row about the person, and name its source."""
    models = {mapping.model for mapping in MAPPINGS.values()} & set(fates.FATES)
    rows = [
        Q(object_id__in=model._base_manager.filter(**{f"{about}__in": people}).values("pk"))
        for model in models
        for about in fates.FATES[model].about
    ]
    return ImportedRow.objects.filter(reduce(or_, rows), agency_id=by.agency_id).delete()[0]


def _forget_sheet_rows(by: Actor, people: Iterable[UUID]) -> int:
    """Rows of spreadsheets that were found to be this person."""
    rows = SheetRow.objects.annotate(found=Cast("alike", TextField()))
    named = reduce(or_, (Q(found__contains=str(pk)) for pk in people))
    return rows.filter(named, agency_id=by.agency_id).delete()[0]
