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
            new.append(
                {
                    "id": found[what],
                    "pool_id": pool,
                    "name": shared.name,
                    "name_key": row["name_key"],
                    "naics": shared.naics,
                    "postal_code": shared.postal_code,
                }
            )
        row |= {"pool_id": pool, "employer_id": found[what]}
    bulk.insert(Employer, new)


def update_shared(pk: UUID, row: Any) -> None:
    """The agency's source changed the name, industry or place."""
    employer_id = AgencyEmployer.objects.values_list("employer_id", flat=True).get(pk=pk)
    Employer.objects.filter(pk=employer_id).update(
        name=row.name, name_key=name_key(row.name), naics=row.naics, postal_code=row.postal_code
    )
