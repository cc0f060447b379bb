"""Employers: the facts everyone in the pool shares, and what this agency keeps beside them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.text import name_key, phone_key
from followalong.employers.actions.names import refuse_names
from followalong.employers.models import AgencyEmployer, Employer
from followalong.employers.rules.sameness import may_be_there

SHARED = ("name", "postal_code", "website", "phone", "fair_chance", "naics")
NOTES = ("hires", "approach", "inclusion", "team_note", "private_note")
OWN = ("owner_id", "people", *NOTES, "do_not_contact")


class AlreadyKnown(Exception):
    """The pool has an employer of this name: it is offered, so that the region keeps one row."""

    def __init__(self, found: Sequence[Employer]) -> None:
        super().__init__(_("We know an employer of this name. Is it one of these?"))
        self.found = found


class ChangedMeanwhile(Exception):
    """Somebody else saved this employer since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this employer while you were writing. "
                "Both texts are below: save again to keep yours."
            )
        )


class VisitMade(Exception):
    """The planned visit is no longer ahead: somebody wrote it down, or planned another."""

    def __init__(self) -> None:
        super().__init__(_("This visit is already written down, or planned for another day."))


@transaction.atomic
def add_employer(
    *,
    by: Actor,
    name: str,
    postal_code: str | None = None,
    website: str | None = None,
    phone: str | None = None,
    naics: str | None = None,
    owner_id: UUID | None = None,
    people: str | None = None,
    is_another: bool = False,
) -> AgencyEmployer:
    """A business new to the pool, with the agency's own row beside it.

    Raises AlreadyKnown when the pool has one of the same name in the same postal area, unless
    the worker said that this is another one.
    """
    found = [] if is_another else same_name(by, name, postal_code)
    if found:
        raise AlreadyKnown(found)
    employer = Employer(
        pool_id=home_pool(by),
        name=name,
        name_key=name_key(name),
        postal_code=postal_code or None,
        website=website or None,
        phone=phone or None,
        phone_key=phone_key(phone or "") or None,
        naics=naics or None,
    )
    employer.save(force_insert=True)
    return _beside(by, employer, owner_id=owner_id, people=people)


@transaction.atomic
def adopt_employer(
    *, by: Actor, employer: Employer, owner_id: UUID | None = None
) -> AgencyEmployer:
    """Work with an employer that the pool already knows: the agency's own row beside it.

    An employer the agency knows already is given back as it is.
    """
    # Two people of one agency may press at once: the second waits here and finds the first's.
    Employer.objects.select_for_update().get(pk=employer.pk)
    known = AgencyEmployer.objects.filter(employer=employer).order_by("id").first()
    if known and known.same_as:
        return known.same_as
    return known or _beside(by, employer, owner_id=owner_id)


@transaction.atomic
def employer_named(*, by: Actor, name: str) -> AgencyEmployer:
    """The agency's employer of this name; else the pool's, taken up; else a new one."""
    key = name_key(name)
    known = AgencyEmployer.objects.visible_to(by).filter(name_key=key).order_by("id").first()
    if known:
        return known.same_as or known
    found = same_name(by, name)
    return adopt_employer(by=by, employer=found[0]) if found else add_employer(by=by, name=name)


@transaction.atomic
def edit_employer(
    *, by: Actor, known: AgencyEmployer, seen: tuple[int, int], is_no_person: bool, **values: Any
) -> AgencyEmployer:
    """Put right the shared facts, the agency's own notes, or both.

    `seen` are the versions of the shared and of the own row that the writer had in front of
    them. `values` are columns of SHARED and OWN. Raises ChangedMeanwhile, LookAtNames.
    """
    shared = Employer.objects.select_for_update().get(pk=known.employer_id)
    own = AgencyEmployer.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if (shared.version, own.version) != seen:
        raise ChangedMeanwhile
    if not is_no_person:
        refuse_names(by, values, NOTES, not_people=_not_people(values))
    facts = _changed(shared, {k: v for k, v in values.items() if k in SHARED})
    if facts:
        shared.name_key = name_key(shared.name)
        shared.phone_key = phone_key(shared.phone or "") or None
        shared.version += 1
        shared.save(update_fields=[*facts, "name_key", "phone_key", "version"])
        record(by=by, action="employer.corrected", subject=shared, fields=facts)
    notes = _changed(own, {k: v for k, v in values.items() if k in OWN})
    if notes or own.name_key != shared.name_key:
        _touch(own, shared, notes)
        record(by=by, action="employer.edited", subject=own, fields=notes)
    return own


@transaction.atomic
def plan_next_visit(
    *, by: Actor, known: AgencyEmployer, on: date | None, purpose: str | None = None
) -> AgencyEmployer:
    """When the agency goes there next, and for what; no day means nothing is planned."""
    own = AgencyEmployer.objects.select_for_update(of=("self",)).get(pk=known.pk)
    own.next_on = on
    own.next_purpose = purpose or None if on else None
    own.version += 1
    own.save(update_fields=["next_on", "next_purpose", "version", "changed_at"])
    record(by=by, action="employer.visit_planned", subject=own, fields=["next_on", "next_purpose"])
    return own


def refuse_made(known: AgencyEmployer, on: date) -> None:
    """Two who write down one planned visit take turns: the second is told. Raises VisitMade."""
    now = AgencyEmployer.objects.select_for_update(of=("self",)).get(pk=known.pk)
    if now.next_on != on:
        raise VisitMade


def home_pool(by: Actor) -> UUID:
    """Where this agency's new employers go: the authority's shared pool, else its own."""
    return by.pools[0]


def same_name(by: Actor, name: str, postal_code: str | None = None) -> list[Employer]:
    """Employers of the pools with the same folded name, unless they are known to be elsewhere."""
    found = Employer.objects.visible_to(by).filter(name_key=name_key(name)).order_by("id")[:20]
    return [one for one in found if may_be_there(one.postal_code, postal_code)]


def _beside(by: Actor, employer: Employer, **values: Any) -> AgencyEmployer:
    own = AgencyEmployer(
        agency_id=by.agency_id,
        employer=employer,
        pool_id=employer.pool_id,
        name_key=employer.name_key,
        **{k: v or None for k, v in values.items()},
    )
    own.save(force_insert=True)
    record(by=by, action="employer.added", subject=own)
    return own


def _changed(row: Any, values: dict[str, Any]) -> list[str]:
    """Put the values on the row; the names of those that were other before."""
    names = [
        name for name, value in values.items() if (getattr(row, name) or None) != (value or None)
    ]
    for name in names:
        setattr(row, name, values[name] or None)
    return names


def _touch(own: AgencyEmployer, shared: Employer, notes: list[str]) -> None:
    # Another agency of the pool may have corrected the name since: the search key follows.
    own.name_key = shared.name_key
    own.version += 1
    own.save(update_fields=[*notes, "name_key", "version", "changed_at"])


def _not_people(values: dict[str, Any]) -> list[str]:
    """What is written on this very form and names no client: the firm, and whom to ask for."""
    lines = (values.get("people") or "").splitlines()
    return [text for text in (values.get("name"), *lines) if text]
