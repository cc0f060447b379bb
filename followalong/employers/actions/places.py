"""Who works at an employer and whom we know there, and its places of work."""

from typing import Any

from django.db import transaction

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.employers.actions.names import refuse_names
from followalong.employers.models import AgencyEmployer, EmployerPerson, EmployerSite

TOLD = ("does", "reach", "known_how")


@transaction.atomic
def keep_person(
    *,
    by: Actor,
    known: AgencyEmployer,
    person: EmployerPerson | None = None,
    is_no_person: bool = False,
    **values: Any,
) -> EmployerPerson:
    """Write down somebody who works there, or what changed about them. Raises LookAtNames."""
    if not is_no_person:
        refuse_names(by, values, TOLD, not_people=[known.employer.name, values["name"]])
    is_new = person is None
    row = person or EmployerPerson(agency_id=by.agency_id, employer=known)
    _keep(row, values)
    action = "employer_person.added" if is_new else "employer_person.changed"
    record(by=by, action=action, subject=row, fields=sorted(values))
    return row


@transaction.atomic
def keep_site(
    *,
    by: Actor,
    known: AgencyEmployer,
    site: EmployerSite | None = None,
    is_no_person: bool = False,
    **values: Any,
) -> EmployerSite:
    """Write down a place of work for everyone in the pool, or put it right. Raises LookAtNames."""
    if not is_no_person:
        refuse_names(by, values, ["name"], not_people=[known.employer.name])
    is_new = site is None
    row = site or EmployerSite(pool_id=known.pool_id, employer_id=known.employer_id)
    _keep(row, values)
    action = "employer_site.added" if is_new else "employer_site.changed"
    record(by=by, action=action, subject=row, fields=sorted(values))
    return row


def _keep(row: EmployerPerson | EmployerSite, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
