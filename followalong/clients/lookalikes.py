"""Who may be the same person as the one described: found by four keys, judged by the rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from followalong.agencies import read
from followalong.clients.models import Client
from followalong.clients.rules.sameness import (
    Sign,
    Traits,
    days_like,
    signs_of_sameness,
    sound_keys,
    traits,
)
from followalong.core.text import name_key

# By each key at most so many are compared; nobody is asked about more than a few.
COMPARED = 40
AT_MOST = 4


@dataclass(frozen=True)
class Described:
    """What somebody typed about a person, as far as it can be compared."""

    given_name: str | None = None
    family_name: str | None = None
    preferred_name: str | None = None
    born_on: date | None = None
    phone: str | None = None

    @property
    def names(self) -> tuple[str | None, ...]:
        return self.given_name, self.family_name, self.preferred_name

    @property
    def traits(self) -> Traits:
        return traits(*self.names, born_on=self.born_on, phone=self.phone)


@dataclass(frozen=True)
class Alike:
    """Somebody here who may be the described person, and what speaks for it."""

    client: Client
    signs: tuple[Sign, ...]


SIGNS = {
    Sign.SAME_NAME: _("same name"),
    Sign.NEAR_NAME: _("name spelled nearly the same"),
    Sign.SHORT_NAME: _("short form of the same name"),
    Sign.SOUNDS_ALIKE: _("name sounds the same"),
    Sign.PART_OF_NAME: _("part of the name"),
    Sign.SAME_BIRTH: _("same date of birth"),
    Sign.SWAPPED_BIRTH: _("date of birth with day and month the other way round"),
    Sign.SAME_PHONE: _("same phone number"),
}


def alike_here(request: HttpRequest, who: Described) -> list[Alike]:
    """Those whom the reader may see, what speaks most for it first. Only these are shown, and
    stand on the record; that others exist changes nothing here."""
    told = alike(who, read.visible(request, candidates(who)))
    rows = Client.objects.filter(pk__in=told, same_as__isnull=True)
    found = [Alike(one, told[one.pk]) for one in read.many(request, rows.order_by("name_key"))]
    return sorted(found, key=lambda one: -len(one.signs))[:AT_MOST]


def candidates(who: Described) -> QuerySet[Client]:
    """People worth comparing; the caller passes them through the read gate, then through `alike`.

    The function behind it tests agency and label, and answers with ids only.
    """
    found = _found(who) if who.traits.parts or who.traits.phone or who.born_on else []
    return Client.objects.filter(pk__in=found).order_by("name_key", "pk")


def alike(who: Described, people: Iterable[Client]) -> dict[UUID, tuple[Sign, ...]]:
    """Of these people the ones who may be the described one, and what speaks for it.

    A row that was joined to another speaks for the one that stayed.
    """
    told: dict[UUID, tuple[Sign, ...]] = {}
    for one in people:
        if signs := signs_of_sameness(who.traits, described(one).traits):
            told.setdefault(one.same_as_id or one.pk, signs)
    return told


def found_alike(who: Described) -> dict[UUID, tuple[Sign, ...]]:
    """Everybody the database lets the caller see: for a service that asks a reviewer."""
    return alike(who, candidates(who))


def described(client: Client) -> Described:
    return Described(
        given_name=client.given_name,
        family_name=client.family_name,
        preferred_name=client.preferred_name,
        born_on=client.born_on,
        phone=client.phone,
    )


def _found(who: Described) -> list[UUID]:
    asked = [
        name_key(*who.names),
        sound_keys(*who.names),
        who.traits.phone,
        days_like(who.born_on),
        COMPARED,
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM similar_clients(%s, %s::text[], %s, %s::date[], %s)", asked)
        return [row[0] for row in cursor.fetchall()]
