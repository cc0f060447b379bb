"""The shared half of an imported employer (house.md section 4).

It goes to the authority's pool if the agency has an authority, else to the agency's own. A row
that says exactly the same is shared; anything else is a row of its own, so that each agency's
export gives back what it brought in.
"""

from typing import Any
from uuid import UUID

from followalong.agencies import bulk
from followalong.core.ids import uuid7
from followalong.core.text import name_key
from followalong.employers.models import AgencyEmployer, Employer
from followalong.exchange.refs import Place
from followalong.exchange.rows import LONGEST_NAME_KEY


def link(inserts: list[dict[str, Any]], place: Place) -> None:
    """Give each new row of the agency its shared row, found or made."""
    pool = place.actor.pools[0]
    keys = {row["name_key"] for row in inserts}
    found = {
        (e.name, e.naics, e.postal_code): e.pk
        for e in Employer.objects.filter(pool_id=pool, name_key__in=keys)
    }
    new = []
    for row in inserts:
        shared = row.pop("_shared")
        what = (shared.name, shared.naics, shared.postal_code)
        if what not in found:
            found[what] = uuid7()
            new.append(_shared_row(found[what], pool, shared))
        row |= {"pool_id": pool, "employer_id": found[what]}
    bulk.insert(Employer, new)


def link_anew(pk: UUID, said: Any, place: Place) -> None:
    """The agency's source changed the name, industry or place of an employer.

    Others may share the row that says what it said before, so that one stays as it is.
    """
    what = {"name": said.name, "naics": said.naics, "postal_code": said.postal_code}
    mine = AgencyEmployer.everything.filter(pk=pk)
    if mine.filter(**{f"employer__{column}": value for column, value in what.items()}).exists():
        return
    employer_id = uuid7()
    bulk.insert(Employer, [_shared_row(employer_id, place.actor.pools[0], said)])
    mine.update(employer_id=employer_id)


def _shared_row(pk: UUID, pool: UUID, said: Any) -> dict[str, Any]:
    return {
        "id": pk,
        "pool_id": pool,
        "name": said.name,
        "name_key": name_key(said.name)[:LONGEST_NAME_KEY],
        "naics": said.naics,
        "postal_code": said.postal_code,
    }
