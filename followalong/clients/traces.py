"""Which rule, and which tie, opened the people whom a page shows: a few letters for the record.

Nothing here is a second set of rules. The ties are those of the read gate (access.ties); the
database picks one for each person while their names are written, so that it costs no question.
"""

from functools import lru_cache
from typing import Any

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from followalong.agencies.base import EMERGENCY
from followalong.agencies.permissions import Reach
from followalong.agencies.traces import AGENCY, ROW, told_as
from followalong.audit.record import Traced
from followalong.clients.access import reach_of, relations, ties
from followalong.clients.models import EmergencyLook
from followalong.core.actor import Actor
from followalong.core.kept import READERS

TEXT = TextField()


def opened_by(actor: Actor, purpose: str) -> Traced:
    """SQL that says, of each person whom an event names, by what they were open."""
    if purpose == EMERGENCY:
        return _emergency(actor)
    if (by := ties(actor)) is not None:
        return _tied(by)
    return f"'{ROW if reach_of(actor) == Reach.NONE else AGENCY}'", ()


@lru_cache(maxsize=READERS)
def _tied(by: Q) -> Traced:
    """A program's tie before one of the member's own: one word for a whole list."""
    of_program = _said(Value(told_as("program")), Cast("program_id", TEXT))
    of_member = _said(Value(told_as("")), "kind", Value(":"), Cast("pk", TEXT))
    told = Case(When(program__isnull=False, then=of_program), default=of_member)
    first = (F("program").asc(nulls_last=True), "-from_on", "pk")
    return _first_of(relations().filter(by).order_by(*first).annotate(told=told))


def _emergency(actor: Actor) -> Traced:
    looks = EmergencyLook.objects.filter(
        membership_id=actor.membership_id, began_at__lte=timezone.now()
    )
    told = _said(Value(told_as("emergency")), Cast("pk", TEXT))
    return _first_of(looks.order_by("-began_at", "pk").annotate(told=told))


def _said(*parts: Any) -> Concat:
    return Concat(*parts, output_field=TEXT)


def _first_of(rows: QuerySet) -> Traced:
    named = rows.filter(client_id=RawSQL("audit_seen.client_id", []))
    sql, params = named.values("told")[:1].query.sql_with_params()
    return f"COALESCE(({sql}), '{ROW}')", tuple(params)
