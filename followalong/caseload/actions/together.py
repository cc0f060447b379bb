"""One next step for several people: each gets their own, or none of them."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Membership
from followalong.caseload.actions.steps import add_next_step
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor


class Doer(StrEnum):
    """Who takes the step for each person."""

    HOLDER = "holder"  # whoever goes along with them
    ACTOR = "actor"
    CLIENT = "client"


class StepsRefused(Exception):
    """Some can't get a next step, so nobody does; it names them."""


@transaction.atomic
def add_next_steps(
    *,
    by: Actor,
    enrolments: Collection[UUID],
    text: str,
    due_on: date | None = None,
    doer: Doer = Doer.HOLDER,
) -> UUID:
    """The same step for each of these people; the id of the first. Raises StepsRefused."""
    rows = list(
        Enrolment.objects.visible_to(by)
        .filter(pk__in=enrolments)
        .select_related("client__same_as", "specialist")
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    ended = [row.client.person.full_name for row in rows if row.exited_on]
    if ended:
        names = {"names": ", ".join(sorted(ended))}
        raise StepsRefused(_("Nothing was saved. Support has ended for: %(names)s.") % names)
    if not rows or len(rows) < len(set(enrolments)):
        raise StepsRefused(_("Nothing was saved. Open the page again: the people changed."))
    made = [
        add_next_step(
            by=by,
            enrolment=row,
            text=text,
            due_on=due_on,
            owner=_owner(row, doer),
            is_theirs=doer is Doer.CLIENT,
        )
        for row in rows
    ]
    return made[0].pk


def _owner(row: Enrolment, doer: Doer) -> Membership | None:
    """Nobody in particular means the actor: also where nobody goes along yet."""
    return row.specialist if doer is Doer.HOLDER else None
